"""A heading of two storeys: a group's name stands once over its columns, as on the paper."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from fupin_desktop.ui.widgets.style import colour, text_px

_STOREYS = 2
_PAD = 10


class GroupHeader(QHeaderView):
    """`groups` names the group of each column, empty for one that stands alone over both storeys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.groups: Sequence[str] = ()
        self._line = text_px() + _PAD

    def sizeHint(self) -> QSize:
        """Two storeys, the lower one of two lines: the label and its unit."""
        hint = super().sizeHint()
        storeys = _STOREYS + 1 if any(self.groups) else _STOREYS
        return QSize(hint.width(), storeys * self._line)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The column's own label below, and its part of the group's name above."""
        group = self.groups[logicalIndex] if logicalIndex < len(self.groups) else ""
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, colour("rail"))
        painter.setPen(colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        text = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        lower = rect.adjusted(0, self._line, 0, 0) if group else rect
        if group:
            self._paint_group(painter, rect, logicalIndex, group)
        painter.setPen(colour("muted"))
        painter.drawText(lower, Qt.AlignmentFlag.AlignCenter, text)
        painter.restore()

    def _paint_group(self, painter: QPainter, rect: QRect, at: int, name: str) -> None:
        first, last = at, at
        while first > 0 and self.groups[first - 1] == name:
            first -= 1
        while last + 1 < len(self.groups) and self.groups[last + 1] == name:
            last += 1
        left = self.sectionViewportPosition(first)
        whole = QRect(left, rect.top(), self.sectionViewportPosition(last) + self.sectionSize(last) - left, self._line)
        painter.drawLine(whole.left() + 4, whole.bottom(), whole.right() - 4, whole.bottom())
        painter.setPen(colour("text"))
        painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, name.replace("\n", ""))
