"""What every kind of case has: a stage and since when, the notice it moved on by; and its steps.

A feature declares its own kind of case and of step on these, because a link and a code list belong to one kind each; so
the kinds of books that exist keep their names and fields.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.casework.path import Path
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Hand, choice, day, link, note, photo, text
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


def stage_field(words: str, **rest: str) -> Field:
    """The stage of a case, by a code list; only steps move it."""
    return choice(N_("Stage"), words, group="progress", required=True, hand=Hand.MANAGED, **rest)


def from_field(words: str, **rest: str) -> Field:
    """The stage a step leaves; empty for the one that opens a case."""
    return choice(N_("From the stage"), words, hand=Hand.MANAGED, **rest)


def to_field(words: str, **rest: str) -> Field:
    """The stage a step leads to."""
    return choice(N_("To the stage"), words, required=True, hand=Hand.MANAGED, **rest)


def ended_why_field(**rest: str) -> Field:
    """Why a case was rejected or withdrawn; asked by the step that ends it (`endings.ending`)."""
    return text(N_("Why it was rejected or withdrawn"), high=400, **rest)


@dataclass(frozen=True, kw_only=True, repr=False)
class CaseStep(Record):
    """A step of a case: from which stage to which, on which day, by whom, on what paper, at which meeting.

    A feature declares `case`, `from_stage` and `to_stage` with its own kind and code list.
    """

    home: ClassVar[str] = "case"
    append_only: ClassVar[bool] = True
    command: ClassVar[str] = N_("Next step (case advance)")

    case: Dot | None = None
    from_stage: str | None = None
    to_stage: str | None = None
    on: Annotated[date | None, day(N_("Date"), required=True, hand=Hand.MANAGED, source="E27")] = None
    by: Annotated[str | None, text(N_("By"), hand=Hand.MANAGED, source="E27")] = None
    opinion: Annotated[str | None, note(N_("Opinion"), hand=Hand.MANAGED, source="E27")] = None
    paper: Annotated[str | None, text(N_("Paper"), high=200, hand=Hand.MANAGED, source="E27")] = None
    meeting: Annotated[str | None, text(N_("Meeting"), high=200, hand=Hand.MANAGED, source="E57")] = None
    photos: Annotated[tuple[str, ...], photo(N_("Photographs"), hand=Hand.MANAGED, source="E27")] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class Case(Record):
    """A case.  A feature declares its `path`, its kind of `step`, its home, and `stage` with its own code list."""

    path: ClassVar[Path]
    step: ClassVar[type[CaseStep]]
    command: ClassVar[str] = N_("Next step (case advance)")

    stage: str | None = None
    stage_on: Annotated[date | None, day(N_("Since"), group="progress", hand=Hand.MANAGED, source="E27")] = None
    notice: Annotated[Dot | None, link(N_("Moved on by the notice"), "notice", hand=Hand.MANAGED, source="E27")] = None

    @property
    def way(self) -> str | None:
        """The way this case goes, where its path has several."""
        way = type(self).path.way
        return str(getattr(self, way) or "") or None if way else None

    @property
    def belongs_to(self) -> Dot:
        """What the case is of: the record to which the field of its home leads; 0 while that is not known."""
        return Dot(getattr(self, type(self).home) or 0)

    @property
    def is_open(self) -> bool:
        """True while the case has not ended."""
        return self.stage not in type(self).path.closed
