"""Rules of the committees: a post that one person holds is held by one at a time; an overhaul ends with its result."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from fupin_desktop.committees.model import CommitteeMember, PartyOverhaul
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Between,
    Equal,
    Matched,
    OneOf,
    Selection,
    Unless,
    as_of,
)
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_village
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import N_, _, word

SOLE_POSTS = ("secretary", "head", "supervisor")  # of each a village has one at a time


def overlaps(one: CommitteeMember, other: CommitteeMember) -> bool:
    """True when two terms have a day in common; without a last day a term goes on."""
    starts_in_time = other.end is None or (one.start or date.min) <= other.end
    return starts_in_time and (one.end is None or (other.start or date.min) <= one.end)


def check_member(ledger: Ledger, member: CommitteeMember, before: CommitteeMember | None) -> None:
    """Refuse a code that is no village's (`division.village`), a term that ends before it begins (`committee.end`), and
    a post of one person whose term overlaps another's (`committee.overlap`, M2)."""
    del before
    refuse_no_village(member.village_code, "village_code")
    refuse_backward(member.start, member.end, "committee.end")
    if member.post not in SOLE_POSTS:
        return
    for other in ledger.gathered(_holders).get((member.village_code, member.post), ()):
        if other is not member and (other.id is None or other.id != member.id) and overlaps(member, other):
            text = _("{name} is {post} from {start}. Nothing was saved; let that term end first, or correct the days.")
            told = {"name": other.name, "post": word("committee_post", member.post), "start": other.start}
            raise Refusal("committee.overlap", text.format(**told), where={"field": "start"})


_Held = Mapping[tuple[str | None, str | None], Sequence[CommitteeMember]]


def _holders(ledger: Ledger, batch: Sequence[Record]) -> _Held:
    """Who holds which sole post of which village, as it will stand when the batch is saved."""
    saved = [one for one in batch if isinstance(one, CommitteeMember)]
    codes = sorted({one.village_code or "" for one in saved})
    known = ledger.find(CommitteeMember, village_code=codes, post=list(SOLE_POSTS)) if codes else []
    changed = {one.id for one in saved if one.id is not None}
    found: dict[tuple[str | None, str | None], list[CommitteeMember]] = {}
    for one in [*(other for other in known if other.id not in changed), *saved]:
        found.setdefault((one.village_code, one.post), []).append(one)
    return found


def check_overhaul(ledger: Ledger, overhaul: PartyOverhaul, before: PartyOverhaul | None) -> None:
    """Refuse a code that is no village's (`division.village`), a day to come (`overhaul.future`), an end or a due day
    before the beginning (`overhaul.end`), and an end without result or a result without its day (`overhaul.result`)."""
    del before
    refuse_no_village(overhaul.village_code, "village_code")
    for name in ("begun_on", "ended_on"):
        refuse_ahead(getattr(overhaul, name), ledger.today, name, "overhaul.future")
    for name in ("ended_on", "due"):
        refuse_backward(overhaul.begun_on, getattr(overhaul, name), "overhaul.end", name)
    if (overhaul.ended_on is None) is not (not (overhaul.result or "").strip()):
        message = _("An overhaul that has ended has its day and its result. Nothing was saved; say both or none.")
        field = "ended_on" if overhaul.ended_on is None else "result"
        raise Refusal("overhaul.result", message, where={"field": field})


def _late(asked: Any) -> Figure:
    late = (Equal("ended_on", None), Between("due", high=(asked.today - timedelta(days=1)).isoformat()))
    return Figure(Selection("party_overhaul", late, ("due",), COUNTED))


def _two_in_a_post(asked: Any) -> Figure:
    held = (OneOf("post", SOLE_POSTS), *as_of(asked.day, "start", "end"))
    posts = Selection("committee_member", held, ("village_code", "post"), COUNTED)
    twice = Matched("committee_member", (("village_code", "village_code"), ("post", "post")), held, least=2)
    return Figure(posts, Part((twice,)))


def _no_secretary(asked: Any) -> Figure:
    villages = Selection("village", order=("code",), standing=COUNTED)
    held = (Equal("post", "secretary"), *as_of(asked.day, "start", "end"))
    return Figure(villages, Part((Unless((Matched("committee_member", (("village_code", "code"),), held),)),)))


RULES: Mapping[type[Record], Rule] = {CommitteeMember: check_member, PartyOverhaul: check_overhaul}
GAPS = (
    Gap("two_in_a_post", N_("Posts of the committees held by two"),
        N_("A post that one person holds is held by two today, as a merge may let in (002 §21)."), _two_in_a_post),
    Gap("no_secretary", N_("Villages without a party secretary"),
        N_("No party secretary of the village is entered whose term holds today (002 §21)."), _no_secretary),
    Gap("overhaul_late", N_("Overhauls of party branches that are due"),
        N_("The day by which the overhaul was to end has come, and it has no result (002 §21)."), _late),
)  # fmt: skip
