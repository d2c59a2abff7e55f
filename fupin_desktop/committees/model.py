"""Member of the village's committees, with a term; overhaul of a weak party branch (M2, 002 §21, 003 (九))."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.field import choice, day, note, photo, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class CommitteeMember(Record):
    """村“两委”班子成员 (M2): one person in one post for one term; who holds two posts stands twice."""

    label: ClassVar[str] = N_("Member of the committees")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("name", "post", "start")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="M2, 002 §21")
    ] = None
    name: Annotated[
        str | None, text(N_("Name"), required=True, key=True, privacy=Privacy.PUBLIC, source="M2, 002 §21")
    ] = None
    post: Annotated[
        str | None,
        choice(N_("Post"), "committee_post", required=True, key=True, privacy=Privacy.PUBLIC, source="M2, 002 §21"),
    ] = None
    start: Annotated[date | None, day(N_("Term from"), required=True, key=True, correctable=True, source="M2")] = None
    end: Annotated[date | None, day(N_("Term until"), source="M2")] = None
    party_member: Annotated[bool | None, yes(N_("Party member"), source="M2, 002 §21")] = None
    phone: Annotated[str | None, text(N_("Telephone"), high=30, privacy=Privacy.OFFICE, source="M2")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="M2")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PartyOverhaul(Record):
    """软弱涣散党组织整顿 (M2, 002 §21): what was wrong, what was done, until when, what came of it."""

    label: ClassVar[str] = N_("Overhaul of the party branch")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("begun_on", "problem")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="M2, 002 §21")
    ] = None
    begun_on: Annotated[
        date | None, day(N_("Begun on"), required=True, key=True, correctable=True, source="M2, 002 §21")
    ] = None
    problem: Annotated[str | None, note(N_("What is wrong"), required=True, source="M2, 002 §21")] = None
    steps: Annotated[str | None, note(N_("What is done about it"), source="M2, 002 §21")] = None
    responsible: Annotated[str | None, text(N_("Responsible"), source="M2, 002 §21")] = None
    due: Annotated[date | None, day(N_("Due"), source="M2, 002 §21")] = None
    ended_on: Annotated[date | None, day(N_("Ended on"), group="ending", source="M2, 002 §21")] = None
    result: Annotated[str | None, note(N_("Result"), group="ending", source="M2, 002 §21")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="M2")] = ()
