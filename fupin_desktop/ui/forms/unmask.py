"""Showing one masked value: a reason first, which the audit log keeps; then the value, for half a minute."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.showing import plain_value
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.attempts import prove
from fupin_desktop.store.write.unmasking import note_unmask
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.clipboard import put_for_a_moment
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row
from fupin_desktop.ui.widgets.passphrase import PassphraseField

SHOWN_SECONDS = 30


class Unmask(DraftDialog):
    """One value of one record.  Copying it asks for the passphrase again, and the clipboard is cleared soon."""

    def __init__(self, session: Session, record: Record, field: Field, parent: QWidget) -> None:
        super().__init__(session, parent)
        self._field, self._record = field, record
        self._copied, self._left = "", 0
        self.setWindowTitle(_("Show in full"))
        self.setMinimumWidth(440)
        self.why = QLineEdit()
        self.why.setAccessibleName(_("Reason"))
        self.why.setMaxLength(200)
        self.value = label("", "title")
        self.value.hide()
        self.words = label(_("Who looked, at what and why is kept in the audit log."), "small", wrap=True)
        self.show_button = button(_("&Show"), self.ask, icon="eye", kind="primary")
        guard(session, "record.unmask", self.show_button)
        self.copy_button = button(_("&Copy"), self._ask_copy)
        self.copy_button.hide()
        self.field = PassphraseField(_("Passphrase, to copy"))
        self.field.setPlaceholderText(_("Passphrase, to copy"))
        self.field.hide()
        self.close_button = button(_("C&lose"), self.close, kind="flat")
        self.setLayout(
            column(
                label(_(field.label), "heading"),
                label(_("Reason"), "label"),
                self.why,
                self.value,
                self.field,
                self.words,
                row(self.close_button, self.discard_button, None, self.copy_button, self.show_button),
                margin=2 * GRID,
            )
        )
        self.why.returnPressed.connect(self.ask)
        self.field.returnPressed.connect(self._copy)
        page = f"unmask {kind_of(type(record))} {record.id} {field.name}"
        if told := self.begin_draft(page, _("Show in full"), {"why": self.why}, record):
            self._say(told, "warn")
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)

    def ask(self) -> None:
        """Note the reason, then show."""
        if self._left:
            return
        book, why = self._session.book, self.why.text()
        record, field = self._record, self._field
        assert record.id is not None
        name = self._session.read(lambda reader: reader.text_of(record.id or 0))
        about = f"{kind_of(type(record))}.{field.name} {name}"
        self._session.run(lambda _progress: note_unmask(book, about, why), self._show, self._refused)

    def _show(self, _noted: object) -> None:
        self.value.setText(plain_value(self._field, getattr(self._record, self._field.name)))
        for widget in (self.value, self.copy_button):
            widget.show()
        self.is_saved = True
        self.draft.discard()
        self.discard_button.hide()
        self.show_button.setEnabled(False)
        self.why.setEnabled(False)
        self._left = SHOWN_SECONDS
        self._tell()
        self._timer.start()
        self.close_button.setFocus()

    def _tell(self) -> None:
        self._say(_("Hidden again in {seconds} s.").format(seconds=self._left))

    def tick(self) -> None:
        """A second less."""
        self._left -= 1
        self._tell()
        if self._left <= 0:
            self.close()

    def _ask_copy(self) -> None:
        self.field.show()
        self.field.setFocus()

    def _copy(self) -> None:
        path, words = self._session.book.path, self.field.text()
        self.field.clear()
        self._session.run(lambda _progress: prove(path, words), self._copy_now, self._refused)

    def _copy_now(self, _user: object) -> None:
        if self.value.text():
            put_for_a_moment(self.value.text())
            self.field.hide()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self._say(error.message, "bad")
        else:
            self._session.fail(error)

    def _say(self, text: str, tone: str = "") -> None:
        self.words.setText(text)
        retone(self.words, tone)

    def done(self, result: int) -> None:
        """The value goes with the window."""
        self._timer.stop()
        self.value.clear()
        super().done(result)
