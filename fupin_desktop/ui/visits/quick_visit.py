"""Quick visit (Ctrl+N): one panel, keyboard only; what is typed is kept as a draft in the book."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import parse, typed_day
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.store.photos.photo_tray import Waiting
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.drafts.draft_dialog import DraftDialog
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.fitting import fit
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.photos.photo_files import PhotoFiles, drafted_files, files_again, keep_files
from fupin_desktop.ui.subject.finder import Finder
from fupin_desktop.ui.visits.grid import SharedFacts, VisitGrid
from fupin_desktop.ui.visits.phrase_dialog import PhraseDialog
from fupin_desktop.ui.visits.phrase_edit import PhraseEdit
from fupin_desktop.ui.visits.touched import TouchedPanel, log_with
from fupin_desktop.ui.visits.village_visit import village_visit
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, plain, row
from fupin_desktop.ui.widgets.roomy import Roomy
from fupin_desktop.ui.widgets.topics import Topics
from fupin_desktop.ui.widgets.wrapping import Wrapping
from fupin_desktop.visits.model import FollowUpTask, Visit

_DRAFT = "visit"
_WIDE = 640
_TYPED = (
    "name",
    "findings",
    "requests",
    "due",
    "photos",
    "touched",
    "start",
    "end",
)  # any of them makes a draft; the others are filled in already


class QuickVisit(DraftDialog):
    """Logs one visit after the other; date, visitors and type stay for the next; topics do not."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the window asks whether it is open
        self._household: int | None = None
        self.setWindowTitle(_("Log a visit"))
        self.findings = PhraseEdit(session)
        self.finder, self.topics = Finder(session), Topics(self.findings)
        self.date, self.visitors, self.due = QLineEdit(), QLineEdit(), QLineEdit()
        self.start, self.end = QLineEdit(), QLineEdit()
        for line, example in ((self.start, "9:30"), (self.end, "11:00")):
            line.setPlaceholderText(example)
        self.type = QComboBox()
        for code in words("visit_type"):
            self.type.addItem(word("visit_type", code), code)
        self.requests, self.photos = QLineEdit(), PhotoFiles(session)
        self.touched = TouchedPanel(session)
        self.touched_chip = _chip(_("&Measures and income"), self.touched)
        self.phrase_button = button(_("P&hrases…"), self.edit_phrases, kind="flat")
        self.many_button = button(_("Man&y households…"), self.open_grid, kind="flat")
        self.village_button = button(_("In the &village…"), self.open_village_visit, kind="flat")
        self.words = Told(session, _hint(session))
        self.save_button = button(_("&Save and next"), self.save, icon="save", kind="primary")
        guard(session, "visit.log", self.save_button)
        self.close_button = button(_("&Close"), self.close, kind="flat")
        self._lay_out()
        self._wire()
        self._begin()

    def _lay_out(self) -> None:
        times = (_named(_("Began at"), self.start), _named(_("Ended at"), self.end))
        first = row(
            _named(_("Date"), self.date), *times, _named(_("Visitors"), self.visitors), _named(_("Type"), self.type)
        )
        for at, share in enumerate((4, 2, 2, 6, 4)):
            first.setStretch(at, share)
        last = row(_named(_("Request (becomes a task)"), self.requests), _named(_("Due"), self.due))
        last.setStretch(0, 3)
        last.setStretch(1, 1)
        asked = QWidget()
        asked.setLayout(
            column(
                _named(_("Household"), self.finder),
                first,
                _named(_("Topics (number keys)"), self.topics),
                _named(_("Findings"), self.findings),
                last,
                row(self.touched_chip, None, self.phrase_button),
                self.photos,
                gap=GRID,
            )
        )
        acts = Wrapping(
            *(self.close_button, self.discard_button, self.many_button, self.village_button, None), self.save_button
        )
        panel = QWidget()
        panel.setMinimumWidth(_WIDE)
        panel.setLayout(column(Roomy(asked), self.words, acts, margin=2 * GRID, gap=GRID))
        self.setLayout(row(panel, self.touched, gap=0))
        for shown in (self.touched_chip.toggled, self.photos.changed, self.photos.emptied):
            shown.connect(lambda *_what: QTimer.singleShot(0, self, self._fit))

    def _fit(self) -> None:
        """As large as what is shown, on a screen that has the room: beside the panel stand measures and income."""
        self.resize(self.sizeHint())
        fit(self)

    def _wire(self) -> None:
        self.finder.taken.connect(self._take)
        self.finder.field.textEdited.connect(lambda _text: self._forget_household())
        self.topics.left.connect(self.findings.setFocus)
        self.date.editingFinished.connect(self._follow_day)
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
        self.touched.show_household(self._household, typed_day(draft.get("date", "")))
        self.touched.put_typed(draft.get("touched", {}))
        self.touched_chip.setChecked(bool(draft.get("touched")))
        self.finder.field.setText(draft.get("name", ""))
        self.date.setText(draft.get("date", ""))
        self.visitors.setText(draft.get("visitors", ""))
        self.type.setCurrentIndex(max(0, self.type.findData(draft.get("type"))))
        self.topics.set_codes(draft.get("topics"))
        self.findings.setPlainText(draft.get("findings", ""))
        self.requests.setText(draft.get("requests", ""))
        self.start.setText(draft.get("start", ""))
        self.end.setText(draft.get("end", ""))
        self.due.setText(draft.get("due", ""))
        files, lost = files_again(self._session, draft.get("files", ()))
        self.photos.add(files)
        return [_("Photographs")] if lost or (draft.get("photos") and "files" not in draft) else []

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
            "start": self.start.text(),
            "end": self.end.text(),
            "due": self.due.text(),
            "photos": self.photos.told_for_draft(),
            "files": drafted_files(self.photos.files),
            "touched": self.touched.typed(),
        }
        return body if any(body[name] for name in _TYPED) else {}

    def give(self, photos: Sequence[Waiting]) -> None:
        """Begin with photographs of the tray: the visit was on the day they were taken."""
        self.photos.add(photos)
        taken = next((one.taken_at for one in photos if one.taken_at), "")
        if taken:
            self.date.setText(taken[:10])
            self._follow_day()

    def _follow_day(self) -> None:
        day = typed_day(self.date.text())
        if day is not None:
            self.touched.show_day(day)

    def _take(self, household: int, _name: str) -> None:
        self._household = household
        self.touched.show_household(household, typed_day(self.date.text()))
        self.topics.setFocus()

    def _forget_household(self) -> None:
        self._household = None
        self.touched.show_household(None)

    def edit_phrases(self) -> PhraseDialog:
        """The user's own phrases; what is marked in the notes is offered as a new one."""
        dialog = PhraseDialog(self._session, self, self.findings.textCursor().selectedText().strip())
        dialog.kept.connect(self.findings.reload)
        dialog.open()
        return dialog

    def open_grid(self) -> VisitGrid:
        """One visit at many households: what is shared is taken along; what was typed here stays in its draft."""
        shared = SharedFacts(self.date.text(), self.visitors.text(), self.type.currentData(), self.topics.codes())
        grid = VisitGrid(self._session, self.parentWidget() or self, shared=shared)
        self.close()
        grid.open()
        return grid

    def open_village_visit(self) -> RecordDialog:
        """A visit that is of no registered household; what was typed here stays in its draft."""
        dialog = village_visit(self._session, self.parentWidget() or self, self.date.text(), self.visitors.text())
        self.close()
        dialog.open()
        return dialog

    def save(self) -> None:
        """Save the visit and begin the next; while it is being saved, further presses of the keys save nothing."""
        if not self.save_button.isEnabled():
            return
        self._follow_day()  # Ctrl+Enter saves while the day is still being typed
        try:
            facts, touched = self._facts(), self.touched.value()
        except Refusal as refusal:
            self._refused(refusal)
            return
        self.save_button.setEnabled(False)
        self.draft.rest()
        files = list(self.photos.files)

        def act(ledger: BookLedger) -> object:
            forget_draft(ledger, _DRAFT)
            return log_with(ledger, {**facts, "photos": keep_files(self._session, ledger, files)}, touched)

        self._session.command("visit.log", act, self._saved, self._failed)

    def _facts(self) -> dict[str, Any]:
        if self._household is None:
            text = _("Which household? Type its initials and press Enter.")
            raise Refusal("visit.household", text, where={"field": "household"})
        fields = fields_of(Visit)
        return {
            "household": self._household,
            "date": parse(fields["date"], self.date.text()),
            "visitors": parse(fields["visitors"], self.visitors.text()),
            "type": self.type.currentData(),
            "topics": self.topics.codes(),
            "findings": parse(fields["findings"], self.findings.toPlainText()),
            "requests": parse(fields["requests"], self.requests.text()),
            "start": parse(fields["start"], self.start.text()),
            "end": parse(fields["end"], self.end.text()),
            "due": parse(fields_of(FollowUpTask)["due"], self.due.text()),
        }

    def _saved(self, _made: object) -> None:
        self.save_button.setEnabled(True)
        self.words.say(_("Saved: {name}").format(name=self.finder.field.text()), "good")
        self._forget_household()
        self.finder.clear()
        for field in (self.findings, self.requests, self.due, self.start, self.end, self.photos):
            field.clear()
        self.topics.set_codes(())
        self.draft.go_on()
        self.finder.setFocus()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        self.draft.go_on()
        self._refused(error)

    def _refused(self, error: Exception) -> None:
        """Tell it, and go to the field that is wrong."""
        self.words.fail(error)
        name = str(error.where.get("field", "")) if isinstance(error, Refusal) else ""
        wrong = self.finder if name == "household" else getattr(self, name, self.touched.line_of(name))
        if isinstance(wrong, QWidget):
            wrong.setFocus()


def _hint(session: Session) -> str:
    if session.book.read_only:
        return _("This book can only be read: no visit can be saved here, and what is typed is not kept.")
    return _("Ctrl+Enter saves and opens the next. Esc closes; what was typed is kept.")


def _chip(text: str, panel: QWidget) -> QToolButton:
    """A chip that shows a panel; hidden at first, so that a routine visit passes it by."""
    made = QToolButton()
    made.setText(text)
    made.setAccessibleName(plain(text))
    made.setProperty("kind", "chip")
    made.setCheckable(True)
    made.toggled.connect(panel.setVisible)
    panel.hide()
    return made


def _named(text: str, field: QWidget) -> QWidget:
    if not field.accessibleName():
        field.setAccessibleName(text)
    made = QWidget()
    made.setLayout(column(label(text, "label"), field, gap=2))
    return made
