"""The period a report is asked for: a year or a quarter of one (000 七(四), 002 §25: 按季度通报)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import N_, _

FIRST_YEAR, LAST_YEAR = 2013, 2100
QUARTERS = (N_("First quarter"), N_("Second quarter"), N_("Third quarter"), N_("Fourth quarter"))
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}
_PERIOD = re.compile(r"([0-9]{4})(?:年?|[Qq]([1-4])|年第?([1-4一二三四])季度)")


@dataclass(frozen=True)
class Period:
    """A year, or its quarter of number 1 to 4; both its days count."""

    year: int
    quarter: int | None = None

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, 3 * (self.quarter or 1) - 2, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = 3 * (self.quarter or 4)
        return date(self.year, month, monthrange(self.year, month)[1])

    @property
    def code(self) -> str:
        """As it is typed and written down: 2017, 2017Q2."""
        return f"{self.year}Q{self.quarter}" if self.quarter else str(self.year)

    @property
    def label(self) -> str:
        """As a title says it: 2017 年度, 2017年第二季度."""
        if self.quarter is None:
            return _("{year}").format(year=self.year)
        return _("{quarter} of {year}").format(quarter=_(QUARTERS[self.quarter - 1]), year=self.year)


def period_of(text: str) -> Period:
    """The period somebody typed: 2017, 2017Q2, 2017年第2季度; refuses, as `period.form`, what is none."""
    found = _PERIOD.fullmatch(text)
    if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        message = _("The period is a year, such as 2017, or a quarter of one, such as 2017Q2. Nothing was written.")
        raise Refusal("period.form", message, where={"field": "period"})
    quarter = found[2] or found[3]
    return Period(int(found[1]), (_NUMERALS.get(quarter) or int(quarter)) if quarter else None)


def year_of(text: str) -> Period:
    """The year somebody typed, of what is told by the year alone; refuses, as `period.form`, what is none."""
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        message = _("The period is a year, such as 2017. Nothing was written.")
        raise Refusal("period.form", message, where={"field": "period"})
    return Period(int(text))
