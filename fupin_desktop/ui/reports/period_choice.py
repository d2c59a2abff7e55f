"""The period of the reports: the year, and its quarter where the place reports by the quarter."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.reports.period import QUARTERS, Period
from fupin_desktop.ui.widgets.parts import row

_FIRST_YEAR = 2016  # the campaign's (003 (十二))


class PeriodChoice(QWidget):
    """Two lists beside each other.  `chosen` tells that somebody chose another period."""

    chosen = Signal()

    def __init__(self, this_year: int) -> None:
        super().__init__()
        self.year, self.quarter = QComboBox(), QComboBox()
        self.year.setAccessibleName(_("Year"))
        self.quarter.setAccessibleName(_("Quarter"))
        for year in range(this_year, _FIRST_YEAR - 1, -1):
            self.year.addItem(str(year), year)
        for number, name in enumerate((_("Whole year"), *map(_, QUARTERS))):
            self.quarter.addItem(name, number or None)
        for one in (self.year, self.quarter):
            one.activated.connect(self.chosen)
        self.by: Parameter | None = None
        self._by_year = False
        self.quarter.hide()
        self.setLayout(row(self.year, self.quarter))

    @property
    def period(self) -> Period:
        """What is chosen."""
        return Period(self.year.currentData(), self.quarter.currentData())

    def choose(self, period: Period) -> None:
        """Show this one; a year that is not offered is this year."""
        self.year.setCurrentIndex(max(self.year.findData(period.year), 0))
        self.quarter.setCurrentIndex(period.quarter or 0)

    def offer(self, by: Parameter | None) -> None:
        """Offer the quarters where a parameter says so (000 七(四), 002 §25), its clause as tool tip; else years."""
        self.by = by
        self.quarter.setToolTip(by.cited if by is not None else "")
        self._settle()

    def by_year(self, alone: bool) -> None:  # the one thing it says
        """Hide the quarters while what is in front is told by the year alone."""
        self._by_year = alone
        self._settle()

    def _settle(self) -> None:
        self.quarter.setVisible(self.by is not None and not self._by_year)
