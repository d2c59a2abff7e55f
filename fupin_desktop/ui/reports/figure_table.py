"""A table of figures: each number opens its records, by a click or by Enter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from fupin_desktop.ui.reports.group_header import GroupHeader
from fupin_desktop.ui.widgets.clipboard import put
from fupin_desktop.ui.widgets.style import colour, text_px

Index = QModelIndex | QPersistentModelIndex
_ROW = 32
_BESIDE = 16  # pixels beside a heading
_LEAST_CHARS = 5  # 本期无数据


@dataclass(frozen=True)
class Cell:
    """How a cell reads, what it opens (None: nothing), and how: `muted` where nothing is known, `strong` for totals."""

    text: str
    opens: object = None
    right: bool = False
    muted: bool = False
    strong: bool = False
    tip: str = ""


class CellModel(QAbstractTableModel):
    """Cells under headings."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: Sequence[str] = ()
        self.cells: Sequence[Sequence[Cell]] = ()

    def load(self, headings: Sequence[str], cells: Sequence[Sequence[Cell]]) -> None:
        """Show these."""
        self.beginResetModel()
        self.headings, self.cells = headings, cells
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """As Qt asks."""
        return 0 if parent.isValid() else len(self.cells)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """As Qt asks."""
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As Qt asks."""
        cell = self.cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return cell.tip or cell.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if cell.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return colour("muted") if cell.muted else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return colour("hover") if cell.strong else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As Qt asks."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.headings[section]
        return None


class FigureTable(QTableView):
    """The view; `opened` gives what a cell opens.

    `chars` are the widths of the first columns, 0 and those after them share what is left; `tight` sets many beside
    each other.
    """

    opened = Signal(object)

    def __init__(self, name: str, chars: Sequence[int], *, tight: bool = False) -> None:
        super().__init__()
        self._chars = chars
        self.figures = CellModel()
        self.setModel(self.figures)
        self.setAccessibleName(name)
        self.setProperty("kind", "figures" if tight else "")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(_ROW, text_px() + 18))
        self.header = GroupHeader(self)
        self.header.setMinimumSectionSize(_LEAST_CHARS * text_px() + 8)
        self.setHorizontalHeader(self.header)
        self.clicked.connect(self._open)

    def load(self, headings: Sequence[str], cells: Sequence[Sequence[Cell]], groups: Sequence[str] = ()) -> None:
        """Show these cells; the one that was current stays so.  `groups` names the group over each heading."""
        at = self.currentIndex()
        row, column = max(at.row(), 0), max(at.column(), 0)
        self.header.groups = groups
        self.figures.load(headings, cells)
        self._set_widths(headings)
        self.setCurrentIndex(self.figures.index(min(row, len(cells) - 1), min(column, len(headings) - 1)))

    def _set_widths(self, headings: Sequence[str]) -> None:
        """The free columns share what is left; where their headings do not fit so, each is as wide as its heading."""
        given = {number: chars * text_px() + 24 for number, chars in enumerate(self._chars) if chars}
        wanted = {n: self._heading_width(text) for n, text in enumerate(headings) if n not in given}
        share = (self.viewport().width() - sum(given.values())) // max(len(wanted), 1)
        fits = all(width <= max(share, self.header.minimumSectionSize()) for width in wanted.values())
        mode = QHeaderView.ResizeMode.Stretch if fits else QHeaderView.ResizeMode.Interactive
        for number, width in {**given, **wanted}.items():
            if number in wanted:
                self.header.setSectionResizeMode(number, mode)
            if number in given or not fits:
                self.header.resizeSection(number, max(width, self.header.minimumSectionSize()))

    def _heading_width(self, text: str) -> int:
        return max(self.header.fontMetrics().horizontalAdvance(line) for line in text.split("\n")) + _BESIDE

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wider window the columns may share the width."""
        super().resizeEvent(event)
        if self.figures.headings:
            self._set_widths(self.figures.headings)

    def _open(self, index: Index) -> None:
        if index.isValid() and (found := self.figures.cells[index.row()][index.column()].opens) is not None:
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, copying copies what is chosen."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        rows: dict[int, list[str]] = {}
        for index in sorted(self.selectionModel().selectedIndexes(), key=lambda at: (at.row(), at.column())):
            rows.setdefault(index.row(), []).append(self.figures.cells[index.row()][index.column()].text)
        put("\n".join("\t".join(texts) for texts in rows.values()))
