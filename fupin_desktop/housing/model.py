"""Housing case (E27) with its steps; the builders a village knows, and inspections of the works."""

import datetime as dt
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.casework.model import Case, CaseStep, ended_why_field, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path
from fupin_desktop.households.model import MOST_PERSONS
from fupin_desktop.housing.path import PATH
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, number, photo, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingStep(CaseStep):
    """A step of a housing case: from which stage to which, when, by whom, on what paper (E27, stage dates)."""

    label: ClassVar[str] = N_("Step of a housing case")

    case: Annotated[Dot | None, link(N_("Housing case"), "housing_case", required=True, source="E27")] = None
    from_stage: Annotated[str | None, from_field("house_stage", source="E27")] = None
    to_stage: Annotated[str | None, to_field("house_stage", source="E27")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingCase(Case):
    """危房改造 (E27): one household's house, from the application to the file."""

    label: ClassVar[str] = N_("Housing case")
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = HousingStep

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E27")] = None
    year_plan: Annotated[
        int | None, integer(N_("Planned for the year"), low=2013, high=2100, required=True, key=True, source="E27")
    ] = None
    danger_grade: Annotated[
        str | None, choice(N_("Danger grade"), "danger", group="appraisal", privacy=Privacy.PUBLIC, source="E27")
    ] = None
    appraised_on: Annotated[date | None, day(N_("Appraised on"), group="appraisal", source="E27")] = None
    appraiser: Annotated[str | None, text(N_("Appraiser"), group="appraisal", source="E27")] = None
    report_no: Annotated[str | None, text(N_("Number of the appraisal"), group="appraisal", source="E27")] = None
    sole_dwelling: Annotated[bool | None, yes(N_("The only dwelling"), source="E27, 002 §10")] = None
    long_term_resident: Annotated[bool | None, yes(N_("Lived in for long"), source="E27, 002 §10")] = None
    scattered_wubao: Annotated[
        bool | None, yes(N_("Five-guarantee household living on its own"), source="E27, 002 §10")
    ] = None
    subsidy_class: Annotated[
        str | None, choice(N_("Subsidy group"), "house_class", privacy=Privacy.SEALED, source="E27")
    ] = None
    mode: Annotated[str | None, choice(N_("Way of repair"), "house_mode", privacy=Privacy.PUBLIC, source="E27")] = None
    build_way: Annotated[str | None, choice(N_("Built by"), "build_way", source="E27")] = None
    persons: Annotated[int | None, integer(N_("Persons"), high=MOST_PERSONS, privacy=Privacy.PUBLIC, source="E27")] = (
        None
    )
    area_before: Annotated[Decimal | None, number(N_("Area before"), unit="平方米", high=2000, source="E27")] = None
    area_after: Annotated[Decimal | None, number(N_("Area after"), unit="平方米", high=2000, source="E27")] = None
    area_cap: Annotated[Decimal | None, number(N_("Largest area allowed"), unit="平方米", high=2000, source="E27")] = (
        None
    )
    design_doc: Annotated[str | None, text(N_("Design"), high=200, source="E27, 002 §10")] = None
    plan_checked: Annotated[bool | None, yes(N_("Fits the plan and the look of the village"), source="002 §10")] = None
    plan_note: Annotated[str | None, text(N_("Words of the planner"), high=200, source="002 §10")] = None
    contractor: Annotated[str | None, text(N_("Contractor"), source="E27")] = None
    builder: Annotated[
        Dot | None,
        link(
            N_("Builder"),
            "housing_builder",
            help=N_("With its qualification; enter it once in the village's file"),
            source="E27 contractor_id, 002 §10",
        ),
    ] = None
    contract_signed_on: Annotated[date | None, day(N_("Agreement signed on"), source="E27")] = None
    budget: Annotated[int | None, money(N_("Budget"), source="E27")] = None
    subsidy_standard: Annotated[int | None, money(N_("Subsidy by the standard"), source="E27, 002 §10")] = None
    subsidy_amount: Annotated[int | None, money(N_("Subsidy"), privacy=Privacy.PUBLIC, source="E27")] = None
    subsidy_reason: Annotated[
        str | None, text(N_("Why more than the standard"), high=200, source="002 §10, R002-36")
    ] = None
    planned_start: Annotated[date | None, day(N_("Work planned from"), source="R002-43")] = None
    stage: Annotated[str | None, stage_field("house_stage", source="E27")] = None
    ended_why: Annotated[str | None, ended_why_field(source="E27")] = None
    started_on: Annotated[date | None, day(N_("Work began"), hand=Hand.MANAGED, source="E27")] = None
    completed_on: Annotated[date | None, day(N_("Work completed"), hand=Hand.MANAGED, source="E27")] = None
    accepted_on: Annotated[date | None, day(N_("Accepted on"), hand=Hand.MANAGED, source="E27")] = None
    acceptors: Annotated[str | None, text(N_("Accepted by"), high=200, source="E27")] = None
    paid_on: Annotated[date | None, day(N_("Paid on"), hand=Hand.MANAGED, privacy=Privacy.PUBLIC, source="E27")] = None
    vote: Annotated[Dot | None, link(N_("Vote of a meeting"), "meeting_vote", source="E27, E57")] = None
    progress_words: Annotated[str | None, text(N_("Progress as reported"), high=100, source="roster")] = None
    village_project: Annotated[
        Dot | None,
        link(
            N_("Project of the village"),
            "village_project",
            help=N_("Where the village repairs several houses as one project"),
            source="R000-04, 000 二",
        ),
    ] = None
    in_sector_plan: Annotated[bool | None, yes(N_("In the plan of the housing department"), source="E27")] = None
    photos_before: Annotated[tuple[str, ...], photo(N_("Photographs before"), source="E27")] = ()
    photos_during: Annotated[tuple[str, ...], photo(N_("Photographs during"), source="E27")] = ()
    photos_after: Annotated[tuple[str, ...], photo(N_("Photographs after"), source="E27")] = ()
    remark: Annotated[str | None, note(N_("Remark"), source="E27")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingInspection(Record):
    """现场质量巡查 (E27 SiteInspection, 002 §10): who looked at the works, at which stage, what has to be mended."""

    label: ClassVar[str] = N_("Inspection of the works")
    home: ClassVar[str] = "case"

    case: Annotated[Dot | None, link(N_("Housing case"), "housing_case", required=True, source="E27")] = None
    date: Annotated[dt.date | None, day(N_("Date"), required=True, source="E27")] = None
    stage: Annotated[str | None, choice(N_("At the stage"), "house_stage", source="E27")] = None
    inspector: Annotated[str | None, text(N_("Inspector"), required=True, source="E27")] = None
    points: Annotated[str | None, note(N_("State of the works"), required=True, source="E27")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E27")] = ()
    to_mend: Annotated[str | None, note(N_("What has to be mended"), source="E27, 002 §10")] = None
    mend_by: Annotated[dt.date | None, day(N_("To be mended by"), source="E27, 002 §10")] = None
    mended_on: Annotated[dt.date | None, day(N_("Mended on"), source="E27, 002 §10")] = None
    rectification: Annotated[str | None, note(N_("What was mended"), source="E27")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingBuilder(Record):
    """施工队 (E27 contractor_id): who builds in a village, and until when the qualification holds (002 §10)."""

    label: ClassVar[str] = N_("Builder")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E27")
    ] = None
    name: Annotated[str | None, text(N_("Name"), required=True, key=True, source="E27")] = None
    qualification_no: Annotated[
        str | None, text(N_("Number of the qualification"), high=60, numbers=True, source="002 §10, R002-38")
    ] = None
    grade: Annotated[str | None, text(N_("Grade of the qualification"), high=60, source="002 §10, R002-38")] = None
    valid_from: Annotated[dt.date | None, day(N_("Valid from"), source="002 §10, R002-38")] = None
    valid_to: Annotated[dt.date | None, day(N_("Valid until"), source="002 §10, R002-38")] = None
    phone: Annotated[str | None, text(N_("Telephone"), high=30, privacy=Privacy.OFFICE, source="E27")] = None
