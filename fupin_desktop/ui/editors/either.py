"""A widget, or the words of an empty place where there is nothing to show."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.ui.widgets.parts import empty

_EMPTY, _SOMETHING = 0, 1
_LOW = 56  # pixels the words take among other lists
_ANY = 16_777_215  # QWIDGETSIZE_MAX


class Either(QStackedWidget):
    """Begins empty.  `is_low`: among other lists an empty one takes only the room of its words."""

    is_low = False

    def __init__(self, words: str, widget: QWidget) -> None:
        super().__init__()
        self.addWidget(empty(words))
        self.addWidget(widget)

    def show_some(self, some: object) -> None:
        """Show the widget when there is something, else the words."""
        self.setCurrentIndex(_SOMETHING if some else _EMPTY)
        low = self.is_low and not some
        self.setMinimumHeight(_LOW if low else 0)
        self.setMaximumHeight(_LOW if low else _ANY)
