"""What intake works with: lines of a sheet with typed values, and drafts of records made from the good ones."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.intake.finding import WHOLE_ROW, Finding, finding, shown
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.codes import bare_code, fault_of
from fupin_desktop.ledger.notation.signs import sign_name, unshowable
from fupin_desktop.ledger.record import Record

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
        self.at = {place: at for at, place in enumerate(self)}
        self._of: dict[str, tuple[tuple[str, int], ...]] = {}
        for (kind, name), at in self.at.items():
            self._of[kind] = (*self._of.get(kind, ()), (name, at))

    def unread(self) -> list[object]:
        """A line's values before any of them is read, in the order of the columns (see `ReadCells`)."""
        return [_UNREAD] * len(self)

    def of(self, kind: str) -> tuple[tuple[str, int], ...]:
        """The fields of a kind that have a column, each with the number of its column among these."""
        return self._of.get(kind, ())


_UNREAD: object = object()


class ReadCells(MutableMapping[Place, object]):
    """The typed values of a line by place; what could not be read is not among them.

    They stand in a row, in the order of the sheet's columns: a dictionary for each line would take six times the room.
    """

    __slots__ = ("_at", "_row")

    def __init__(self, columns: Columns, row: list[object] | None = None) -> None:
        self._at, self._row = columns.at, columns.unread() if row is None else row

    def get(self, place: Place, default: object = None) -> object:
        """The value at a place."""
        at = self._at.get(place)
        value = _UNREAD if at is None else self._row[at]
        return default if value is _UNREAD else value

    def said(self, kind: str, columns: Columns) -> Iterator[tuple[str, object]]:
        """The fields of a kind that could be read, with their values."""
        row = self._row
        return ((name, row[at]) for name, at in columns.of(kind) if row[at] is not _UNREAD)

    def __getitem__(self, place: Place) -> object:
        value = self._row[self._at[place]]
        if value is _UNREAD:
            raise KeyError(place)
        return value

    def __setitem__(self, place: Place, value: object) -> None:
        self._row[self._at[place]] = value

    def __delitem__(self, place: Place) -> None:
        self._row[self._at[place]] = _UNREAD

    def __iter__(self) -> Iterator[Place]:
        return (place for place, at in self._at.items() if self._row[at] is not _UNREAD)

    def __len__(self) -> int:
        return sum(value is not _UNREAD for value in self._row)


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
    values: ReadCells
    raw: Mapping[Place, object] = field(default_factory=dict)
    failed: frozenset[Place] = frozenset()
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
    workbook that names its household and was not read.  One of a list has its links as words (`list_intake`).
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

    def find(self, code: str, place: Place, facts: Mapping[str, object]) -> Finding:
        """A finding at the cell of a place, or at the whole row when the sheet has no such column."""
        if self.line is not None:
            return self.line.find(code, *place, facts)
        return finding(code, self.sheet, self.row, WHOLE_ROW, facts=facts)


class Drafts(Iterable[Draft]):
    """The drafts of a roster, village by village, each village's made when it is asked for and kept by nobody.

    A city's workbook brings some hundred thousand: held all at once they took more room than the workbook.  `listed`
    are the rows of lists of any kind, which come after the roster's, in the order of kinds rather than of villages.
    """

    def __init__(self, villages: Mapping[str, Callable[[], Sequence[Draft]]] | None = None) -> None:
        self._villages = villages or {}
        self.listed: Sequence[Draft] = ()

    @classmethod
    def of(cls, drafts: Iterable[Draft]) -> "Drafts":
        """Drafts that were made already."""
        villages: dict[str, list[Draft]] = defaultdict(list)
        for draft in drafts:
            villages[draft.village].append(draft)
        return cls({code: own.copy for code, own in villages.items()})

    @property
    def villages(self) -> Sequence[str]:
        """The codes of the villages."""
        return list(self._villages)

    def in_village(self, code: str) -> Sequence[Draft]:
        """The drafts of one village."""
        return self._villages[code]()

    def __iter__(self) -> Iterator[Draft]:
        for code in self._villages:
            yield from self.in_village(code)
