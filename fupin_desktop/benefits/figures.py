"""Gap lists of policies, their columns in the report of progress, and the card's place in the household's file (M5)."""

from typing import Any

from fupin_desktop.households.selections import HELPED
from fupin_desktop.ledger.declared.figure import Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_ITEMS, IN_YUAN
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    AmountIs,
    Both,
    Condition,
    Either,
    Equal,
    Leads,
    Linked,
    Selection,
    Unless,
)
from fupin_desktop.ledger.declared.tab import FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_

_ITEMS = Selection("household_benefit", (Equal("entitled", 1),), ("household",), COUNTED)
_RECEIVED = Amount(("received_amount",))
_SHORT = AmountIs(Amount(("due_amount",), minus=("received_amount",)), low=1)
# As `rules.is_missing`: not received, or less than is due where somebody said how much came
MISSING: Condition = Either((Unless((Equal("received", 1),)), Both((AmountIs(_RECEIVED), _SHORT))))


def _gaps(asked: Any) -> Figure:
    return Figure(_ITEMS.having(Equal("year", asked.year), Leads("household", (HELPED,))), Part((MISSING,)))


def _no_card(asked: Any) -> Figure:
    homes = Selection("household", (HELPED,), ("household_code",), COUNTED)
    return Figure(homes, Part((Unless((Linked("household_benefit", "household", (Equal("year", asked.year),)),)),)))


GAPS = (
    Gap("policy_gap", N_("Policies that have not reached households"),
        N_("What a household is entitled to in the year it has received in full (003 (六)4)."), _gaps),
    Gap("no_policy_card", N_("Households without a policy card"),
        N_("Of every household still to be helped it is entered which policies it is entitled to (003 (六)4)."),
        _no_card),
)  # fmt: skip


def _strip(_finder: Finder, household: Any, asked: Any) -> tuple[Told, ...]:
    mine = _ITEMS.having(Equal("household", household.id), Equal("year", asked.year))
    return (
        Told(N_("Policies entitled to this year"), Figure(mine), IN_ITEMS),
        Told(N_("Not received in full"), Figure(mine, Part((MISSING,))), IN_ITEMS),
        Told(N_("Due this year"), Figure(mine, Total(Amount(("due_amount",)))), IN_YUAN),
        Told(N_("Received this year"), Figure(mine, Total(_RECEIVED)), IN_YUAN),
    )


_EACH = ("due_amount", "received_amount")
TABS = {
    "household": (Tab("measures", N_("Measures"), (FigureStrip(_strip), Records("household_benefit"))),),
    "village": (Tab("aid", N_("Aid and care"), (Records("household_benefit", each=_EACH),)),),
}
