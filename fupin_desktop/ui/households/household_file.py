"""The household file: header strip and ten tabs in the order cadres know."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.file_order import TABS
from fupin_desktop.ui.households.household_strip import Strip
from fupin_desktop.ui.households.moving import ask_move
from fupin_desktop.ui.subject.file_tabs import FileTab
from fupin_desktop.ui.widgets.parts import GRID, button


class HouseholdFile(QWidget):
    """Everything of one household; a tab reads when it is looked at."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._id = Dot(0)
        self.back_button = button(_("&Back to the list"), self.left.emit, icon="back", kind="flat")
        self.move_button = button(_("Mo&ve to another village…"), self.ask_move, icon="export", kind="flat")
        if not session.book.identity.is_office:
            self.move_button.hide()
        self.strip = Strip(session, self.move_button, self.back_button)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setAccessibleName(_("Household file"))
        self.pages: list[FileTab] = [make(session) for make in TABS]
        for page in self.pages:
            self.tabs.addTab(page, page.title)
        self.tabs.currentChanged.connect(lambda _index: self._show_tab())
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GRID)
        box.addWidget(self.strip)
        box.addWidget(self.tabs, 1)
        QShortcut(QKeySequence.StandardKey.Cancel, self, self.left.emit)

    def show_household(self, id: int) -> None:
        """Open the file of this household at its first tab."""
        self._id = Dot(id)
        self.tabs.setCurrentIndex(0)
        self.refresh()
        self.tabs.tabBar().setFocus()

    @property
    def household(self) -> int:
        """Whose file is open."""
        return int(self._id)

    def ask_move(self) -> Asking:
        """Ask to which village the household moves."""
        return ask_move(self._session, self._id, self)

    def refresh(self) -> None:
        """Read the strip and the tab in front."""
        if self._id:
            self._session.read(self._show_strip)
            self._show_tab()

    def _show_tab(self) -> None:
        page = self.pages[self.tabs.currentIndex()]
        if self._id:
            self._session.read(lambda reader: page.show_of(reader, reader.get(Household, self._id)))

    def _show_strip(self, reader: Reader) -> None:
        self.strip.show_of(reader, reader.get(Household, self._id))
