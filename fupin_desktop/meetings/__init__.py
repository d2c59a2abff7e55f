"""Meetings of villages and offices (会议), with their votes, and matters through four meetings and two disclosures."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.words import N_
from fupin_desktop.meetings.commands import MAKERS
from fupin_desktop.meetings.model import MatterTrail, Meeting, MeetingVote
from fupin_desktop.meetings.report import GAPS
from fupin_desktop.meetings.rules import RULES

FEATURE = Feature(
    (MatterTrail, Meeting, MeetingVote),
    RULES,
    MAKERS,
    gaps=GAPS,
    tabs={
        "village": (
            Tab("meetings", N_("Meetings"), (Records("meeting"), Records("meeting_vote"), Records("matter_trail"))),
        ),
    },
    happenings=(Happening("meeting", "on", ("chair", "recorder", "present"), ("type", "topic", "minutes")),),
)
