"""What a report or a gap list is asked for: a place, a day, a year, and the limits that hold there."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import values_at

Limits = Callable[[str, date], Parameter | None]


@dataclass(frozen=True)
class Asked:
    """`division` is the book's own, `today` the day of asking, `year` the year whose facts are counted.

    `limit` gives a policy parameter for a day, None where no paper and no county sets one.
    """

    division: str
    today: date
    year: int
    limit: Limits

    @property
    def day(self) -> date:
        """The day as of which ages and responsibilities are judged: today, or the last day of a year gone by."""
        return min(self.today, date(self.year, 12, 31))


def asked(finder: Finder | None, division: str, today: date, year: int | None = None) -> Asked:
    """Asked of a place on a day, about this year or another; the values the county entered are read from the book."""
    return Asked(division, today, year or today.year, values_at(finder, division))


def year_of(text: str) -> int:
    """The year somebody typed; refuses, as `period.form`, what is none."""
    if not (text.isascii() and text.isdigit() and 2013 <= int(text) <= 2100):
        message = _("The period is a year, such as 2017. Nothing was written.")
        raise Refusal("period.form", message, where={"field": "period"})
    return int(text)
