"""Things beside each other, as a row puts them; what has no room there goes to a further line, and nothing is cut."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

from fupin_desktop.ui.widgets.parts import GRID


class Wrapping(QLayout):
    """None among the items stretches: what follows it stands at the right, in every line.

    Lists are made narrower than they ask for before a line is begun, words of buttons never.
    """

    def __init__(self, *items: QWidget | None, gap: int = GRID) -> None:
        super().__init__()
        self._heights: dict[int, int] = {}  # by width: a page asks many times before it is laid out once
        self._sizes: dict[str, QSize] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        self._items: list[QLayoutItem] = []
        self._right = len([one for one in items if one is not None])
        for at, one in enumerate(items):
            if one is None:
                self._right = at
            else:
                self.addWidget(one)

    def invalidate(self) -> None:
        """Something that stands here asks for another size, or is shown or hidden."""
        self._heights.clear()
        self._sizes.clear()
        super().invalidate()

    def addItem(self, item: QLayoutItem) -> None:
        """At the end."""
        self._items.append(item)

    def insertWidget(self, at: int, widget: QWidget) -> None:
        """Before another."""
        self.addChildWidget(widget)
        self._items.insert(at, QWidgetItem(widget))
        self._right += at <= self._right
        self.invalidate()

    def count(self) -> int:
        """How many items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One of them; None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take one out."""
        if not 0 <= index < len(self._items):
            return None
        self._right -= index < self._right
        self.invalidate()
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Lines take what they need."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the more lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """That of all lines."""
        if width not in self._heights:
            lines = self._lines(width)
            between = self.spacing() * max(0, len(lines) - 1)
            self._heights[width] = sum(_height(line) for line in lines) + between
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """All in one line."""
        if "asked" not in self._sizes:
            shown = self._shown()
            wide = sum(one.sizeHint().width() for one in shown) + self.spacing() * max(0, len(shown) - 1)
            self._sizes["asked"] = QSize(wide, _height(shown))
        return self._sizes["asked"]

    def minimumSize(self) -> QSize:
        """Each in a line of its own."""
        if "least" not in self._sizes:
            shown = self._shown()
            wide = max((one.minimumSize().width() for one in shown), default=0)
            self._sizes["least"] = QSize(wide, _height(shown))
        return self._sizes["least"]

    def setGeometry(self, rect: QRect) -> None:
        """Lay the lines out."""
        super().setGeometry(rect)
        top = rect.top()
        for line in self._lines(rect.width()):
            self._lay(line, QRect(rect.left(), top, rect.width(), _height(line)))
            top += _height(line) + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [one for one in self._items if not one.isEmpty()]

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = [[]]
        taken = 0
        for one in self._shown():
            needed = one.minimumSize().width()
            if lines[-1] and taken + self.spacing() + needed > width:
                lines.append([])
                taken = 0
            taken += needed + (self.spacing() if lines[-1] else 0)
            lines[-1].append(one)
        return lines

    def _lay(self, line: list[QLayoutItem], room: QRect) -> None:
        least = [one.minimumSize().width() for one in line]
        more = [max(0, one.sizeHint().width() - wide) for one, wide in zip(line, least, strict=True)]
        spare = max(0, room.width() - sum(least) - self.spacing() * (len(line) - 1))
        share = min(1.0, spare / sum(more)) if sum(more) else 0.0
        wide = [had + int(asked * share) for had, asked in zip(least, more, strict=True)]
        left, rest = room.left(), max(0, room.width() - sum(wide) - self.spacing() * (len(line) - 1))
        at_right = set(self._items[self._right :])
        for one, width in zip(line, wide, strict=True):
            if one in at_right:
                left, rest = left + rest, 0
            high = min(room.height(), one.sizeHint().height())
            one.setGeometry(QRect(left, room.top() + (room.height() - high) // 2, min(width, room.width()), high))
            left += width + self.spacing()


def _height(line: list[QLayoutItem]) -> int:
    return max((one.sizeHint().height() for one in line), default=0)
