"""Plans of villages and of the units that help them (E29, E30): four parts, survey and hearing first, milestones.

000 七(二): 三年实施计划，有计划、有资金、有目标、有措施，倒排时间.  003 (五): 对贫困村村情、民情开展深入调查研究，
广泛听取当地干部群众对脱贫工作的意见和建议.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, note, photo, text
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_

PARTS = ("work", "funds", "goals", "measures")
_M4, _E29, _E30, _UNIT = "003 (五), M4", "E29, R003-13", "E30", "000 七(二), R000-39"


@dataclass(frozen=True, kw_only=True, repr=False)
class VillageSurvey(Record):
    """村情民情调查 (M4): what was found in the village before its plan was made."""

    label: ClassVar[str] = N_("Survey of the village")
    home: ClassVar[str] = "village"
    titled: ClassVar[tuple[str, ...]] = ("date", "surveyors")

    village: Annotated[Dot | None, link(N_("Village"), "village", required=True, source=_M4)] = None
    date: Annotated[dt.date | None, day(N_("Surveyed on"), required=True, source=_M4)] = None
    surveyors: Annotated[tuple[str, ...], text(N_("Surveyors"), many=True, required=True, source=_M4)] = ()
    households: Annotated[int | None, integer(N_("Households called at"), high=20_000, source=_M4)] = None
    findings: Annotated[str | None, note(N_("State of the village"), required=True, source=_M4)] = None
    problems: Annotated[str | None, note(N_("Problems and causes"), source=_M4)] = None
    suggestions: Annotated[str | None, note(N_("Suggestions"), source=_M4)] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source=_M4)] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanHearing(Record):
    """规划听取意见 (M4): who was heard on which day about the plan, and what they said."""

    label: ClassVar[str] = N_("Hearing before the plan")
    home: ClassVar[str] = "village"
    titled: ClassVar[tuple[str, ...]] = ("date", "heard")

    village: Annotated[Dot | None, link(N_("Village"), "village", required=True, source=_M4)] = None
    date: Annotated[dt.date | None, day(N_("Heard on"), required=True, source=_M4)] = None
    heard: Annotated[
        tuple[str, ...], choice(N_("Who was heard"), "hearing_group", many=True, required=True, source=_M4)
    ] = ()
    persons: Annotated[int | None, integer(N_("Persons heard"), low=1, high=20_000, source=_M4)] = None
    names: Annotated[str | None, note(N_("Names"), source=_M4)] = None
    opinions: Annotated[str | None, note(N_("Opinions and suggestions"), required=True, source=_M4)] = None
    taken_up: Annotated[str | None, note(N_("What of it the plan takes up"), source=_M4)] = None
    minutes: Annotated[str | None, note(N_("Minutes"), help=N_("Or choose the meeting"), source=_M4)] = None
    meeting: Annotated[Dot | None, link(N_("Meeting"), "meeting", source="M4, E57")] = None
    scans: Annotated[tuple[str, ...], photo(N_("Photographs of the minutes"), source=_M4)] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class VillagePlan(Record):
    """村规划 (E29): of three years or of one, from its first year to its last, in four parts."""

    label: ClassVar[str] = N_("Plan of the village")
    home: ClassVar[str] = "village"
    titled: ClassVar[tuple[str, ...]] = ("first_year", "last_year")

    village: Annotated[Dot | None, link(N_("Village"), "village", required=True, key=True, source=_E29)] = None
    first_year: Annotated[
        int | None, integer(N_("From the year"), low=2013, high=2100, required=True, key=True, source=_E29)
    ] = None
    last_year: Annotated[
        int | None, integer(N_("To the year"), low=2013, high=2100, required=True, key=True, source=_E29)
    ] = None
    work: Annotated[str | None, note(N_("Plan of the work"), source="E29, 000 七(二)")] = None
    funds: Annotated[str | None, note(N_("Money"), source="E29, 000 七(二)")] = None
    goals: Annotated[str | None, note(N_("Goals"), source="E29, 000 七(二)")] = None
    measures: Annotated[str | None, note(N_("Measures to be taken"), source="E29, 000 七(二)")] = None
    planned_money: Annotated[int | None, money(N_("Planned funds"), source=_E29)] = None
    survey: Annotated[Dot | None, link(N_("Survey of the village"), "village_survey", source=_M4)] = None
    hearing: Annotated[Dot | None, link(N_("Hearing before the plan"), "plan_hearing", source=_M4)] = None
    approved_by: Annotated[str | None, text(N_("Approved by"), group="approval", source=_E29)] = None
    approved_on: Annotated[dt.date | None, day(N_("Approved on"), group="approval", source=_E29)] = None
    scans: Annotated[tuple[str, ...], photo(N_("Photographs of the paper"), source=_E29)] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanItem(Record):
    """规划项目 (E30): one thing a village's plan wants to do, with its money and its year."""

    label: ClassVar[str] = N_("Item of the village's plan")
    home: ClassVar[str] = "plan"
    titled: ClassVar[tuple[str, ...]] = ("year", "name")

    plan: Annotated[Dot | None, link(N_("Plan of the village"), "village_plan", required=True, source=_E30)] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, source=_E30)] = None
    phase: Annotated[int | None, integer(N_("Phase"), low=1, high=9, source="R000-21: 分期分批实施")] = None
    priority: Annotated[
        int | None, integer(N_("Order of urgency"), low=1, high=999, source="R000-21: 分类筛选; 1 comes first")
    ] = None
    name: Annotated[str | None, text(N_("Item"), high=100, required=True, source=_E30)] = None
    project8: Annotated[str | None, choice(N_("Project of the eight"), "project8", source="E30, 002 §§5–12")] = None
    content: Annotated[str | None, note(N_("Content"), source=_E30)] = None
    planned_fund: Annotated[int | None, money(N_("Planned funds"), source=_E30)] = None
    fund_source: Annotated[
        tuple[str, ...], choice(N_("Source of money"), "fund_source", many=True, source="E30, E33")
    ] = ()
    households: Annotated[int | None, integer(N_("Poor households it serves"), high=20_000, source=_E30)] = None
    responsible: Annotated[str | None, text(N_("Responsible"), source=_E30)] = None
    start: Annotated[dt.date | None, day(N_("From"), source=_E30)] = None
    due: Annotated[dt.date | None, day(N_("Due"), source=_E30)] = None
    done_on: Annotated[dt.date | None, day(N_("Completed on"), source=_E30)] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source=_E30)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class UnitPlan(Record):
    """帮扶单位计划 (R000-39 UnitPlan): the plan of a unit for the village it helps, in four parts."""

    label: ClassVar[str] = N_("Plan of the unit")
    home: ClassVar[str] = "unit"
    titled: ClassVar[tuple[str, ...]] = ("first_year", "last_year")

    unit: Annotated[Dot | None, link(N_("Assisting unit"), "assisting_unit", required=True, key=True, source=_UNIT)] = (
        None
    )
    first_year: Annotated[
        int | None, integer(N_("From the year"), low=2013, high=2100, required=True, key=True, source=_UNIT)
    ] = None
    last_year: Annotated[
        int | None, integer(N_("To the year"), low=2013, high=2100, required=True, key=True, source=_UNIT)
    ] = None
    work: Annotated[str | None, note(N_("Plan of the work"), source=_UNIT)] = None
    funds: Annotated[str | None, note(N_("Money"), source=_UNIT)] = None
    goals: Annotated[str | None, note(N_("Goals"), source=_UNIT)] = None
    measures: Annotated[str | None, note(N_("Measures to be taken"), source=_UNIT)] = None
    planned_money: Annotated[int | None, money(N_("Planned funds"), source=_UNIT)] = None
    approved_by: Annotated[str | None, text(N_("Approved by"), group="approval", source=_UNIT)] = None
    approved_on: Annotated[dt.date | None, day(N_("Approved on"), group="approval", source=_UNIT)] = None
    scans: Annotated[tuple[str, ...], photo(N_("Photographs of the paper"), source=_UNIT)] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class Milestone(Record):
    """时间节点 (倒排时间): what is done by when.  `months_before` counts back from the deadline of the area."""

    home: ClassVar[str] = "plan"
    titled: ClassVar[tuple[str, ...]] = ("name", "due")

    plan: Dot | None = None
    name: Annotated[str | None, text(N_("What is done by then"), high=100, required=True, source=_UNIT)] = None
    months_before: Annotated[
        int | None,
        integer(N_("Months before the deadline"), high=120, help=N_("The day follows from it"), source=_UNIT),
    ] = None
    due: Annotated[dt.date | None, day(N_("Due"), help=N_("Or the day itself"), source=_UNIT)] = None
    done_on: Annotated[dt.date | None, day(N_("Completed on"), source=_UNIT)] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source=_UNIT)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class VillageMilestone(Milestone):
    """A milestone of a village's plan."""

    label: ClassVar[str] = N_("Milestone of the village's plan")

    plan: Annotated[Dot | None, link(N_("Plan of the village"), "village_plan", required=True, source=_E29)] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class UnitMilestone(Milestone):
    """A milestone of a unit's plan."""

    label: ClassVar[str] = N_("Milestone of the unit's plan")

    plan: Annotated[Dot | None, link(N_("Plan of the unit"), "unit_plan", required=True, source=_UNIT)] = None
