"""Return case (E19) with its steps: a household that exited and is poor again."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.casework.model import Case, CaseStep, ended_why_field, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, photo
from fupin_desktop.ledger.words import N_
from fupin_desktop.returns.path import PATH


@dataclass(frozen=True, kw_only=True, repr=False)
class ReturnStep(CaseStep):
    """A step of a return case: from which stage to which, when, by whom, on what paper (E19)."""

    label: ClassVar[str] = N_("Step of a return case")

    case: Annotated[Dot | None, link(N_("Return case"), "return_case", required=True, source="E19")] = None
    from_stage: Annotated[str | None, from_field("return_stage", source="E19")] = None
    to_stage: Annotated[str | None, to_field("return_stage", source="E19")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class ReturnCase(Case):
    """返贫 (E19, 000 五(一)): why a household that exited is poor again, with evidence; then it is helped as before."""

    label: ClassVar[str] = N_("Return case")
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = ReturnStep
    titled: ClassVar[tuple[str, ...]] = ("household", "year")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E19")] = None
    year: Annotated[int | None, integer(N_("Year of return"), low=2013, high=2100, required=True, source="E19")] = None
    stage: Annotated[str | None, stage_field("return_stage", source="E19")] = None
    ended_why: Annotated[str | None, ended_why_field(source="E19")] = None
    causes: Annotated[
        tuple[str, ...], choice(N_("Causes of the return"), "cause", many=True, source="E19, 000 五(一)")
    ] = ()
    reason: Annotated[str | None, note(N_("How it came to the return"), source="E19")] = None
    evidence: Annotated[tuple[str, ...], photo(N_("Photographs of the evidence"), source="E19")] = ()
    evidence_words: Annotated[str | None, note(N_("Evidence in words"), source="E19")] = None
    income_pc: Annotated[int | None, money(N_("Income per head now"), low=None, source="E19, E15")] = None
    help_planned: Annotated[str | None, note(N_("Help planned"), source="E19, 000 五(一) 应扶则扶")] = None
    vote: Annotated[Dot | None, link(N_("Vote of a meeting"), "meeting_vote", source="E19, E57")] = None
    confirmed_on: Annotated[dt.date | None, day(N_("Confirmed on"), hand=Hand.MANAGED, source="E19")] = None
