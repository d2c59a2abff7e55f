"""What intake works with: lines of a sheet with typed values, and drafts of records made from the good ones."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.intake.finding import WHOLE_ROW, Finding, finding, shown
from fupin_desktop.ledger.codes import bare_code, fault_of
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.signs import sign_name, unshowable

_EXACT = 10**15  # Excel keeps fifteen digits
Place = tuple[str, str]  # kind and field: where a column of the sheet belongs


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its heading there, what it holds, and words that mean an empty cell."""

    heading: str
    place: Place
    field: Field
    required: bool = False
    empty: tuple[str, ...] = ()


class Columns(dict[Place, Column]):
    """The columns of one sheet by their places; all its lines share them."""

    def __init__(self, columns: Iterable[Column]) -> None:
        super().__init__((column.place, column) for column in columns)
        self._of: dict[str, tuple[Place, ...]] = {}
        for place in self:
            self._of[place[0]] = (*self._of.get(place[0], ()), place)

    def of(self, kind: str) -> tuple[Place, ...]:
        """The places of a kind."""
        return self._of.get(kind, ())


class RawCells(Mapping[Place, object]):
    """The cells a line came from, by place; they stay where the sheet holds them, as most are never looked at again."""

    __slots__ = ("_at", "_cells", "_instead")

    def __init__(self, cells: Sequence[object], at: Mapping[Place, int], instead: Mapping[Place, object]) -> None:
        self._cells, self._at, self._instead = cells, at, instead

    def __getitem__(self, place: Place) -> object:
        if place in self._instead:
            return self._instead[place]
        at = self._at[place]
        return self._cells[at] if at < len(self._cells) else None

    def __iter__(self) -> Iterator[Place]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)


@dataclass(eq=False, slots=True)
class Line:
    """One line of a sheet: typed values by place, the cells they came from, and the places that could not be read.

    `row` counts from 1.  A place with an empty cell has the value None.  `day` is the day of the report on its sheet,
    `year` the year its facts stand for: that of its own column, else of its sheet.
    """

    sheet: str
    row: int
    columns: Columns
    values: dict[Place, object] = field(default_factory=dict)
    raw: Mapping[Place, object] = field(default_factory=dict)
    failed: set[Place] = field(default_factory=set)
    day: date | None = None
    year: int | None = None

    def get(self, kind: str, name: str) -> object:
        """The value at a place, None when the cell is empty or could not be read."""
        return self.values.get((kind, name))

    def text(self, kind: str, name: str) -> str:
        """The value at a place as text, empty when there is none."""
        value = self.get(kind, name)
        return "" if value is None else str(value)

    def has(self, kind: str, name: str) -> bool:
        """True when the sheet has this column at all."""
        return (kind, name) in self.columns

    def find(self, code: str, kind: str, name: str, facts: Mapping[str, object] | None = None) -> Finding:
        """A finding of this code at the cell of a place, about the whole line when the sheet has no such column.

        `facts` are what its sentence names beside the cell's own.
        """
        place = (kind, name)
        column, seen = self.columns.get(place), _as_seen(self.raw.get(place))
        if column is None:
            return finding(code, self.sheet, self.row, WHOLE_ROW, facts=facts or {})
        named = {**_facts(column.field, seen), **(facts or {})}
        return finding(code, self.sheet, self.row, column.heading, shown(seen, column.field), named)

    def whole(self, code: str) -> Finding:
        """A finding of this code about the whole line."""
        return finding(code, self.sheet, self.row, WHOLE_ROW)


def _facts(field: Field, seen: str) -> dict[str, object]:
    """What a sentence may name of a cell: the sign that cannot be shown, or what is wrong with a code."""
    if sign := unshowable(seen):
        return {"sign": sign_name(sign)}
    fault = fault_of(bare_code(seen), field.digits) if field.digits else None
    return fault.facts if fault else {}


def _as_seen(cell: object) -> str:
    # Excel shows a whole number without the point that its file keeps, and one beyond its digits with an exponent
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _EXACT:
        return str(int(cell))
    return "" if cell is None else str(cell)


@dataclass(frozen=True, slots=True)
class Ref:
    """A record by its natural key, before it has an id."""

    cls: type[Record]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record as a sheet states it.

    `values` are what the sheet says (None: the column is there and the cell is empty); `links` lead to other drafts or
    to records of the book; `initial` is said of a new record only; `village` is the code of its division; `sheet` and
    `row` name the line it came from, and `line` is that line, where there is one; `unread_sheet` a sheet of the
    workbook that names its household and was not read.  A `listed` one comes from a list of its kind, with its links as
    words (`list_intake`).
    """

    cls: type[Record]
    village: str
    values: Mapping[str, object]
    links: Mapping[str, Ref] = field(default_factory=dict)
    initial: Mapping[str, object] = field(default_factory=dict)
    ref: Ref | None = None
    sheet: str = ""
    row: int = 0
    line: Line | None = None
    unread_sheet: str = ""
    listed: bool = False

    def find(self, code: str, place: Place, facts: Mapping[str, object]) -> Finding:
        """A finding at the cell of a place, or at the whole row when the sheet has no such column."""
        if self.line is not None:
            return self.line.find(code, *place, facts)
        return finding(code, self.sheet, self.row, WHOLE_ROW, facts=facts)
