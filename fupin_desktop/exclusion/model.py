"""Exclusion case (ExclusionCase of R000-15) with its steps."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.casework import signatures
from fupin_desktop.casework.model import Case, CaseStep, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path
from fupin_desktop.exclusion.path import PATH
from fupin_desktop.households.model import MOST_PERSONS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, note, photo, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class ExclusionStep(CaseStep):
    """A step of an exclusion: by whom, on which day, on what paper."""

    label: ClassVar[str] = N_("Step of an exclusion")

    case: Annotated[Dot | None, link(N_("Exclusion"), "exclusion_case", required=True, source="R000-15")] = None
    from_stage: Annotated[str | None, from_field("exclusion_stage", source="R000-15")] = None
    to_stage: Annotated[str | None, to_field("exclusion_stage", source="R000-15")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ExclusionCase(Case):
    """清退 (R000-15): why a household does not belong on the register, who decided it, and to whom it was reported.

    The household is never deleted: it ends, and its file stands.
    """

    label: ClassVar[str] = N_("Exclusion")
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = ExclusionStep
    titled: ClassVar[tuple[str, ...]] = ("household", "year")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="R000-15")] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, source="R000-15")] = None
    bar: Annotated[
        str | None,
        choice(N_("By which of the seven bars"), "bar7", privacy=Privacy.PUBLIC, source="R000-15 reason_code, N04"),
    ] = None
    found: Annotated[str | None, note(N_("What the verification found"), high=1000, source="R000-15 evidence")] = None
    evidence: Annotated[tuple[str, ...], photo(N_("Photographs of the evidence"), source="R000-15 evidence")] = ()
    persons: Annotated[int | None, integer(N_("Persons"), high=MOST_PERSONS, privacy=Privacy.PUBLIC, source="F33")] = (
        None
    )
    stage: Annotated[str | None, stage_field("exclusion_stage", source="R000-15")] = None
    signed_cadre: Annotated[str | None, signatures.cadre_field()] = None
    signed_secretary: Annotated[str | None, signatures.secretary_field()] = None
    signed_committee: Annotated[str | None, signatures.committee_field()] = None
    signed_on: Annotated[date | None, signatures.signed_on_field()] = None
    signature_scans: Annotated[tuple[str, ...], signatures.scans_field()] = ()
    vote: Annotated[Dot | None, link(N_("Vote of the meeting"), "meeting_vote", source="R000-15, E57")] = None
    benefits_end: Annotated[date | None, day(N_("Benefits end on"), hand=Hand.MANAGED, source="R000-15 decided_by")] = (
        None
    )
    reported_to: Annotated[
        str | None,
        text(
            N_("Reported to"),
            high=200,
            help=N_("Party committee and government of the place"),
            source="R000-15 reported_to",
        ),
    ] = None
    reported_on: Annotated[date | None, day(N_("Reported on"), hand=Hand.MANAGED, source="R000-15 reported_on")] = None
    withdrawn_why: Annotated[str | None, text(N_("Why it is not excluded"), high=400, source="R000-15")] = None
