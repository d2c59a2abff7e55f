"""What a household's plan rests on and what makes it hold: the survey, the plan of each year, who signed which version.

003 (五): 对贫困户家庭人口情况、致贫原因、人均收入等方面进行深入调查 … 在尊重贫困户意愿的基础上，按照“一户一法”要求；
年度有计划、三年有规划.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.households.model import MOST_PERSONS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, photo, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdSurvey(Record):
    """帮扶需求调查 (R003-14 HouseholdSurvey): who was asked on which day, what the household needs and wishes."""

    label: ClassVar[str] = N_("Survey of needs and wishes")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("date", "surveyor")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="003 (五)")] = None
    date: Annotated[dt.date | None, day(N_("Surveyed on"), required=True, source="003 (五)")] = None
    surveyor: Annotated[str | None, text(N_("Surveyor"), required=True, source="003 (五)")] = None
    respondent: Annotated[str | None, text(N_("Who answered"), source="003 (五)")] = None
    persons: Annotated[int | None, integer(N_("Persons"), low=1, high=MOST_PERSONS, source="003 (五)")] = None
    labourers: Annotated[int | None, integer(N_("Persons able to work"), high=MOST_PERSONS, source="003 (五)")] = None
    income_pc: Annotated[int | None, money(N_("Income per head as told"), low=None, source="003 (五)")] = None
    cause: Annotated[str | None, choice(N_("Main cause as seen"), "cause", source="003 (五)")] = None
    needs: Annotated[str | None, note(N_("Needs"), source="003 (五)")] = None
    wish: Annotated[str | None, note(N_("The household's wish"), required=True, source="003 (五)")] = None
    loan_wish: Annotated[bool | None, yes(N_("Wishes for a loan"), source="002 §14, M15")] = None
    loan_purpose: Annotated[
        tuple[str, ...], choice(N_("Purpose of the loan"), "loan_purpose", many=True, source="002 §14, M15")
    ] = ()
    loan_amount: Annotated[int | None, money(N_("Amount wished for"), source="002 §14, M15")] = None
    household_signed: Annotated[bool | None, yes(N_("Signed by the household"), source="003 (五)")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="003 (五)")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdYearPlan(Record):
    """户年度计划 (R003-13 YearPlan): what is to be reached in one year of the three, and by whom."""

    label: ClassVar[str] = N_("Plan of the year")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("year", "goal")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="R003-13")] = (
        None
    )
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, key=True, source="R003-13")] = (
        None
    )
    goal: Annotated[str | None, note(N_("Goal of the year"), required=True, source="R003-13")] = None
    expected_income: Annotated[int | None, money(N_("Income per head to be reached"), source="F06 expected income")] = (
        None
    )
    responsible: Annotated[str | None, text(N_("Responsible"), source="003 (五)")] = None
    version: Annotated[int | None, integer(N_("Version"), low=1, hand=Hand.MANAGED, source="003 (五)")] = None
    approved_by: Annotated[str | None, text(N_("Approved by"), group="approval", source="R003-14")] = None
    approved_on: Annotated[dt.date | None, day(N_("Approved on"), group="approval", source="R003-14")] = None
    household_signed: Annotated[
        bool | None, yes(N_("Signed by the household"), group="signature", source="R003-14")
    ] = None
    signed_on: Annotated[dt.date | None, day(N_("Signed on"), group="signature", source="R003-14")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PlanSignature(Record):
    """计划签认: who signed or approved which version of a plan, and what it said then.

    A version is kept by the signatures under it: one nobody signed was a draft.  `year` is empty for the plan of three
    years.
    """

    label: ClassVar[str] = N_("Signature under a plan")
    home: ClassVar[str] = "household"
    append_only: ClassVar[bool] = True
    titled: ClassVar[tuple[str, ...]] = ("signer", "on")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="003 (五)")] = None
    year: Annotated[
        int | None,
        integer(
            N_("Plan of the year"),
            low=2013,
            high=2100,
            help=N_("Empty for the plan of three years"),
            source="R003-13",
        ),
    ] = None
    signer: Annotated[str | None, choice(N_("Who signed"), "plan_signer", required=True, source="F06")] = None
    name: Annotated[str | None, text(N_("Name"), source="F06")] = None
    on: Annotated[dt.date | None, day(N_("Signed on"), required=True, source="F06")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs of the paper"), source="F06")] = ()
    version: Annotated[int | None, integer(N_("Version"), low=1, hand=Hand.MANAGED, source="003 (五)")] = None
    wish: Annotated[str | None, note(N_("The household's wish"), hand=Hand.MANAGED, source="E21")] = None
    cause_analysis: Annotated[str | None, note(N_("Analysis of the cause"), hand=Hand.MANAGED, source="E21")] = None
    goal: Annotated[str | None, note(N_("Goal"), hand=Hand.MANAGED, source="E21")] = None
    planned_exit_year: Annotated[int | None, integer(N_("Planned year of exit"), hand=Hand.MANAGED, source="E21")] = (
        None
    )
    expected_income: Annotated[
        int | None, money(N_("Income per head to be reached"), hand=Hand.MANAGED, source="F06")
    ] = None
