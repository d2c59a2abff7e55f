"""The button at the foot of the window that opens the menu of the list in use: not everybody tries the right button."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QToolButton, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.lists.table import Table


def table_in_use(page: QWidget) -> Table | None:
    """The list of a page that has the keys, else the first one on it that a person sees."""
    focused = QApplication.focusWidget()
    if isinstance(focused, Table) and page.isAncestorOf(focused):
        return focused
    return next((one for one in page.findChildren(Table) if one.isVisible()), None)


class ListMenuButton(QToolButton):
    """Printing, exporting, sorting and changing of the list in use; nothing where a page shows none."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.page: QWidget | None = None
        self.setText(_("List…"))
        self.setAccessibleName(_("What can be done with this list"))
        self.setToolTip(_("Print, export, sort, filter, correct: what the right button offers in a list."))
        self.setProperty("kind", "chip")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list keeps the keys, and its menu key does the same
        self.clicked.connect(lambda: self.open())

    def open(self) -> QMenu | None:
        """Open the menu of the list in use above this button; None where there is no list."""
        table = table_in_use(self.page) if self.page is not None else None
        if table is None:
            return None
        menu = table.menu()
        menu.popup(self.mapToGlobal(self.rect().topLeft()) - menu.rect().bottomLeft())
        return menu
