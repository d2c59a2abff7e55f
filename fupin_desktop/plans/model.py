"""Household plan (E21), yearly measure (E22) with its sources of money, and its progress (E23)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, number, photo, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdPlan(Record):
    """户三年规划 (E21): the household's wish, the cause, the year it is to exit."""

    label: ClassVar[str] = N_("Household plan")
    home: ClassVar[str] = "household"

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E21")] = None
    wish: Annotated[str | None, note(N_("The household's wish"), required=True, source="E21, 003 (五)")] = None
    cause_analysis: Annotated[str | None, note(N_("Analysis of the cause"), required=True, source="E21")] = None
    goal: Annotated[str | None, note(N_("Goal"), source="E21")] = None
    planned_exit_year: Annotated[
        int | None, integer(N_("Planned year of exit"), low=2013, high=2030, required=True, source="E21, 002 §1")
    ] = None
    loan_wish: Annotated[bool | None, yes(N_("Wishes for a loan"), source="002 §14, M15")] = None
    loan_purpose: Annotated[
        tuple[str, ...], choice(N_("Purpose of the loan"), "loan_purpose", many=True, source="002 §14, M15")
    ] = ()
    loan_amount: Annotated[int | None, money(N_("Amount wished for"), source="002 §14, M15")] = None
    version: Annotated[int | None, integer(N_("Version"), low=1, hand=Hand.MANAGED, source="003 (五)")] = None
    approved_by: Annotated[str | None, text(N_("Approved by"), source="E21")] = None
    approved_on: Annotated[dt.date | None, day(N_("Approved on"), source="E21, 003 (五)")] = None
    household_signed: Annotated[bool | None, yes(N_("Signed by the household"), source="E21")] = None
    signed_on: Annotated[dt.date | None, day(N_("Signed on"), source="E21")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class YearMeasure(Record):
    """年度措施 (E22): what is done for the household in a year, with what money, by whom."""

    label: ClassVar[str] = N_("Measure of the year")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("year", "category", "content")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E22")] = None
    member: Annotated[Dot | None, link(N_("For the member"), "member", source="E22, 002 §4")] = None
    year: Annotated[int | None, integer(N_("Year"), low=2016, high=2100, required=True, source="E22")] = None
    project8: Annotated[
        str | None, choice(N_("Project of the eight"), "project8", required=True, source="E22, 002 §§5–12")
    ] = None
    batch5: Annotated[str | None, choice(N_("Batch of the five"), "batch5", required=True, source="E22, 003 (六)")] = (
        None
    )
    category: Annotated[str | None, choice(N_("Kind of measure"), "measure_cat", required=True, source="E22")] = None
    content: Annotated[str | None, note(N_("Content"), required=True, source="E22")] = None
    support: Annotated[
        tuple[str, ...], choice(N_("Support given"), "support_kind", many=True, source="003 (六)2, R003-17")
    ] = ()
    scale: Annotated[Decimal | None, number(N_("Scale"), source="E22")] = None
    scale_unit: Annotated[str | None, text(N_("Unit of the scale"), high=10, source="E22")] = None
    planned_fund: Annotated[int | None, money(N_("Planned funds"), source="E22")] = None
    actual_fund: Annotated[int | None, money(N_("Funds spent"), source="E22")] = None
    benefit_income: Annotated[int | None, money(N_("Income brought"), source="E22")] = None
    own_input: Annotated[str | None, text(N_("The household's own part"), high=200, source="E22, 004 三(五)")] = None
    responsible: Annotated[str | None, text(N_("Responsible"), source="E22, 003 (五)")] = None
    start: Annotated[dt.date | None, day(N_("From"), source="E22")] = None
    due: Annotated[dt.date | None, day(N_("Due"), source="E22")] = None
    state: Annotated[
        str | None, choice(N_("State"), "measure_state", required=True, hand=Hand.MANAGED, source="E22")
    ] = None
    to_be_confirmed: Annotated[bool | None, yes(N_("To be confirmed"), hand=Hand.MANAGED, source="000 三(四)")] = None
    household_signed: Annotated[bool | None, yes(N_("Signed by the household"), source="E22")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class MeasureFunding(Record):
    """措施资金来源 (E22 fund_sources, E33): one source of a measure's money, planned and come in, in fen.

    What comes in several parts has an entry for each part, told apart by its day.
    """

    label: ClassVar[str] = N_("Source of money for the measure")
    home: ClassVar[str] = "measure"
    titled: ClassVar[tuple[str, ...]] = ("source", "planned")

    measure: Annotated[Dot | None, link(N_("Measure"), "year_measure", required=True, key=True, source="E22")] = None
    source: Annotated[
        str | None, choice(N_("Source of money"), "fund_source", required=True, key=True, source="E22, E33")
    ] = None
    planned: Annotated[int | None, money(N_("Planned"), source="E22")] = None
    actual: Annotated[int | None, money(N_("Come in"), source="E22")] = None
    on: Annotated[
        dt.date | None,
        day(
            N_("Came in on"),
            key=True,
            correctable=True,
            help=N_("Money in several parts: an entry for each, with its day"),
            source="E22",
        ),
    ] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E22")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class MeasureProgress(Record):
    """措施进度 (E23): how far a measure had come on a day."""

    label: ClassVar[str] = N_("Progress of a measure")
    home: ClassVar[str] = "measure"
    append_only: ClassVar[bool] = True

    measure: Annotated[Dot | None, link(N_("Measure"), "year_measure", required=True, source="E23")] = None
    date: Annotated[dt.date | None, day(N_("Date"), required=True, source="E23")] = None
    visit: Annotated[Dot | None, link(N_("Seen on the visit"), "visit", source="E23, E24")] = None
    percent: Annotated[int | None, integer(N_("Done"), high=100, unit="%", required=True, source="E23")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E23")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E23")] = ()
