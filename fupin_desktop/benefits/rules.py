"""Rules of the policy card: what is refused of an item, and what is missing of it (M5)."""

from collections.abc import Mapping, Sequence

from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.households.model import Member
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _

OTHER = "other"


def gap_of(benefit: HouseholdBenefit) -> int | None:
    """What is still due of an item, in fen; None where it is not due, or nobody said how much."""
    if not benefit.entitled or benefit.due_amount is None:
        return None
    if benefit.received and benefit.received_amount is None:
        return 0
    return max(benefit.due_amount - (benefit.received_amount or 0), 0)


def is_missing(benefit: HouseholdBenefit) -> bool:
    """Is the household entitled to more than it received?"""
    return bool(benefit.entitled) and (not benefit.received or (gap_of(benefit) or 0) > 0)


def check_benefit(ledger: Ledger, benefit: HouseholdBenefit, before: HouseholdBenefit | None) -> None:
    """Refuse an item “other” without its name (`benefit.name`), a day to come (`benefit.future`), money of what was
    not received (`benefit.received`), a member of another household (`benefit.member`), and what stands on the card of
    that year already (`benefit.exists`)."""
    del before
    if benefit.item == OTHER and not (benefit.other_name or "").strip():
        message = _("Say which other policy it is. Nothing was saved.")
        raise Refusal("benefit.name", message, where={"field": "other_name"})
    refuse_ahead(benefit.received_on, ledger.today, "received_on", "benefit.future")
    if not benefit.received and (benefit.received_amount or benefit.received_on):
        message = _("It is entered as not received, and yet with an amount or a day. Nothing was saved; correct it.")
        raise Refusal("benefit.received", message, where={"field": "received"})
    _refuse_stranger(ledger, benefit)
    _refuse_twice(ledger, benefit)
    ledger.note(warnings_of(benefit))


def _refuse_stranger(ledger: Ledger, benefit: HouseholdBenefit) -> None:
    if benefit.member is None:
        return
    member = ledger.gathered(_members_of).get(benefit.member)
    if member is not None and member.household != benefit.household:
        message = _("This member belongs to another household. Nothing was saved; choose one of this household.")
        raise Refusal("benefit.member", message, where={"field": "member"})


def _members_of(ledger: Ledger, batch: Sequence[HouseholdBenefit]) -> Mapping[object, Member]:
    ids = sorted({one.member for one in batch if one.member is not None})
    return {one.id: one for one in ledger.find(Member, id=ids, with_away=True)} if ids else {}


def which(benefit: HouseholdBenefit) -> tuple[object, ...]:
    """What tells an item from the others on the card of its year: the policy, and for whom."""
    return benefit.item, benefit.member, folded(benefit.other_name or "")


def _refuse_twice(ledger: Ledger, benefit: HouseholdBenefit) -> None:
    """The natural key does not say it: most items are for no member alone, and an empty part compares with nothing."""
    on_card = ledger.gathered(_on_cards).get((benefit.household, benefit.year), ())
    others = [one for one in on_card if one is not benefit and (one.id is None or one.id != benefit.id)]
    if any(which(one) == which(benefit) for one in others):
        message = _("This policy stands on the card of that year already. Nothing was saved; correct it there.")
        raise Refusal("benefit.exists", message, where={"field": "item"})


def _on_cards(ledger: Ledger, batch: Sequence[HouseholdBenefit]) -> Mapping[object, list[HouseholdBenefit]]:
    """The items of the cards a batch writes, by household and year: those that stand there, and its own new ones."""
    homes = sorted({one.household for one in batch if one.household is not None})
    found: dict[object, list[HouseholdBenefit]] = {}
    known = ledger.find(HouseholdBenefit, household=homes) if homes else []
    for one in (*known, *(one for one in batch if one.id is None)):
        found.setdefault((one.household, one.year), []).append(one)
    return found


def warnings_of(benefit: HouseholdBenefit) -> list[str]:
    """What is said of an item and stops nothing: received without a title, more than was due."""
    if benefit.received and benefit.entitled is False:
        return [_("It is received, and entered as not entitled: is it right?")]
    due, got = benefit.due_amount, benefit.received_amount
    if due is not None and got is not None and got > due:
        return [_("More was received than was due: is it right?")]
    return []


RULES: Mapping[type[Record], Rule] = {HouseholdBenefit: check_benefit}
