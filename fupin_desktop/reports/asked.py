"""What a report or a gap list is asked for: a place, a day, a year, and what holds there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fupin_desktop.incomes.rules import DISPOSABLE, counts_medical, income_amount
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.selection import Amount
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value
from fupin_desktop.visits.rules import visit_alert

Limits = Callable[[str, date], Parameter | None]


@dataclass(frozen=True)
class Asked:
    """`today` is the day of asking, `year` the year whose facts are counted.

    `limit` gives a policy parameter for a day, None where no paper and no county sets one; what is only offered for
    want of the year's own value counts as not set.  `alert` says after how many days without a visit to warn, `income`
    what of a year's lines is income.
    """

    today: date
    year: int
    limit: Limits
    alert: Parameter | None = None
    income: Amount = DISPOSABLE

    @property
    def day(self) -> date:
        """The day as of which ages and responsibilities are judged: today, or the last day of a year gone by."""
        return min(self.today, date(self.year, 12, 31))


def asked(finder: Finder, division: str, today: date, year: int | None = None) -> Asked:
    """Asked of a book's own division on a day, about this year or another; read while `finder` is open."""

    def limit(code: str, day: date) -> Parameter | None:
        found = find_value(finder, code, division, day)
        return None if found is None or found.missing is not None else found

    counted = year or today.year
    income = income_amount(count_medical=counts_medical(finder, division, date(counted, 12, 31)))
    return Asked(today, counted, limit, visit_alert(finder, division, today), income)


def year_of(text: str) -> int:
    """The year somebody typed; refuses, as `period.form`, what is none."""
    if not (text.isascii() and text.isdigit() and 2013 <= int(text) <= 2100):
        message = _("The period is a year, such as 2017. Nothing was written.")
        raise Refusal("period.form", message, where={"field": "period"})
    return int(text)
