"""Many questions at once: those of one field, settled by one rule with one reason."""

from collections import Counter
from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import cells_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.questions import NEWEST, OWN, Question, questions, settle_all
from fupin_desktop.store.write.drafts import forget_draft
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.drafts.form_draft import FormDraft, TypedParts
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, label, row

_FEW = 2


class ManyQuestions(QFrame):
    """A line over the cards: which field, which rule, the reason."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setProperty("role", "strip")
        self.fields, self.rules, self.why = QComboBox(), QComboBox(), QLineEdit()
        self.fields.setAccessibleName(_("Field"))
        self.rules.setAccessibleName(_("Rule"))
        self.rules.addItem(_("the newer value"), NEWEST)
        self.rules.addItem(_("the value of this office"), OWN)
        self.why.setPlaceholderText(_("One reason for all of them"))
        self.why.setAccessibleName(_("Reason"))
        self.settle_button = button(_("Settle &all of them"), self.settle, icon="check")
        self._parts = TypedParts({"why": self.why})
        self.draft = FormDraft(session, self._parts.typed, self)
        if session.book.identity.is_office:
            self._parts.put(self.draft.begin("questions", _("Settle several questions")))
        parts = (label(_("Together:"), "small"), self.fields, self.rules, self.why, self.settle_button)
        line = row(*parts, margin=GRID)
        line.setStretch(3, 1)
        self.setLayout(line)

    def show_of(self, found: Sequence[Question]) -> None:
        """Offer the fields of which there are several questions; an office settles, a laptop only looks."""
        counts = Counter((one.kind, one.field) for one in found)
        self.fields.clear()
        for (kind, field), count in counts.most_common():
            if count >= _FEW:
                self.fields.addItem(f"{_named(kind, field)}（{count}）", (kind, field))
        self.setVisible(self.fields.count() > 0 and self._session.book.identity.is_office)

    def settle(self) -> None:
        """Settle every question of this field by the rule."""
        (kind, field), rule, why = self.fields.currentData(), self.rules.currentData(), self.why.text()
        if not why.strip():
            self.why.setFocus()  # the command says so at the foot of the window

        def act(ledger: BookLedger) -> int:
            forget_draft(ledger, "questions")
            found = [one for one in questions(ledger) if (one.kind, one.field) == (kind, field)]
            return settle_all(ledger, found, rule, why)

        self._session.command("question.settle", act, self._settled)

    def _settled(self, count: int) -> None:
        self.why.clear()
        self._session.said.emit(
            _("{count} questions settled; the values not taken stay in the history.").format(count=count)
        )


def _named(kind: str, field: str) -> str:
    cls = KINDS[kind]
    fields = cells_of(cls).get(field, ())
    return "、".join(_(one.label) for one in fields) or _(cls.label)
