"""Facts beside each other, a title over each: as many in a row as there is room for."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fupin_desktop.ui.widgets.parts import GRID, clear, label

_NARROW = 4  # facts beside each other, however narrow a window is
_BEHIND = 12  # a column behind all facts, which takes what is left


class Fact(NamedTuple):
    """One fact; `tone` warns, `source` tells the paper a figure is held against."""

    title: str
    text: str
    tone: str = ""
    source: str = ""


class Facts(QWidget):
    """Facts in one row, in several when one is too narrow."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(_BEHIND, 1)
        self._pairs: list[tuple[QLabel, QLabel]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts instead of those before."""
        clear(self._grid)
        self._pairs = [_pair(fact) for fact in facts]
        self._arrange()

    def _arrange(self) -> None:
        a_row = self._a_row()
        for number, pair in enumerate(self._pairs):
            for line, one in enumerate(pair):
                self._grid.addWidget(one, 2 * (number // a_row) + line, number % a_row)

    def _a_row(self) -> int:
        """As many as there is room for, in rows of like length: every row takes two lines from what stands below."""
        wide = [max(one.sizeHint().width() for one in pair) + 3 * GRID for pair in self._pairs]
        for rows in range(1, len(wide) + 1):
            a_row = -(-len(wide) // rows)
            if a_row <= _NARROW or sum(max(wide[side::a_row]) for side in range(a_row)) < self.width():
                return a_row
        return _NARROW

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The facts find their rows anew."""
        super().resizeEvent(event)
        self._arrange()


def _pair(fact: Fact) -> tuple[QLabel, QLabel]:
    text = label(fact.text, tone=fact.tone)
    text.setToolTip(fact.source)
    return label(fact.title, "small"), text
