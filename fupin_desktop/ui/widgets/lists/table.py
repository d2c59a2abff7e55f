"""The one table of lists: 32-pixel rows with their numbers, headings that sort and filter, cells that are copied.

A list that comes in pages is put in order by the store (`load` with `pages`), one that is held as a whole here
(`load_all`): sorting the rows that happen to be loaded would tell untruths.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QMenu, QTableView, QWidget
from shiboken6 import isValid

from fupin_desktop.ledger.declared.asked import Asked, Filter, is_askable
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.clipboard import put
from fupin_desktop.ui.widgets.lists.cells import Cells
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.lists.desk import Editing, ListAct, Pages, desk_above
from fupin_desktop.ui.widgets.lists.frozen import Frozen
from fupin_desktop.ui.widgets.lists.heading import heading_menu
from fupin_desktop.ui.widgets.lists.rows import Fetch, RowModel, RowsById
from fupin_desktop.ui.widgets.lists.summing import chosen_text, filtered_text, sums, sums_text
from fupin_desktop.ui.widgets.style import colour, text_px

__all__ = ["Column", "Table"]

_ROW = 32
_LEAST_CHARS = 7
_AROUND = 24  # pixels beside the text of a cell
_ARROW = 14  # for the arrow of a sorted heading
_AT_ONCE = 500  # chosen rows that are summed up in the window's thread


class Table(QTableView):
    """The view of a list.  Enter or a double click opens a row; copying gives what is shown, masked.

    The menu behind the right button, or the menu key, holds what can be done with the chosen rows: opening, copying,
    what the list adds in `more`, and what the window's desk does for every list.  Alt+Down opens that of the heading.
    """

    opened = Signal(object)
    chosen = Signal(object)
    arranged = Signal(str)  # another order or filter stands; how many it leaves, empty without a filter

    def __init__(self, columns: Sequence[Column], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = RowModel(columns, self)
        self.more: Sequence[QAction] = ()
        self.pages: Pages | None = None
        self.editing: Editing | None = None
        self.filtered = ""
        self._load_again: Callable[[], None] = lambda: None
        self._turn, self._sums, self._beside = 0, "", 0
        self._wanted: object = None  # the id of the record to stand on once it is shown
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.corner = QLabel(_("No."), self)
        self._dress()
        self._set_widths(columns)
        self._frozen: Frozen | None = None
        self.horizontalScrollBar().valueChanged.connect(self._moved)
        self.rows.sorting.connect(self.sort_by)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit(self.current()))
        self._telling = QTimer(self, interval=0, singleShot=True)
        self._telling.timeout.connect(self._tell_chosen)
        self.selectionModel().selectionChanged.connect(lambda *_: self._telling.start())

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setItemDelegate(Cells(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        beside, above = self.verticalHeader(), self.horizontalHeader()
        beside.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        beside.setDefaultSectionSize(max(_ROW, text_px() + 18))
        beside.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        above.setHighlightSections(False)
        # A heading asks of every row whether it is chosen, each time it is painted: it is given a selection of its own
        above.setSelectionModel(QItemSelectionModel(self.rows, self))
        beside.setHighlightSections(False)
        above.setFixedHeight(max(_ROW, text_px() + 18))
        above.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        above.setSortIndicatorClearable(True)
        above.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        above.customContextMenuRequested.connect(lambda at: self.open_heading(above.logicalIndexAt(at)))
        self.setCornerButtonEnabled(False)
        self.corner.setProperty("role", "small")
        self.corner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSortingEnabled(True)

    # --- widths -----------------------------------------------------------------------------------------------------

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
        return max((column.chars or _LEAST_CHARS) * text_px(), heading + _ARROW) + _AROUND

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take spare columns away while the others do not fit."""
        self._fit()
        super().resizeEvent(event)
        self._lay_corner()
        if self._frozen is not None:
            self._frozen.lay()

    @property
    def frozen(self) -> Frozen:
        """The first column while the others are moved; made when they first are, as most lists never move."""
        if self._frozen is None:
            self._frozen = Frozen(self)
        return self._frozen

    def _moved(self, sideways: int) -> None:
        if sideways and self._frozen is None:
            self.frozen.lay()  # from now on it looks itself

    def _fit(self) -> None:
        widths = [self._wide(column) for column in self.rows.columns]
        too_much = sum(widths) - self.viewport().width()
        for number, column in enumerate(self.rows.columns):
            hide = column.spare and too_much > 0
            self.setColumnHidden(number, hide)
            too_much -= widths[number] if hide else 0

    def _lay_corner(self) -> None:
        """The heading over the numbers of the rows stands in the corner, where there is room for it."""
        wide, high = self.verticalHeader().width(), self.horizontalHeader().height()
        if wide != self._beside:  # the numbers of the rows take their room from the columns
            self._beside = wide
            self._fit()
        self.corner.setGeometry(self.frameWidth(), self.frameWidth(), wide, high)
        self.corner.setVisible(wide > self.fontMetrics().horizontalAdvance(self.corner.text()))
        self.corner.raise_()

    # --- rows -------------------------------------------------------------------------------------------------------

    def load(self, fetch: Fetch, pages: Pages | None = None) -> None:
        """Show a list from its first page; `pages` put it in order when a heading asks for it.

        The row that was current stays so when it is there.
        """
        self.pages = pages
        self._load_again = partial(self.load, fetch, pages)
        self._turn += 1
        self.setSortingEnabled(pages is not None)
        if pages is not None and self.rows.asked != Asked():
            pages.arrange(self.rows.asked, partial(self._take, self._turn, pages))
            return
        self._keep_row(partial(self.rows.load, fetch))
        self._told_filtered("")

    def load_all(self, rows: Sequence[Any]) -> None:
        """Show a short list as a whole."""
        self.pages = None
        self._load_again = partial(self.load_all, rows)
        self._turn += 1
        self._keep_row(partial(self.rows.load_all, rows), self._wanted or getattr(self.current(), "id", None))
        self._told_filtered(filtered_text(len(self.rows.rows), len(rows)) if self.rows.asked.where else "")

    def _take(self, turn: int, pages: Pages, ids: list[int], whole: int) -> None:
        if isValid(self) and turn == self._turn:  # the list may be gone by then
            self._keep_row(partial(self.rows.load_ids, ids, pages.rows))
            self._told_filtered(filtered_text(len(ids), whole) if self.rows.asked.where else "")

    def stand_on(self, id: object) -> None:
        """Make the row of this record current, now or once it is shown: with what was just entered one goes on."""
        self._wanted = id
        at = self._place_of(id)
        if at is not None:
            self._wanted = None
            self.setCurrentIndex(self.rows.index(at, max(self.currentIndex().column(), 0)))
            self.selectRow(at)

    def _place_of(self, id: object) -> int | None:
        ids = (getattr(row, "id", None) for row in self.rows.rows)
        return next((at for at, one in enumerate(ids) if id is not None and one == id), None)

    def _keep_row(self, load: Callable[[], None], id: object = None) -> None:
        """The current row stays where it is; of a short list the record of this id, wherever it stands by then."""
        at, column = max(self.currentIndex().row(), 0), max(self.currentIndex().column(), 0)
        load()
        if self.rows.rows:
            stands = self._place_of(id)
            self._wanted = None if stands is not None else self._wanted
            at = min(at, len(self.rows.rows) - 1) if stands is None else stands
            self.setCurrentIndex(self.rows.index(at, column))
            self.selectRow(at)
        else:
            self.chosen.emit(None)
        QTimer.singleShot(0, self, self._lay_corner)  # the numbers take their room when the view is laid out

    def _told_filtered(self, words: str) -> None:
        self.filtered = words
        self.arranged.emit(words)
        self.viewport().update()
        self._tell()

    def current(self) -> Any:
        """The current row, or None."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def chosen_places(self) -> list[int]:
        """Where the chosen rows stand, from the top."""
        chosen = self.selectionModel().selection()
        parts = [chosen.at(number) for number in range(chosen.size())]
        return sorted({at for part in parts for at in range(part.top(), part.bottom() + 1)})

    def selection(self) -> list[Any]:
        """The chosen rows, from the top."""
        return [row for at in self.chosen_places() if (row := self.rows.rows[at]) is not None]

    def selectAll(self) -> None:
        """Every row of the list, also those that are not loaded yet: the store tells which they are."""
        pages = self.pages
        if pages is not None and not self.rows.has_all():
            self._turn += 1
            pages.arrange(self.rows.asked, partial(self._take_all, self._turn, pages))
        else:
            super().selectAll()

    def _take_all(self, turn: int, pages: Pages, ids: list[int], whole: int) -> None:
        self._take(turn, pages, ids, whole)
        if isValid(self) and turn == self._turn:
            super().selectAll()

    def shown_columns(self) -> Iterator[Column]:
        """The columns a person sees, from the left."""
        return (column for at, column in enumerate(self.rows.columns) if not self.isColumnHidden(at))

    # --- order and filters ------------------------------------------------------------------------------------------

    def can_ask(self, column: Column) -> bool:
        """Can the list be sorted and filtered by this column?"""
        if column.secret is not None and not is_askable(column.secret):
            return False
        return self.rows.whole is not None or (self.pages is not None and bool(column.key))

    def sort_by(self, order: str) -> None:
        """Sort the whole list by a column's key (`-key` from the last); empty gives its own order back."""
        column = self.rows.column(order.removeprefix("-"))
        if order and (column is None or not self.can_ask(column)):
            order = self.rows.asked.order
        self._ask(self.rows.asked.sorted_by(order))

    def filter_by(self, key: str, condition: Filter | None) -> None:
        """Show only the rows that meet this in a column; None shows them whatever they have there."""
        self._ask(self.rows.asked.having(key, condition))

    def clear_filters(self) -> None:
        """Show every row."""
        self._ask(self.rows.asked._replace(where=()))

    def _ask(self, asked: Asked) -> None:
        self._show_order(asked)
        if asked != self.rows.asked:
            self.rows.asked = asked
            self.horizontalHeader().viewport().update()
            self._load_again()

    def _show_order(self, asked: Asked) -> None:
        header = self.horizontalHeader()
        keys = [column.named for column in self.rows.columns]
        with QSignalBlocker(header):
            order = Qt.SortOrder.DescendingOrder if asked.falling else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(keys.index(asked.key) if asked.key in keys else -1, order)
        header.viewport().update()

    def open_heading(self, at: int) -> QMenu | None:
        """The menu of a heading."""
        if not 0 <= at < len(self.rows.columns):
            return None
        menu = heading_menu(self, at)
        place = QPoint(self.horizontalHeader().sectionViewportPosition(at), self.horizontalHeader().height())
        menu.popup(self.horizontalHeader().mapToGlobal(place))
        menu.setActiveAction(menu.actions()[0])
        return menu

    # --- keys and menus ---------------------------------------------------------------------------------------------

    def _open(self) -> None:
        if (found := self.current()) is not None:
            self.opened.emit(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, copying copies, Alt+Down opens the menu of the heading; the desk's keys do what they name."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.SelectAll):
            self.selectAll()
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_heading(max(self.currentIndex().column(), 0))
        elif (act := self._act_of(event)) is not None:
            act.do(self)
        else:
            super().keyPressEvent(event)

    def _act_of(self, event: QKeyEvent) -> ListAct | None:
        desk, keys = desk_above(self), QKeySequence(event.keyCombination())
        acts = desk.acts if desk is not None else ()
        return next((one for one in acts if one.keys and QKeySequence(one.keys) == keys and one.fits(self)), None)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the chosen rows; by the menu key it opens at the current cell."""
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.menu().popup(at)

    def menu(self) -> QMenu:
        """The menu behind the right button."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        made.addAction(_("Open"), self._open).setEnabled(self.current() is not None)
        made.addAction(_("Copy"), QKeySequence(QKeySequence.StandardKey.Copy), self.copy).setEnabled(
            self.current() is not None
        )
        made.addAction(_("Choose all"), QKeySequence(QKeySequence.StandardKey.SelectAll), self.selectAll)
        if self.more:
            made.addSeparator()
            made.addActions(list(self.more))
        made.addSeparator()
        at = max(self.currentIndex().column(), 0)
        made.addAction(_("Sort and filter…"), QKeySequence("Alt+Down"), partial(self.open_heading, at))
        made.addAction(_("Clear all filters"), self.clear_filters).setEnabled(bool(self.rows.asked.where))
        desk = desk_above(self)
        for act in desk.acts if desk is not None else ():
            made.addAction(act.title, QKeySequence(act.keys), partial(act.do, self)).setEnabled(act.fits(self))
        return made

    def copy(self) -> None:
        """Copy the chosen rows as they are shown, masked, with their headings, as a sheet takes them."""
        columns = list(self.shown_columns())
        lines = [[column.title for column in columns]]
        lines.extend([column.shown(row) for column in columns] for row in self.selection())
        if len(lines) > 1:
            put("\n".join("\t".join(map(_one_cell, line)) for line in lines))

    # --- what is told -----------------------------------------------------------------------------------------------

    def _tell_chosen(self) -> None:
        places, pages = self.chosen_places(), self.pages
        self._sums = ""
        if len(places) > _AT_ONCE and isinstance(self.rows.rows, RowsById) and pages is not None:
            ids = [self.rows.rows.ids[at] for at in places]
            keys = [column.key for column in self.rows.columns if column.is_summed and column.key]
            pages.sums(ids, keys, partial(self._take_sums, len(places)))
        elif len(places) > 1:
            found = sums(self.rows.columns, self.selection())
            self._sums = self._summed(len(places), sums_text(self.rows.columns, found))
        self._tell()

    def _take_sums(self, count: int, found: Any) -> None:
        if isValid(self) and len(self.chosen_places()) == count:
            self._sums = self._summed(count, sums_text(self.rows.columns, found))
            self._tell()

    @staticmethod
    def _summed(count: int, words: str) -> str:
        return " · ".join(part for part in (chosen_text(count), words) if part)

    def _tell(self) -> None:
        desk = desk_above(self)
        if desk is not None and (self.isVisible() or self.filtered):
            desk.tell(" · ".join(part for part in (self.filtered, self._sums) if part))

    def paintEvent(self, event: QPaintEvent) -> None:
        """An empty list says why it is empty when a filter leaves nothing."""
        super().paintEvent(event)
        if self.filtered and not len(self.rows.rows):
            painter = QPainter(self.viewport())
            painter.setPen(colour("muted"))
            words = _("Nothing meets these filters. The menu of a heading (Alt+Down) clears them.")
            painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)


def _one_cell(text: str) -> str:
    """A text that stays in its cell when it is pasted."""
    return " ".join(text.split())
