"""What people do with policy cards: start a year's cards from those of another year."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.benefits.rules import which
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _


def copy_cards(
    ledger: Ledger, *, from_year: int, to_year: int, households: Sequence[Dot] | None = None
) -> list[HouseholdBenefit]:
    """Start the policy cards of a year from another's: what households are entitled to, nothing of it received yet.

    Items that stand in that year already are left out; refuses, as `benefit.year`, the same year twice.
    """
    if from_year == to_year:
        message = _("A policy card cannot be copied into its own year. Nothing was changed; choose another year.")
        raise Refusal("benefit.year", message, where={"field": "to"})
    chosen: dict[str, Any] = {} if households is None else {"household": households}
    had = {(one.household, which(one)) for one in ledger.find(HouseholdBenefit, year=to_year, **chosen)}
    due = [one for one in ledger.find(HouseholdBenefit, year=from_year, **chosen) if one.entitled]
    return ledger.save_all([_for_year(one, to_year) for one in due if (one.household, which(one)) not in had])


def _for_year(benefit: HouseholdBenefit, year: int) -> HouseholdBenefit:
    return HouseholdBenefit(
        household=benefit.household,
        year=year,
        item=benefit.item,
        member=benefit.member,
        other_name=benefit.other_name,
        entitled=True,
        due_amount=benefit.due_amount,
    )
