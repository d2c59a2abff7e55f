"""Funds, their shares by payer and by year, loans and aid (Q02, Q03, Q08, Q09, Q20–Q26, Q32, Q33, Q41, Q45)."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.policy_check.asking import (
    FUTIAN,
    GUANGZHOU,
    SHANWEI,
    Asker,
    Given,
    NotSet,
    holds,
    number,
    numbers,
    split,
    yes,
)


def village_fund(ask: Asker, given: Given) -> list[str]:
    """The special fund of all villages."""
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


def of_registered(ask: Asker, given: Given) -> list[str]:
    """The fund by heads and its shares where all registered people count."""
    return numbers(_entitlement(ask, FUTIAN, {"all_registered": given["registered"]}))


def _bases(given: Given) -> dict[str, int]:
    return {"labour_capable": given["capable"], "all_registered": given["registered"]}


def of_capable(ask: Asker, given: Given) -> list[str]:
    """The fund by heads and its shares where those able to work count."""
    return numbers(_entitlement(ask, SHANWEI, _bases(given)))


def both_bases(ask: Asker, given: Given) -> list[str]:
    """Who is not able to work; the fund by the base that holds, and by all registered people."""
    each = int(ask("per_capita_fund", SHANWEI).value)
    return numbers(
        (
            given["registered"] - given["capable"],
            _fund(ask, SHANWEI, _bases(given)),
            given["registered"] * each,
        )
    )


def guide_parts(ask: Asker, _given: Given) -> list[str]:
    """The guide fund of a village from its parts, and as a whole."""
    parts = ask("guide_fund_direct", GUANGZHOU).value + ask("guide_fund_pooled", GUANGZHOU).value
    return numbers((parts, ask("guide_fund_total_min", GUANGZHOU).value))


def _guide_by_year(ask: Asker, given: Given) -> list[Decimal]:
    return [ask("guide_fund_by_year", GUANGZHOU, date(year, 12, 31)).value for year in given["years"]]


def guide_years(ask: Asker, given: Given) -> list[str]:
    """The guide fund over the years, with and without what is pooled."""
    total = sum(_guide_by_year(ask, given), Decimal(0))
    return numbers((total, total - ask("guide_fund_pooled", GUANGZHOU).value))


def pooled(ask: Asker, given: Given) -> list[str]:
    """What is pooled of all villages, and of those of each payer."""
    each = ask("guide_fund_pooled", GUANGZHOU).value
    return numbers([sum(given["villages"]) * each, *(villages * each for villages in given["villages"])])


def guide_payers(ask: Asker, given: Given) -> list[str]:
    """The guide fund by payer, and by year."""
    each = ask("guide_fund_total_min", GUANGZHOU).value
    villages = given["villages"]
    return numbers([*(one * each for one in villages), *(sum(villages) * one for one in _guide_by_year(ask, given))])


def _assisting_share(ask: Asker, given: Given) -> list[int]:
    persons = given["persons"]
    cities = [_entitlement(ask, GUANGZHOU, {"as_given": one}) for one in persons]
    return [one[2] for one in cities]


def guangzhou(ask: Asker, given: Given) -> list[str]:
    """What the assisting city gives for both cities, and for each."""
    shares = _assisting_share(ask, given)
    return numbers([sum(shares), *shares])


def guangzhou_a_year(ask: Asker, given: Given) -> list[str]:
    """What the assisting city gives in a year."""
    return [number(Fraction(sum(_assisting_share(ask, given)), given["years"]))]


def two_like_sums(ask: Asker, given: Given) -> list[str]:
    """The assisting city's share of a year, and the local cities' share of three: alike by chance."""
    local = [_entitlement(ask, GUANGZHOU, {"as_given": one})[3] for one in given["persons"]]
    return [*guangzhou_a_year(ask, given), number(sum(local))]


def two_cities(ask: Asker, _given: Given) -> list[str]:
    """What a village gets from two assisting cities."""
    return numbers((ask("village_special_fund", FUTIAN).value, ask("guide_fund_total_min", GUANGZHOU).value))


def no_sum_printed(ask: Asker, _given: Given) -> list[str]:
    """The sums of a village where the paper prints none."""
    found = (ask.known(code, SHANWEI) for code in ("village_special_fund", "guide_fund_total_min"))
    return [one.text if one is not None else "" for one in found]


def loan(ask: Asker, given: Given) -> list[str]:
    """Which loans keep within sum and term."""
    most, term = ask("loan_max", SHANWEI), ask("loan_max_months", SHANWEI)
    return [
        *(yes(holds(one, most)) for one in given["principal"]),
        *(yes(holds(Decimal(one), term)) for one in given["months"]),
    ]


def medical(ask: Asker, given: Given) -> list[str]:
    """Which aid reaches the share of what is left of the compliant costs."""
    wanted = ask("medical_aid_min_ratio", SHANWEI)
    rest = Decimal(given["compliant"]) - Decimal(given["reimbursed"])
    return [yes(holds(100 * Decimal(aid) / rest, wanted)) for aid in given["aid"]]
