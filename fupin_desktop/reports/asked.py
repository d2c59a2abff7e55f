"""What a report or a gap list is asked for: a place, a day, a period, and what holds there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fupin_desktop.incomes.rules import DISPOSABLE, counts_medical, income_amount
from fupin_desktop.ledger.declared.selection import Amount, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value
from fupin_desktop.reports.period import Period
from fupin_desktop.visits.rules import visit_alert

_PERIOD = "report_period"
Limits = Callable[[str, date], Parameter | None]


def _nothing(_selection: Selection) -> bool:
    return False


@dataclass(frozen=True)
class Asked:
    """`today` is the day of asking, `period` the year or quarter whose facts are counted.

    `limit` gives a policy parameter for a day, None where no paper and no county sets one; what is only offered for
    want of the year's own value counts as not set.  `alert` says after how many days without a visit to warn, `income`
    what of a year's lines is income; `holds` says whether the book has any record of a selection.
    """

    today: date
    period: Period
    limit: Limits
    alert: Parameter | None = None
    income: Amount = DISPOSABLE
    holds: Callable[[Selection], bool] = _nothing

    @property
    def year(self) -> int:
        """The year of which facts entered by the year are counted."""
        return self.period.year

    @property
    def day(self) -> date:
        """The day as of which ages and responsibilities are judged: today, or the last day of a period gone by."""
        return min(self.today, self.period.last)


def asked(finder: Finder, division: str, today: date, period: Period | None = None) -> Asked:
    """Asked of a book's own division on a day, about this year or another period; read while `finder` is open.

    Refuses, as `period.quarter`, a quarter where nobody reports by the quarter.
    """

    def limit(code: str, day: date) -> Parameter | None:
        found = find_value(finder, code, division, day)
        return None if found is None or found.missing is not None else found

    counted = period or Period(today.year)
    if counted.quarter is not None and by_quarter(finder, division, today, counted.year) is None:
        message = _(
            "Neither a paper nor the county asks for reports by the quarter here in that year: ask for the year, or "
            "enter the “Period of progress reports” under Settings. Nothing was written."
        )
        raise Refusal("period.quarter", message, where={"field": "period", "parameter": _PERIOD})
    income = income_amount(count_medical=counts_medical(finder, division, date(counted.year, 12, 31)))
    alert = visit_alert(finder, division, today)
    return Asked(today, counted, limit, alert, income, lambda selection: finder.count(selection) > 0)


def by_quarter(finder: Finder, division: str, today: date, year: int) -> Parameter | None:
    """The parameter by which a place reports by the quarter, as of the year's last day; None where it does not."""
    found = find_value(finder, _PERIOD, division, min(today, date(year, 12, 31)))
    return found if found is not None and found.missing is None and found.text == "quarter" else None
