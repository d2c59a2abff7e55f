"""The meeting that decides on a case and its vote, entered where the step asks for them."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from fupin_desktop.casework.model import Case
from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.meetings.commands import enter_vote_at
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.cases.naming import is_household_case
from fupin_desktop.ui.forms.asking import Asking, of_fields
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.villages.model import Village

_OF_MEETING = ("type", "on", "due", "attended", "minutes")
_OF_VOTE = ("matter", "agreed", "against", "abstained", "resolution")
_KIND = "representatives"


def ask_vote(session: Session, case: Case, parent: QWidget, done: Callable[[MeetingVote], None]) -> Asking:
    """One form for both; a meeting that stands already gets one vote more.  `done` gets the vote."""
    division, home, name = session.read(lambda reader: _whose(reader, case))
    first = {"type": _KIND, "on": session.today, "matter": f"{_(type(case).label)} {name}".strip()}
    fields = {**fields_of(Meeting), **{one: fields_of(MeetingVote)[one] for one in _OF_VOTE}}
    editors = of_fields({one: (fields[one], first.get(one)) for one in (*_OF_MEETING, *_OF_VOTE)})

    def act(ledger: BookLedger, values: dict[str, Any]) -> MeetingVote:
        meeting = Meeting(division=division, **{one: values[one] for one in _OF_MEETING})
        vote = MeetingVote(household=home, **{one: values[one] for one in _OF_VOTE})
        return enter_vote_at(ledger, meeting, vote)

    say = _("The same meeting decides on several matters: enter it again with its kind and day, and it is that one.")
    title = _("The meeting and its vote")
    asking = Asking(session, title, editors, "meeting.vote", act, say=say, done=done, parent=parent, whose=case)
    asking.open()
    return asking


def _whose(reader: Reader, case: Case) -> tuple[str | None, Dot | None, str]:
    """The division of the meeting, the household the vote is about if it is about one, and what the case is called."""
    if not is_household_case(type(case)):
        village = next(iter(reader.find(Village, id=case.belongs_to)), Village())
        return village.code, None, str(getattr(case, "name", None) or village.name or "")
    home = next(iter(reader.find(Household, id=case.belongs_to)), Household())
    head = head_among(reader.find(Member, household=home.id))
    return home.village_code, home.id, (head.name or "") if head is not None else ""
