"""The rows of a list: fetched page after page, held as a whole, or read by their ids in the order of the store."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, overload

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.declared.asked import Asked, holds, in_order, place
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ui.widgets.icons import icon
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.style import colour

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Any], Sequence[Any]]
Read = Callable[[Sequence[int]], Mapping[int, Any]]
_PAGE = 100
_NO_INDEX = QModelIndex()


class RowsById(Sequence[Any]):
    """The rows of these ids, read a page at a time when somebody looks at them; None for one that is gone by then."""

    def __init__(self, ids: Sequence[int], read: Read) -> None:
        self.ids, self._read = ids, read
        self._known: dict[int, Any] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, at: int) -> Any: ...
    @overload
    def __getitem__(self, at: slice) -> list[Any]: ...
    def __getitem__(self, at: int | slice) -> Any:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self.ids)))]
        id = self.ids[at]
        if id not in self._known:
            start = (at % len(self.ids)) // _PAGE * _PAGE
            page = self.ids[start : start + _PAGE]
            self._known.update(dict.fromkeys(page))
            self._known.update(self._read(page))
        return self._known[id]

    def __iter__(self) -> Iterator[Any]:
        return (self[at] for at in range(len(self.ids)))


class RowModel(QAbstractTableModel):
    """`fetch` gets the last row known, or None, and gives the rows after it."""

    sorting = Signal(str)  # a heading was pressed: the order asked for

    def __init__(self, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: Sequence[Any] = []
        self.asked = Asked()
        self.whole: Sequence[Any] | None = None  # every row, of a list that is held as a whole
        self._fetch: Fetch | None = None

    # --- where the rows come from -----------------------------------------------------------------------------------

    def load(self, fetch: Fetch) -> None:
        """Begin anew with the first page."""
        self.beginResetModel()
        self.rows, self._fetch, self.whole = list(fetch(None)), fetch, None
        self.endResetModel()

    def load_ids(self, ids: Sequence[int], read: Read) -> None:
        """The rows of these ids in this order."""
        self.beginResetModel()
        self.rows, self._fetch, self.whole = RowsById(ids, read), None, None
        self.endResetModel()

    def load_all(self, rows: Sequence[Any]) -> None:
        """These rows and no more, in the order and with the filters that are asked for."""
        self.beginResetModel()
        self.whole, self._fetch = list(rows), None
        self.rows = self._arranged(self.whole)
        self.endResetModel()

    def _arranged(self, rows: Sequence[Any]) -> Sequence[Any]:
        found = list(rows)
        for condition in self.asked.where:
            column = self.column(condition.field)
            if column is not None:
                found = [row for row in found if holds(condition, column.compared(row), column.shown(row))]
        by = self.column(self.asked.key)
        if by is None:
            return found
        return in_order(((row, place(by.by, by.compared(row))) for row in found), falling=self.asked.falling)

    def column(self, key: str) -> Column | None:
        """The column of this key."""
        return next((one for one in self.columns if one.named == key), None) if key else None

    # --- as Qt asks -------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """As Qt asks."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
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
        self.rows = [*self.rows, *more]
        self.endInsertRows()

    def has_all(self) -> bool:
        """Is every row here, or known by its id?  A short list is read to its end, a long one is not."""
        if self._fetch is not None and self.rows:
            self.fetchMore(QModelIndex())
        return self._fetch is None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """A heading was pressed; -1 gives the order of the list itself back."""
        sign = "-" if order is Qt.SortOrder.DescendingOrder else ""
        self.sorting.emit(f"{sign}{self.columns[column].named}" if column >= 0 else "")

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As Qt asks."""
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return NOTHING if row is None else column.shown(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None and row is not None:
            tone = column.tone(row)
            return colour(tone) if tone else None
        return None

    @staticmethod
    def _side(column: Column) -> int:
        side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings; beside the rows their number."""
        if orientation is not Qt.Orientation.Horizontal:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.DecorationRole and self.asked.on(column.named) is not None:
            return icon("filter", "accent")
        return None
