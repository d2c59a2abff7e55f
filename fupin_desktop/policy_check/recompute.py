"""What the program computes for each figure of the papers: from parameters and from what else the paper gives.

No figure that is expected stands here; what a figure needs it asks for by code, area and day, so that a parameter that
is off by one unit shows.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from fupin_desktop.duties.model import Cadre
from fupin_desktop.duties.rules import CAPTAIN, DEPUTY, FIRST_SECRETARY, composition, term_end
from fupin_desktop.files import resource
from fupin_desktop.ledger.words import code_of
from fupin_desktop.notices.rules import all_kinds
from fupin_desktop.policy_check.asking import (
    EAST_WEST,
    FUTIAN,
    GUANGZHOU,
    PROVINCE,
    SHANWEI,
    Asker,
    Given,
    NotSet,
    cut,
    day_of,
    holds,
    number,
    numbers,
    split,
    whole_months,
    yes,
)

Recompute = Callable[[Asker, Given], list[str]]
_BEFORE = date(2016, 4, 30)


# --- sums of persons and villages ---------------------------------------------------------------------------------


def _average_size(_ask: Asker, given: Given) -> list[str]:
    return [cut(Fraction(given["persons"], given["households"]))]


def _exits_so_far(_ask: Asker, given: Given) -> list[str]:
    return numbers(sum(given["exits"][: at + 1]) for at in range(len(given["exits"])))


def _by_assistance(_ask: Asker, given: Given) -> list[str]:
    return [number(sum(given.values()))]


def _team_members(_ask: Asker, given: Given) -> list[str]:
    """The fewest persons by whom the rules of teams are kept (002 §19)."""
    return [number(sum(villages * _fewest(kind) for kind, villages in given.items()))]


def _fewest(assist_type: str) -> int:
    alone = Cadre(roles=(CAPTAIN, FIRST_SECRETARY, DEPUTY))
    return 2 if composition(alone, assist_type) else 1


def _sum_of_parts(_ask: Asker, given: Given) -> list[str]:
    return [number(sum(given["parts"]))]


def _villages_by_unit(_ask: Asker, given: Given) -> list[str]:
    return [cut(Fraction(villages, units)) for units, villages in zip(given["units"], given["villages"], strict=True)]


# --- lines of income ----------------------------------------------------------------------------------------------


def _line(ask: Asker, code: str, ratio: str, other: str, year: int) -> list[str]:
    """A line as it stands, and as it follows from the other one: both are shares of one income of the province."""
    day = date(year, 12, 31)
    base = Fraction(ask(other, SHANWEI, day).value) / Fraction(ask(_RATIO[other], SHANWEI, day).value)
    return numbers((ask(code, SHANWEI, day).value, base * Fraction(ask(ratio, SHANWEI, day).value)))


_HOUSEHOLD, _VILLAGE = "exit_line_household", "exit_line_village"
_RATIO = {_HOUSEHOLD: "exit_ratio_household", _VILLAGE: "exit_ratio_village"}


def _household_line(ask: Asker, given: Given) -> list[str]:
    return _line(ask, _HOUSEHOLD, _RATIO[_HOUSEHOLD], _VILLAGE, given["year"])


def _village_line(ask: Asker, given: Given) -> list[str]:
    return _line(ask, _VILLAGE, _RATIO[_VILLAGE], _HOUSEHOLD, given["year"])


def _grown(ask: Asker, given: Given) -> list[str]:
    grown = Fraction(given["base"]) * (1 + Fraction(given["growth"]) / 100) ** given["years"]
    ratios = (Fraction(ask(code, GUANGZHOU).value) for code in _RATIO.values())
    return numbers(floor(grown * ratio / 100) for ratio in ratios)


def _lines_of_a_year(ask: Asker, given: Given) -> list[str]:
    """The lines of a year whose income is known, as they follow from it and as they stand (002 §3: 当年)."""
    day = date(given["year"], 12, 31)
    income = Fraction(ask("prov_rural_income", PROVINCE, day).value)
    worked = [income * Fraction(ask(ratio, SHANWEI, day).value) / 100 for ratio in _RATIO.values()]
    held = [Fraction(ask(code, SHANWEI, day).value) for code in _RATIO]
    return numbers((*worked, *held))


def _two_gates(ask: Asker, given: Given) -> list[str]:
    day = date(given["year"], 12, 31)
    entry, exit_line = ask("entry_line_household", SHANWEI, day), ask(_HOUSEHOLD, SHANWEI, day)
    return [yes(holds(one, entry)) for one in given["entry"]] + [yes(holds(one, exit_line)) for one in given["exit"]]


def _poor_share(ask: Asker, given: Given) -> list[str]:
    wanted = ask("poor_share_village", SHANWEI)
    return [yes(holds(Decimal(100 * poor) / given["population"], wanted)) for poor in given["poor"]]


def _deep_poverty(ask: Asker, given: Given) -> list[str]:
    codes = ("deep_poverty_county",) * 2 + ("deep_poverty_village",) * 2
    return [yes(holds(one, ask(code, EAST_WEST))) for code, one in zip(codes, given["rates"], strict=True)]


# --- money --------------------------------------------------------------------------------------------------------


def _village_fund(ask: Asker, given: Given) -> list[str]:
    return [number(given["villages"] * ask("village_special_fund", FUTIAN).value)]


def _entitlement(ask: Asker, area: str, bases: Mapping[str, int]) -> list[int]:
    """The sum of a place and its shares; on whose heads it is counted is a parameter (D1)."""
    total = _fund(ask, area, bases)
    return [total, *split(total, ask("per_capita_ratio", area).items)]


def _fund(ask: Asker, area: str, bases: Mapping[str, int]) -> int:
    rule = ask("per_capita_base_rule", area).text
    if rule not in bases:
        raise NotSet(rule)
    return bases[rule] * int(ask("per_capita_fund", area).value)


def _of_registered(ask: Asker, given: Given) -> list[str]:
    return numbers(_entitlement(ask, FUTIAN, {"all_registered": given["registered"]}))


def _bases(given: Given) -> dict[str, int]:
    return {"labour_capable": given["capable"], "all_registered": given["registered"]}


def _of_capable(ask: Asker, given: Given) -> list[str]:
    return numbers(_entitlement(ask, SHANWEI, _bases(given)))


def _both_bases(ask: Asker, given: Given) -> list[str]:
    each = int(ask("per_capita_fund", SHANWEI).value)
    return numbers(
        (
            given["registered"] - given["capable"],
            _fund(ask, SHANWEI, _bases(given)),
            given["registered"] * each,
        )
    )


def _guide_parts(ask: Asker, _given: Given) -> list[str]:
    parts = ask("guide_fund_direct", GUANGZHOU).value + ask("guide_fund_pooled", GUANGZHOU).value
    return numbers((parts, ask("guide_fund_total_min", GUANGZHOU).value))


def _guide_by_year(ask: Asker, given: Given) -> list[Decimal]:
    return [ask("guide_fund_by_year", GUANGZHOU, date(year, 12, 31)).value for year in given["years"]]


def _guide_years(ask: Asker, given: Given) -> list[str]:
    total = sum(_guide_by_year(ask, given), Decimal(0))
    return numbers((total, total - ask("guide_fund_pooled", GUANGZHOU).value))


def _pooled(ask: Asker, given: Given) -> list[str]:
    each = ask("guide_fund_pooled", GUANGZHOU).value
    return numbers([sum(given["villages"]) * each, *(villages * each for villages in given["villages"])])


def _guide_payers(ask: Asker, given: Given) -> list[str]:
    each = ask("guide_fund_total_min", GUANGZHOU).value
    villages = given["villages"]
    return numbers([*(one * each for one in villages), *(sum(villages) * one for one in _guide_by_year(ask, given))])


def _assisting_share(ask: Asker, given: Given) -> list[int]:
    persons = given["persons"]
    cities = [_entitlement(ask, GUANGZHOU, {"as_given": one}) for one in persons]
    return [one[2] for one in cities]


def _guangzhou(ask: Asker, given: Given) -> list[str]:
    shares = _assisting_share(ask, given)
    return numbers([sum(shares), *shares])


def _guangzhou_a_year(ask: Asker, given: Given) -> list[str]:
    return [number(Fraction(sum(_assisting_share(ask, given)), given["years"]))]


def _two_like_sums(ask: Asker, given: Given) -> list[str]:
    local = [_entitlement(ask, GUANGZHOU, {"as_given": one})[3] for one in given["persons"]]
    return [*_guangzhou_a_year(ask, given), number(sum(local))]


def _two_cities(ask: Asker, _given: Given) -> list[str]:
    return numbers((ask("village_special_fund", FUTIAN).value, ask("guide_fund_total_min", GUANGZHOU).value))


def _no_sum_printed(ask: Asker, _given: Given) -> list[str]:
    found = (ask.known(code, SHANWEI) for code in ("village_special_fund", "guide_fund_total_min"))
    return [one.text if one is not None else "" for one in found]


def _loan(ask: Asker, given: Given) -> list[str]:
    most, term = ask("loan_max", SHANWEI), ask("loan_max_months", SHANWEI)
    return [
        *(yes(holds(one, most)) for one in given["principal"]),
        *(yes(holds(Decimal(one), term)) for one in given["months"]),
    ]


def _medical(ask: Asker, given: Given) -> list[str]:
    wanted = ask("medical_aid_min_ratio", SHANWEI)
    rest = Decimal(given["compliant"]) - Decimal(given["reimbursed"])
    return [yes(holds(100 * Decimal(aid) / rest, wanted)) for aid in given["aid"]]


# --- days and numbers of times ------------------------------------------------------------------------------------


def _campaign(ask: Asker, _given: Given) -> list[str]:
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


def _allowance(ask: Asker, _given: Given) -> list[str]:
    return _over_the_campaign(ask, "allowance_monthly")


def _expenses(ask: Asker, _given: Given) -> list[str]:
    return _over_the_campaign(ask, "work_expense_monthly")


def _trips(ask: Asker, given: Given) -> list[str]:
    return [number(given["months"] * ask("trip_cap_month", GUANGZHOU).value)]


def _term(ask: Asker, _given: Given) -> list[str]:
    """The last day of a term that begins with the campaign, and that of the campaign."""
    first, last = (day_of(ask(code, GUANGZHOU)) for code in ("campaign_start", "campaign_end"))
    return [term_end(first, ask("term_years", SHANWEI).count).isoformat(), last.isoformat()]


def _cadres_needed(ask: Asker, given: Given) -> list[str]:
    cap = ask("cadre_household_cap", SHANWEI).count
    return numbers(ceil(Fraction(homes, cap)) for homes in given["households"])


def _times_a_year(ask: Asker, _given: Given) -> list[str]:
    wanted = (("leader_visits_min_year", SHANWEI), ("leader_visits_min_year", GUANGZHOU))
    return numbers(ask(*one).count for one in (*wanted, ("joint_meetings_min_year", FUTIAN)))


def _housing(ask: Asker, _given: Given) -> list[str]:
    return [ask(code, SHANWEI).text for code in ("housing_deadline", "housing_area_house", "housing_area_person")]


def _notice_days(ask: Asker, given: Given) -> list[str]:
    return [ask(code, SHANWEI).text for code in given["kinds"]]


def _deadlines(ask: Asker, _given: Given) -> list[str]:
    return [ask("exit_deadline", area).text for area in (EAST_WEST, FUTIAN, SHANWEI, GUANGZHOU)]


def _larger_villages(ask: Asker, given: Given) -> list[str]:
    return [yes(holds(Decimal(one), ask("natural_village_road_min_pop", SHANWEI))) for one in given["people"]]


def _report_periods(ask: Asker, _given: Given) -> list[str]:
    found = (ask.known("report_period", area) for area in (SHANWEI, FUTIAN, GUANGZHOU))
    return [one.text if one is not None else "" for one in found]


# --- lists that the papers name -----------------------------------------------------------------------------------


def _notices(_ask: Asker, given: Given) -> list[str]:
    return [number(sum(kind in all_kinds() for kind in given["named"]))]


def _named(_ask: Asker, given: Given) -> list[str]:
    """How many of the names that the paper gives our list knows; a list that is not there yet is not set."""
    if not resource("words", f"{given['list']}.toml").exists():
        raise NotSet(given["list"])
    return [number(sum(code_of(given["list"], name) is not None for name in given["named"]))]


RECOMPUTED: Mapping[str, Recompute] = {
    "Q02": _village_fund, "Q03": _of_registered, "Q04": _average_size, "Q05": _exits_so_far, "Q06": _by_assistance,
    "Q07": _team_members, "Q08": _of_capable, "Q09": _both_bases, "Q11": _household_line, "Q12": _village_line,
    "Q13": _grown, "Q14": _lines_of_a_year, "Q15": _two_gates, "Q16": _poor_share, "Q17": _sum_of_parts,
    "Q18": _sum_of_parts, "Q19": _villages_by_unit, "Q20": _guide_parts, "Q21": _guide_years, "Q22": _pooled,
    "Q23": _guide_payers, "Q24": _guangzhou, "Q25": _guangzhou_a_year, "Q26": _two_like_sums, "Q27": _campaign,
    "Q28": _allowance, "Q29": _expenses, "Q30": _trips, "Q31": _term, "Q32": _loan, "Q33": _medical,
    "Q34": _cadres_needed, "Q35": _times_a_year, "Q36": _housing, "Q37": _deep_poverty, "Q38": _notice_days,
    "Q41": _two_cities, "Q42": _deadlines, "Q43": _larger_villages, "Q44": _report_periods, "Q45": _no_sum_printed,
    "Q46": _notices, "Q47": _named, "Q48": _named,
}  # fmt: skip
