"""Rules of disputes and village rules: days that are past and in order; an end has its outcome (M3)."""

from collections.abc import Mapping
from typing import Any

from fupin_desktop.disputes.model import Dispute, VillageRule
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import COUNTED, Equal, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_village
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import N_, _


def check_dispute(ledger: Ledger, dispute: Dispute, before: Dispute | None) -> None:
    """Refuse a code that is no village's (`division.village`), a day to come (`dispute.future`), an end before the
    beginning (`dispute.end`), and an end without outcome or an outcome without its day (`dispute.outcome`)."""
    del before
    refuse_no_village(dispute.village_code, "village_code")
    for name in ("raised_on", "settled_on"):
        refuse_ahead(getattr(dispute, name), ledger.today, name, "dispute.future")
    refuse_backward(dispute.raised_on, dispute.settled_on, "dispute.end", "settled_on")
    if (dispute.outcome is None) is not (dispute.settled_on is None):
        message = _("A dispute that has ended has its day and its outcome. Nothing was saved; say both or none.")
        field = "outcome" if dispute.outcome is None else "settled_on"
        raise Refusal("dispute.outcome", message, where={"field": field})


def check_rule(ledger: Ledger, rule: VillageRule, before: VillageRule | None) -> None:
    """Refuse a code that is no village's (`division.village`), a rule adopted on a day to come (`village_rule.future`),
    and an end before that day (`village_rule.end`)."""
    del before
    refuse_no_village(rule.village_code, "village_code")
    refuse_ahead(rule.adopted_on, ledger.today, "adopted_on", "village_rule.future")
    refuse_backward(rule.adopted_on, rule.ended_on, "village_rule.end", "ended_on")


def _unsettled(_asked: Any) -> Figure:
    return Figure(Selection("dispute", (Equal("outcome", None),), ("raised_on",), COUNTED))


RULES: Mapping[type[Record], Rule] = {Dispute: check_dispute, VillageRule: check_rule}
GAPS = (
    Gap(
        "dispute_open",
        N_("Disputes that are not settled"),
        N_("A dispute somebody heard of has no outcome yet (M3, 003 (九))."),
        _unsettled,
    ),
)
