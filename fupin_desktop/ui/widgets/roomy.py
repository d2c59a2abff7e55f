"""What is shown whole where there is room, and scrolls on a small screen."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

_LEAST = 160  # pixels: some four lines of a form


class Roomy(QScrollArea):
    """Asks for as much room as what it holds; a widget in it that takes the focus is scrolled to."""

    def __init__(self, held: QWidget) -> None:
        super().__init__()
        self._held = held
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(held)

    def sizeHint(self) -> QSize:
        """What it holds, whole."""
        return self._held.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Its width; of its height some lines."""
        return QSize(self._held.minimumSizeHint().width(), _LEAST)
