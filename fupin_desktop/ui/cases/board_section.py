"""The board of one kind of case in a file: the cases that belong to the subject, by column."""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.declared.tab import Records
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.lists.queries import PAGE
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import records_of
from fupin_desktop.ui.cases.cards import card_of
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.naming import owner_name
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Maker, Section, board_of
from fupin_desktop.ui.widgets.board import Board
from fupin_desktop.ui.widgets.cards import Card
from fupin_desktop.ui.widgets.parts import button, label, row

_LOW = 220  # pixels a board in a tab of several sections keeps at least


class _Column(NamedTuple):
    cards: list[Card]
    total: int


class BoardSection(Section):
    """Enter opens a case.  In a column stand the cases that wait longest, as many as a page holds."""

    def __init__(self, cls: type[Case], session: Session) -> None:
        super().__init__(session, _(cls.label))
        self.cls = cls
        columns = cls.path.columns.items()
        self.board = Board({name: _(one.title) if one.title else stage_name(cls, name) for name, one in columns})
        self.board.setMinimumHeight(_LOW)
        self.board.opened.connect(self.open)
        self._home = Dot(0)
        self.open_button = button(_("&Open a case…"), self.open_case, icon="add")
        guard(session, act_of(kind_of(cls)).code, self.open_button)
        self.open_button.hide()
        self.box.addLayout(row(label(self.title, "heading"), None, self.open_button))
        self.box.addWidget(self.board, 1)

    def read(self, reader: Reader, subject: Record) -> Mapping[str, _Column]:
        """The cases of this subject, by the column they stand in."""
        found = [one for one in records_of(reader, Records(kind_of(self.cls)), subject) if isinstance(one, self.cls)]
        found.sort(key=lambda one: (one.stage_on is None, one.stage_on, one.id))
        return {name: self._column(reader, found, one.stages) for name, one in self.cls.path.columns.items()}

    def _column(self, reader: Reader, cases: list[Case], stages: tuple[str, ...]) -> _Column:
        mine = [one for one in cases if one.stage in stages]
        shown, today = mine[:PAGE], self.session.today
        look = Look(reader, shown)
        cards = [card_of(look, one, owner_name(self.session, reader, one), "", today) for one in shown]
        return _Column(cards, len(mine))

    def show_read(self, subject: Record, found: Mapping[str, _Column]) -> None:
        """Deal the cards."""
        # What is another's file's opens there: a household's case from the household
        is_own = fields_of(self.cls)[self.cls.home].link == kind_of(type(subject))
        self._home = Dot(subject.id or 0)
        self.open_button.setVisible(is_own)
        for name, one in found.items():
            self.board.deal(name, one.cards, one.total)

    def open_case(self) -> OpenCase:
        """Ask for a new case of this subject."""
        dialog = OpenCase(self.session, self.cls, self.open, self._home, self)
        dialog.open()
        return dialog

    def open(self, id: object) -> None:
        """Open the case with this id."""
        if isinstance(id, int):
            CaseDialog(self.session, self.cls, Dot(id), self).open()


# A board for each kind of case, under the name by which a tab asks for it
BOARDS: Mapping[str, Maker] = {board_of(kind): partial(BoardSection, cls) for kind, cls in CASES.items()}
