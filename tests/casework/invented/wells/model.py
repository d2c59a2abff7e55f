"""A well: four stages, of which the township takes one, one waits for a meeting, one for photographs."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.casework.gates import Met, Pictures
from fupin_desktop.casework.model import Case, CaseStep, from_field, stage_field, to_field
from fupin_desktop.casework.path import Path, Stage
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, day, integer, link, photo

BEFORE, AFTER = "photos_before", "photos_after"
PATH = Path(
    name="wells",
    stages=(
        Stage(code="asked", moment=BEFORE),
        Stage(code="agreed", waits=(Met("assembly"),)),
        Stage(code="checked", level="township"),
        Stage(code="dug", moment=AFTER, sets="dug_on", waits=(Pictures((BEFORE, AFTER)),)),
    ),
    asks=("depth",),
    moments=(BEFORE, AFTER),
)


@dataclass(frozen=True, kw_only=True, repr=False)
class WellStep(CaseStep):
    label: ClassVar[str] = "Step of a well"
    case: Annotated[Dot | None, link("Well", "well", required=True)] = None
    from_stage: Annotated[str | None, from_field("well_stage")] = None
    to_stage: Annotated[str | None, to_field("well_stage")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Well(Case):
    label: ClassVar[str] = "Well"
    home: ClassVar[str] = "household"
    path: ClassVar[Path] = PATH
    step: ClassVar[type[CaseStep]] = WellStep
    household: Annotated[Dot | None, link("Household", "household", required=True)] = None
    stage: Annotated[str | None, stage_field("well_stage")] = None
    depth: Annotated[int | None, integer("Depth", unit="米")] = None
    assembly: Annotated[Dot | None, link("Meeting", "assembly")] = None
    dug_on: Annotated[date | None, day("Dug on", hand=Hand.MANAGED)] = None
    photos_before: Annotated[tuple[str, ...], photo("Photographs before")] = ()
    photos_after: Annotated[tuple[str, ...], photo("Photographs after")] = ()
