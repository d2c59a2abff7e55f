"""Find and replace in the texts of a list, shown before it is written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit

from fupin_desktop.ledger.declared.asked import is_masked
from fupin_desktop.ledger.field import Hand, Kind
from fupin_desktop.ledger.record import hand_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.lists.chosen import editing_of, field_of, records_of
from fupin_desktop.ui.lists.items import Item, Making
from fupin_desktop.ui.lists.preview import Preview
from fupin_desktop.ui.lists.taking_out import shown
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

_TEXTS = (Kind.TEXT, Kind.NOTE)


class FindReplace(QDialog):
    """In one column or in all of texts; of the chosen rows where there are several, else of the whole list."""

    def __init__(self, session: Session, table: Table) -> None:
        super().__init__(table)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._table, self._editing = session, table, editing_of(table)
        self.setWindowTitle(_("Find and replace"))
        self.setMinimumWidth(420)
        self.sought, self.instead = QLineEdit(), QLineEdit()
        for line, name in ((self.sought, _("Find")), (self.instead, _("Replace with"))):
            line.setAccessibleName(name)
            line.setPlaceholderText(name)
        self.where = QComboBox()
        self.where.setAccessibleName(_("In which column"))
        self.where.addItem(_("All columns of texts"), "")
        for name, text in self._columns().items():
            self.where.addItem(text, name)
        several = len(table.chosen_places()) > 1
        self._rows = table.selection() if several else None
        self.words = Told(session, _("In the chosen rows.") if several else _("In the whole list as it is filtered."))
        self.ok_button = button(_("&Preview…"), self.preview, icon="eye", kind="primary")
        self.ok_button.setDefault(True)
        self.close_button = button(_("&Cancel"), self.close, kind="flat")
        acts = row(self.close_button, None, self.ok_button)
        head = label(_("Find and replace"), "title")
        self.setLayout(column(head, self.sought, self.instead, self.where, self.words, acts, margin=2 * GRID))

    def _columns(self) -> dict[str, str]:
        fields = (field_of(self._editing, column) for column in self._table.rows.columns)
        return {
            one.name: _(one.label)
            for one in fields
            if one is not None
            and one.kind in _TEXTS
            and not is_masked(one)
            and hand_of(self._editing.cls, one.name) is Hand.FREE
        }

    def preview(self) -> Preview | None:
        """Show what would change."""
        find, put = self.sought.text(), self.instead.text()
        if not find:
            self.words.say(_("Say what is looked for."), "bad")
            return None
        names = [self.where.currentData()] if self.where.currentData() else list(self._columns())
        session, editing, chosen, listed = self._session, self._editing, self._rows, shown(self._table)

        def make(reader: Reader) -> list[Item]:
            rows = chosen if chosen is not None else listed.rows()
            wanted = []
            for record in records_of(reader, editing, rows):
                texts = {name: getattr(record, name) for name in names}
                holding = {n: t.replace(find, put) for n, t in texts.items() if isinstance(t, str) and find in t}
                if holding:
                    wanted.append((record, holding))
            return Making(session, reader, editing.subject()).items(wanted)

        title = _("Replace “{find}” with “{put}”").format(find=find, put=put)
        made = Preview(session, title, {"": make}, self._table)
        self.close()
        made.open()
        return made
