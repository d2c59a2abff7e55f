"""Tabs by their titles."""

from PySide6.QtWidgets import QTabWidget

from fupin_desktop.ui.widgets.parts import plain


def choose_tab(tabs: QTabWidget, title: str) -> None:
    """Bring the tab of this title to the front; where there is none, the tabs stay as they are."""
    titles = [plain(tabs.tabText(at)) for at in range(tabs.count())]
    if title in titles:
        tabs.setCurrentIndex(titles.index(title))
