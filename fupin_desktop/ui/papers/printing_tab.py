"""Choose a form and for whom; the preview is the very PDF that is printed or saved."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QWidget,
)

from fupin_desktop.forms.loading import forms
from fupin_desktop.forms.template import Form
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.system.outputs import output
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.papers import keep_prints
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import title_of
from fupin_desktop.ui.forms.pages.printing import ask_printer, printer_refused
from fupin_desktop.ui.forms.pages.sheets_view import SheetsView, print_pdf
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.papers.wanted import Made, Wanted, make, write_workbook
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

_SHOWN = 12  # pages drawn for the preview: a village's book has hundreds
_FIRST_YEAR = 2016
_ALL = ""


class PrintingTab(QWidget):
    """The forms at the left, the pages at the right.  `printed` tells that something went out."""

    printed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._homes: tuple[Dot, ...] = ()
        self._home_name = ""
        self._known: Sequence[tuple[str, str]] = ()
        self._wanted = ""
        self.made: Made | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(_("Forms"))
        for form in forms().values():
            item = QListWidgetItem(f"{form.number}　{form.title}".strip())
            item.setData(Qt.ItemDataRole.UserRole, form.code)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.purpose = label("", "small", wrap=True)
        self.scope = QComboBox()
        self.scope.setAccessibleName(_("For whom"))
        self.year = QComboBox()
        self.year.setAccessibleName(_("Year"))
        for year in range(session.today.year, _FIRST_YEAR - 1, -1):
            self.year.addItem(str(year), year)
        self.new_only = QCheckBox(_("Only what is &new, onto the free lines of the printed book"))
        self.full = QCheckBox(_("In &full, for a reason that is kept"))
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Reason"))
        self.why.setPlaceholderText(_("Reason"))
        self.state = label("", "small", wrap=True)
        self.view = SheetsView(session, most=_SHOWN)
        self.show_button = button(_("&Show the pages"), self.show_pages, icon="eye", kind="primary")
        self.print_button = button(_("P&rint…"), self._print, icon="print")
        self.save_button = button(_("Save as P&DF…"), self._save, icon="save")
        self.excel_button = button(_("Save as &Excel…"), self._export, icon="export")
        self._lay_out()
        self._chosen()

    def _lay_out(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._chosen())
        for one in (self.scope, self.year):
            one.currentIndexChanged.connect(lambda _index: self._changed())
        for box in (self.new_only, self.full):
            box.toggled.connect(lambda _on: self._changed())
        self.full.toggled.connect(self.why.setEnabled)
        self.why.setEnabled(False)
        left, right = QWidget(), QWidget()
        asked = row(self.scope, self.year)
        asked.setStretch(0, 1)
        chosen = column(self.list, self.purpose, asked, self.new_only, self.full, self.why, self.show_button)
        chosen.setStretch(0, 1)
        left.setLayout(chosen)
        acts = row(None, self.excel_button, self.save_button, self.print_button)
        pages = column(self.view, self.state, acts)
        pages.setStretch(0, 1)
        right.setLayout(pages)
        both = QSplitter(Qt.Orientation.Horizontal)
        both.setChildrenCollapsible(False)
        both.setHandleWidth(2 * GRID)
        both.addWidget(left)
        both.addWidget(right)
        both.setSizes([360, 700])
        self.setLayout(column(both))

    @property
    def form(self) -> Form:
        """The form that is chosen."""
        item = self.list.currentItem()
        return forms()[item.data(Qt.ItemDataRole.UserRole)]

    # --- for whom -----------------------------------------------------------------------------------------------------

    def know(self, known: Sequence[tuple[str, str]]) -> None:
        """The villages of the book, by code and name; one that was asked for before they were read is chosen now."""
        self._known, code, self._wanted = known, self._wanted, ""
        self.offer()
        if code:
            self.scope.setCurrentIndex(max(self.scope.findData(code), 0))

    def offer(self) -> None:
        """The villages of the book, and the whole of it."""
        kept = self.scope.currentData()
        self.scope.blockSignals(True)
        self.scope.clear()
        if self._homes:
            count = len(self._homes)
            one = _("This household: {name}").format(name=self._home_name or NOTHING)
            self.scope.addItem(one if count == 1 else _("The {count} chosen").format(count=count), None)
        for code, name in self._known:
            self.scope.addItem(_("The village {name}").format(name=name), code)
        self.scope.addItem(_("All villages"), _ALL)
        at = self.scope.findData(kept) if kept is not None else 0
        self.scope.setCurrentIndex(max(at, 0))
        self.scope.blockSignals(False)

    def of_homes(self, homes: tuple[Dot, ...], form: str = "") -> None:
        """Papers of these households."""
        self._homes, self._home_name = homes, ""
        if len(homes) == 1:
            self._session.fetch(partial(self._called, homes), self._name_home)
        self.offer()
        self.scope.setCurrentIndex(0)
        self._choose(form or (self.form.code if self.form.of_household else "F01"))

    def _called(self, homes: tuple[Dot, ...], reader: Reader) -> tuple[tuple[Dot, ...], str]:
        return homes, title_of(reader, reader.get(Household, homes[0]), self._session.today)

    def _name_home(self, read: tuple[tuple[Dot, ...], str]) -> None:
        homes, name = read
        if homes == self._homes:  # else another was chosen meanwhile
            self._home_name = name
            self.offer()

    def of_village(self, code: str, form: str = "") -> None:
        """Papers of a village."""
        self.offer()
        at = self.scope.findData(code)
        self._wanted = code if at < 0 else ""
        self.scope.setCurrentIndex(max(at, 0))
        self._choose(form or self.form.code)

    def _choose(self, code: str) -> None:
        at = list(forms()).index(code) if code in forms() else 0
        self.list.setCurrentRow(at)
        self._chosen()

    def _chosen(self) -> None:
        form = self.form
        self.purpose.setText(form.purpose)
        self.new_only.setVisible(form.bound)
        self.full.setVisible(form.sealed)
        self.why.setVisible(form.sealed)
        for box in (self.new_only, self.full):
            box.setChecked(False)
        self._changed()

    def _changed(self) -> None:
        """What is shown is no longer what is asked for."""
        self.made = None
        self.view.show_nothing()
        self.state.setText(_("Press “Show the pages” to see them as they print."))
        for one in (self.print_button, self.save_button, self.excel_button):
            one.setEnabled(False)

    # --- showing ------------------------------------------------------------------------------------------------------

    def wanted(self) -> Wanted:
        """What is asked for."""
        scope = self.scope.currentData()
        homes = self._homes if scope is None else ()
        why = self.why.text().strip() if self.full.isChecked() else ""
        return Wanted(
            self.form, self.year.currentData(), homes, scope or "", self.form.bound and self.new_only.isChecked(), why
        )

    def show_pages(self) -> None:
        """Fill the form and draw it on the lane; the foot of the window shows how far it is, and stops it."""
        wanted, book = self.wanted(), self._session.book
        if self.full.isVisible() and self.full.isChecked() and not wanted.why:
            self.state.setText(_("Printing in full needs a reason."))
            self.why.setFocus()
            return
        self._changed()
        self.state.setText(_("Filling in…"))
        self.show_button.setEnabled(False)
        self._session.run(lambda progress: make(book, wanted, progress), self._show, self._failed)

    def _show(self, made: Made) -> None:
        self.show_button.setEnabled(True)
        self.made = made
        self.view.show_pdf(made.pdf)
        told = _("{papers} papers, {pages} pages.").format(papers=len(made.papers), pages=made.pages)
        if made.pages > _SHOWN:
            told += " " + _("The first {count} are shown; all are printed.").format(count=_SHOWN)
        if made.papers[0].form.bound and self.new_only.isChecked():
            leaves = "、".join(dict.fromkeys(leaf.name for paper in made.papers for leaf in paper.leaves))
            told += " " + _("Put these leaves into the printer in this order: {leaves}.").format(leaves=leaves)
        self.state.setText(told)
        for one in (self.print_button, self.save_button):
            one.setEnabled(True)
        self.excel_button.setEnabled(any(paper.lists for paper in made.papers))

    def _failed(self, error: Exception) -> None:
        self.show_button.setEnabled(True)
        self.state.setText(getattr(error, "message", "") or _("Stopped; nothing half done was left."))
        self._session.fail(error)

    # --- out ----------------------------------------------------------------------------------------------------------

    def _print(self) -> None:
        ask_printer(self, self.print_on, self._no_printer)

    def _no_printer(self) -> None:
        self._session.said.emit(_("This machine has no printer: save it as PDF and print that elsewhere."))
        self._save()

    def print_on(self, printer: QPrinter) -> None:
        """Print on this printer; what was printed is remembered with its values."""
        if self.made is None:
            return
        if print_pdf(self.made.pdf, printer):
            self._keep("print")
        else:
            self._session.refused.emit(printer_refused())

    def _save(self) -> None:
        out = ask_new_file(self, _("Save as PDF"), self._name("pdf"), "PDF (*.pdf)", Purpose.PAPER)
        if out is not None:
            self.save_to(out)

    def save_to(self, out: Path) -> None:
        """Save the very PDF here."""
        made = self.made
        if made is not None:
            self._session.run(lambda _progress: _written(made.pdf, out), lambda _done: self._saved(out, "pdf"))

    def _export(self) -> None:
        name = self._name("xlsx")
        out = ask_new_file(self, _("Save as Excel"), name, _("Workbooks (*.xlsx)"), Purpose.SHEET)
        if out is not None:
            self.export_to(out)

    def export_to(self, out: Path) -> None:
        """Save the lists of the form as a workbook."""
        made, book = self.made, self._session.book
        if made is not None:
            self._session.run(lambda _progress: write_workbook(book, made, out), lambda _done: self._saved(out, "xlsx"))

    def _name(self, ending: str) -> str:
        return file_name(self.form.title, self._session.today.isoformat(), ending=ending)

    def _saved(self, out: Path, how: str) -> None:
        self._session.said.emit(_("Written: {name}").format(name=out.name))
        self._keep(how)

    def _keep(self, how: str) -> None:
        if (made := self.made) is not None:
            keep_prints(self._session.book, made.papers, how)
            self.printed.emit()


def _written(pdf: bytes, out: Path) -> None:
    with output(out) as draft:
        draft.write_bytes(pdf)
