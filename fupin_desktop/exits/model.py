"""Exit case (E18) with its steps, and the county's visit to a household that does not agree."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.casework.model import Case, CaseStep, ended_why_field, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path
from fupin_desktop.exits.path import PATH
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, photo, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class ExitStep(CaseStep):
    """A step of an exit case: from which stage to which, when, by whom, on what paper (E18)."""

    label: ClassVar[str] = N_("Step of an exit case")

    case: Annotated[Dot | None, link(N_("Exit case"), "exit_case", required=True, source="E18")] = None
    from_stage: Annotated[str | None, from_field("exit_stage", source="E18")] = None
    to_stage: Annotated[str | None, to_field("exit_stage", source="E18")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ExitCase(Case):
    """脱贫认定 (E18): one household's way out of the register, by 002 §3 (两不愁三保障) and the line of the year.

    Each of the five assurances has its evidence: words, photographs, or a record such as an accepted housing case.
    Income, line and days follow from the steps.
    """

    label: ClassVar[str] = N_("Exit case")
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = ExitStep
    titled: ClassVar[tuple[str, ...]] = ("household", "year")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E18")] = None
    year: Annotated[
        int | None,
        integer(
            N_("Year of exit"),
            low=2013,
            high=2100,
            required=True,
            privacy=Privacy.PUBLIC,
            source="E18, 002 §3",
        ),
    ] = None
    stage: Annotated[str | None, stage_field("exit_stage", source="E18")] = None
    ended_why: Annotated[str | None, ended_why_field(source="E18")] = None
    vote: Annotated[Dot | None, link(N_("Vote of a meeting"), "meeting_vote", source="E18, E57")] = None
    food: Annotated[bool | None, yes(N_("Food assured"), source="E18 check_food, 002 §3")] = None
    food_evidence: Annotated[str | None, text(N_("Evidence of food"), high=200, source="E18, R002-06")] = None
    food_photos: Annotated[tuple[str, ...], photo(N_("Photographs of food"), source="E18, R002-06")] = ()
    clothing: Annotated[bool | None, yes(N_("Clothing assured"), source="E18 check_clothing, 002 §3")] = None
    clothing_evidence: Annotated[str | None, text(N_("Evidence of clothing"), high=200, source="E18, R002-06")] = None
    clothing_photos: Annotated[tuple[str, ...], photo(N_("Photographs of clothing"), source="E18, R002-06")] = ()
    education: Annotated[bool | None, yes(N_("Compulsory schooling assured"), source="E18 check_education, 002 §3")] = (
        None
    )
    education_evidence: Annotated[str | None, text(N_("Evidence of schooling"), high=200, source="E18, R002-06")] = None
    education_photos: Annotated[tuple[str, ...], photo(N_("Photographs of schooling"), source="E18, R002-06")] = ()
    medical: Annotated[bool | None, yes(N_("Basic medical care assured"), source="E18 check_medical, 002 §3")] = None
    medical_evidence: Annotated[str | None, text(N_("Evidence of medical care"), high=200, source="E18, R002-06")] = (
        None
    )
    medical_photos: Annotated[tuple[str, ...], photo(N_("Photographs of medical care"), source="E18, R002-06")] = ()
    housing: Annotated[bool | None, yes(N_("Safe housing assured"), source="E18 check_housing, 002 §3")] = None
    housing_evidence: Annotated[str | None, text(N_("Evidence of housing"), high=200, source="E18, R002-06")] = None
    housing_photos: Annotated[tuple[str, ...], photo(N_("Photographs of housing"), source="E18, R002-06")] = ()
    housing_case: Annotated[Dot | None, link(N_("Accepted housing case"), "housing_case", source="E18, R002-06")] = None
    income_pc: Annotated[
        int | None,
        money(N_("Income per head of the year"), low=None, hand=Hand.MANAGED, source="E18, E15 A53, 002 §3"),
    ] = None
    line: Annotated[int | None, money(N_("Line of the year"), hand=Hand.MANAGED, source="E18, 002 §3")] = None
    line_state: Annotated[
        str | None, choice(N_("The line is"), "policy_state", hand=Hand.MANAGED, source="E18, D3")
    ] = None
    consent: Annotated[str | None, choice(N_("The household agrees"), "exit_consent", source="E18")] = None
    consent_by: Annotated[str | None, text(N_("Signed for the household by"), source="E18")] = None
    consent_on: Annotated[dt.date | None, day(N_("Household asked on"), source="E18")] = None
    consent_photos: Annotated[
        tuple[str, ...], photo(N_("Photographs of the signature or fingerprint"), source="E18")
    ] = ()
    refusal_reason: Annotated[str | None, text(N_("Why the household does not agree"), high=200, source="E18")] = None
    policy_until: Annotated[
        dt.date | None,
        day(N_("Policies continue until"), help=N_("Empty: as the parameter says"), source="E18, 002 §24, R002-83"),
    ] = None
    announcement: Annotated[
        Dot | None, link(N_("Announced by the notice"), "notice", hand=Hand.MANAGED, source="E18, N06")
    ] = None
    verified_on: Annotated[dt.date | None, day(N_("Verified on"), hand=Hand.MANAGED, source="E18")] = None
    confirmed_on: Annotated[dt.date | None, day(N_("Confirmed on"), hand=Hand.MANAGED, source="E18")] = None
    flagged_on: Annotated[dt.date | None, day(N_("Flagged on"), hand=Hand.MANAGED, source="E18")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E18")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ExitCountyVisit(Record):
    """县级入户核查 (E18): a household that does not agree goes no further before the county has seen it."""

    label: ClassVar[str] = N_("Visit of the county to a household that does not agree")
    home: ClassVar[str] = "case"

    case: Annotated[Dot | None, link(N_("Exit case"), "exit_case", required=True, source="E18")] = None
    on: Annotated[dt.date | None, day(N_("Date"), required=True, source="E18")] = None
    visitors: Annotated[str | None, text(N_("Visitors"), high=100, required=True, source="E18")] = None
    paper: Annotated[
        str | None,
        text(
            N_("Paper of the county"),
            high=100,
            help=N_("Where the township writes down what the county did"),
            source="E18",
        ),
    ] = None
    findings: Annotated[str | None, note(N_("What the county found"), required=True, source="E18")] = None
    agrees: Annotated[bool | None, yes(N_("The household may exit all the same"), required=True, source="E18")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), source="E18")] = ()
