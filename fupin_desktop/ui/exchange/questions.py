"""Questions (待核实): the cards that the filters let through, and many at once."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.calling import village_names, village_of
from fupin_desktop.store.history.inquiring import Inquiry, inquiries
from fupin_desktop.store.history.questions import Question, questions
from fupin_desktop.store.history.wording import Worded, Wording
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.exchange.call_sheets import CallSheets
from fupin_desktop.ui.exchange.many_questions import ManyQuestions
from fupin_desktop.ui.exchange.question_bar import Picked, QuestionBar
from fupin_desktop.ui.exchange.question_card import QuestionCard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, clear, empty

_MOST = 50


class _Standing(NamedTuple):
    """The open questions, how far each has come, the village of each; those the filters let through, in words."""

    found: list[Question]
    state: Mapping[str, Inquiry]
    places: Mapping[str, str]
    names: Mapping[str, str]
    picked: list[Question]
    worded: Mapping[str, Worded]


class QuestionCards(QWidget):
    """The open questions; settling one needs a reason."""

    counted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._count = self._turn = 0
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, GRID, 2 * GRID, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GRID, 0, 0)
        self.many = ManyQuestions(session)
        self.many.setVisible(False)
        self.sheets = CallSheets(session, self)
        self.bar = QuestionBar(office=session.book.identity.is_office)
        self.bar.chosen.connect(self.refresh)
        self.bar.sheets_asked.connect(lambda: self.sheets.ask(self.bar.village))
        for part in (self.bar, self.many, area):
            box.addWidget(part)
        self.cards: list[QuestionCard] = []

    def count(self) -> int:
        """How many are open."""
        return self._count

    def refresh(self) -> None:
        """Read the open questions off the window's thread and show them."""
        self._turn += 1
        turn, today, wanted = self._turn, self._session.today, self.bar.wanted
        self._session.fetch(lambda reader: (turn, _read(reader, wanted, today)), self._show)

    def _show(self, read: tuple[int, _Standing]) -> None:
        turn, standing = read
        if turn != self._turn:
            return
        self._count = len(standing.found)
        self.many.show_of(standing.found)
        self.bar.show_of(standing.places, standing.state, standing.names)
        picked, told = standing.picked, standing.worded
        self.bar.tell(min(_MOST, len(picked)), len(picked))
        typing = {card.question.id: card for card in self.cards if card.typed()}
        focused = next((card for card in self.cards if card.has_focus()), None)
        clear(self._column)
        self.cards = [QuestionCard(self._session, one, standing.state[one.id], told[one.id]) for one in picked[:_MOST]]
        for card in self.cards:
            self._column.addWidget(card)
            if (before := typing.get(card.question.id)) is not None:
                card.go_on_from(before)  # the list is read anew while somebody types
        if not picked:
            self._column.addWidget(empty(self._nothing()))
        self._column.addStretch(1)
        if focused is not None and self.cards:  # else the rail would have the keys
            next((card for card in self.cards if card.question.id == focused.question.id), self.cards[0]).take_focus()
        self.counted.emit()

    def _nothing(self) -> str:
        if self._count:
            return _("No question of this kind; choose another state or village above.")
        return _("No questions. When two people write different things, they come here.")


def _read(reader: Reader, wanted: Picked, today: date) -> _Standing:
    found = questions(reader)
    places, state = {one.id: village_of(reader, one) for one in found}, inquiries(reader, found)
    picked, wording = wanted.of(found, places, state), Wording(reader, today)
    worded = {one.id: wording.worded(one) for one in picked[:_MOST]}
    return _Standing(found, state, places, village_names(reader), picked, worded)
