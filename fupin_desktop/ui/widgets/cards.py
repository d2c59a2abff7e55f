"""Cards of a board: a list whose items are four lines, drawn by one delegate."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fupin_desktop.ui.widgets.style import colour, text_px

_GAP, _LINES = 8, 4


@dataclass(frozen=True)
class Card:
    """What a card says, and the thing it stands for."""

    title: str
    lines: tuple[str, str]
    warning: str
    what: Any

    def text(self) -> str:
        """All of it, for a tip and for those who listen."""
        return "\n".join(part for part in (self.title, *self.lines, self.warning) if part)


class _CardDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        del option, index
        return QSize(80, _LINES * (text_px() + 6) + 3 * _GAP)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card: Card = index.data(Qt.ItemDataRole.UserRole)
        state, area = option.state, option.rect.adjusted(4, 4, -4, -4)
        chosen = bool(state & QStyle.StateFlag.State_Selected) and bool(state & QStyle.StateFlag.State_HasFocus)
        painter.save()
        painter.setPen(colour("text") if chosen else colour("line"))
        painter.setBrush(colour("select") if chosen else colour("surface"))
        painter.drawRoundedRect(area, 4, 4)
        inks = (colour("text"), colour("muted"), colour("muted"), colour("warn"))
        lines = zip((card.title, *card.lines, card.warning), inks, strict=True)
        for number, (text, ink) in enumerate(lines):
            self._line(painter, area, number, text, ink)
        painter.restore()

    @staticmethod
    def _line(painter: QPainter, area: QRect, number: int, text: str, ink: QColor) -> None:
        font = QFont(painter.font())
        font.setPixelSize(text_px() if number == 0 else text_px() - 1)
        font.setBold(number == 0)
        painter.setFont(font)
        painter.setPen(ink)
        height = text_px() + 6
        place = QRect(area.left() + _GAP, area.top() + 4 + number * height, area.width() - 2 * _GAP, height)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


class Cards(QListWidget):
    """A column of cards; Enter or a double click opens one."""

    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "board")
        self.setAccessibleName(name)
        self.setItemDelegate(_CardDelegate(self))
        self.setUniformItemSizes(True)  # else each of hundreds of cards is asked how high it is
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.itemDoubleClicked.connect(self._open)

    def show_cards(self, cards: list[Card]) -> None:
        """Show these cards."""
        self.clear()
        for card in cards:
            item, text = QListWidgetItem(), card.text()
            item.setData(Qt.ItemDataRole.UserRole, card)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            item.setToolTip(text)
            self.addItem(item)

    def _open(self, item: QListWidgetItem) -> None:
        self.opened.emit(item.data(Qt.ItemDataRole.UserRole).what)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the card."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentItem():
            self._open(self.currentItem())
        else:
            super().keyPressEvent(event)
