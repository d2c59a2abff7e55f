"""One of several lists in the same place: chips of which one is on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QToolButton, QWidget

from fupin_desktop.ui.widgets.parts import GRID, row


class Switch(QWidget):
    """A chip for each name; the first is on.  `chosen` tells which a person pressed."""

    chosen = Signal(str)

    def __init__(self, choices: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.chips: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        for name, title in choices:
            self.chips[name] = self._chip(name, title)
        next(iter(self.chips.values())).setChecked(True)
        self.setLayout(row(*self.chips.values(), gap=GRID))

    def _chip(self, name: str, title: str) -> QToolButton:
        made = QToolButton()
        made.setText(title)
        made.setAccessibleName(title)
        made.setProperty("kind", "chip")
        made.setCheckable(True)
        made.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(made)
        return made

    def showEvent(self, event: QShowEvent) -> None:
        """In a narrow window others give way: an ellipsis is no name."""
        for chip in self.chips.values():
            chip.ensurePolished()
            chip.setMinimumWidth(chip.sizeHint().width())
        super().showEvent(event)

    def mark(self, name: str) -> None:
        """Show which one is in front."""
        self.chips[name].setChecked(True)
