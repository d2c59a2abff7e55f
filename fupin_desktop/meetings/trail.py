"""四议两公开 as a trail (002 §21, R002-73): which of the four meetings and two disclosures stand, which are missing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.scope import refuse_no_village
from fupin_desktop.ledger.words import _, word
from fupin_desktop.meetings.model import MatterTrail, Meeting
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rules import CLOSED, POSTED

# By step the kinds of meeting that may take it, in the order of the steps
MEETINGS: Mapping[str, tuple[str, ...]] = {
    "proposal": ("party_branch",),
    "consultation": ("committees",),
    "deliberation": ("party_members",),
    "resolution": ("representatives", "households", "villagers"),
}
NOTICES = ("resolution_notice", "result_notice")
DISCLOSED = (POSTED, CLOSED)  # a notice that hung on the board; a draft or one taken back discloses nothing
STEPS = (*MEETINGS, *NOTICES)


def missing_steps(trail: MatterTrail, notices: Mapping[Dot | None, Notice]) -> tuple[str, ...]:
    """The steps that have no meeting, or no notice that hung on the board, in their order.

    A notice that is not among `notices` is taken for one that hung: another book may know more.
    """
    return tuple(name for name in STEPS if _is_missing(name, getattr(trail, name), notices))


def _is_missing(name: str, held: Dot | None, notices: Mapping[Dot | None, Notice]) -> bool:
    notice = notices.get(held) if name in NOTICES else None
    return held is None or (notice is not None and notice.state not in DISCLOSED)


def told_missing(trail: MatterTrail, notices: Mapping[Dot | None, Notice]) -> str:
    """The names of the missing steps; empty when the trail is whole."""
    fields = fields_of(MatterTrail)
    return "、".join(_(fields[name].label) for name in missing_steps(trail, notices))


def check_trail(ledger: Ledger, trail: MatterTrail, before: MatterTrail | None) -> None:
    """Refuse a code that is no village's (`division.village`), a meeting or notice of another place (`trail.place`), a
    meeting of a kind that does not take the step (`trail.kind`), and a step before the one it follows (`trail.order`).

    What is still missing is told.  A meeting or notice the book does not hold is not judged.
    """
    del before
    refuse_no_village(trail.village_code, "village_code")
    meetings, notices = ledger.gathered(_linked)
    for name, kinds in MEETINGS.items():
        meeting = meetings.get(getattr(trail, name))
        if meeting is not None:
            _refuse_place(trail, name, meeting.division)
            _refuse_kind(name, meeting, kinds)
    for name in NOTICES:
        notice = notices.get(getattr(trail, name))
        if notice is not None:
            _refuse_place(trail, name, notice.division)
    _refuse_order(list(_days(trail, meetings, notices)))
    if (told := told_missing(trail, notices)) and not trail.given_up:
        ledger.note([_("Still missing of this matter: {steps}.").format(steps=told)])


_Linked = tuple[Mapping[Dot | None, Meeting], Mapping[Dot | None, Notice]]


def _linked(ledger: Ledger, batch: Sequence[Record]) -> _Linked:
    trails = [one for one in batch if isinstance(one, MatterTrail)]
    held = sorted({id for one in trails for name in MEETINGS if (id := getattr(one, name)) is not None})
    posted = sorted({id for one in trails for name in NOTICES if (id := getattr(one, name)) is not None})
    meetings = ledger.find(Meeting, id=held) if held else []
    notices = ledger.find(Notice, id=posted) if posted else []
    return {one.id: one for one in meetings}, {one.id: one for one in notices}


def _refuse_place(trail: MatterTrail, name: str, division: str | None) -> None:
    if division != trail.village_code:
        message = _("This is of another place. Nothing was saved; choose one of the village.")
        raise Refusal("trail.place", message, where={"field": name})


def _refuse_kind(name: str, meeting: Meeting, kinds: Sequence[str]) -> None:
    if meeting.type not in kinds:
        text = _("This step is taken by a {wanted}, and this is a {kind}. Nothing was saved; choose another meeting.")
        wanted = "、".join(word("meeting", kind) for kind in kinds)
        message = text.format(wanted=wanted, kind=word("meeting", meeting.type or ""))
        raise Refusal("trail.kind", message, where={"field": name})


def _days(
    trail: MatterTrail, meetings: Mapping[Dot | None, Meeting], notices: Mapping[Dot | None, Notice]
) -> Iterator[tuple[str, date]]:
    """The steps whose day is known; a notice that hangs nowhere yet has none."""
    for name in STEPS:
        held = getattr(trail, name)
        meeting, notice = meetings.get(held), notices.get(held)
        day = meeting.on if name in MEETINGS and meeting else notice.posted_from if name in NOTICES and notice else None
        if day is not None:
            yield name, day


def _refuse_order(days: Sequence[tuple[str, date]]) -> None:
    fields = fields_of(MatterTrail)
    for (earlier, first), (later, then) in pairwise(days):
        if then < first:
            text = _("“{later}” of {then} lies before “{earlier}” of {first}. Nothing was saved; correct one of them.")
            names = {"later": _(fields[later].label), "earlier": _(fields[earlier].label)}
            raise Refusal("trail.order", text.format(**names, then=then, first=first), where={"field": later})
