"""Housing: the board of six columns, and the case behind a card."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QStackedWidget, QWidget

from fupin_desktop.housing.rules import COLUMNS, SIDE
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.words import _, word
from fupin_desktop.store.queries import CaseRow, count_stages, housing_cases, villages
from fupin_desktop.ui.cards import Card, Cards
from fupin_desktop.ui.case import CaseDialog
from fupin_desktop.ui.page import Page
from fupin_desktop.ui.parts import GRID, column, empty, label
from fupin_desktop.ui.session import Session
from fupin_desktop.ui.shown import grade, person

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
        self.columns: dict[str, Cards] = {}
        self.titles: dict[str, QLabel] = {}
        self.stack = QStackedWidget()
        self.stack.addWidget(self._board())
        self.stack.addWidget(
            empty(_("No housing case yet. Open one for a household with a house of grade C or D, or import a roster."))
        )
        self.fill(self.stack)

    def _board(self) -> QWidget:
        board = QWidget()
        line = QHBoxLayout(board)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        for name, (title, _stages) in COLUMNS.items():
            self.titles[name] = label(_(title), "heading")
            self.columns[name] = Cards(_(title))
            self.columns[name].opened.connect(self.open)
            line.addLayout(column(self.titles[name], self.columns[name]), 1)
        return board

    def refresh(self) -> None:
        """Deal the cards anew."""
        self._name_villages()
        village, side = self.village.currentData(), self.side.currentData()
        counts = self.session.read(lambda reader: count_stages(reader, village))
        for name, (title, stages) in COLUMNS.items():
            wanted = [side] if side and name == next(iter(COLUMNS)) else [] if side else list(stages)
            self._deal(name, title, wanted, village, counts)
        self.stack.setCurrentIndex(_BOARD if counts or village else _EMPTY)

    def _deal(self, name: str, title: str, stages: list[str], village: str, counts: dict[str, int]) -> None:
        rows = self.session.read(lambda reader: housing_cases(reader, stages, village)) if stages else []
        self.columns[name].show_cards([self._card(row) for row in rows])
        self.titles[name].setText(f"{_(title)}  {sum(counts.get(stage, 0) for stage in stages)}")

    def _card(self, row: CaseRow) -> Card:
        today = self.session.today
        days = (today - date.fromisoformat(row.since)).days if row.since else None
        waits = _("{days} days").format(days=days) if days is not None else ""
        return Card(
            f"{person(row.head, row.head_born, today)}  {grade(row.grade) if row.grade else ''}",
            (row.village or "", f"{word('house_stage', row.stage)} {waits}"),
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

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right move between columns."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        lists = list(self.columns.values())
        at = next((n for n, cards in enumerate(lists) if cards.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        self._focus_on(lists[(at + step) % len(lists)])

    def _focus_on(self, cards: Cards) -> None:
        cards.setFocus()
        if cards.currentRow() < 0:
            cards.setCurrentRow(0)

    def start_focus(self) -> None:
        """The first column that has cards."""
        self._focus_on(next((c for c in self.columns.values() if c.count()), next(iter(self.columns.values()))))
