"""Projects of a village (E31): the case of each project with its steps, its sources of money, and checks of the works.

000 五(二): 项目跟随规划走，资金跟随项目走.  000 五(十二), 002 §12, 003 (七): 垃圾处理、污水治理、改厕、绿化.
All amounts in fen.
"""

import datetime as dt
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.casework.model import Case, CaseStep, ended_why_field, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, number, photo, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_
from fupin_desktop.village_projects.path import PATH

_TYPES, _SERVED, _MONEY = "E31, 002 §§11–12, M17", "E31, 004 三(二)", "E31, 000 五(二)"
_MOST = 100_000  # households or persons a project of one village can serve


@dataclass(frozen=True, kw_only=True, repr=False)
class ProjectStep(CaseStep):
    """A step of a project: from which stage to which, when, by whom, on what paper."""

    label: ClassVar[str] = N_("Step of a project")

    case: Annotated[Dot | None, link(N_("Project of the village"), "village_project", required=True, source="E31")] = (
        None
    )
    from_stage: Annotated[str | None, from_field("project_stage", source="E31")] = None
    to_stage: Annotated[str | None, to_field("project_stage", source="E31")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class VillageProject(Case):
    """村项目 (E31): one project of a village, from the plan to its hand-over."""

    label: ClassVar[str] = N_("Project of the village")
    home: ClassVar[str] = "village"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = ProjectStep
    titled: ClassVar[tuple[str, ...]] = ("name", "stage")

    village: Annotated[Dot | None, link(N_("Village"), "village", required=True, source="E31")] = None
    name: Annotated[
        str | None, text(N_("Name of the project"), high=80, required=True, privacy=Privacy.PUBLIC, source="E31, N07")
    ] = None
    type: Annotated[
        str | None,
        choice(N_("Type of project"), "project_type", required=True, privacy=Privacy.PUBLIC, source=_TYPES),
    ] = None
    subtype: Annotated[
        str | None,
        choice(
            N_("What is built"),
            "project_subtype",
            help=N_("One of the type that was chosen"),
            privacy=Privacy.PUBLIC,
            source=_TYPES,
        ),
    ] = None
    type_other: Annotated[str | None, text(N_("Other type of project"), privacy=Privacy.PUBLIC, source="E31")] = None
    plan_item: Annotated[
        Dot | None,
        link(
            N_("Item of the village's plan"),
            "plan_item",
            help=N_("Projects follow the plan: enter it once in the village's file"),
            source="E31, 000 五(二) 项目跟随规划走",
        ),
    ] = None
    place: Annotated[str | None, text(N_("Place of the works"), high=100, privacy=Privacy.PUBLIC, source="N07")] = None
    content: Annotated[
        str | None, text(N_("What is to be built"), high=300, privacy=Privacy.PUBLIC, source="N07 建设内容")
    ] = None
    goal: Annotated[str | None, text(N_("What it is to reach"), high=200, privacy=Privacy.PUBLIC, source="N07")] = None
    quantity: Annotated[
        Decimal | None, number(N_("Quantity"), high=1_000_000, privacy=Privacy.PUBLIC, source="E31")
    ] = None
    unit: Annotated[
        str | None,
        text(N_("Unit"), high=20, help=N_("Such as km, lamps, places"), privacy=Privacy.PUBLIC, source="E31"),
    ] = None
    planned_start: Annotated[date | None, day(N_("Work planned from"), privacy=Privacy.PUBLIC, source="E31")] = None
    planned_end: Annotated[date | None, day(N_("To be completed by"), privacy=Privacy.PUBLIC, source="E31")] = None
    budget: Annotated[int | None, money(N_("Budget"), low=1, privacy=Privacy.PUBLIC, source=_MONEY)] = None
    fund_source: Annotated[
        tuple[str, ...],
        choice(N_("Source of money"), "fund_source", many=True, privacy=Privacy.PUBLIC, source="E31 funding, E33"),
    ] = ()
    procurement: Annotated[
        str | None,
        choice(N_("Way of awarding"), "procurement", privacy=Privacy.PUBLIC, source="E31, 002 §12, 003 (十四)1"),
    ] = None
    vote: Annotated[
        Dot | None,
        link(
            N_("Vote that decided"),
            "meeting_vote",
            help=N_("A small project the villagers build themselves needs it"),
            source="E31 meeting_id, R002-49",
        ),
    ] = None
    tender: Annotated[
        str | None, text(N_("How it was awarded"), high=200, privacy=Privacy.PUBLIC, source="N07 招标情况")
    ] = None
    contractor: Annotated[str | None, text(N_("Contractor"), high=80, privacy=Privacy.PUBLIC, source="E31")] = None
    responsible: Annotated[str | None, text(N_("Responsible"), privacy=Privacy.PUBLIC, source="N07 责任人")] = None
    households: Annotated[
        int | None, integer(N_("Households it serves"), high=_MOST, privacy=Privacy.PUBLIC, source=_SERVED)
    ] = None
    persons: Annotated[
        int | None, integer(N_("Persons it serves"), high=_MOST, privacy=Privacy.PUBLIC, source=_SERVED)
    ] = None
    poor_households: Annotated[
        int | None, integer(N_("Poor households it serves"), high=_MOST, privacy=Privacy.PUBLIC, source=_SERVED)
    ] = None
    poor_persons: Annotated[
        int | None, integer(N_("Poor persons it serves"), high=_MOST, privacy=Privacy.PUBLIC, source=_SERVED)
    ] = None
    local_poor_hired: Annotated[
        int | None, integer(N_("Local poor people hired"), high=_MOST, source="R002-22, R000-28, 002 §6")
    ] = None
    hired_days: Annotated[
        int | None, integer(N_("Days they worked in all"), high=1_000_000, source="R002-22 person_days")
    ] = None
    stage: Annotated[str | None, stage_field("project_stage", source="E31 state")] = None
    ended_why: Annotated[str | None, ended_why_field(source="E31")] = None
    established_on: Annotated[date | None, day(N_("Established on"), hand=Hand.MANAGED, source="E31")] = None
    tendered_on: Annotated[date | None, day(N_("Awarded on"), hand=Hand.MANAGED, source="E31")] = None
    started_on: Annotated[date | None, day(N_("Work began"), hand=Hand.MANAGED, source="E31")] = None
    completed_on: Annotated[date | None, day(N_("Work completed"), hand=Hand.MANAGED, source="E31")] = None
    accepted_on: Annotated[
        date | None, day(N_("Accepted on"), hand=Hand.MANAGED, privacy=Privacy.PUBLIC, source="E31, N09")
    ] = None
    handed_on: Annotated[date | None, day(N_("Handed over on"), hand=Hand.MANAGED, source="E31")] = None
    result: Annotated[
        str | None, text(N_("What was built"), high=300, privacy=Privacy.PUBLIC, source="N09 完成内容")
    ] = None
    final_cost: Annotated[int | None, money(N_("Final cost"), privacy=Privacy.PUBLIC, source="N09 决算")] = None
    cost_reason: Annotated[str | None, text(N_("Why more than the budget"), high=200, source="000 五(二)")] = None
    acceptors: Annotated[str | None, text(N_("Accepted by"), high=200, privacy=Privacy.PUBLIC, source="N09 验收")] = (
        None
    )
    benefit: Annotated[int | None, money(N_("Brings in a year"), source="E31, F16 收益")] = None
    keeper: Annotated[
        str | None,
        text(N_("Keeper"), high=80, help=N_("Who looks after it once it is handed over"), source="M10, 002 §§11, 24"),
    ] = None
    photos_before: Annotated[tuple[str, ...], photo(N_("Photographs before the works"), source="E31")] = ()
    photos_during: Annotated[tuple[str, ...], photo(N_("Photographs of the works"), source="E31")] = ()
    photos_after: Annotated[tuple[str, ...], photo(N_("Photographs of what was built"), source="E31")] = ()
    remark: Annotated[str | None, note(N_("Remark"), source="E31")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ProjectFunding(Record):
    """项目资金来源 (R000-41: 多维投入): one source of a project's money, planned and come in."""

    label: ClassVar[str] = N_("Source of money for the project")
    home: ClassVar[str] = "case"
    titled: ClassVar[tuple[str, ...]] = ("case", "source", "planned")

    case: Annotated[
        Dot | None, link(N_("Project of the village"), "village_project", required=True, key=True, source="R000-41")
    ] = None
    source: Annotated[
        str | None,
        choice(
            N_("Source of money"), "fund_source", required=True, key=True, privacy=Privacy.PUBLIC, source="R000-41, E33"
        ),
    ] = None
    planned: Annotated[int | None, money(N_("Planned"), privacy=Privacy.PUBLIC, source="R000-41, N08")] = None
    actual: Annotated[int | None, money(N_("Come in"), privacy=Privacy.PUBLIC, source="R000-41, N08")] = None
    on: Annotated[date | None, day(N_("Came in on"), source="R000-41")] = None
    paper: Annotated[str | None, text(N_("Paper"), high=200, source="E34 文件号")] = None
    principle: Annotated[
        str | None,
        text(
            N_("By what it was allotted"),
            high=200,
            help=N_("Such as: as the plan of the village has it"),
            privacy=Privacy.PUBLIC,
            source="N08 分配原则",
        ),
    ] = None
    reason: Annotated[str | None, text(N_("Why more than planned"), high=200, source="000 五(二)")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ProjectCheck(Record):
    """项目检查 (M10, M11; 002 §25: 立项实施、资金拨付、验收监管、绩效评估): who looked at it, what has to be mended."""

    label: ClassVar[str] = N_("Check of the project")
    home: ClassVar[str] = "case"
    titled: ClassVar[tuple[str, ...]] = ("case", "date", "about")

    case: Annotated[Dot | None, link(N_("Project of the village"), "village_project", required=True, source="M11")] = (
        None
    )
    date: Annotated[dt.date | None, day(N_("Date"), required=True, source="M11")] = None
    about: Annotated[
        str | None, choice(N_("What was checked"), "project_check", required=True, source="002 §§24, 25, R002-87")
    ] = None
    inspector: Annotated[str | None, text(N_("Checked by"), required=True, source="M11")] = None
    points: Annotated[str | None, note(N_("What was found"), required=True, source="M11")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="M11")] = ()
    to_mend: Annotated[str | None, note(N_("What has to be mended"), source="M11, 003 (十六)")] = None
    mend_by: Annotated[dt.date | None, day(N_("To be mended by"), source="M11")] = None
    mended_on: Annotated[dt.date | None, day(N_("Mended on"), source="M11")] = None
    rectification: Annotated[str | None, note(N_("What was mended"), source="M11")] = None
