"""Meetings of villages and offices (会议), with their votes."""

from fupin_desktop.ledger.feature import Feature
from fupin_desktop.ledger.tab import Records, Tab
from fupin_desktop.ledger.words import N_
from fupin_desktop.meetings.commands import MAKERS
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.meetings.rules import RULES

FEATURE = Feature(
    (Meeting, MeetingVote),
    RULES,
    MAKERS,
    tabs={"village": (Tab("meetings", N_("Meetings"), (Records("meeting"), Records("meeting_vote"))),)},
)
