"""A village meeting with votes, a case that waits for it and for photographs, money given to it from a source."""

import datetime as dt
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.casework.gates import Met, Pictures
from fupin_desktop.casework.model import Case, CaseStep, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path, Stage
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, day, integer, link, money, photo, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_

BEFORE, AFTER = "photos_before", "photos_after"
PATH = Path(
    name="toilets",
    stages=(
        Stage(code="asked", moment=BEFORE),
        Stage(code="agreed", waits=(Met("meeting"),)),
        Stage(code="approved", level="township"),
        Stage(code="built", moment=AFTER, sets="built_on", waits=(Pictures((BEFORE, AFTER)),)),
    ),
    asks=("seats", "subsidy"),
    facts=("seats", "subsidy", "built_on"),
    card=("seats",),
    moments=(BEFORE, AFTER),
)


@dataclass(frozen=True, kw_only=True, repr=False)
class VillageMeeting(Record):
    """村民会议: who had to come, who came, how they voted."""

    label: ClassVar[str] = N_("Village meeting")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("name", "on")

    village_code: Annotated[str | None, text(N_("Village"), digits=12, required=True)] = None
    name: Annotated[str | None, text(N_("Title"), required=True, privacy=Privacy.PUBLIC)] = None
    on: Annotated[date | None, day(N_("Held on"), required=True, privacy=Privacy.PUBLIC)] = None
    due: Annotated[int | None, integer(N_("Had to come"), required=True)] = None
    attended: Annotated[int | None, integer(N_("Came"), required=True, privacy=Privacy.PUBLIC)] = None
    agreed: Annotated[int | None, integer(N_("Votes for"), required=True, privacy=Privacy.PUBLIC)] = None
    against: Annotated[int | None, integer(N_("Against"), required=True)] = None
    abstained: Annotated[int | None, integer(N_("Abstained"), required=True)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ToiletStep(CaseStep):
    """A step of a case."""

    label: ClassVar[str] = N_("Step of a toilet case")
    case: Annotated[Dot | None, link(N_("Toilet case"), "toilet_case", required=True)] = None
    from_stage: Annotated[str | None, from_field("toilet_stage")] = None
    to_stage: Annotated[str | None, to_field("toilet_stage")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ToiletCase(Case):
    """户厕改造: of one household, in four stages."""

    label: ClassVar[str] = N_("Toilet case")
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = ToiletStep
    titled: ClassVar[tuple[str, ...]] = ("household", "seats")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True)] = None
    stage: Annotated[str | None, stage_field("toilet_stage")] = None
    seats: Annotated[int | None, integer(N_("Squatting pans"), high=9, required=True, privacy=Privacy.PUBLIC)] = None
    subsidy: Annotated[int | None, money(N_("Subsidy planned"), privacy=Privacy.PUBLIC)] = None
    meeting: Annotated[Dot | None, link(N_("Village meeting"), "village_meeting")] = None
    built_on: Annotated[date | None, day(N_("Built on"), hand=Hand.MANAGED)] = None
    photos_before: Annotated[tuple[str, ...], photo(N_("Photographs before"))] = ()
    photos_after: Annotated[tuple[str, ...], photo(N_("Photographs after"))] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class ToiletFund(Record):
    """资金来源: a sum of money of the village."""

    label: ClassVar[str] = N_("Source of money")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[str | None, text(N_("Village"), digits=12, required=True, key=True)] = None
    name: Annotated[str | None, text(N_("Name of the source"), required=True, key=True)] = None
    amount: Annotated[int | None, money(N_("Amount"), low=1, required=True)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ToiletGrant(Record):
    """拨付: money given to a case from a source."""

    label: ClassVar[str] = N_("Money given")
    home: ClassVar[str] = "case"

    case: Annotated[Dot | None, link(N_("Toilet case"), "toilet_case", required=True)] = None
    fund: Annotated[Dot | None, link(N_("Source of money"), "toilet_fund", required=True)] = None
    amount: Annotated[int | None, money(N_("Amount"), low=1, required=True)] = None
    on: Annotated[dt.date | None, day(N_("Given on"), required=True)] = None
