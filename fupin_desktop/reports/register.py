"""The register as selections: whom reports and gap lists speak of, in the words of the dictionary."""

from datetime import date
from decimal import ROUND_CEILING, Decimal

from fupin_desktop.housing.path import PATH
from fupin_desktop.ledger.declared.selection import (
    Amount,
    AmountIs,
    Between,
    Condition,
    Equal,
    Linked,
    Unless,
    as_of,
)
from fupin_desktop.plans.rules import CANCELLED

GIVEN_UP = tuple(side.code for side in PATH.sides if side.ends)  # cases that were rejected or withdrawn
HELPER = "household_cadre"  # the role of the cadre who answers for a household (帮扶责任人, E09)

PLANNED: Condition = Linked("household_plan", "household")


def measure_of(year: int) -> Condition:
    """A measure of the year that was not given up, and about which the household was asked (E22, 000 三(四))."""
    asked = (Equal("year", year), Unless((Equal("state", CANCELLED),)), Unless((Equal("to_be_confirmed", 1),)))
    return Linked("year_measure", "household", asked)


def helper_on(day: date) -> tuple[Condition, ...]:
    """What is asked of a responsibility: it is the helper's, and it holds on the day (E09)."""
    return (Equal("role", HELPER), *as_of(day, "start", "end"))


def income_known(income: Amount, year: int, below: Decimal | None = None) -> Condition:
    """The income per head of a year is known; `below`: and less than so many yuan a head (A53, 002 §3)."""
    limit = None if below is None else int((below * 100).to_integral_value(ROUND_CEILING))
    return Linked("income_year", "household", (Equal("year", year), AmountIs(income, below=limit, per="persons")))


def visited_since(day: date) -> Condition:
    """Somebody called at the household on this day or after it (E24)."""
    return Linked("visit", "household", (Between("date", low=day.isoformat()),))
