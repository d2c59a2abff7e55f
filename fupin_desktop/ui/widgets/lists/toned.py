"""Rows keep the colour of what they say when they are chosen: overdue stays red, done stays green."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem


class Toned(QStyledItemDelegate):
    """Draws a chosen cell in the colour of its row's tone."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """As Qt asks, for every cell at every painting: only a chosen one is asked again, and gets its own colours."""
        super().initStyleOption(option, index)
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        tone = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(tone, QBrush | QColor):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, tone)
