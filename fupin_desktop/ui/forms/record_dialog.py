"""The form of one record in a dialog: a new one, a correction, or only to be read; Esc keeps what was typed."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.forms.filling import filled
from fupin_desktop.ui.forms.form_extras import begun, fill_in, sums_of
from fupin_desktop.ui.forms.rare_acts import ask_number, has_number
from fupin_desktop.ui.forms.record_fields import RecordFields
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.forms.writing import Writing, writing_of
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.photos.choosing import files_of
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.widgets.facts import Facts
from fupin_desktop.ui.widgets.parts import GRID, button, column, frame, label, row

_WIDE, _HIGH = 760, 560


class RecordDialog(DraftDialog):
    """All fields of a record.  What was typed and not saved comes back when the form is opened again.

    `given` names fields of a new record that stand already, `subject` whose file is open.  `writing` is how the record
    is written where saving it, or its kind's maker, is not meant; `done` gets what was written.
    """

    def __init__(
        self,
        session: Session,
        record: Record,
        parent: QWidget,
        *,
        title: str = "",
        given: Sequence[str] = (),
        subject: Record | None = None,
        writing: Writing | None = None,
        done: Callable[[Any], None] | None = None,
    ) -> None:
        super().__init__(session, parent)
        self.record = begun(session, record, subject)
        self._over, self._subject, self._done = parent, subject, done
        self._writing = writing or writing_of(type(record))
        self._is_new = record.id is None
        # What stands for good is written by nobody but a command of its own
        stands = type(record).append_only and not self._is_new and writing is None
        self.locked = session.book.read_only or stands
        title = title or _title(record, locked=self.locked)
        self.title = title
        self.setWindowTitle(covered(title))  # the task bar shows it to everybody
        named = self._writing.named_of(new=self._is_new)
        self.fields = RecordFields(session, type(record), new=self._is_new, given=given, named=named, subject=subject)
        self.sums = Facts()
        self.words = Told(session, self._first_words())
        self.save_button = button(_("&Save"), self.save, icon="save", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        self.number_button = button(_("Correct the &number…"), self._correct_number)
        self._lay_out(title)
        guard(session, act_of(kind_of(type(record)), register=self._is_new).code, self.save_button, self.number_button)
        self.fields.unmask_asked.connect(self._unmask)
        self._begin()

    @property
    def editors(self) -> dict[str, Editor]:
        """The editors by the names of their fields."""
        return self.fields.editors

    def typed(self) -> dict[str, str]:
        """What was typed and differs from what stood here."""
        return {} if self.locked else self.fields.typed()

    def put_typed(self, draft: Mapping[str, str]) -> list[str]:
        """Put a draft back; the labels of photographs that have to be added again."""
        return self.fields.set_typed(draft)

    def _lay_out(self, title: str) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.fields)
        self.sums_frame = frame(column(self.sums, margin=GRID), "strip")
        acts = row(self.close_button, self.discard_button, None, self.number_button, self.save_button)
        self.setLayout(
            column(label(title, "title"), self.sums_frame, area, self.words, acts, margin=2 * GRID, gap=GRID)
        )
        high = self.fields.sizeHint().height() + 200
        self.resize(_WIDE, min(high, _HIGH if self.screen() is None else self.screen().availableSize().height() - 120))
        for keys in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            QShortcut(QKeySequence(Qt.Modifier.CTRL | keys), self, self.save)
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.paste_photographs)
        self.setAcceptDrops(not self.locked)
        before = self.save_button  # Enter in the last field leads to saving
        for one in (self.number_button, self.close_button, self.discard_button):
            self.setTabOrder(before, one)
            before = one

    def _first_words(self) -> str:
        if self._session.book.read_only:
            return _("This book can only be read: nothing can be saved here.")
        if self.locked:
            return _("What stands here is kept as it was written; it is corrected by a new entry.")
        return _("Ctrl+S saves. Esc closes; what was typed is kept.")

    def _begin(self) -> None:
        self.fields.show_record(self.record)
        self.fields.changed.connect(self._changed)
        self.save_button.setVisible(not self.locked)
        self.number_button.setVisible(not self.locked and not self._is_new and has_number(type(self.record)))
        if self.locked:
            self.fields.lock()
        else:
            self._restore()
        self._changed()
        open_to_typing = (one for one in self.editors.values() if not self._is_new or not _is_passed_over(one))
        first = next(open_to_typing, None)
        if first is not None:
            first.widget.setFocus()

    def _restore(self) -> None:
        about = self.record if self.record.id is not None else self._subject
        told = self.begin_draft(f"form {kind_of(type(self.record))} {self._whose()}", self.title, about=about)
        if told:
            self.words.say(told, "warn")

    def _whose(self) -> str:
        if self.record.id is not None:
            return str(self.record.id)
        above = getattr(self.record, type(self.record).home, None)
        return f"new {above or ''} {self._subject.id if self._subject is not None else ''}"

    def _changed(self) -> None:
        fill_in(self.fields)
        facts = sums_of(self._session, self.fields.readable())
        self.sums_frame.setVisible(bool(facts))
        self.sums.show_facts(facts)

    def _unmask(self, editor: Editor) -> None:
        if self.record.id is not None and getattr(self.record, editor.field.name):
            Unmask(self._session, self.record, editor.field, self).open()

    @property
    def _photos(self) -> PhotoFiles | None:
        """The first field of photographs, which takes what is dropped on the form or pasted into it."""
        widgets = (editor.widget for editor in self.editors.values())
        return next((one for one in widgets if isinstance(one, PhotoFiles)), None)

    def paste_photographs(self) -> None:
        """Take the photographs that were copied elsewhere."""
        if self._photos is not None and not self.locked:
            self._photos.paste()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Photographs may be dropped anywhere on a form that keeps some."""
        if self._photos is not None and files_of(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the dropped files."""
        if self._photos is not None:
            self._photos.add(files_of(event.mimeData()))

    def _correct_number(self) -> None:
        """In a form of its own, with its reason; what was typed here is kept for later."""
        self.close()
        ask_number(self._session, self.record, self._over)

    # --- saving -----------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Save; what is refused is told here, and nothing of what was typed is lost."""
        if self.locked or not self.save_button.isEnabled():
            return
        try:
            values = self.fields.values()
        except Refusal as refusal:
            self._refused(refusal)
            return
        self.save_button.setEnabled(False)
        self.draft.rest()
        name = f"{kind_of(type(self.record))}.{'new' if self._is_new else 'edit'}"
        self._session.command(name, partial(self._act, values, set(self.fields.touched())), self._saved, self._refused)

    def _act(self, values: dict[str, Any], touched: set[str], ledger: BookLedger) -> Record:
        forget_draft(ledger, self.draft.page)
        record = filled(self._session, ledger, self.record, values, touched)
        return self._writing.write(ledger, record, self._subject)

    def _saved(self, made: Any) -> None:
        self.is_saved = True
        if self._done is not None:
            self._done(made)
        self.close()

    def _refused(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.draft.go_on()
        self.words.fail(error)
        if isinstance(error, Refusal):
            self.fields.mark(str(error.where.get("field")))


def _is_passed_over(editor: Editor) -> bool:
    """Is it filled, or a link that need not be chosen?  Its hits cover the fields below, and Enter takes one."""
    return bool(editor.typed()) or (editor.field.kind is Kind.LINK and not editor.field.required)


def _title(record: Record, *, locked: bool) -> str:
    kind = _(type(record).label)
    if record.id is None:
        return _("New: {kind}").format(kind=kind)
    return kind if locked else _("Correct: {kind}").format(kind=kind)
