"""The one table of lists: a model that fetches page after page, and a view with 32-pixel rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ui.widgets.clipboard import put
from fupin_desktop.ui.widgets.style import colour, text_px
from fupin_desktop.ui.widgets.toned import Toned

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Any], Sequence[Any]]
_ROW = 32
_LEAST_CHARS = 7


@dataclass(frozen=True)
class Column:
    """A column: heading, text of a row, width in characters (0 takes what is left), side, tone of a row.

    `spare` ones leave when the window is narrow, the first one first.  `secret` is the field of the row's record that
    the column shows masked.  What people `typed` is looked through before it is shown or copied: lists are read by
    whoever stands behind the chair.
    """

    title: str
    text: Callable[[Any], str]
    chars: int = 0
    right: bool = False
    tone: Callable[[Any], str] | None = None
    spare: bool = False
    secret: Field | None = None
    typed: bool = False

    def shown(self, row: Any) -> str:
        """The text of a row as everybody may see it."""
        return covered(self.text(row)) if self.typed else self.text(row)


class RowModel(QAbstractTableModel):
    """Rows fetched in pages: `fetch` gets the last row known, or None, and gives the rows after it."""

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: list[Any] = []
        self._fetch: Fetch | None = None

    def load(self, fetch: Fetch) -> None:
        """Begin anew with the first page."""
        self.beginResetModel()
        self.rows, self._fetch = list(fetch(None)), fetch
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """As Qt asks."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own default
        """As Qt asks."""
        return 0 if parent.isValid() else len(self.columns)

    def canFetchMore(self, parent: Index) -> bool:
        """True until a page came back empty."""
        return not parent.isValid() and self._fetch is not None and bool(self.rows)

    def fetchMore(self, _parent: Index) -> None:
        """Fetch the page after the last row."""
        more = list(self._fetch(self.rows[-1])) if self._fetch else []
        if not more:
            self._fetch = None
            return
        self.beginInsertRows(QModelIndex(), len(self.rows), len(self.rows) + len(more) - 1)
        self.rows.extend(more)
        self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As Qt asks."""
        column = self.columns[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return column.shown(self.rows[index.row()])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None:
            tone = column.tone(self.rows[index.row()])
            return colour(tone) if tone else None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As Qt asks."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


class Table(QTableView):
    """The view of a list.  Enter or a double click opens a row; copying gives what is shown, masked."""

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(columns, self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self._dress()
        self._set_widths(columns)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current()))

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setItemDelegate(Toned(self))
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(_ROW, text_px() + 18))
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(max(_ROW, text_px() + 18))

    def _set_widths(self, columns: Sequence[Column]) -> None:
        header = self.horizontalHeader()
        for number, column in enumerate(columns):
            if column.chars:
                header.resizeSection(number, self._wide(column))
            else:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Stretch)
        # A marked row is marked to its end, also where no column takes the width that is left
        header.setStretchLastSection(all(column.chars for column in columns))

    def _wide(self, column: Column) -> int:
        heading = self.fontMetrics().horizontalAdvance(column.title)
        return max((column.chars or _LEAST_CHARS) * text_px(), heading) + 24

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take spare columns away while the others do not fit."""
        widths = [self._wide(column) for column in self.rows.columns]
        too_much = sum(widths) - self.viewport().width()
        for number, column in enumerate(self.rows.columns):
            hide = column.spare and too_much > 0
            self.setColumnHidden(number, hide)
            too_much -= widths[number] if hide else 0
        super().resizeEvent(event)

    def load(self, fetch: Fetch) -> None:
        """Show a list from its first page; the row that was current stays so when it is there."""
        at = max(self.currentIndex().row(), 0)
        self.rows.load(fetch)
        if self.rows.rows:
            self.selectRow(min(at, len(self.rows.rows) - 1))

    def load_all(self, rows: Sequence[Any]) -> None:
        """Show a short list as a whole."""
        self.load(lambda last: [] if last is not None else rows)

    def current(self) -> Any:
        """The current row, or None."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def selection(self) -> list[Any]:
        """The chosen rows, from the top."""
        return [self.rows.rows[index.row()] for index in sorted(self.selectionModel().selectedRows())]

    def _open(self) -> None:
        if (found := self.current()) is not None:
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, copying copies."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        lines = []
        for index in self.selectionModel().selectedRows():
            lines.append("\t".join(column.shown(self.rows.rows[index.row()]) for column in self.rows.columns))
        put("\n".join(lines))
