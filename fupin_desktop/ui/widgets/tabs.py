"""Tabs that may be more than fit beside each other: a button then lists them all, so that none is out of reach."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTabWidget, QToolButton

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.parts import button, plain


class Tabs(QTabWidget):
    """Tabs by their name for screen readers; the arrows that push them along are for the mouse, and take no focus."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setUsesScrollButtons(True)
        for arrow in self.tabBar().findChildren(QToolButton):
            arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list_button = button(_("All tabs (&0)…"), self._list, kind="flat")
        self.list_button.hide()
        self.menu = QMenu(self)
        self.setCornerWidget(self.list_button)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the list where not every tab can be seen."""
        super().resizeEvent(event)
        self.list_button.setVisible(self.tabBar().sizeHint().width() > self.width())

    def _list(self) -> None:
        self.menu.clear()
        for at in range(self.count()):
            action = self.menu.addAction(self.tabText(at), partial(self.setCurrentIndex, at))
            action.setCheckable(True)
            action.setChecked(at == self.currentIndex())
        self.menu.popup(self.list_button.mapToGlobal(QPoint(0, self.list_button.height())))


def choose_tab(tabs: QTabWidget, title: str) -> None:
    """Bring the tab of this title to the front; where there is none, the tabs stay as they are."""
    titles = [plain(tabs.tabText(at)) for at in range(tabs.count())]
    if title in titles:
        tabs.setCurrentIndex(titles.index(title))
