"""The income a case is held against: per head, of one year, in the prices of the line (002 §2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.incomes.rules import at_base_prices, per_head
from fupin_desktop.policy.parameter import Parameter

if TYPE_CHECKING:
    from fupin_desktop.casework.standing import Standing

LINE, INDEX, MEDICAL = "entry_line_household", "price_index_2014", "count_medical_reimbursement"


@dataclass(frozen=True)
class Assessed:
    """What is known of the income of a case: fen per head of a year, the same in base prices, the line in yuan.

    None is unknown, never nought.  `base` is the year of the line's prices; a line that names none is held against
    the income of its own year.
    """

    year: int | None
    per_head: Fraction | None
    at_base: Fraction | None
    line: Parameter | None
    base: str


def assessed(at: "Standing", place: str) -> Assessed:
    """The income of the year the case names, else the newest that is not after the year of the case."""
    case: Any = at.case
    income = _income(at, case)
    line = at.look.parameter(LINE, place, at.on)
    base = line.price_base if line is not None else ""
    if income is None:
        return Assessed(case.income_year, None, None, line, base)
    year = income.year or 0
    medical = at.look.parameter(MEDICAL, place, date(year, 12, 31))
    each = per_head(income, count_medical=medical is None or medical.is_yes)
    return Assessed(year, each, _at_base(at, place, income, each, base), line, base or str(year))


def _income(at: "Standing", case: Any) -> IncomeYear | None:
    home = at.household
    found: list[Any] = at.look.of_home("income_year", "household", home.id) if home is not None and home.id else []
    if case.income_year is not None:
        return next((one for one in found if one.year == case.income_year), None)
    until = [one for one in found if one.year is not None and one.year <= (case.year or at.on.year)]
    return max(until, key=lambda one: one.year, default=None)


def _at_base(at: "Standing", place: str, income: IncomeYear, each: Fraction | None, base: str) -> Fraction | None:
    if each is None or not base or str(income.year) == base:
        return each
    if income.price_index:
        return at_base_prices(each, income.price_index)
    index = at.look.parameter(INDEX, place, date(income.year or 0, 12, 31))
    known = index is not None and index.missing is None
    return at_base_prices(each, index.value / Decimal(100)) if index is not None and known else None
