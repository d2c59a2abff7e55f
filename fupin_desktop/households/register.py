"""The register (在册): the status of a household and its steps, what may change in it, and who still counts as poor."""

from collections.abc import Iterable, Mapping
from datetime import date

from fupin_desktop.households.model import CANDIDATE, ENDED, LEFT, NOT_ADMITTED, Household, HouseholdChange, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, word

JOINED = frozenset({"born", "married_in", "added_error", "added_other"})
REGISTERED, PRE_EXIT, EXITED, RETURNED = "registered", "pre_exit", "exited", "returned"
STILL_POOR = frozenset({REGISTERED, PRE_EXIT, RETURNED})
# Where a status may go from, in one step: an exit is announced before it is confirmed (E18), what has ended may be
# taken back into the register where that was an error, and one that applies is an applicant until it is approved or
# turned away (E16).
NEXT_STATUS: Mapping[str | None, frozenset[str]] = {
    None: frozenset({REGISTERED}),
    CANDIDATE: frozenset({REGISTERED, NOT_ADMITTED, *ENDED}),
    NOT_ADMITTED: frozenset({CANDIDATE, *ENDED}),
    REGISTERED: frozenset({PRE_EXIT, CANDIDATE, *ENDED}),
    PRE_EXIT: frozenset({EXITED, REGISTERED, *ENDED}),
    EXITED: frozenset({RETURNED, PRE_EXIT, *ENDED}),
    RETURNED: frozenset({PRE_EXIT, *ENDED}),
    **dict.fromkeys(sorted(ENDED), frozenset({REGISTERED})),
}
PERSONAL: Mapping[str, frozenset[str]] = {"increase": JOINED, "decrease": LEFT}  # changes of one person


def poor_figures(homes: Iterable[Household]) -> tuple[int, int]:
    """Poor households and poor persons among these (E04): those still to exit, and those that returned to poverty."""
    poor = [home for home in homes if home.status in STILL_POOR]
    return len(poor), sum(home.persons or 0 for home in poor)


def refuse_status(before: str | None, after: str) -> None:
    """Refuse, as `household.status`, a step of the status that the register does not know (HH_STATUS)."""
    if after in NEXT_STATUS.get(before, frozenset()):
        return
    message = _("A household that is “{before}” cannot become “{after}” in one step. Nothing was changed.")
    named = {"before": word("hh_status", before or ""), "after": word("hh_status", after)}
    raise Refusal("household.status", message.format(**named), where={"field": "status"})


def refuse_change(change: HouseholdChange, today: date) -> None:
    """Refuse a change that cannot be (E13, 002 §24).

    Codes: `change.future` a day to come; `change.member` a person is needed, or has no place in it; `change.kind` the
    way in which the person came or left does not fit; `change.other` merged with which household; `why.missing`.
    """
    refuse_ahead(change.date, today, "date", "change.future")
    of_person = change.type in PERSONAL
    if change.member_change not in (PERSONAL[change.type or ""] if of_person else {None}):
        message = _("How the person came or left does not fit what changed. Nothing was saved; choose again.")
        raise _no_change("kind", "member_change", message)
    if of_person != (change.member is not None):
        needed = _("Who came or left? Nothing was saved; name the person.")
        alone = _("This is a change of the whole household, not of one person. Nothing was saved.")
        raise _no_change("member", "member", needed if of_person else alone)
    if change.type == "merged" and change.other_household is None:
        message = _("Into which household was it merged? Nothing was saved; name it.")
        raise _no_change("other", "other_household", message)
    if not of_person and not (change.why or "").strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})


def refuse_unborn(member: Member | None, change: HouseholdChange) -> None:
    """Refuse, as `change.unborn`, a change of a person before the person's day of birth."""
    if member is not None and member.birth_date and change.date and change.date < member.birth_date:
        message = _("This day lies before the person's day of birth. Nothing was saved; correct one of the days.")
        raise _no_change("unborn", "date", message)


def _no_change(code: str, field: str, message: str) -> Refusal:
    return Refusal(f"change.{code}", message, where={"field": field})
