"""The menu of a heading: sort, filter, and take the filters away; by the right mouse button, or Alt+Down."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.lists.filter_box import FilterBox, choices_among, known_choices, takes_text

if TYPE_CHECKING:
    from fupin_desktop.ui.widgets.lists.table import Table


def heading_menu(table: "Table", at: int) -> QMenu:
    """What can be asked of a column; a list that comes in pages is asked of the store, and not by every column."""
    column, asked = table.rows.columns[at], table.rows.asked
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    key = column.named
    askable = table.can_ask(column)
    for text, order in ((_("Sort from the first"), key), (_("Sort from the last"), f"-{key}")):
        action = menu.addAction(text, partial(table.sort_by, order))
        action.setCheckable(True)
        action.setChecked(asked.order == order)
        action.setEnabled(askable)
    menu.addAction(_("The list's own order"), partial(table.sort_by, "")).setEnabled(bool(asked.order))
    menu.addSeparator()
    menu.addAction(_("Filter…"), partial(open_filter, table, at)).setEnabled(askable)
    menu.addAction(_("Clear this filter"), partial(table.filter_by, key, None)).setEnabled(asked.on(key) is not None)
    menu.addAction(_("Clear all filters"), table.clear_filters).setEnabled(bool(asked.where))
    return menu


def open_filter(table: "Table", at: int) -> FilterBox:
    """Ask what a column is filtered by."""
    column = table.rows.columns[at]
    now = table.rows.asked.on(column.named)
    box = FilterBox(column, now, partial(table.filter_by, column.named), table, typed=takes_text(column))
    if known_choices(column.by) is None:
        if table.rows.whole is not None:
            box.offer(choices_among(column, table.rows.whole))
        elif table.pages is not None:
            table.pages.choices(column.named, box.offer)
    box.open()
    return box
