"""Two lines of a village beside its score: by which it was designated (002 §2), and by which it exits (002 §3).

Both are told with their figures; neither decides, and neither brings points.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fupin_desktop.incomes.rules import at_base_prices, whole_fen
from fupin_desktop.ledger.declared.score import Mark
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.scores.scale import Scale, cited, target_text
from fupin_desktop.scores.village_facts import VillageFacts, VillageValue, value_of

_INCOME, _INCIDENCE = "income_pc", "incidence"


def village_lines(facts: VillageFacts, scale: Scale, *, today: date) -> tuple[Mark, ...]:
    """The villagers' income against the year's line, and the test of designation, on the day of the scale."""
    income = value_of(facts, scale, _INCOME, today=today)
    return exit_line(income, scale), designation(income, value_of(facts, scale, _INCIDENCE, today=today), scale)


def exit_line(income: VillageValue | None, scale: Scale) -> Mark:
    """Income per head of the villagers, not below 60 % of the province's of that year (002 §3: 不低于 includes it)."""
    line = scale.of("exit_line_village")
    mark = Mark(
        "exit_line",
        N_("Villagers' income against the year's line"),
        None,
        None,
        how=N_("no points; a share of the province's rural income of the year"),
    )
    if line is not None:
        mark = replace(mark, target=target_text(line), source=cited(line))
    if income is None or line is None:
        return mark
    return replace(
        mark, behind=income.behind, actual=f"{_yuan(income.value)}（{income.source}）",
        reached=income.value >= Fraction(line.value),
    )  # fmt: skip


def designation(income: VillageValue | None, poor: VillageValue | None, scale: Scale) -> Mark:
    """Relatively poor: income per head in prices of 2014 below its line AND enough poor people (002 §2, 以上 includes).

    Without an index of prices nothing is decided (D4); `reached` says that both conditions hold.
    """
    line, share = scale.of("entry_line_village"), scale.of("poor_share_village")
    mark = Mark(
        "designation", N_("Conditions of a relatively poor village"), None, None,
        how=N_("income in prices of 2014 below the line, and so large a share of poor people: both"),
    )  # fmt: skip
    if line is None or share is None:
        return mark
    mark = replace(mark, target=f"{target_text(line)}、{target_text(share)}", source=cited(line))
    base = _at_2014(income, scale.of("price_index_2014"))
    if income is None or poor is None or base is None:
        unknown = _("No price index of the year is set: it is not decided.")
        return replace(mark, worked=unknown if income is not None and poor is not None else "")
    holds = base < Fraction(line.value) and poor.value >= Fraction(share.value)
    actual = f"{_yuan(base)}、{whole_fen(poor.value * 100) / 100:.2f} %"
    return replace(mark, actual=actual, reached=holds, behind=income.behind)


def _at_2014(income: VillageValue | None, index: Parameter | None) -> Fraction | None:
    if income is None or index is None:
        return None
    return at_base_prices(income.value, index.value / Decimal(100))


def _yuan(value: Fraction) -> str:
    return _("{amount} yuan").format(amount=f"{whole_fen(value * 100) / 100:,.2f}")
