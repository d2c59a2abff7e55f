"""Identification case (E16) with its steps, and the hits of comparisons with other registers."""

import datetime as dt
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.casework import signatures
from fupin_desktop.casework.model import Case, CaseStep, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path
from fupin_desktop.households.model import MOST_PERSONS
from fupin_desktop.identification.path import PATH
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, note, photo, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class IdentificationStep(CaseStep):
    """A step of an identification: by whom, on which day, with which opinion (E16)."""

    label: ClassVar[str] = N_("Step of an identification")

    case: Annotated[Dot | None, link(N_("Identification"), "identification_case", required=True, source="E16")] = None
    from_stage: Annotated[str | None, from_field("identification_stage", source="E16")] = None
    to_stage: Annotated[str | None, to_field("identification_stage", source="E16")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class IdentificationCase(Case):
    """贫困户识别 (E16): one household, from the letter to the list; its answers to the four lists, three signatures.

    The answers are the numbers of the items that hold (`ScreeningItem` has the county's texts); `screened_on` says
    that all were gone through, so that an empty list means none of them.
    """

    label: ClassVar[str] = N_("Identification")
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = IdentificationStep
    titled: ClassVar[tuple[str, ...]] = ("household", "year")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E16")] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, source="E16 year")] = None
    way: Annotated[
        str | None,
        choice(
            N_("Way of identification"),
            "identification_way",
            help=N_("A new applicant counts as poor only when the county has approved"),
            source="E16, R000-16",
        ),
    ] = None
    persons: Annotated[
        int | None, integer(N_("Persons"), high=MOST_PERSONS, privacy=Privacy.PUBLIC, source="E16, F33")
    ] = None
    stage: Annotated[str | None, stage_field("identification_stage", source="E16")] = None
    surveyor: Annotated[str | None, text(N_("Surveyed by"), high=100, source="F02")] = None
    surveyed_on: Annotated[date | None, day(N_("Surveyed on"), hand=Hand.MANAGED, source="E16")] = None
    survey_scans: Annotated[tuple[str, ...], photo(N_("Photographs of the survey"), source="E16 survey_id, F02")] = ()
    applied_on: Annotated[date | None, day(N_("Applied on"), hand=Hand.MANAGED, source="E16")] = None
    application: Annotated[
        tuple[str, ...], photo(N_("Photographs of the application"), source="E16 applicant_sign, F03")
    ] = ()
    looks: Annotated[
        tuple[str, ...], choice(N_("Four looks met"), "look4", many=True, source="E16 answers, 003 (四)")
    ] = ()
    looks_note: Annotated[str | None, text(N_("On the four looks"), high=200, source="F02")] = None
    priorities: Annotated[
        tuple[str, ...], choice(N_("Five priorities met"), "prio5", many=True, source="E16 answers, 003 (四)")
    ] = ()
    priorities_note: Annotated[str | None, text(N_("On the five priorities"), high=200, source="F02")] = None
    entries: Annotated[
        tuple[str, ...],
        choice(
            N_("Entry reasons met"),
            "in6",
            many=True,
            help=N_("At least one of the six"),
            source="E16 answers, 003 (四)",
        ),
    ] = ()
    entries_note: Annotated[str | None, text(N_("On the entry reasons"), high=200, source="F02")] = None
    bars: Annotated[
        tuple[str, ...],
        choice(
            N_("Bars that hold"),
            "bar7",
            many=True,
            help=N_("Empty: none of the seven holds"),
            source="E16 answers, 003 (四)",
        ),
    ] = ()
    bars_note: Annotated[str | None, text(N_("On the bars"), high=200, source="F02")] = None
    screened_on: Annotated[
        date | None, day(N_("Lists gone through on"), help=N_("All four lists, item by item"), source="E16 answers")
    ] = None
    screened_by: Annotated[str | None, text(N_("Lists gone through by"), high=100, source="F02")] = None
    signed_cadre: Annotated[str | None, signatures.cadre_field()] = None
    signed_secretary: Annotated[str | None, signatures.secretary_field()] = None
    signed_committee: Annotated[str | None, signatures.committee_field()] = None
    signed_on: Annotated[date | None, signatures.signed_on_field()] = None
    signature_scans: Annotated[tuple[str, ...], signatures.scans_field()] = ()
    vote: Annotated[Dot | None, link(N_("Vote of the meeting"), "meeting_vote", source="E16 meeting_id, E57")] = None
    income_year: Annotated[
        int | None,
        integer(
            N_("Income of the year"),
            low=2013,
            high=2100,
            help=N_("Held against the line of entry; empty: the newest that is entered"),
            source="002 §2",
        ),
    ] = None
    override_reason: Annotated[
        str | None,
        text(
            N_("County's reason to override a bar"),
            high=400,
            group="override",
            help=N_(
                "The county's word, when it approves in spite of a bar; the township writes it down with its paper"
            ),
            source="R003-10",
        ),
    ] = None
    override_paper: Annotated[
        str | None,
        text(
            N_("Paper of the county's reason"),
            high=100,
            group="override",
            help=N_("Number of the county's paper, where the township writes its reason down"),
            source="R003-10",
        ),
    ] = None
    override_on: Annotated[date | None, day(N_("Day of the county's paper"), group="override", source="R003-10")] = None
    rejected_why: Annotated[str | None, text(N_("Why it was rejected"), high=400, source="E16")] = None
    approved_on: Annotated[date | None, day(N_("Approved on"), hand=Hand.MANAGED, source="E16")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ComparisonHit(Record):
    """比对结果 (E16 ComparisonHit): what another register says of a household or a member, and what was found of it.

    An open one, without an answer, and one answered as a bar stop the county's approval.
    """

    label: ClassVar[str] = N_("Hit of a comparison")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("kind", "found_on")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E16")] = None
    kind: Annotated[str | None, choice(N_("Doubt"), "crosscheck", required=True, key=True, source="E16 CROSSCHECK")] = (
        None
    )
    found_on: Annotated[dt.date | None, day(N_("Compared on"), required=True, key=True, source="E16")] = None
    member: Annotated[Dot | None, link(N_("Member"), "member", key=True, source="E16")] = None
    source: Annotated[
        str | None, text(N_("Compared with"), high=100, help=N_("Which office's register"), source="E16")
    ] = None
    detail: Annotated[str | None, text(N_("What it says"), high=200, source="E16")] = None
    answer: Annotated[str | None, choice(N_("Answer"), "crosscheck_answer", group="answer", source="E16")] = None
    answered_on: Annotated[dt.date | None, day(N_("Answered on"), group="answer", source="E16")] = None
    answered_by: Annotated[str | None, text(N_("Answered by"), group="answer", source="E16")] = None
    answer_note: Annotated[str | None, note(N_("What was looked into"), high=1000, source="E16")] = None
