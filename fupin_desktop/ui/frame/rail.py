"""The left rail: the places of the window, Ctrl+1 to Ctrl+9, and Ctrl+0 for the tenth."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.icons import icon
from fupin_desktop.ui.widgets.parts import label


class Rail(QWidget):
    """One button for each place; the name of the one that is pressed is told."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[tuple[str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 1, 8)
        box.setSpacing(0)
        box.addWidget(label(_("Poverty-Relief Desk"), "brand"))
        for number, (name, title) in enumerate(places, 1):
            box.addWidget(self._place(number, name, title))
        box.addStretch(1)
        self._box = box
        self._spare: Sequence[QWidget] = ()

    def add_tool(self, tool: QWidget, spare: Sequence[QWidget] = ()) -> None:
        """Something that is always at hand, under the places; a low window goes without its `spare` parts."""
        self._box.addWidget(tool)
        self._spare = spare

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the spare parts where the height holds them: what is cut in half helps nobody."""
        super().resizeEvent(event)
        for one in self._spare:
            one.setVisible(True)
        self._box.activate()
        if self._box.sizeHint().height() > self.height():
            for one in self._spare:
                one.setVisible(False)

    def _place(self, number: int, name: str, title: str) -> QToolButton:
        made = QToolButton()
        made.setText(title)
        made.setAccessibleName(title)
        made.setToolTip(f"{title}  Ctrl+{number % 10}")
        made.setIcon(icon(name))
        made.setIconSize(QSize(20, 20))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setCheckable(True)
        made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        made.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(made)
        self.buttons[name] = made
        QShortcut(QKeySequence(f"Ctrl+{number % 10}"), self, lambda: self.chosen.emit(name))
        return made

    def mark(self, name: str) -> None:
        """Show which place is in front; what is no place of its own leaves the mark where it was."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)
