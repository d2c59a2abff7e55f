"""Quick visit (Ctrl+N): one panel, keyboard only; what is typed is kept as a draft in the book."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.values import parse
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.store.photos.photo_tray import Waiting
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.forms.draft_dialog import DraftDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.photos.photo_files import PhotoFiles, keep_files, told_files
from fupin_desktop.ui.subject.finder import Finder
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row
from fupin_desktop.ui.widgets.topics import Topics
from fupin_desktop.visits.commands import log_visit
from fupin_desktop.visits.model import FollowUpTask, Visit

_DRAFT = "visit"
_TYPED = (
    "name",
    "findings",
    "requests",
    "due",
    "photos",
)  # any of them makes a draft; the others are filled in already


class QuickVisit(DraftDialog):
    """Logs one visit after the other; date, visitors, type and topics stay for the next."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the window asks whether it is open
        self._household: int | None = None
        self.setWindowTitle(_("Log a visit"))
        self.setMinimumWidth(640)
        self.findings = QPlainTextEdit()
        self.finder, self.topics = Finder(session), Topics(self.findings)
        self.date, self.visitors, self.due = QLineEdit(), QLineEdit(), QLineEdit()
        self.type = QComboBox()
        for code in words("visit_type"):
            self.type.addItem(word("visit_type", code), code)
        self.requests, self.photos = QLineEdit(), PhotoFiles(session)
        self.findings.setTabChangesFocus(True)
        self.words = Told(session, _hint(session))
        self.save_button = button(_("&Save and next"), self.save, icon="save", kind="primary")
        guard(session, "visit.log", self.save_button)
        self.close_button = button(_("&Close"), self.close, kind="flat")
        self._lay_out()
        self._wire()
        self._begin()

    def _lay_out(self) -> None:
        first = row(_named(_("Date"), self.date), _named(_("Visitors"), self.visitors), _named(_("Type"), self.type))
        for at, share in enumerate((2, 3, 2)):
            first.setStretch(at, share)
        last = row(_named(_("Request (becomes a task)"), self.requests), _named(_("Due"), self.due))
        last.setStretch(0, 3)
        last.setStretch(1, 1)
        self.setLayout(
            column(
                _named(_("Household"), self.finder),
                first,
                _named(_("Topics (number keys)"), self.topics),
                _named(_("Findings"), self.findings),
                last,
                self.photos,
                self.words,
                row(self.close_button, self.discard_button, None, self.save_button),
                margin=2 * GRID,
                gap=GRID,
            )
        )

    def _wire(self) -> None:
        self.finder.taken.connect(self._take)
        self.finder.field.textEdited.connect(lambda _text: self._forget_household())
        self.topics.left.connect(self.findings.setFocus)
        for field, then in ((self.date, self.visitors), (self.visitors, self.topics), (self.requests, self.due)):
            field.returnPressed.connect(then.setFocus)
        QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Return), self, self.save)
        QShortcut(QKeySequence("Ctrl+Shift+V"), self, self.photos.paste)
        QShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Enter), self, self.save)

    def _begin(self) -> None:
        self.date.setText(self._session.today.isoformat())
        self.visitors.setText(self._session.book.user)
        if told := self.begin_draft(_DRAFT, _("Log a visit")):
            self.words.say(told, "warn")
        self.finder.setFocus()

    def put_typed(self, draft: Mapping[str, Any]) -> list[str]:
        """Put a draft back."""
        self._household = draft.get("household")
        self.finder.field.setText(draft.get("name", ""))
        self.date.setText(draft.get("date", ""))
        self.visitors.setText(draft.get("visitors", ""))
        self.type.setCurrentIndex(max(0, self.type.findData(draft.get("type"))))
        self.topics.set_codes(draft.get("topics"))
        self.findings.setPlainText(draft.get("findings", ""))
        self.requests.setText(draft.get("requests", ""))
        self.due.setText(draft.get("due", ""))
        return [_("Photographs")] if draft.get("photos") else []

    def typed(self) -> dict[str, Any]:
        """All of the panel, once something was typed that is not filled in by itself."""
        body = {
            "household": self._household,
            "name": self.finder.field.text(),
            "date": self.date.text(),
            "visitors": self.visitors.text(),
            "type": self.type.currentData(),
            "topics": list(self.topics.codes()),
            "findings": self.findings.toPlainText(),
            "requests": self.requests.text(),
            "due": self.due.text(),
            "photos": told_files(self.photos.files),
        }
        return body if any(body[name] for name in _TYPED) else {}

    def give(self, photos: Sequence[Waiting]) -> None:
        """Begin with photographs of the tray: the visit was on the day they were taken."""
        self.photos.add(photos)
        taken = next((one.taken_at for one in photos if one.taken_at), "")
        if taken:
            self.date.setText(taken[:10])

    def _take(self, household: int, _name: str) -> None:
        self._household = household
        self.topics.setFocus()

    def _forget_household(self) -> None:
        self._household = None

    def save(self) -> None:
        """Save the visit and begin the next."""
        try:
            facts = self._facts()
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        self.save_button.setEnabled(False)
        self.draft.rest()
        files = list(self.photos.files)

        def act(ledger: BookLedger) -> object:
            forget_draft(ledger, _DRAFT)
            return log_visit(ledger, **facts, photos=keep_files(self._session, ledger, files))

        self._session.command("visit.log", act, self._saved, self._failed)

    def _facts(self) -> dict[str, Any]:
        if self._household is None:
            raise Refusal("visit.household", _("Which household? Type its initials and press Enter."))
        fields = fields_of(Visit)
        return {
            "household": self._household,
            "date": parse(fields["date"], self.date.text()),
            "visitors": parse(fields["visitors"], self.visitors.text()),
            "type": self.type.currentData(),
            "topics": self.topics.codes(),
            "findings": parse(fields["findings"], self.findings.toPlainText()),
            "requests": parse(fields["requests"], self.requests.text()),
            "due": parse(fields_of(FollowUpTask)["due"], self.due.text()),
        }

    def _saved(self, _made: object) -> None:
        self.save_button.setEnabled(True)
        self.words.say(_("Saved: {name}").format(name=self.finder.field.text()), "good")
        self._household = None
        self.finder.clear()
        for field in (self.findings, self.requests, self.due, self.photos):
            field.clear()
        self.draft.go_on()
        self.finder.setFocus()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.draft.go_on()
        self.words.fail(error)


def _hint(session: Session) -> str:
    if session.book.read_only:
        return _("This book can only be read: no visit can be saved here, and what is typed is not kept.")
    return _("Ctrl+Enter saves and opens the next. Esc closes; what was typed is kept.")


def _named(text: str, field: QWidget) -> QWidget:
    if not field.accessibleName():
        field.setAccessibleName(text)
    made = QWidget()
    made.setLayout(column(label(text, "label"), field, gap=2))
    return made
