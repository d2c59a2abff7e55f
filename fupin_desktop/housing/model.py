"""Housing case (E27) and its steps."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, note, number, photo, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingCase(Record):
    """危房改造 (E27): one household's house, from the application to the file."""

    label: ClassVar[str] = N_("Housing case")
    home: ClassVar[str] = "household"

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E27")] = None
    year_plan: Annotated[
        int | None, integer(N_("Planned for the year"), low=2013, high=2030, required=True, key=True, source="E27")
    ] = None
    danger_grade: Annotated[
        str | None, choice(N_("Danger grade"), "danger", group="appraisal", privacy=Privacy.PUBLIC, source="E27")
    ] = None
    appraised_on: Annotated[date | None, day(N_("Appraised on"), group="appraisal", source="E27")] = None
    appraiser: Annotated[str | None, text(N_("Appraiser"), group="appraisal", source="E27")] = None
    report_no: Annotated[str | None, text(N_("Number of the appraisal"), group="appraisal", source="E27")] = None
    sole_dwelling: Annotated[bool | None, yes(N_("The only dwelling"), source="E27, 002 §10")] = None
    subsidy_class: Annotated[
        str | None, choice(N_("Subsidy group"), "house_class", privacy=Privacy.SEALED, source="E27")
    ] = None
    mode: Annotated[str | None, choice(N_("Way of repair"), "house_mode", privacy=Privacy.PUBLIC, source="E27")] = None
    build_way: Annotated[str | None, choice(N_("Built by"), "build_way", source="E27")] = None
    persons: Annotated[int | None, integer(N_("Persons"), high=40, privacy=Privacy.PUBLIC, source="E27")] = None
    area_before: Annotated[Decimal | None, number(N_("Area before"), unit="平方米", high=2000, source="E27")] = None
    area_after: Annotated[Decimal | None, number(N_("Area after"), unit="平方米", high=2000, source="E27")] = None
    contractor: Annotated[str | None, text(N_("Contractor"), source="E27")] = None
    budget: Annotated[int | None, money(N_("Budget"), source="E27")] = None
    subsidy_amount: Annotated[int | None, money(N_("Subsidy"), privacy=Privacy.PUBLIC, source="E27")] = None
    stage: Annotated[str | None, choice(N_("Stage"), "house_stage", group="progress", required=True, source="E27")] = (
        None
    )
    stage_on: Annotated[date | None, day(N_("Since"), group="progress", source="E27")] = None
    started_on: Annotated[date | None, day(N_("Work began"), source="E27")] = None
    completed_on: Annotated[date | None, day(N_("Work completed"), source="E27")] = None
    accepted_on: Annotated[date | None, day(N_("Accepted on"), source="E27")] = None
    paid_on: Annotated[date | None, day(N_("Paid on"), source="E27")] = None
    progress_words: Annotated[str | None, text(N_("Progress as reported"), high=100, source="roster")] = None
    notice: Annotated[Dot | None, link(N_("Waiting for the notice"), "notice", source="E27")] = None
    photos_before: Annotated[tuple[str, ...], photo(N_("Photographs before"), source="E27")] = ()
    photos_during: Annotated[tuple[str, ...], photo(N_("Photographs during"), source="E27")] = ()
    photos_after: Annotated[tuple[str, ...], photo(N_("Photographs after"), source="E27")] = ()
    remark: Annotated[str | None, note(N_("Remark"), source="E27")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingStep(Record):
    """A step of a housing case: from which stage to which, when, by whom, on what paper (E27, stage dates)."""

    label: ClassVar[str] = N_("Step of a housing case")
    home: ClassVar[str] = "case"
    append_only: ClassVar[bool] = True

    case: Annotated[Dot | None, link(N_("Housing case"), "housing_case", required=True, source="E27")] = None
    from_stage: Annotated[str | None, choice(N_("From the stage"), "house_stage", source="E27")] = None
    to_stage: Annotated[str | None, choice(N_("To the stage"), "house_stage", required=True, source="E27")] = None
    on: Annotated[date | None, day(N_("Date"), required=True, source="E27")] = None
    by: Annotated[str | None, text(N_("By"), source="E27")] = None
    opinion: Annotated[str | None, note(N_("Opinion"), source="E27")] = None
    paper: Annotated[str | None, text(N_("Paper"), high=200, source="E27")] = None
    meeting: Annotated[str | None, text(N_("Meeting"), high=200, source="E57")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E27")] = ()
