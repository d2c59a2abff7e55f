"""A board: columns of cards; left and right move between them, Enter opens a card."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from fupin_desktop.ui.widgets.cards import Card, Cards
from fupin_desktop.ui.widgets.parts import GRID, column, label


class Board(QWidget):
    """Deals cards into named columns; a column's heading tells how many there are in all."""

    opened = Signal(object)

    def __init__(self, columns: Mapping[str, str]) -> None:
        super().__init__()
        self._names = dict(columns)
        self.columns: dict[str, Cards] = {}
        self.titles: dict[str, QLabel] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID)
        for name, title in columns.items():
            self.titles[name] = label(title, "heading")
            self.titles[name].setToolTip(title)
            self.columns[name] = Cards(title)
            self.columns[name].opened.connect(self.opened)
            line.addLayout(column(self.titles[name], self.columns[name]), 1)

    def deal(self, name: str, cards: list[Card], total: int) -> None:
        """Show these cards in a column that has `total`."""
        self.columns[name].show_cards(cards)
        self.titles[name].setText(f"{self._names[name]}  {total}")

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
