"""Cadre (E08), and who answers for a household or a place (E09)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, link, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class Cadre(Record):
    """干部 (E08): a person who visits, assists or answers for a household, as the village's file knows them."""

    label: ClassVar[str] = N_("Cadre")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E08")
    ] = None
    name: Annotated[str | None, text(N_("Name"), required=True, key=True, privacy=Privacy.PUBLIC, source="E08")] = None
    unit_name: Annotated[str | None, text(N_("Sent by"), key=True, privacy=Privacy.PUBLIC, source="E08")] = None
    post: Annotated[str | None, text(N_("Post"), privacy=Privacy.PUBLIC, source="E08")] = None
    phone: Annotated[str | None, text(N_("Telephone"), high=30, key=True, privacy=Privacy.OFFICE, source="E08")] = None
    sex: Annotated[str | None, choice(N_("Sex"), "sex", source="E08")] = None
    id_no: Annotated[
        str | None, text(N_("Document number"), bare=True, high=30, privacy=Privacy.OFFICE, source="E08")
    ] = None
    sent_by_division: Annotated[
        str | None,
        text(
            N_("Division that sent the cadre"),
            numbers=True,
            high=12,
            help=N_("2, 4, 6, 9 or 12 digits"),
            source="E08, 002 §19",
        ),
    ] = None
    team: Annotated[Dot | None, link(N_("Work team"), "work_team", source="E07, E08")] = None
    roles: Annotated[
        tuple[str, ...],
        choice(
            N_("Roles in the team"), "team_role", many=True, privacy=Privacy.PUBLIC, source="E08, 002 §19, 003 (三)"
        ),
    ] = ()
    concurrent_post: Annotated[
        str | None, text(N_("Concurrent local post"), privacy=Privacy.PUBLIC, source="E08, 000 七(一), 002 §22")
    ] = None
    party_member: Annotated[bool | None, yes(N_("Party member"), source="E08, 002 §21")] = None
    start: Annotated[date | None, day(N_("Term from"), privacy=Privacy.PUBLIC, source="E08, 002 §19")] = None
    planned_end: Annotated[
        date | None,
        day(
            N_("Term planned until"),
            help=N_("In principle three years after its start"),
            privacy=Privacy.PUBLIC,
            source="E08, 002 §19",
        ),
    ] = None
    end: Annotated[date | None, day(N_("Term ended on"), hand=Hand.MANAGED, group="ending", source="E08, 002 §19")] = (
        None
    )
    end_reason: Annotated[
        str | None, text(N_("Why the term ended"), high=200, hand=Hand.MANAGED, group="ending", source="E08, 002 §19")
    ] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Responsibility(Record):
    """责任分工 (E09): who answers for a household, and since when.  History is kept by ending, never by overwriting."""

    label: ClassVar[str] = N_("Responsibility")
    home: ClassVar[str] = "household"

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E09")] = None
    cadre: Annotated[Dot | None, link(N_("Cadre"), "cadre", required=True, key=True, source="E09")] = None
    role: Annotated[
        str | None, choice(N_("Role"), "resp_role", required=True, privacy=Privacy.PUBLIC, source="E09")
    ] = None
    start: Annotated[date | None, day(N_("From"), required=True, key=True, correctable=True, source="E09")] = None
    end: Annotated[date | None, day(N_("Until"), hand=Hand.MANAGED, source="E09")] = None
    end_reason: Annotated[str | None, text(N_("Why it ended"), high=200, hand=Hand.MANAGED, source="E09")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E09")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PlaceResponsibility(Record):
    """挂点责任 (E09): who of the leaders answers for a village, a township or a county (002 §20, §23).

    A responsibility for a household is `Responsibility`: each hangs on what it is for, which decides who may hold it.
    """

    label: ClassVar[str] = N_("Responsibility for a place")
    home: ClassVar[str] = "division"

    division: Annotated[
        str | None,
        text(
            N_("Division code"),
            numbers=True,
            high=12,
            required=True,
            key=True,
            help=N_("2, 4, 6, 9 or 12 digits"),
            source="E09",
        ),
    ] = None
    role: Annotated[
        str | None,
        choice(
            N_("Kind of responsibility"), "resp_role", required=True, key=True, privacy=Privacy.PUBLIC, source="E09"
        ),
    ] = None
    name: Annotated[str | None, text(N_("Name"), required=True, key=True, privacy=Privacy.PUBLIC, source="E09")] = None
    unit_name: Annotated[str | None, text(N_("Unit"), privacy=Privacy.PUBLIC, source="E09")] = None
    post: Annotated[str | None, text(N_("Post"), privacy=Privacy.PUBLIC, source="E09")] = None
    phone: Annotated[str | None, text(N_("Telephone"), high=30, privacy=Privacy.OFFICE, source="E09")] = None
    start: Annotated[date | None, day(N_("From"), required=True, key=True, correctable=True, source="E09")] = None
    end: Annotated[date | None, day(N_("Until"), hand=Hand.MANAGED, group="ending", source="E09")] = None
    end_reason: Annotated[
        str | None, text(N_("Why it ended"), high=200, hand=Hand.MANAGED, group="ending", source="E09")
    ] = None
