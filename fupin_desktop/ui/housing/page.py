"""Housing: the board of six columns, and the case behind a card."""

from PySide6.QtWidgets import QComboBox, QStackedWidget

from fupin_desktop.housing.rules import COLUMNS, SIDE
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.values import stored_day
from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.read.queries import CaseRow, count_stages, housing_cases, villages
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.housing.case import CaseDialog
from fupin_desktop.ui.widgets.board import Board
from fupin_desktop.ui.widgets.cards import Card
from fupin_desktop.ui.widgets.parts import empty
from fupin_desktop.ui.widgets.shown import grade, person

_BOARD, _EMPTY = 0, 1


class HousingPage(Page):
    """Cards by column; left and right move between columns, Enter opens the case."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Housing repair"))
        self.village = QComboBox()
        self.village.setAccessibleName(_("Village"))
        self.village.addItem(_("All villages"), "")
        self.side = QComboBox()
        self.side.setAccessibleName(_("Side states"))
        self.side.addItem(_("On the board"), "")
        for stage in SIDE:
            self.side.addItem(word("house_stage", stage), stage)
        for box in (self.village, self.side):
            box.activated.connect(lambda _index: self.refresh())
            self.top.addWidget(box)
        self.board = Board({name: _(title) for name, (title, _stages) in COLUMNS.items()})
        self.board.opened.connect(self.open)
        self.columns = self.board.columns
        self.stack = QStackedWidget()
        self.stack.addWidget(self.board)
        self.stack.addWidget(
            empty(_("No housing case yet. Open one for a household with a house of grade C or D, or import a roster."))
        )
        self.fill(self.stack)

    def refresh(self) -> None:
        """Deal the cards anew."""
        self._name_villages()
        village, side = self.village.currentData(), self.side.currentData()
        counts = self.session.read(lambda reader: count_stages(reader, village))
        for name, (_title, stages) in COLUMNS.items():
            wanted = [side] if side and name == next(iter(COLUMNS)) else [] if side else list(stages)
            self._deal(name, wanted, village, counts)
        self.stack.setCurrentIndex(_BOARD if counts or village else _EMPTY)

    def _deal(self, name: str, stages: list[str], village: str, counts: dict[str, int]) -> None:
        rows = self.session.read(lambda reader: housing_cases(reader, stages, village)) if stages else []
        self.board.deal(name, [self._card(row) for row in rows], sum(counts.get(stage, 0) for stage in stages))

    def _card(self, row: CaseRow) -> Card:
        today = self.session.today
        since = stored_day(row.since)
        days = (today - since).days if since is not None else None
        waits = _("{days} days").format(days=days) if days is not None else ""
        return Card(
            f"{person(row.head, row.head_born, today)}  {grade(row.grade) if row.grade else ''}",
            (row.village or "", f"{word('house_stage', row.stage or '')} {waits}"),
            _("no photos") if row.missing_photos else "",
            row.id,
        )

    def _name_villages(self) -> None:
        known = self.session.read(villages)
        if self.village.count() != len(known) + 1:
            for code, name in known:
                if self.village.findData(code) < 0:
                    self.village.addItem(name, code)

    def open(self, what: object) -> None:
        """Open the case with this id."""
        if isinstance(what, int):
            CaseDialog(self.session, Dot(what), self).open()

    def start_focus(self) -> None:
        """The first column that has cards."""
        self.board.start_focus()
