"""The register as selections: whom reports and gap lists speak of, in the words of the dictionary."""

from calendar import isleap
from datetime import date
from decimal import ROUND_CEILING, Decimal

from fupin_desktop.housing.path import PATH
from fupin_desktop.ledger.selection import (
    COUNTED,
    Amount,
    AmountIs,
    Between,
    Condition,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Unless,
    as_of,
)
from fupin_desktop.plans.rules import CANCELLED

# Still to be helped; households that exited stay in the register and are looked after (HH_STATUS)
HELPED: Condition = OneOf("status", ("registered", "pre_exit", "returned"))
EXITED: Condition = Equal("status", "exited")
HOUSEHOLDS = Selection("household", order=("household_code",), standing=COUNTED)
HELPED_HOUSEHOLDS = HOUSEHOLDS.having(HELPED)
MEMBERS = Selection("member", order=("household",), standing=COUNTED)
HELPED_MEMBERS = MEMBERS.having(Leads("household", (HELPED,)))
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


def in_year(year: int, *facts: Condition) -> Condition:
    """The member has a row of the year in which these facts stand (E12)."""
    return Linked("member_year", "member", (Equal("year", year), *facts))


def aged(day: date, low: int, high: int | None = None) -> Condition:
    """The member is at least `low` and at most `high` full years old on the day; unknown ages are left out."""
    oldest = None if high is None else _years_before(day, high + 1, later=1)
    return Between("birth_date", low=oldest, high=_years_before(day, low))


def _years_before(day: date, years: int, *, later: int = 0) -> str:
    # One born on 29 February grows older on 1 March of common years, as `households.rules.age_on` counts
    leap = (day.month, day.day) == (2, 29) and not isleap(day.year - years)
    at = day.replace(year=day.year - years, day=28 if leap else day.day)
    return date.fromordinal(at.toordinal() + later).isoformat()


def visited_since(day: date) -> Condition:
    """Somebody called at the household on this day or after it (E24)."""
    return Linked("visit", "household", (Between("date", low=day.isoformat()),))
