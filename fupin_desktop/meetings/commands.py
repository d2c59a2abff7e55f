"""What people do with meetings: enter a vote, of which the numbers say whether it was carried."""

from collections.abc import Mapping

from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.meetings.rules import is_carried


def enter_vote(ledger: Ledger, vote: MeetingVote) -> MeetingVote:
    """Enter a vote; whether it was carried follows from its numbers where nobody says it (E57)."""
    if vote.carried is None and vote.meeting is not None:
        vote = vote.but(carried=is_carried(ledger.get(Meeting, vote.meeting), vote))
    return ledger.save(vote)


def enter_vote_at(ledger: Ledger, meeting: Meeting, vote: MeetingVote) -> MeetingVote:
    """Enter a vote with its meeting: one that stands already (place, kind, day) is that meeting, else it is entered.

    Both are one act.  Minutes are added to a meeting that has none.
    """
    same = ledger.find(Meeting, division=meeting.division, type=meeting.type, on=meeting.on)
    held = same[0] if same else ledger.save(meeting)
    if meeting.minutes and not held.minutes:
        held = ledger.save(held.but(minutes=meeting.minutes))
    return enter_vote(ledger, vote.but(meeting=held.id))


MAKERS: Mapping[type[Record], Maker] = {MeetingVote: enter_vote}
