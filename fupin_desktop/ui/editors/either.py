"""A widget, or the words of an empty place where there is nothing to show."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.ui.widgets.parts import empty

_EMPTY, _SOMETHING = 0, 1


class Either(QStackedWidget):
    """Begins empty."""

    def __init__(self, words: str, widget: QWidget) -> None:
        super().__init__()
        self.addWidget(empty(words))
        self.addWidget(widget)

    def show_some(self, some: object) -> None:
        """Show the widget when there is something, else the words."""
        self.setCurrentIndex(_SOMETHING if some else _EMPTY)
