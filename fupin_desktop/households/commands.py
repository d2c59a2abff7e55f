"""What people do with a household: note who came and left, and what became of it; set its status (E13, 002 §24)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from fupin_desktop.households.model import CANDIDATE, ENDED, NOT_ADMITTED, Household, HouseholdChange, Member
from fupin_desktop.households.register import (
    EXITED,
    PERSONAL,
    PRE_EXIT,
    REGISTERED,
    RETURNED,
    refuse_status,
    refuse_unborn,
)
from fupin_desktop.households.rules import has_left, living
from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, facts_of
from fupin_desktop.ledger.words import _

# What a change of the whole household makes of its status; `restored` takes back into the register what ended in error
STATUS_OF: Mapping[str, str] = {
    "added": REGISTERED,
    "restored": REGISTERED,
    "applied": CANDIDATE,
    **{status: status for status in (PRE_EXIT, EXITED, RETURNED, NOT_ADMITTED, *sorted(ENDED))},
}
_MOVED = ("change_type", "change_date")
BORN = "born"


def change_household(
    ledger: Ledger,
    household: Household,
    *,
    type: str,
    date: dt.date,
    member: Member | None = None,
    member_change: str | None = None,
    other_household: Dot | None = None,
    reasons: Sequence[str] = (),
    why: str | None = None,
    approver: str | None = None,
    evidence: Sequence[str] = (),
    exit_year: int | None = None,
) -> HouseholdChange:
    """Note a change of a household, and let its persons or its status follow (E13); all of it is one act.

    `type` is a code of hh_change.  For `increase` the member is a new record with what is known of the person, or one
    who had left; for `decrease` one of the household, who stays visible and is not counted.  All other types move the
    status.  `household` and `member` are as their user saw them, `evidence` keys of the book's photographs.
    `exit_year` is the year an exit counts for, where it is another than that of its day (confirmed in January).

    Refuses what `refuse_change` and `refuse_status` refuse, and, as `member.left`, `member.there` and `member.other`,
    a person who has left already, who has not left, or who lives elsewhere; as `change.unborn` a day before the
    person's birth.
    """
    home = ledger.save(household) if household.id is None else household
    change = HouseholdChange(
        household=home.id,
        type=type,
        date=date,
        member_change=member_change,
        other_household=other_household,
        reasons=tuple(reasons),
        why=(why or "").strip() or None,
        approver=approver,
        evidence=tuple(evidence),
    )
    if type in PERSONAL:
        return ledger.save(change.but(member=_move(ledger, home, change, member)))
    persons = home.persons if home.persons is not None else len(living(ledger.find(Member, household=home.id))) or None
    known = change.but(member=member.id if member is not None else None, persons=persons)
    saved = ledger.save(known, managed=("persons",))
    _set_status(ledger, home, type, date, exit_year or date.year)
    return saved


def _move(ledger: Ledger, home: Household, change: HouseholdChange, member: Member | None) -> Dot | None:
    if member is None or change.member_change not in PERSONAL[change.type or ""]:
        return member.id if member is not None else None  # the rule of the change says what is missing
    _refuse_place(home, member, leaves=change.type == "decrease")
    born = change.member_change == BORN and member.birth_date is None
    moved = member.but(
        household=home.id,
        change_type=change.member_change,
        change_date=change.date,
        **({"birth_date": change.date} if born else {}),
    )
    before = living(ledger.find(Member, household=home.id))
    saved = ledger.save(moved, managed=_MOVED)
    refuse_unborn(saved, change)
    step = 1 if change.type == "increase" else -1
    known = home.persons if home.persons is not None else len(before)
    ledger.save(home.but(persons=max(0, known + step)))
    return saved.id


def _refuse_place(home: Household, member: Member, *, leaves: bool) -> None:
    if member.household not in (None, home.id) or (leaves and member.id is None):
        message = _("This person is not entered in this household. Nothing was changed; open the right household.")
        raise Refusal("member.other", message, where={"field": "member"})
    if leaves and has_left(member):
        message = _("This person has left the household already. Nothing was changed.")
        raise Refusal("member.left", message, where={"field": "member"})
    if not leaves and member.id is not None and not has_left(member):
        message = _("This person lives in the household already. Nothing was changed.")
        raise Refusal("member.there", message, where={"field": "member"})


def _set_status(ledger: Ledger, home: Household, type: str, date: dt.date, year: int) -> None:
    if type == "added" and home.status == REGISTERED:
        return  # a household that is entered begins so
    status = STATUS_OF[type]
    refuse_status(home.status, status)
    open_again = status in (REGISTERED, PRE_EXIT)  # what was taken for an exit is none
    exit_year = year if status == EXITED else None if open_again else home.exit_year
    entered = date if home.status == CANDIDATE and status == REGISTERED else home.entered_on
    moved = home.but(status=status, exit_year=exit_year, entered_on=entered)
    ledger.save(moved, managed=("status", "exit_year"))


def set_status(
    ledger: Ledger, household: Household, status: str, why: str, *, on: dt.date | None = None, **facts: Any
) -> HouseholdChange:
    """Move a household's status to a code of hh_status, with the reason (000 五(一)); today unless `on` says when.

    It is a change of the household as any other: `facts` are those of `change_household`.  An exit sets the year of
    exit.  Refuses a step the register does not know (`household.status`) and a missing reason (`why.missing`).
    """
    refuse_status(household.status, status)
    taken_in = "added" if household.status == CANDIDATE else "restored"
    type = {REGISTERED: taken_in, CANDIDATE: "applied"}.get(status, status)
    return change_household(ledger, household, type=type, date=on or ledger.today, why=why, **facts)


def _make_change(ledger: Ledger, change: HouseholdChange) -> HouseholdChange:
    if change.persons is not None:
        return ledger.save(change)  # refused by the door: the number follows from the household
    given = facts_of(change)
    home = ledger.get(Household, given.pop("household"))
    person = given.pop("member", None)
    member = ledger.get(Member, person) if person is not None else None
    return change_household(ledger, home, member=member, **given)


MAKERS: Mapping[type[Record], Maker] = {HouseholdChange: _make_change}
