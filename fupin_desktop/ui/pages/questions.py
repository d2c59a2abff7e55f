"""Questions (待核实): a card for each, with the values that stand against each other."""

import json
from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QFrame, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.record import Record, cells_of
from fupin_desktop.ledger.showing import grouped, shown
from fupin_desktop.ledger.values import from_stored
from fupin_desktop.ledger.words import _
from fupin_desktop.store.questions import Head, Question, questions, settle
from fupin_desktop.store.reading import Reader
from fupin_desktop.ui.pages.many_questions import ManyQuestions
from fupin_desktop.ui.parts import GRID, button, clear, column, empty, label, row
from fupin_desktop.ui.session import Session
from fupin_desktop.ui.shown import head_name

_MOST = 50


class QuestionCards(QWidget):
    """The open questions; settling one needs a reason."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._count = 0
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, GRID, 2 * GRID, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.many = ManyQuestions(session)
        self.many.setVisible(False)
        box.addWidget(self.many)
        box.addWidget(area)
        self.cards: list[QuestionCard] = []

    def count(self) -> int:
        """How many are open."""
        return self._count

    def refresh(self) -> None:
        """Show the open questions."""
        today = self._session.today
        found = self._session.read(lambda reader: [(q, _about(reader, q, today)) for q in questions(reader)])
        self._count = len(found)
        self.many.show_of([question for question, _about_it in found])
        clear(self._column)
        self.cards = [QuestionCard(self._session, question, about) for question, about in found[:_MOST]]
        for card in self.cards:
            self._column.addWidget(card)
        if not found:
            self._column.addWidget(empty(_("No questions. When two people write different things, they come here.")))
        self._column.addStretch(1)


class QuestionCard(QFrame):
    """One question: take one of the values, or write another; with a reason."""

    def __init__(self, session: Session, question: Question, about: str) -> None:
        super().__init__()
        self._session, self._question = session, question
        self.setProperty("role", "card")
        fields = cells_of(KINDS[question.kind]).get(question.field, ())
        self.why, self.other = QLineEdit(), QLineEdit()
        self.why.setPlaceholderText(_("Reason, e.g. asked the household on the telephone"))
        self.why.setAccessibleName(_("Reason"))
        self.other.setPlaceholderText(_("Another value"))
        self.other.setAccessibleName(_("Another value"))
        title = " · ".join(part for part in (about, "、".join(_(field.label) for field in fields)) if part)
        self.takes = [
            button(_take_words(fields, question, head), self._taking(head.n), icon="check") for head in question.heads
        ]
        self.other_button = button(_("&Write another"), lambda: self._settle(None), kind="flat")
        self.words = label(" ", "small", tone="bad", wrap=True)
        self.setLayout(
            column(
                label(title, "heading"),
                *self.takes,
                row(self.other, self.other_button),
                self.why,
                self.words,
                margin=2 * GRID,
            )
        )

    def _taking(self, n: int) -> Callable[[], None]:
        return lambda: self._settle(n)

    def _settle(self, take: int | None) -> None:
        value, why = (None if take else self.other.text()), self.why.text()
        if not why.strip():
            self.words.setText(_("A reason is needed. Nothing was changed."))
            self.why.setFocus()
            return
        self._session.command(
            "question.settle", lambda ledger: settle(ledger, self._question, take=take, value=value, why=why)
        )


def _take_words(fields: tuple[Field, ...], question: Question, head: Head) -> str:
    when = head.clock[:10]
    who = f"{head.actor or head.device[:8]} {when}"
    return _("Take “{value}” ({who})").format(value=_value(fields, question, head), who=who)


def _value(fields: tuple[Field, ...], question: Question, head: Head) -> str:
    # Masked as in any list, groups member by member: a card is no way around the masks
    if question.element:
        what = shown(fields[0], (question.element,)) if fields else question.element
        return f"{what} {_('yes') if head.value else _('no')}"
    if fields and fields[0].group:
        members = json.loads(str(head.value)) if head.value else {}
        return "、".join(shown(field, from_stored(field, members.get(field.name))) for field in fields)
    return shown(fields[0], from_stored(fields[0], head.value)) if fields else str(head.value)


def _about(reader: Reader, question: Question, today: date) -> str:
    record: Record = reader.get(KINDS[question.kind], question.record)
    home = record.id if isinstance(record, Household) else getattr(record, "household", None)
    if home is None:
        return _(type(record).label)
    head = head_among(reader.find(Member, household=home))
    code = grouped(reader.get(Household, home).household_code or "")
    return f"{_(type(record).label)} · {head_name(head, today)} {code}".strip()
