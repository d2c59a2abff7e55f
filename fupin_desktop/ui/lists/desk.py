"""The desk of the window's lists: what can be done with every list, and where it is told what is chosen."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.lists.chosen import is_edited, is_pasted_into, several
from fupin_desktop.ui.lists.filling import edit_cell, fill_down, set_many
from fupin_desktop.ui.lists.pasting import paste
from fupin_desktop.ui.lists.replacing import FindReplace
from fupin_desktop.ui.lists.taking_out import drawn, shown, written
from fupin_desktop.ui.widgets.lists.desk import ListAct
from fupin_desktop.ui.widgets.lists.table import Table


class ListDesk(QObject):
    """Acts in the order of the menu; `words` is the place at the foot of the window."""

    def __init__(self, session: Session, words: QLabel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._words = session, words
        self.acts: Sequence[ListAct] = (
            ListAct(_("Correct this cell…"), self._do(edit_cell), is_edited, "F2"),
            ListAct(_("Fill down"), self._do(fill_down), several, "Ctrl+D"),
            ListAct(_("Paste…"), self._do(paste), is_pasted_into, "Ctrl+V"),
            ListAct(_("Find and replace…"), self._do(_replace), is_edited, "Ctrl+H"),
            ListAct(_("Change a field of many…"), self._do(set_many), several, "Ctrl+M"),
            ListAct(_("Print this list…"), self._do(print_list), keys="Ctrl+P"),
            ListAct(_("Export this list…"), self.export, keys="Ctrl+E"),
        )

    def _do(self, act: Callable[[Session, Table], object]) -> Callable[[Table], object]:
        def guarded(table: Table) -> object:
            try:
                return act(self._session, table)
            except Refusal as refusal:
                self._session.fail(refusal)
                return None

        return guarded

    def tell(self, words: str) -> None:
        """What is chosen and filtered in the list in use."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def export(self, table: Table) -> None:
        """Ask where the list goes, as a workbook or as text with commas."""
        offered = file_name(table.accessibleName(), self._session.today.isoformat(), ending="xlsx")
        kinds = _("Workbooks (*.xlsx)") + ";;" + _("Text with commas (*.csv)")
        out = ask_new_file(table, _("Export this list"), offered, kinds, Purpose.SHEET)
        if out is not None:
            self.export_to(table, out)

    def export_to(self, table: Table, out: Path) -> None:
        """Write the list as it is shown."""
        listed = shown(table)
        self._session.run(lambda _progress: written(self._session, listed, out), partial(self._written, out))

    def _written(self, out: Path, count: int) -> None:
        self._session.said.emit(_("Written: {name}, {count} rows").format(name=out.name, count=count))


def print_list(session: Session, table: Table) -> None:
    """Make the list as it is shown on the lane, and show it; printing or saving is kept in the audit log."""
    listed = shown(table)

    def show(pdf: bytes) -> None:
        dialog = PaperDialog(session, listed.title, pdf, table)
        dialog.out.connect(lambda: session.book.note("list.print", listed.title))
        dialog.open()

    session.run(lambda progress: drawn(session, listed, progress), show)


def _replace(session: Session, table: Table) -> FindReplace:
    dialog = FindReplace(session, table)
    dialog.open()
    return dialog
