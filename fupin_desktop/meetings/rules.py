"""Rules of meetings: quorum and majority by the kind of meeting, votes that add up, days that are past."""

from collections.abc import Mapping

from fupin_desktop.casework.votes import MAJORITY, QUORUMS
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import refuse_no_division
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, word
from fupin_desktop.meetings.model import MatterTrail, Meeting, MeetingVote
from fupin_desktop.meetings.trail import check_trail


def has_quorum(meeting: Meeting) -> bool | None:
    """Did enough people come to decide?  None where nobody entered how many, or no law says of such a meeting."""
    share = QUORUMS.get(meeting.type or "")
    if share is None or meeting.due is None or meeting.attended is None:
        return None
    return share.reached(meeting.attended, meeting.due)


def is_carried(meeting: Meeting, vote: MeetingVote) -> bool | None:
    """Was the matter carried, by quorum and majority of those present?  None where that cannot be known."""
    quorum = has_quorum(meeting)
    if quorum is None or vote.agreed is None or meeting.attended is None:
        return None
    return quorum and MAJORITY.reached(vote.agreed, meeting.attended)


def check_meeting(ledger: Ledger, record: Meeting, before: Meeting | None) -> None:
    """Refuse a day to come (`meeting.date`), more people than had to come (`meeting.attended`), and fewer people than
    voted (`meeting.votes`); tell a meeting without quorum."""
    refuse_no_division(record.division, "division")
    refuse_ahead(record.on, ledger.today, "on", "meeting.date")
    if record.due is not None and record.attended is not None and record.attended > record.due:
        text = _("{attended} people came, and only {due} had to come. Nothing was saved; correct one of the numbers.")
        message = text.format(attended=record.attended, due=record.due)
        raise Refusal("meeting.attended", message, where={"field": "attended"})
    for vote in ledger.find(MeetingVote, meeting=record.id) if record.id is not None else ():
        _refuse_votes(record, vote)
    _tell_quorum(ledger, record, before)


def _tell_quorum(ledger: Ledger, record: Meeting, before: Meeting | None) -> None:
    known = before is not None and before is not record and has_quorum(before) is False
    if has_quorum(record) is False and not known:
        text = _("Too few people came for a {kind} to decide: {attended} of {due}.")
        kind = word("meeting", record.type or "")
        ledger.note([text.format(kind=kind, attended=record.attended, due=record.due)])


def check_vote(ledger: Ledger, record: MeetingVote, before: MeetingVote | None) -> None:
    """Refuse votes above those who came (`meeting.votes`), and a matter as carried that was not (`meeting.carried`);
    tell one that was carried and is entered as not."""
    del before
    meeting = next(iter(ledger.find(Meeting, id=record.meeting)), None)
    if meeting is None:
        return
    _refuse_votes(meeting, record)
    if record.carried and is_carried(meeting, record) is False:
        text = _(
            "It was not carried: {agreed} votes for it, of {attended} who came and {due} who had to come."
            " Nothing was saved; correct the votes or enter it as not carried."
        )
        message = text.format(agreed=record.agreed, attended=meeting.attended, due=meeting.due)
        raise Refusal("meeting.carried", message, where={"field": "carried"})
    if record.carried is False and is_carried(meeting, record):
        text = _("“{matter}” is entered as not carried, though the votes carry it: is it right?")
        ledger.note([text.format(matter=record.matter)])


def _refuse_votes(meeting: Meeting, vote: MeetingVote) -> None:
    votes = sum(number or 0 for number in (vote.agreed, vote.against, vote.abstained))
    if meeting.attended is None or votes <= meeting.attended:
        return
    text = _("{votes} votes on “{matter}”, and only {attended} people came. Nothing was saved; correct the numbers.")
    message = text.format(votes=votes, matter=vote.matter, attended=meeting.attended)
    raise Refusal("meeting.votes", message, where={"field": "agreed"})


RULES: Mapping[type[Record], Rule] = {MatterTrail: check_trail, Meeting: check_meeting, MeetingVote: check_vote}
