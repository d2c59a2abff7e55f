"""Cadre (E08) and responsibility (E09)."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, link, text
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


@dataclass(frozen=True, kw_only=True, repr=False)
class Responsibility(Record):
    """责任分工 (E09): who answers for a household, and since when.  History is kept by ending, never by overwriting."""

    label: ClassVar[str] = N_("Responsibility")
    home: ClassVar[str] = "household"

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E09")] = None
    cadre: Annotated[Dot | None, link(N_("Cadre"), "cadre", required=True, key=True, source="E09")] = None
    role: Annotated[str | None, choice(N_("Role"), "resp_role", required=True, privacy=Privacy.PUBLIC, source="E09")] = None
    start: Annotated[date | None, day(N_("From"), required=True, key=True, source="E09")] = None
    end: Annotated[date | None, day(N_("Until"), source="E09")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E09")] = None
