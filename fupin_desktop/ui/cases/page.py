"""The board of cases: columns of cards with what is missing next, and the case behind a card; for every kind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from PySide6.QtWidgets import QComboBox, QStackedWidget

from fupin_desktop.casework.missing import LATE, cases_lacking
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.ranks import ranks_of
from fupin_desktop.casework.rules import stage_name
from fupin_desktop.casework.standing import Look
from fupin_desktop.kinds import CASES
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.table import act_of
from fupin_desktop.store.lists.cases import CaseRow, CasesWanted, case_ids, case_rows, count_stages
from fupin_desktop.store.lists.queries import villages
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.cases.cards import card_of
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.filters import CaseFilters, Narrowed
from fupin_desktop.ui.cases.hanging import hanging_on
from fupin_desktop.ui.cases.naming import owner_name
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.shortlist import ShortlistDialog
from fupin_desktop.ui.frame.guard import guard
from fupin_desktop.ui.frame.page import HOMES, Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.board import Board
from fupin_desktop.ui.widgets.cards import Card
from fupin_desktop.ui.widgets.parts import button, empty
from fupin_desktop.ui.widgets.shown import person

# Cases, what hangs on them, and the notices they wait for
_OF_CASES = frozenset(
    {"notice", "objection", "posting", "policy_parameter", "waiver"}
    | CASES.keys()
    | {kind_of(one) for cls in CASES.values() for one in (cls.step, *hanging_on(cls))}
)
_AT_ONCE = 5000  # cases in one question to the book


@dataclass(frozen=True)
class _Dealt:
    """What the board shows, read at one moment: by column its cards and how many there are."""

    cls: type[Case]
    columns: Mapping[str, tuple[list[Card], int]]
    villages: Sequence[tuple[str, str]]
    any: bool
    narrowed: Narrowed
    ids: frozenset[int] = frozenset()


class CasesPage(Page):
    """Cards by column; left and right move between columns, Enter opens the case."""

    shows: ClassVar[frozenset[str] | None] = HOMES | _OF_CASES

    def __init__(self, session: Session) -> None:
        super().__init__(session, title_of_board())
        self.kind, self.filters = QComboBox(), CaseFilters()
        for kind, cls in CASES.items():
            self.kind.addItem(_(cls.label), kind)
        self.kind.setAccessibleName(_("Kind"))
        self.kind.activated.connect(lambda _index: self.refresh())
        self.filters.changed.connect(self.refresh)
        self.top.addWidget(self.kind)
        self.kind.setVisible(len(CASES) > 1)
        self._dealt: _Dealt | None = None
        self.open_button = button(_("&Open a case…"), self.open_case, icon="add", kind="primary")
        self.batch_button = button(_("&Several at once…"), self.batch, icon="forward")
        self.shortlist_button = button(_("Shor&tlist…"), self.shortlist, icon="search")
        guard(session, act_of(kind_of(self.cls)).code, self.open_button, self.batch_button, self.shortlist_button)
        self.top.addWidget(self.shortlist_button)
        self.top.addWidget(self.batch_button)
        self.top.addWidget(self.open_button)
        self.boards: dict[str, Board] = {}
        self.stack = QStackedWidget()
        self.nothing = empty(_("No case of this kind yet. “Open a case…” opens the first."))
        self.stack.addWidget(self.nothing)
        self.fill(self.filters, self.stack)

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
        self.shortlist_button.setVisible(self.cls.path.shortlist is not None)
        cls = self.cls
        self.filters.know_kind(cls)
        narrowed = self.filters.chosen()
        self.load(lambda reader: self._read(reader, cls, narrowed), self._show)

    def _read(self, reader: Reader, cls: type[Case], narrowed: Narrowed) -> _Dealt:
        today, division = self.session.today, self.session.book.identity.division
        ids = self._ids(reader, cls, narrowed, today) if narrowed.is_narrow else frozenset()
        wanted = narrowed.of(ids) if narrowed.looked_into else narrowed.wanted
        wanted = replace(wanted, ranks=ranks_of(reader, cls, division, today))
        counts = count_stages(reader, cls, wanted)
        columns = {}
        for name, stages in _dealt_stages(cls, counts, narrowed.stage).items():
            total = sum(counts.get(stage, 0) for stage in stages)
            columns[name] = (self._cards(reader, cls, stages, wanted, today) if total else [], total)
        known = any(counts.values()) or narrowed != Narrowed()
        return _Dealt(cls, columns, villages(reader), known, narrowed, ids)

    @staticmethod
    def _ids(reader: Reader, cls: type[Case], narrowed: Narrowed, today: date) -> frozenset[int]:
        """The cases that are left, for one step of many; looked into only where that was asked for."""
        stages = [narrowed.stage] if narrowed.stage else list(count_stages(reader, cls, narrowed.wanted))
        ids = case_ids(reader, cls, stages, narrowed.wanted)
        if not narrowed.looked_into:
            return frozenset(ids)
        parts = (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))
        cases = [case for some in parts for case in reader.find(cls, id=some)]
        for code in (narrowed.lack, LATE if narrowed.late else ""):
            cases = cases_lacking(reader, cases, code, today) if code else cases
        return frozenset(case.id for case in cases if case.id is not None)

    def _show(self, dealt: _Dealt) -> None:
        if dealt.cls is not self.cls:
            return  # another kind was chosen meanwhile, and its cards are on their way
        self.filters.know_villages(dealt.villages)
        self._dealt = dealt
        none_left = dealt.narrowed.is_narrow and not dealt.ids
        self.batch_button.setEnabled(not none_left and not self.session.why_not(act_of(kind_of(self.cls)).code))
        for name, (cards, total) in dealt.columns.items():
            self.board.deal(name, cards, total)
        self.stack.setCurrentWidget(self.board if dealt.any else self.nothing)

    def _cards(
        self, reader: Reader, cls: type[Case], stages: Sequence[str], wanted: CasesWanted, today: date
    ) -> list[Card]:
        rows = case_rows(reader, cls, stages, wanted)
        cases = {case.id: case for case in reader.find(cls, id=[row.id for row in rows])}
        look = Look(reader, cases.values())
        return [self._card(reader, look, row, cases[row.id], today) for row in rows if row.id in cases]

    def _card(self, reader: Reader, look: Look, row: CaseRow, case: Case, today: date) -> Card:
        owner = person(row.head, row.head_born, today) if row.head else owner_name(self.session, reader, case)
        return card_of(look, case, owner, row.village or "", today)

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
        """One step for many: of the village, or of those the filters leave."""
        ids = self._dealt.ids if self._dealt is not None else frozenset()
        dialog = BatchDialog(self.session, self.cls, self.filters.chosen().wanted.village, self, among=ids)
        dialog.open()
        return dialog

    def shortlist(self) -> ShortlistDialog:
        """Who fits, and what each still lacks."""
        dialog = ShortlistDialog(self.session, self.cls, self.filters.chosen().wanted.village, self)
        dialog.open()
        return dialog

    def start_focus(self) -> None:
        """The first column that has cards."""
        self.board.start_focus()


def _dealt_stages(cls: type[Case], counts: Mapping[str, int], only: str) -> dict[str, list[str]]:
    """The stages that stand in each column: all of them, or one alone; a side state shows in the first column."""
    columns = cls.path.columns
    first = next(iter(columns))
    if only:
        placed = {name for name, one in columns.items() if only in one.stages} or {first}
        return {name: [only] if name in placed else [] for name in columns}
    # What came from elsewhere may stand in a stage nobody knows here: it is shown first, not left out
    strange = [stage for stage in counts if cls.path.stage(stage) is None]
    return {name: [*one.stages, *(strange if name == first else ())] for name, one in columns.items()}


def title_of_board() -> str:
    """What the board is called: by its kind of case while there is one, else cases."""
    return _(next(iter(CASES.values())).label) if len(CASES) == 1 else _("Cases")
