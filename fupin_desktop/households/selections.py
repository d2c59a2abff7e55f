"""The register as selections: households and members of whom gap lists and reports speak (dictionary E11, E12)."""

from calendar import isleap
from datetime import date

from fupin_desktop.ledger.declared.selection import COUNTED, Between, Condition, Equal, Leads, Linked, OneOf, Selection

# Still to be helped; households that exited stay in the register and are looked after (HH_STATUS)
HELPED: Condition = OneOf("status", ("registered", "pre_exit", "returned"))
EXITED: Condition = Equal("status", "exited")
HOUSEHOLDS = Selection("household", order=("household_code",), standing=COUNTED)
HELPED_HOUSEHOLDS = HOUSEHOLDS.having(HELPED)
MEMBERS = Selection("member", order=("household",), standing=COUNTED)
HELPED_MEMBERS = MEMBERS.having(Leads("household", (HELPED,)))


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
