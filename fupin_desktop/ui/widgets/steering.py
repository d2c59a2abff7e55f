"""A search box that steers the list under it: ↑ and ↓ choose a row while a person goes on typing."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QTableView

_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Steering(QObject):
    """Hands the arrows of a line on to a table."""

    def __init__(self, line: QLineEdit, table: QTableView) -> None:
        super().__init__(line)
        self._table = table
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Everything else stays in the line."""
        del watched
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            if step is not None:
                last = self._table.model().rowCount() - 1
                self._table.selectRow(max(0, min(last, self._table.currentIndex().row() + step)))
                return True
        return False
