"""Work team (E07) and letter of responsibility (E10)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, note, photo, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class WorkTeam(Record):
    """驻村工作队／工作组 (E07): the team of a village, or the group of a township, a county, a city."""

    label: ClassVar[str] = N_("Work team")
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
            source="E07",
        ),
    ] = None
    type: Annotated[
        str | None,
        choice(N_("Kind of team"), "team_type", required=True, key=True, source="E07, 000 七(一), 002 §23, 003 (十二)"),
    ] = None
    name: Annotated[str | None, text(N_("Name of the team"), required=True, key=True, source="E07")] = None
    parent_team: Annotated[Dot | None, link(N_("Under the team"), "work_team", source="E07, 000 七(一)")] = None
    temp_party_branch: Annotated[bool | None, yes(N_("Has a temporary party branch"), source="E07, 002 §26")] = None
    start: Annotated[date | None, day(N_("From"), source="E07")] = None
    end: Annotated[date | None, day(N_("Until"), hand=Hand.MANAGED, group="ending", source="E07")] = None
    end_reason: Annotated[
        str | None, text(N_("Why it ended"), high=200, hand=Hand.MANAGED, group="ending", source="E07")
    ] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E07")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ResponsibilityLetter(Record):
    """责任书 (E10): signed from level to level, one a year (002 §23)."""

    label: ClassVar[str] = N_("Letter of responsibility")
    home: ClassVar[str] = "division"

    division: Annotated[
        str | None,
        text(
            N_("Division code"), numbers=True, high=12, required=True, help=N_("2, 4, 6, 9 or 12 digits"), source="E10"
        ),
    ] = None
    level: Annotated[
        str | None, choice(N_("Between which levels"), "letter_level", required=True, source="E10, 002 §23")
    ] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, source="E10")] = None
    signers: Annotated[tuple[str, ...], text(N_("Signed by"), many=True, required=True, source="E10, 002 §23")] = ()
    signed_on: Annotated[date | None, day(N_("Signed on"), source="E10")] = None
    scan: Annotated[tuple[str, ...], photo(N_("Photographs of the letter"), source="E10")] = ()
    remark: Annotated[str | None, note(N_("Remark"), source="E10")] = None
