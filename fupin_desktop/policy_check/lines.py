"""Lines of income and shares at which a gate opens (Q11–Q16, Q37)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from fupin_desktop.policy_check.asking import (
    EAST_WEST,
    GUANGZHOU,
    PROVINCE,
    SHANWEI,
    Asker,
    Given,
    holds,
    numbers,
    yes,
)


def _line(ask: Asker, code: str, ratio: str, other: str, year: int) -> list[str]:
    """A line as it stands, and as it follows from the other one: both are shares of one income of the province."""
    day = date(year, 12, 31)
    base = Fraction(ask(other, SHANWEI, day).value) / Fraction(ask(_RATIO[other], SHANWEI, day).value)
    return numbers((ask(code, SHANWEI, day).value, base * Fraction(ask(ratio, SHANWEI, day).value)))


_HOUSEHOLD, _VILLAGE = "exit_line_household", "exit_line_village"
_RATIO = {_HOUSEHOLD: "exit_ratio_household", _VILLAGE: "exit_ratio_village"}


def household_line(ask: Asker, given: Given) -> list[str]:
    """The line of households, as it stands and from that of villages."""
    return _line(ask, _HOUSEHOLD, _RATIO[_HOUSEHOLD], _VILLAGE, given["year"])


def village_line(ask: Asker, given: Given) -> list[str]:
    """The line of villages, as it stands and from that of households."""
    return _line(ask, _VILLAGE, _RATIO[_VILLAGE], _HOUSEHOLD, given["year"])


def grown(ask: Asker, given: Given) -> list[str]:
    """Both lines from an earlier income that grew year by year, without its fractions."""
    grown = Fraction(given["base"]) * (1 + Fraction(given["growth"]) / 100) ** given["years"]
    ratios = (Fraction(ask(code, GUANGZHOU).value) for code in _RATIO.values())
    return numbers(floor(grown * ratio / 100) for ratio in ratios)


def lines_of_a_year(ask: Asker, given: Given) -> list[str]:
    """The lines of a year whose income is known, as they follow from it and as they stand (002 §3: 当年)."""
    day = date(given["year"], 12, 31)
    income = Fraction(ask("prov_rural_income", PROVINCE, day).value)
    worked = [income * Fraction(ask(ratio, SHANWEI, day).value) / 100 for ratio in _RATIO.values()]
    held = [Fraction(ask(code, SHANWEI, day).value) for code in _RATIO]
    return numbers((*worked, *held))


def two_gates(ask: Asker, given: Given) -> list[str]:
    """Who is poor enough to enter, and who may exit: two lines in prices of two years."""
    day = date(given["year"], 12, 31)
    entry, exit_line = ask("entry_line_household", SHANWEI, day), ask(_HOUSEHOLD, SHANWEI, day)
    return [yes(holds(one, entry)) for one in given["entry"]] + [yes(holds(one, exit_line)) for one in given["exit"]]


def poor_share(ask: Asker, given: Given) -> list[str]:
    """Is the share of poor people such that the village is relatively poor?"""
    wanted = ask("poor_share_village", SHANWEI)
    return [yes(holds(Decimal(100 * poor) / given["population"], wanted)) for poor in given["poor"]]


def deep_poverty(ask: Asker, given: Given) -> list[str]:
    """Is a county's or a village's incidence above the line of deep poverty?"""
    codes = ("deep_poverty_county",) * 2 + ("deep_poverty_village",) * 2
    return [yes(holds(one, ask(code, EAST_WEST))) for code, one in zip(codes, given["rates"], strict=True)]
