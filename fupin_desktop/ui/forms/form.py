"""A form generated from a record's fields: two columns, labels above, saved as one command."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.write.drafts import draft_of, forget_draft, keep_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.editors import Editor, editor_for
from fupin_desktop.ui.widgets.parts import GRID, button, label, row

_COLUMNS = 2


class Form(QWidget):
    """Some fields of one record, to read and to edit; Ctrl+S saves."""

    saved = Signal(object)

    def __init__(self, session: Session, command: str, names: Sequence[str], cls: type[Record]) -> None:
        super().__init__()
        self._session, self._command = session, command
        self._record: Record | None = None
        self.editors: dict[str, Editor] = {name: editor_for(fields_of(cls)[name]) for name in names}
        self.save_button = button(_("&Save"), self.save, icon="save", kind="primary")
        guard(session, act_of(kind_of(cls)).code, self.save_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GRID, 0, 0)
        box.addWidget(self._scrolled(), 1)
        box.addLayout(row(None, self.save_button))
        for editor in self.editors.values():
            editor.changed.connect(lambda: self.save_button.setEnabled(True))
            editor.unmask_asked.connect(partial(self._unmask, editor))
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)

    def _scrolled(self) -> QScrollArea:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 2 * GRID, 0)
        grid.setHorizontalSpacing(3 * GRID)
        for number, editor in enumerate(self.editors.values()):
            at, side = divmod(number, _COLUMNS)
            grid.addWidget(label(_title(editor), "label"), 2 * at, side)
            grid.addWidget(editor.widget, 2 * at + 1, side)
            grid.setColumnStretch(side, 1)
        grid.setRowStretch(2 * len(self.editors), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        return area

    def show_record(self, record: Record) -> None:
        """Show a record; what was typed for another and not saved is kept for its return."""
        if self.shows_other(record):
            self.keep()
        self._record = record
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name), unreadable=name in record.unreadable)
        self.save_button.setEnabled(False)
        draft = self._session.read(lambda reader: draft_of(reader, self._draft))
        if draft:
            for name in draft.keys() & self.editors.keys():
                self.editors[name].set_typed(draft[name])
            self.save_button.setEnabled(True)
            self._session.said.emit(_("This is what was typed before and not saved."))

    @property
    def _draft(self) -> str:
        return f"{self._command} {self._record.id if self._record else ''}"

    def keep(self) -> None:
        """Keep what was typed and not saved, as a draft in the book: the fields that were touched, no others.

        A book that can only be read keeps none.
        """
        page, book = self._draft, self._session.book
        if self._record is not None and self.save_button.isEnabled() and not book.read_only:
            body = {name: editor.typed() for name, editor in self.editors.items() if editor.touched}
            self._session.run(lambda _progress: keep_draft(book, page, body), lambda _none: None)

    def shows_other(self, record: Record) -> bool:
        """True when the form holds another record than this one."""
        return self._record is None or self._record.id != record.id

    def _unmask(self, editor: Editor) -> None:
        if self._record is not None and getattr(self._record, editor.field.name):
            Unmask(self._session, self._record, editor.field, self).open()

    def save(self) -> None:
        """Save what was changed; what cannot be read is marked and told."""
        if self._record is None or not self.save_button.isEnabled():
            return
        try:
            values = {name: editor.value() for name, editor in self.editors.items()}
            written = {name for name, editor in self.editors.items() if editor.touched}
            record = self._record.but(**values, unreadable=self._record.unreadable - written)
        except Refusal as refusal:
            self._session.fail(refusal)
            return
        self.save_button.setEnabled(False)
        self._session.command(self._command, partial(_save, record, self._draft), self.saved.emit, self._failed)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._session.fail(error)


def _save(record: Record, draft: str, ledger: BookLedger) -> Record:
    forget_draft(ledger, draft)
    return ledger.save(record)


def _title(editor: Editor) -> str:
    unit = f"（{editor.field.unit}）" if editor.field.unit else ""
    return f"{_(editor.field.label)}{unit}"
