"""The household file: header strip and ten tabs in the order cadres know."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QLabel, QTabWidget, QVBoxLayout, QWidget

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import per_head, whole_fen
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.reading import Reader
from fupin_desktop.ui.pages.file_order import TABS
from fupin_desktop.ui.pages.file_tabs import FileTab
from fupin_desktop.ui.parts import GRID, button, clear, column, frame, label, row
from fupin_desktop.ui.session import Session
from fupin_desktop.ui.shown import NOTHING, head_name, shown, yuan
from fupin_desktop.visits.model import Visit

_NARROW = 4  # facts beside each other in the strip of a narrow window
_BEHIND = 12  # a column behind all facts, which takes what is left


class HouseholdFile(QWidget):
    """Everything of one household; a tab reads when it is looked at."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._id = Dot(0)
        self.back_button = button(_("&Back to the list"), self.left.emit, icon="back", kind="flat")
        self.name = label("", "title")
        self.stamp = label("", "stamp")
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * GRID)
        self.facts.setVerticalSpacing(2)
        self.facts.setColumnStretch(_BEHIND, 1)
        self._pairs: list[tuple[QLabel, QLabel]] = []
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
        strip = column(row(self.name, self.stamp, None, self.back_button, gap=2 * GRID), self.facts, margin=GRID)
        box.addWidget(frame(strip, "strip"))
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
        home = reader.get(Household, self._id)
        head = head_among(reader.find(Member, household=home.id))
        self.name.setText(head_name(head, self._session.today))
        self.stamp.setText(shown(fields_of(Household)["status"], home.status))
        clear(self.facts)
        self._pairs = [(label(title, "small"), label(text)) for title, text in self._facts(reader, home)]
        self._arrange()

    def _arrange(self) -> None:
        needed = sum(max(one.sizeHint().width() for one in pair) + 3 * GRID for pair in self._pairs)
        a_row = max(len(self._pairs), 1) if needed < self.width() else _NARROW
        for number, pair in enumerate(self._pairs):
            for line, one in enumerate(pair):
                self.facts.addWidget(one, 2 * (number // a_row) + line, number % a_row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The facts of the strip take two rows when one is too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def _facts(self, reader: Reader, home: Household) -> list[tuple[str, str]]:
        listed = ("household_code", "attribute", "cause_main", "persons", "house_danger_grade")
        facts = [(_(fields_of(Household)[n].label), shown(fields_of(Household)[n], getattr(home, n))) for n in listed]
        incomes = reader.find(IncomeYear, household=home.id)
        newest = max(incomes, key=lambda one: one.year or 0, default=None)
        each = per_head(newest) if newest else None
        title = _("Income per head {year}").format(year=newest.year) if newest else _("Income per head")
        facts.append((title, f"{yuan(whole_fen(each))} {_('yuan')}" if each is not None else NOTHING))
        last = max((one.date for one in reader.find(Visit, household=home.id) if one.date), default=None)
        facts.append((_("Last visit"), str(last) if last else _("none")))
        return facts
