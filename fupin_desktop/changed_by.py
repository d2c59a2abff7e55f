"""Which command changes a field that no form writes: told beside its value, so that nobody looks in vain.

A managed field follows from the steps of its feature, a fixed one says what and where the record is (`hand_of`).
"""

from collections.abc import Mapping

from fupin_desktop.ledger.field import Hand, Kind
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of
from fupin_desktop.ledger.words import N_, _

_OWN_STEPS = N_("follows from steps of its own")  # the extractor finds no N_() inside _()
_STEPS: Mapping[str, str] = {
    "household": N_("follows from the changes of the household"),
    "member": N_("follows from the changes of the household: who came, who left"),
    "income_year": N_("the sum of its parts; entered alone where no part is known"),
    "cadre": N_("set by “End the term…”"),
    "responsibility": N_("set by “End…”"),
    "place_responsibility": N_("set by “End…”"),
    "work_team": N_("set by “End…”"),
    "assistance_link": N_("set by “End the link…”"),
    "household_plan": N_("set by “Household signed…”; a revised plan is signed anew"),
    "household_year_plan": N_("counted by “Revise…”; a revised plan is signed anew"),
    "plan_signature": N_("what the plan said when it was signed"),
    "year_measure": N_("set by reporting progress, confirming or giving up"),
    "follow_up_task": N_("set by taking, finishing, giving up or reopening the task"),
    "medical_case": N_("the same for every account of medical aid"),
    "housing_case": N_("set by the steps of the case"),
    "notice": N_("set by drafting, checking, issuing, posting and taking down"),
}


def changed_by(cls: type[Record], name: str) -> str:
    """How a managed or fixed field comes to its value, in a few words; empty for a field that forms write."""
    hand = hand_of(cls, name)
    if hand is Hand.FREE:
        return ""
    if hand is Hand.MANAGED:
        return _(_STEPS.get(kind_of(cls), _OWN_STEPS))
    field = fields_of(cls)[name]
    if name == cls.home and field.kind is Kind.LINK:
        return _("where it belongs; put the record away and enter it there if it is wrong")
    if name == cls.home:
        return _("the place it belongs to; a household changes it by moving")
    return _("the number it is known by; changed by “Correct the number…”")
