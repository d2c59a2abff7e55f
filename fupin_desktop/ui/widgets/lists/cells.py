"""How cells of a table are painted: the colour of a text survives its selection, and the current cell is seen."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from fupin_desktop.ui.widgets.lists.toned import Toned
from fupin_desktop.ui.widgets.style import colour


class Cells(Toned):
    """Keys act on the current cell of a list, so it has a frame while the list has the focus."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The cell, and a frame around the current one."""
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.save()
            painter.setPen(colour("accent"))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))
            painter.restore()
