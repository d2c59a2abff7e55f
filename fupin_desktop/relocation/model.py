"""Relocation (E28, M9): the case of a household, where it settles, and what helps it afterwards."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.casework.model import Case, CaseStep, ended_why_field, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path
from fupin_desktop.households.model import MOST_PERSONS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, photo, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_
from fupin_desktop.relocation.path import PATH


@dataclass(frozen=True, kw_only=True, repr=False)
class RelocationStep(CaseStep):
    """A step of a relocation."""

    label: ClassVar[str] = N_("Step of a relocation")

    case: Annotated[Dot | None, link(N_("Relocation"), "relocation_case", required=True, source="E28")] = None
    from_stage: Annotated[str | None, from_field("relocation_stage", source="E28")] = None
    to_stage: Annotated[str | None, to_field("relocation_stage", source="E28")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class RelocationCase(Case):
    """搬迁 (E28; 002 §12 插花搬迁, 004 二(二)): one household, from its wish to move to the follow-up."""

    label: ClassVar[str] = N_("Relocation")
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = RelocationStep
    titled: ClassVar[tuple[str, ...]] = ("household", "mode")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E28")] = None
    stage: Annotated[str | None, stage_field("relocation_stage", source="E28")] = None
    ended_why: Annotated[str | None, ended_why_field(source="E28")] = None
    mode: Annotated[str | None, choice(N_("Way of moving"), "relocation_mode", source="E28, 002 §12")] = None
    from_place: Annotated[str | None, text(N_("From where"), high=100, source="E28")] = None
    to_place: Annotated[str | None, text(N_("To where"), high=100, source="E28")] = None
    site: Annotated[
        Dot | None,
        link(
            N_("Settlement"),
            "settlement_area",
            help=N_("Of a settlement of this village; enter it once in the village's file"),
            source="M9",
        ),
    ] = None
    reason: Annotated[str | None, text(N_("Why it moves"), high=200, source="002 §12")] = None
    harsh: Annotated[
        bool | None,
        yes(N_("Lives where nature is very harsh"), help=N_("These come first"), source="004 二(二), M9"),
    ] = None
    wishes_to_move: Annotated[bool | None, yes(N_("Wishes to move"), source="R002-47")] = None
    wished_on: Annotated[date | None, day(N_("Wish said on"), source="R002-47")] = None
    persons: Annotated[int | None, integer(N_("Persons who move"), high=MOST_PERSONS, source="E28")] = None
    subsidy: Annotated[int | None, money(N_("Subsidy for moving"), source="E28")] = None
    planned_on: Annotated[date | None, day(N_("To move by"), source="E28")] = None
    agreed_on: Annotated[date | None, day(N_("Agreement signed on"), source="E28")] = None
    moved_on: Annotated[date | None, day(N_("Moved on"), hand=Hand.MANAGED, source="E28")] = None
    earlier: Annotated[
        bool | None,
        yes(
            N_("Moved in an earlier programme"),
            help=N_("Looked after as well: what was won is made lasting"),
            source="M9, 002 §12 巩固易地移民搬迁成果",
        ),
    ] = None
    old_site: Annotated[
        str | None, text(N_("What became of the old house and land"), high=200, source="M9 迁出区生态修复")
    ] = None
    stays_as: Annotated[
        str | None,
        text(N_("Stays as"), high=100, help=N_("Such as forest ranger: the work for nature"), source="002 §12"),
    ] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E28")] = None
    photos_before: Annotated[tuple[str, ...], photo(N_("Photographs of the old house"), source="E28")] = ()
    photos_after: Annotated[tuple[str, ...], photo(N_("Photographs of the new house"), source="E28")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class RelocationFollowUp(Record):
    """后续帮扶 (E28, M9; 004 二(二)): what helps a household that moved: industry, work or ecology."""

    label: ClassVar[str] = N_("Follow-up of a relocation")
    home: ClassVar[str] = "case"
    titled: ClassVar[tuple[str, ...]] = ("case", "kind", "start")

    case: Annotated[Dot | None, link(N_("Relocation"), "relocation_case", required=True, source="E28")] = None
    kind: Annotated[str | None, choice(N_("Kind of follow-up"), "follow_up_kind", required=True, source="E28, M9")] = (
        None
    )
    content: Annotated[str | None, text(N_("What is done"), high=200, required=True, source="R004-05")] = None
    start: Annotated[date | None, day(N_("Since"), required=True, source="R004-05")] = None
    end: Annotated[date | None, day(N_("Until"), source="R004-05")] = None
    income: Annotated[int | None, money(N_("Brings in a year"), source="R004-05")] = None
    member: Annotated[Dot | None, link(N_("Member"), "member", help=N_("Who works"), source="M9")] = None
    measure: Annotated[
        Dot | None,
        link(N_("Measure"), "year_measure", help=N_("The measure of the household it is part of"), source="R004-05"),
    ] = None
    kind_other: Annotated[str | None, text(N_("Other kind of follow-up"), source="M9")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class SettlementArea(Record):
    """安置区 (M9; 002 §12 安置区配套公共设施, 004 二(二) 示范村): where people settle, and what there is."""

    label: ClassVar[str] = N_("Settlement")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("name",)

    village_code: Annotated[str | None, text(N_("Village code"), digits=12, high=12, required=True, source="M9")] = None
    name: Annotated[str | None, text(N_("Name of the settlement"), required=True, source="M9")] = None
    place: Annotated[str | None, text(N_("Where it lies"), high=100, source="M9")] = None
    houses: Annotated[int | None, integer(N_("Houses"), high=10_000, source="M9")] = None
    demonstration: Annotated[bool | None, yes(N_("Demonstration village"), source="004 二(二), M9")] = None
    water: Annotated[bool | None, yes(N_("Water supply"), source="004 二(二)")] = None
    power: Annotated[bool | None, yes(N_("Power supply"), source="004 二(二)")] = None
    road: Annotated[bool | None, yes(N_("Road"), source="004 二(二)")] = None
    network: Annotated[bool | None, yes(N_("Network"), source="004 二(二)")] = None
    school: Annotated[bool | None, yes(N_("School within reach"), source="004 二(二)")] = None
    clinic: Annotated[bool | None, yes(N_("Clinic within reach"), source="004 二(二)")] = None
    culture: Annotated[bool | None, yes(N_("Place for culture"), source="004 二(二)")] = None
    restored: Annotated[
        str | None, text(N_("How the land left behind is restored"), high=200, source="002 §12 迁出区生态修复")
    ] = None
    done_on: Annotated[date | None, day(N_("Completed on"), source="M9")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="M9")] = None
