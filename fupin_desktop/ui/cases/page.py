"""The board of cases: columns of cards with what is missing next, and the case behind a card; for every kind."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QStackedWidget

from fupin_desktop.casework.model import Case
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.lists.cases import CaseRow, case_rows, count_stages
from fupin_desktop.store.lists.queries import villages
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.cases.cards import card_of
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.naming import owner_name
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.board import Board
from fupin_desktop.ui.widgets.cards import Card
from fupin_desktop.ui.widgets.parts import button, empty
from fupin_desktop.ui.widgets.shown import person


class CasesPage(Page):
    """Cards by column; left and right move between columns, Enter opens the case."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, title_of_board())
        self.kind, self.village, self.side = QComboBox(), QComboBox(), QComboBox()
        for kind, cls in CASES.items():
            self.kind.addItem(_(cls.label), kind)
        self.village.addItem(_("All villages"), "")
        for box, title in ((self.kind, _("Kind")), (self.village, _("Village")), (self.side, _("Side states"))):
            box.setAccessibleName(title)
            box.activated.connect(lambda _index: self.refresh())
            self.top.addWidget(box)
        self.kind.setVisible(len(CASES) > 1)
        self.open_button = button(_("&Open a case…"), self.open_case, icon="add", kind="primary")
        self.batch_button = button(_("&Several at once…"), self.batch, icon="forward")
        guard(session, act_of(kind_of(self.cls)).code, self.open_button, self.batch_button)
        self.top.addWidget(self.batch_button)
        self.top.addWidget(self.open_button)
        self.boards: dict[str, Board] = {}
        self.stack = QStackedWidget()
        self.nothing = empty(_("No case of this kind yet. Open one for a household, or import a roster."))
        self.stack.addWidget(self.nothing)
        self.fill(self.stack)
        self._shown = ""

    @property
    def cls(self) -> type[Case]:
        """The kind of case on the board."""
        return CASES[self.kind.currentData()]

    @property
    def board(self) -> Board:
        """The board of this kind."""
        kind = str(self.kind.currentData())
        if kind not in self.boards:
            columns = self.cls.path.columns.items()
            self.boards[kind] = Board(
                {name: _(one.title) if one.title else stage_name(self.cls, name) for name, one in columns}
            )
            self.boards[kind].opened.connect(self.open)
            self.stack.addWidget(self.boards[kind])
        return self.boards[kind]

    def refresh(self) -> None:
        """Deal the cards anew."""
        self._name_villages()
        self._name_sides()
        cls, village, side = self.cls, self.village.currentData(), self.side.currentData()
        counts = self.session.read(lambda reader: count_stages(reader, cls, village))
        first = next(iter(cls.path.columns))
        # What came from elsewhere may stand in a stage nobody knows here: it is shown first, not left out
        strange = [stage for stage in counts if cls.path.stage(stage) is None]
        for name, one in cls.path.columns.items():
            stages = [*one.stages, *strange] if name == first else list(one.stages)
            stages = stages if not side else [side] if name == first else []
            self._deal(name, stages, village, counts)
        self.stack.setCurrentWidget(self.board if counts or village else self.nothing)

    def _deal(self, name: str, stages: list[str], village: str, counts: dict[str, int]) -> None:
        total = sum(counts.get(stage, 0) for stage in stages)
        cls, today = self.cls, self.session.today
        found = self.session.read(lambda reader: self._cards(reader, cls, stages, village, today)) if total else []
        self.board.deal(name, found, total)

    def _cards(self, reader: Reader, cls: type[Case], stages: list[str], village: str, today: date) -> list[Card]:
        rows = case_rows(reader, cls, stages, village)
        cases = {case.id: case for case in reader.find(cls, id=[row.id for row in rows])}
        look = Look(reader, cases.values())
        return [self._card(reader, look, row, cases[row.id], today) for row in rows if row.id in cases]

    def _card(self, reader: Reader, look: Look, row: CaseRow, case: Case, today: date) -> Card:
        owner = person(row.head, row.head_born, today) if row.head else owner_name(self.session, reader, case)
        return card_of(look, case, owner, row.village or "", today)

    def _name_villages(self) -> None:
        known = self.session.read(villages)
        if self.village.count() != len(known) + 1:
            for code, name in known:
                if self.village.findData(code) < 0:
                    self.village.addItem(name, code)

    def _name_sides(self) -> None:
        if self._shown == self.kind.currentData():
            return
        self._shown = str(self.kind.currentData())
        self.side.clear()
        self.side.addItem(_("On the board"), "")
        for one in self.cls.path.sides:
            self.side.addItem(stage_name(self.cls, one.code), one.code)

    # --- acts -------------------------------------------------------------------------------------------------------

    def open(self, what: object) -> None:
        """Open the case with this id."""
        if isinstance(what, int):
            CaseDialog(self.session, self.cls, Dot(what), self, self.go.emit).open()

    def open_case(self) -> OpenCase:
        """Ask for a new case."""
        dialog = OpenCase(self.session, self.cls, self.open, parent=self)
        dialog.open()
        return dialog

    def batch(self) -> BatchDialog:
        """One step for many."""
        dialog = BatchDialog(self.session, self.cls, self.village.currentData(), self)
        dialog.open()
        return dialog

    def start_focus(self) -> None:
        """The first column that has cards."""
        self.board.start_focus()


def title_of_board() -> str:
    """What the board is called: by its kind of case while there is one, else cases."""
    return _(next(iter(CASES.values())).label) if len(CASES) == 1 else _("Cases")
