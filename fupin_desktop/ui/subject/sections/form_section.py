"""The facts of a subject itself: its form in a tab of its file, saved as one command; Ctrl+S saves."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QScrollArea

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.drafts.form_draft import FormDraft, titled, told_restored
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.forms.acts import Act, acts_of
from fupin_desktop.ui.forms.filling import filled
from fupin_desktop.ui.forms.rare_acts import ask_number, has_number
from fupin_desktop.ui.forms.record_fields import RecordFields
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.parts import button
from fupin_desktop.ui.widgets.wrapping import Wrapping


class FormSection(Section):
    """What was typed for one subject and not saved is kept for its return."""

    saved = Signal(object)

    def __init__(self, session: Session, cls: type[Record]) -> None:
        super().__init__(session, _(cls.label))
        self.cls = cls
        self._record: Record | None = None
        self.fields = RecordFields(session, cls)
        self.save_button = button(_("&Save"), self.save, icon="save", kind="primary")
        self.discard_button = button(_("&Discard what was typed"), self.discard, kind="flat")
        self.number_button = button(_("Correct the &number…"), self._correct_number)
        self._draft = FormDraft(session, self._typed, self)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.fields)
        self.box.addWidget(area, 1)
        self.acts = [(act, self._act_button(act)) for act in acts_of(cls)]
        acts = (self.number_button, *(one for _act, one in self.acts))
        self.box.addLayout(Wrapping(*acts, None, self.discard_button, self.save_button))
        before = self.save_button  # Enter in the last field leads to saving
        for one in (self.discard_button, *acts):
            self.setTabOrder(before, one)
            before = one
        self.fields.changed.connect(self._mark_typed)
        self.fields.unmask_asked.connect(self._unmask)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        self.number_button.setVisible(has_number(cls))
        working = (self.save_button, self.number_button, *(one for _act, one in self.acts))
        guard(session, act_of(kind_of(cls)).code, *working)
        if session.book.read_only:
            self.fields.lock()
            self.save_button.hide()
            self.discard_button.hide()
            self.number_button.hide()

    def _act_button(self, act: Act) -> QPushButton:
        return button(_(act.title), lambda: act.ask(self.session, self._record, self.window()))

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors by the names of their fields."""
        return self.fields.editors

    def read(self, reader: Reader, subject: Record) -> Record:
        """The subject itself; it was read for all sections."""
        del reader
        return subject

    def show_read(self, subject: Record, found: Any) -> None:
        """Show the subject, unless somebody is typing in it."""
        del found
        if self._record is None or self._record.id != subject.id or not self.save_button.isEnabled():
            self.show_record(subject)

    def show_record(self, record: Record) -> None:
        """Show a record; what was typed for it before and not saved comes back."""
        if self._record is not None and self._record.id != record.id:
            self.keep()
        self._draft.rest()
        self._record = record
        self.fields.subject = record
        self.fields.show_record(record)
        self.save_button.setEnabled(False)
        self.discard_button.setEnabled(False)
        for act, one in self.acts:
            one.setVisible(act.fits(record) and not self.session.book.read_only)
        title = titled(self.session, _("Correct: {kind}").format(kind=_(self.cls.label)), record)
        draft = self._draft.begin(f"{kind_of(self.cls)}.edit {record.id}", title)
        if draft:
            self.session.said.emit(told_restored(self.fields.set_typed(draft)))
            self._mark_typed()

    def _mark_typed(self) -> None:
        self.save_button.setEnabled(True)
        self.discard_button.setEnabled(True)

    def discard(self) -> None:
        """Show the subject as the book holds it; what was typed is forgotten."""
        self.save_button.setEnabled(False)
        self.discard_button.setEnabled(False)
        self._draft.discard(self._show_again)

    def _show_again(self) -> None:
        if self._record is not None:
            self.show_record(self._record)
            self.session.said.emit(_("What was typed is discarded; what stands in the book is as it was."))

    def _typed(self) -> dict[str, str]:
        return self.fields.typed() if self.save_button.isEnabled() else {}

    def keep(self) -> None:
        """Keep what was typed and not saved."""
        if self._record is not None and self.save_button.isEnabled():
            self._draft.keep()

    def _unmask(self, editor: Editor) -> None:
        if self._record is not None and getattr(self._record, editor.field.name):
            Unmask(self.session, self._record, editor.field, self).open()

    def _correct_number(self) -> None:
        if self._record is not None:
            ask_number(self.session, self._record, self)

    def save(self) -> None:
        """Save what was changed; what cannot be read is marked and told."""
        if self._record is None or self.save_button.isHidden() or not self.save_button.isEnabled():
            return
        try:
            values, touched = self.fields.values(), set(self.fields.touched())
        except Refusal as refusal:
            self._failed(refusal)
            return
        self.save_button.setEnabled(False)
        self._draft.rest()
        act = partial(self._act, self._record, values, touched)
        self.session.command(f"{kind_of(self.cls)}.edit", act, self.saved.emit, self._failed)

    def _act(self, record: Record, values: dict[str, Any], touched: set[str], ledger: BookLedger) -> Record:
        forget_draft(ledger, self._draft.page)
        return ledger.save(filled(self.session, ledger, record, values, touched))

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self._draft.go_on()
        self.session.fail(error)
        if isinstance(error, Refusal):
            self.fields.mark(str(error.where.get("field")))
