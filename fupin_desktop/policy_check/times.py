"""Days, months, and how often something is due (Q27–Q31, Q34–Q36, Q38, Q42–Q44)."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from fupin_desktop.duties.rules import term_end
from fupin_desktop.policy_check.asking import (
    EAST_WEST,
    FUTIAN,
    GUANGZHOU,
    SHANWEI,
    Asker,
    Given,
    day_of,
    holds,
    number,
    numbers,
    whole_months,
    yes,
)

_BEFORE = date(2016, 4, 30)  # the day before anything is paid


def campaign(ask: Asker, _given: Given) -> list[str]:
    """The days of the campaign, and its whole months."""
    first, last = (day_of(ask(code, GUANGZHOU)) for code in ("campaign_start", "campaign_end"))
    return numbers(((last - first).days + 1, whole_months(first, last)))


def _over_the_campaign(ask: Asker, code: str) -> list[str]:
    """A monthly sum over its own whole months; nothing is paid before it begins."""
    monthly = ask(code, GUANGZHOU)
    assert monthly.begins is not None
    assert monthly.ends is not None
    before = ask.known(code, GUANGZHOU, _BEFORE)
    months = whole_months(monthly.begins, monthly.ends)
    return [number(months * monthly.value)] if before is None else [number(before.value)]


def allowance(ask: Asker, _given: Given) -> list[str]:
    """The allowance of a cadre who stays for the whole time."""
    return _over_the_campaign(ask, "allowance_monthly")


def expenses(ask: Asker, _given: Given) -> list[str]:
    """The work expenses of a cadre who stays for the whole time."""
    return _over_the_campaign(ask, "work_expense_monthly")


def trips(ask: Asker, given: Given) -> list[str]:
    """The most round trips that are paid."""
    return [number(given["months"] * ask("trip_cap_month", GUANGZHOU).value)]


def term(ask: Asker, _given: Given) -> list[str]:
    """The last day of a term that begins with the campaign, and that of the campaign."""
    first, last = (day_of(ask(code, GUANGZHOU)) for code in ("campaign_start", "campaign_end"))
    return [term_end(first, ask("term_years", SHANWEI).count).isoformat(), last.isoformat()]


def cadres_needed(ask: Asker, given: Given) -> list[str]:
    """The fewest cadres for so many households."""
    cap = ask("cadre_household_cap", SHANWEI).count
    return numbers(ceil(Fraction(homes, cap)) for homes in given["households"])


def times_a_year(ask: Asker, _given: Given) -> list[str]:
    """How often a year leaders visit, and both sides meet."""
    wanted = (("leader_visits_min_year", SHANWEI), ("leader_visits_min_year", GUANGZHOU))
    return numbers(ask(*one).count for one in (*wanted, ("joint_meetings_min_year", FUTIAN)))


def housing(ask: Asker, _given: Given) -> list[str]:
    """The last day of housing works, and the areas that other provinces allow."""
    return [ask(code, SHANWEI).text for code in ("housing_deadline", "housing_area_house", "housing_area_person")]


def notice_days(ask: Asker, given: Given) -> list[str]:
    """The days of each kind of notice, as other provinces have them."""
    return [ask(code, SHANWEI).text for code in given["kinds"]]


def deadlines(ask: Asker, _given: Given) -> list[str]:
    """The last day of exit, place by place."""
    return [ask("exit_deadline", area).text for area in (EAST_WEST, FUTIAN, SHANWEI, GUANGZHOU)]


def larger_villages(ask: Asker, given: Given) -> list[str]:
    """Which natural villages are large enough for a paved road."""
    return [yes(holds(Decimal(one), ask("natural_village_road_min_pop", SHANWEI))) for one in given["people"]]


def report_periods(ask: Asker, _given: Given) -> list[str]:
    """How often is reported, place by place."""
    found = (ask.known("report_period", area) for area in (SHANWEI, FUTIAN, GUANGZHOU))
    return [one.text if one is not None else "" for one in found]
