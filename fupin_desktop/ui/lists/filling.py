"""Correcting cells of a list: one (F2), the chosen ones with the first (Ctrl+D), a field of many records."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QVBoxLayout
from shiboken6 import isValid

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.asked import is_masked
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.record import Record, fields_of, hand_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import choices
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.titles import link_titles
from fupin_desktop.ui.editors.editors import Editor, editor_for
from fupin_desktop.ui.editors.link_picker import link_editor
from fupin_desktop.ui.forms.asking import Asking, of_record, title_of_field
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.forms.writing import writing_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.lists.chosen import current_field, editing_of, records_of
from fupin_desktop.ui.lists.items import Item, Making
from fupin_desktop.ui.lists.preview import Preview
from fupin_desktop.ui.widgets.lists.table import Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


def edit_cell(session: Session, table: Table) -> None:
    """Ask for the value of the current cell; what is masked, or chosen among records, is asked in the whole form."""
    editing, field = editing_of(table), current_field(table)
    found = table.current()

    def ask(records: Sequence[Record]) -> None:
        if records and isValid(table):
            _ask_cell(session, table, field, records[0])

    session.fetch(lambda reader: records_of(reader, editing, [found]), ask)


def _ask_cell(session: Session, table: Table, field: Field, record: Record) -> QDialog:
    subject = editing_of(table).subject()
    if is_masked(field) or field.kind in (Kind.LINK, Kind.PHOTO) or type(record).append_only:
        form = RecordDialog(session, record, table.window(), subject=subject)
        form.open()
        return form

    def act(ledger: BookLedger, values: dict[str, Any]) -> object:
        return writing_of(type(record)).write(ledger, record.but(**values), subject)

    asking = Asking(session, _(field.label), of_record(record, field.name), "list.edit", act, parent=table)
    asking.open()
    asking.editors[field.name].widget.setFocus()
    return asking


def fill_down(session: Session, table: Table) -> Preview:
    """The value of the first chosen row, for the others; refuses, as `list.masked`, one that is not shown whole."""
    editing, field = editing_of(table), current_field(table)
    if is_masked(field):
        text = _("“{label}” is masked and different for each: it is not filled down. Nothing was changed.")
        raise Refusal("list.masked", text.format(label=_(field.label)))
    rows = table.selection()

    def make(reader: Reader) -> list[Item]:
        first, *others = records_of(reader, editing, rows)
        value = getattr(first, field.name)
        return Making(session, reader, editing.subject()).items([(one, {field.name: value}) for one in others])

    return _opened(Preview(session, _("Fill down: {field}").format(field=_(field.label)), {"": make}, table))


def set_many(session: Session, table: Table) -> "SetField":
    """Ask for a field and its value, for the chosen records."""
    dialog = SetField(session, table)
    dialog.open()
    return dialog


class SetField(QDialog):
    """Which field, and what it shall say; the preview names every record."""

    def __init__(self, session: Session, table: Table) -> None:
        super().__init__(table)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._table, self._editing = session, table, editing_of(table)
        self._rows = table.selection()
        self.setWindowTitle(_("Change a field of many"))
        self.setMinimumWidth(420)
        self.field = QComboBox()
        self.field.setAccessibleName(_("Field"))
        for one in free_fields(self._editing.cls):
            self.field.addItem(_(one.label), one.name)
        self.field.activated.connect(lambda _at: self._make_editor())
        self.place = QVBoxLayout()
        self.editor: Editor | None = None
        text = _("For the {count} chosen records.").format(count=len(self._rows))
        self.words = Told(session, text)
        self.ok_button = button(_("&Preview…"), self.preview, icon="eye", kind="primary")
        self.ok_button.setDefault(True)
        self.close_button = button(_("&Cancel"), self.close, kind="flat")
        acts = row(self.close_button, None, self.ok_button)
        head = label(_("Change a field of many"), "title")
        self.setLayout(column(head, self.field, self.place, self.words, acts, margin=2 * GRID))
        self._make_editor()

    def choose(self, name: str) -> None:
        """Take this field."""
        self.field.setCurrentIndex(self.field.findData(name))
        self._make_editor()

    def _make_editor(self) -> None:
        if self.editor is not None:
            self.place.removeWidget(self.editor.widget)
            self.editor.widget.hide()
            self.editor.widget.deleteLater()
        field = fields_of(self._editing.cls)[self.field.currentData()]
        self.editor = value_editor(self._session, field)
        self.editor.set_value(None)
        self.editor.widget.setToolTip(title_of_field(field))
        self.place.addWidget(self.editor.widget)

    def preview(self) -> Preview | None:
        """Show what would change."""
        assert self.editor is not None
        field, editing, rows, session = self.editor.field, self._editing, self._rows, self._session
        try:
            value = self.editor.value()
        except Refusal as refusal:
            self.words.fail(refusal)
            return None

        def make(reader: Reader) -> list[Item]:
            found = records_of(reader, editing, rows)
            return Making(session, reader, editing.subject()).items([(one, {field.name: value}) for one in found])

        title = _("Change: {field}").format(field=_(field.label))
        made = Preview(session, title, {"": make}, self._table)
        self.close()
        return _opened(made)


def free_fields(cls: type[Record]) -> list[Field]:
    """The fields that anybody writes, and that can be the same for many."""
    return [
        one
        for name, one in fields_of(cls).items()
        if hand_of(cls, name) is Hand.FREE and one.kind is not Kind.PHOTO and not is_masked(one)
    ]


def value_editor(session: Session, field: Field) -> Editor:
    """The editor of a field outside a form: of a link, one that looks among all records of its kind."""
    if field.kind is not Kind.LINK or field.link not in KINDS:
        return editor_for(field)
    today = session.today
    linked = KINDS[field.link]

    def look(reader: Reader, typed: str) -> Any:
        return choices(reader, linked, typed, today)

    return link_editor(session.fetch, field, look, lambda reader, ids: link_titles(reader, field, ids, today))


def _opened(dialog: Preview) -> Preview:
    dialog.open()
    return dialog
