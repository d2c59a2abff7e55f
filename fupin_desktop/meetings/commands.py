"""What people do with meetings: enter a vote, of which the numbers say whether it was carried."""

from collections.abc import Mapping

from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.meetings.rules import is_carried


def enter_vote(ledger: Ledger, vote: MeetingVote) -> MeetingVote:
    """Enter a vote; whether it was carried follows from its numbers where nobody says it (E57)."""
    if vote.carried is None and vote.meeting is not None:
        vote = vote.but(carried=is_carried(ledger.get(Meeting, vote.meeting), vote))
    return ledger.save(vote)


def enter_vote_at(ledger: Ledger, meeting: Meeting, vote: MeetingVote) -> MeetingVote:
    """Enter a vote with its meeting: one that stands already (place, kind, day) is that meeting, else it is entered.

    Both are one act.  Minutes are added to a meeting that has none; another number of people than stands there is told
    and not taken.  Refuses as `enter_vote`.
    """
    same = ledger.find(Meeting, division=meeting.division, type=meeting.type, on=meeting.on)
    held = same[0] if same else ledger.save(meeting)
    if any(getattr(meeting, name) not in (None, getattr(held, name)) for name in ("due", "attended")):
        text = _(
            "This meeting stands in the book already: {due} due, {attended} present. That was kept; correct it there."
        )
        ledger.note([text.format(due=_count(held.due), attended=_count(held.attended))])
    if meeting.minutes and not held.minutes:
        held = ledger.save(held.but(minutes=meeting.minutes))
    return enter_vote(ledger, vote.but(meeting=held.id))


MAKERS: Mapping[type[Record], Maker] = {MeetingVote: enter_vote}


def _count(number: int | None) -> str:
    return "—" if number is None else str(number)
