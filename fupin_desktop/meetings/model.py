"""Meetings (E57) and what was voted on in them: who had to come, who came, the votes, the resolution."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, note, photo, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_

MOST_PEOPLE = 20_000


@dataclass(frozen=True, kw_only=True, repr=False)
class Meeting(Record):
    """会议 (E57): of a village, a township or a county (000 七, 002 §21, 003 (十四))."""

    label: ClassVar[str] = N_("Meeting")
    home: ClassVar[str] = "division"
    titled: ClassVar[tuple[str, ...]] = ("type", "on")

    division: Annotated[
        str | None,
        text(
            N_("Division code"),
            numbers=True,
            high=12,
            required=True,
            key=True,
            help=N_("2, 4, 6, 9 or 12 digits"),
            source="E57",
        ),
    ] = None
    type: Annotated[
        str | None, choice(N_("Kind of meeting"), "meeting", required=True, key=True, source="E57, 002 §21")
    ] = None
    on: Annotated[date | None, day(N_("Date"), required=True, key=True, source="E57")] = None
    place: Annotated[str | None, text(N_("Place of the meeting"), source="E57")] = None
    chair: Annotated[str | None, text(N_("Chaired by"), source="E57")] = None
    recorder: Annotated[str | None, text(N_("Minutes by"), source="F27")] = None
    present: Annotated[
        tuple[str, ...],
        text(N_("Of the team and the offices"), many=True, help=N_("Names of cadres who took part"), source="F27"),
    ] = ()
    due: Annotated[
        int | None, integer(N_("Had to come"), high=MOST_PEOPLE, privacy=Privacy.PUBLIC, source="E57 due_attend")
    ] = None
    attended: Annotated[int | None, integer(N_("Came"), high=MOST_PEOPLE, privacy=Privacy.PUBLIC, source="E57")] = None
    topic: Annotated[str | None, text(N_("Subject"), high=200, source="F27")] = None
    minutes: Annotated[str | None, note(N_("Minutes"), source="E57, F27")] = None
    scans: Annotated[tuple[str, ...], photo(N_("Photographs of the minutes"), source="E57 minutes scan")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class MeetingVote(Record):
    """表决事项 (E57 votes, resolution): one matter of a meeting, the votes and what was resolved (N20)."""

    label: ClassVar[str] = N_("Vote of a meeting")
    home: ClassVar[str] = "meeting"

    meeting: Annotated[Dot | None, link(N_("Meeting"), "meeting", required=True, key=True, source="E57")] = None
    matter: Annotated[
        str | None, text(N_("Matter"), high=200, required=True, key=True, privacy=Privacy.PUBLIC, source="E57, N20")
    ] = None
    household: Annotated[Dot | None, link(N_("Household"), "household", source="E16, E57")] = None
    agreed: Annotated[int | None, integer(N_("Votes for"), high=MOST_PEOPLE, privacy=Privacy.PUBLIC, source="E57")] = (
        None
    )
    against: Annotated[
        int | None, integer(N_("Votes against"), high=MOST_PEOPLE, privacy=Privacy.PUBLIC, source="E57")
    ] = None
    abstained: Annotated[
        int | None, integer(N_("Abstentions"), high=MOST_PEOPLE, privacy=Privacy.PUBLIC, source="E57")
    ] = None
    resolution: Annotated[
        str | None, text(N_("Resolution"), high=400, privacy=Privacy.PUBLIC, source="E57 resolution, N20")
    ] = None
    carried: Annotated[bool | None, yes(N_("Carried"), privacy=Privacy.PUBLIC, source="E57")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class MatterTrail(Record):
    """四议两公开 (002 §21): one matter of the village, through four meetings and two disclosures.

    Each step is a meeting or a notice the book holds; what is empty has not been done yet.
    """

    label: ClassVar[str] = N_("Matter by four meetings and two disclosures")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("matter",)

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="002 §21")
    ] = None
    matter: Annotated[
        str | None, text(N_("Matter"), high=200, required=True, key=True, privacy=Privacy.PUBLIC, source="002 §21")
    ] = None
    proposal: Annotated[Dot | None, link(N_("Proposed by the party branch"), "meeting", source="002 §21")] = None
    consultation: Annotated[Dot | None, link(N_("Consulted by the two committees"), "meeting", source="002 §21")] = None
    deliberation: Annotated[Dot | None, link(N_("Deliberated by the party members"), "meeting", source="002 §21")] = (
        None
    )
    resolution: Annotated[Dot | None, link(N_("Resolved by the villagers"), "meeting", source="002 §21")] = None
    resolution_notice: Annotated[Dot | None, link(N_("Resolution disclosed"), "notice", source="002 §21, N20")] = None
    result_notice: Annotated[Dot | None, link(N_("Result disclosed"), "notice", source="002 §21")] = None
    given_up: Annotated[bool | None, yes(N_("Given up"), source="002 §21")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="002 §21")] = None
