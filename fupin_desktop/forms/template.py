"""A form as data (表样): which label and which field stands in which cell; the dataclasses of a template file."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from fupin_desktop.forms.way import Way


class Mask(Enum):
    """Who a paper is for, and so what of a value stands on it (dictionary §5, safety.md).

    PUBLIC hangs where anybody reads it; OFFICE goes from desk to desk; FAMILY is the household's own: the names of its
    children stand in full there.  Numbers end in their last four and sealed facts are hidden on all of them; only a
    form that may be `sealed` shows them, for a reason that is kept.
    """

    PUBLIC = "public"
    OFFICE = "office"
    FAMILY = "family"


@dataclass(frozen=True)
class Place:
    """Where a value comes from: the way to the record and the field; a `computed` one has a name alone."""

    path: str
    way: Way | None = None
    name: str = ""
    computed: str = ""


@dataclass(frozen=True)
class CellPlan:
    """One cell: pieces of text and places between them; boxes to tick for the values of one field."""

    pieces: tuple[str | Place, ...] = ()
    tick: Place | None = None
    across: int = 1
    down: int = 1
    align: str = ""
    head: bool = False
    upright: bool = False
    low: bool = False

    @property
    def places(self) -> list[Place]:
        """Every place the cell shows."""
        ticked = [self.tick] if self.tick else []
        return [*ticked, *(one for one in self.pieces if isinstance(one, Place))]


@dataclass(frozen=True)
class RowPlan:
    """A row of cells, at least `height` millimetres high."""

    cells: tuple[CellPlan, ...]
    height: float = 0.0


@dataclass(frozen=True)
class ColumnPlan:
    """A column of a list: its heading, its cell, its width; `sum` adds it up in the last line."""

    label: str
    cell: CellPlan
    width: float = 1.0
    group: str = ""
    sum: bool = False


@dataclass(frozen=True)
class Part:
    """A part of a form: a `grid` of cells, a `table` with a line a record, a `count` over two fields, or `words`.

    `leaf` begins a leaf of a bound book; `lines` are the lines of a leaf, kept free for what is still to come, each
    `height` millimetres high.  `order` is the field a list is sorted by, where that is not its own day.
    """

    kind: str
    name: str = ""
    heading: str = ""
    leaf: str = ""
    size: float = 0.0
    widths: tuple[float, ...] = ()
    rows: tuple[RowPlan, ...] = ()
    of: str = ""
    only: tuple[str, ...] = ()
    columns: tuple[ColumnPlan, ...] = ()
    blank: int = 0
    lines: int = 0
    height: float = 0.0
    down_by: Place | None = None
    across_by: Place | None = None
    words: CellPlan | None = None
    large: bool = False
    order: Place | None = None

    @property
    def places(self) -> list[Place]:
        """Every place the part shows."""
        cells = [cell for row in self.rows for cell in row.cells]
        cells += [column.cell for column in self.columns]
        cells += [self.words] if self.words else []
        by = [one for one in (self.down_by, self.across_by) if one]
        return [*by, *(place for cell in cells for place in cell.places)]


@dataclass(frozen=True)
class Form:
    """A form.  `of_household`: one paper a household, else one a village; `sealed` may be printed in full for a reason.

    `allow` are the only places a public paper may show; `signed` papers come back with a signature.
    A household without any record of the kind it `needs` has no such paper; where a cell shows the newest
    record of a kind, it is the newest that the filter `newest` lets pass.
    """

    code: str
    title: str
    purpose: str
    of_household: bool
    mask: Mask
    parts: tuple[Part, ...]
    landscape: bool = False
    large: bool = False
    sealed: bool = False
    signed: bool = False
    bound: bool = False
    size: float = 10.5
    allow: frozenset[str] = frozenset()
    subtitle: CellPlan | None = None
    notes: tuple[str, ...] = ()
    source: str = ""
    needs: str = ""
    newest: str = ""

    @property
    def number(self) -> str:
        """Its number as offices quote it (F16); empty for a paper that has a name only, whose code is no word."""
        return self.code if self.code[1:].isdigit() else ""

    @property
    def places(self) -> Sequence[Place]:
        """Every place the form shows."""
        first = self.subtitle.places if self.subtitle else []
        return [*first, *(place for part in self.parts for place in part.places)]
