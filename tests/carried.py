"""A meeting of the villagers' representatives that carried a matter, with minutes and a photograph."""

from dataclasses import replace
from datetime import date
from typing import Any

from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.meetings.model import Meeting, MeetingVote

SCAN = "e" * 64


def carried(ledger: Ledger, household: Dot | None, on: date, **facts: Any) -> Dot | None:
    """The vote on a household at the meeting of a day, which is entered where it is not known yet."""
    assert household is not None
    home = ledger.get(Household, household)
    held = Meeting(division=home.village_code, type="representatives", on=on, due=30, attended=24)
    known = ledger.find(Meeting, division=home.village_code, on=on)
    meeting = known[0] if known else ledger.save(held.but(minutes="逐户评议", scans=(SCAN,), **facts))
    matter = f"评议对象{(home.household_code or '')[-3:]}"
    same = ledger.find(MeetingVote, meeting=meeting.id, matter=matter)
    vote = MeetingVote(meeting=meeting.id, matter=matter, household=household, agreed=20, against=2, abstained=2)
    return (same[0] if same else ledger.save(vote.but(resolution="同意"))).id


def with_vote(ledger: Ledger, case: Any, to: str, on: date, papers: StepPapers | None = None) -> StepPapers | None:
    """What goes with a step; into the review the vote of a meeting on its day, where the case has none."""
    if to != "assembly_reviewed" or case.vote is not None:
        return papers
    given = papers or StepPapers()
    return replace(given, facts={"vote": carried(ledger, case.household, on), **given.facts})


def carried_by_line(run: Any, book: Any, village: str, on: str) -> str:
    """As `carried`, by the command line: the id of a vote on a list of households."""
    facts = ("type=村民代表会议", f"on={on}", "due=30", "attended=24", "minutes=逐户评议", f"scans={SCAN}")
    meeting = run("record", "new", book, "meeting", f"division={village}", *facts)["id"]
    return str(run("record", "new", book, "meeting_vote", f"meeting={meeting}", "matter=名单", "agreed=20")["id"])
