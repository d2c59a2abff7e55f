"""A workbook as the program sees it: sheets of plain cells, with what lies hidden, merged or odd."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from fupin_desktop.sheets.decoding.wire import SheetWire


@dataclass(frozen=True)
class Broken:
    """A cell that is not empty and has no value that could be taken: `code` says why, `said` is what stands there.

    cell.error: an error (#N/A, #REF! …); cell.uncomputed: a formula without value; cell.unreadable: anything else.
    """

    code: str = "cell.error"
    said: str = "#"

    def __str__(self) -> str:
        return self.said


BROKEN = Broken()
Cell: TypeAlias = str | float | bool | date | Broken | None


@dataclass(frozen=True)
class Sheet:
    """One sheet.  Rows and columns count from 0 here; people count rows from 1.  Rows of text may differ in length.

    `hidden` holds rows, `filtered` those of them below the headings of a filter; `filled` cells that took their value
    from the top of a merged range, by that top row.  `odd` is the code of what is to be said at a cell: of one without
    a value (see `Broken`), of a formula that shows nothing (cell.blank_formula), of one that a merged range covers
    and that holds another value (cell.covered), and of a day with a time of day (cell.time; cell.midnight when it lacks
    less than a minute to the next day).  `said` is what stands in the file.
    """

    name: str
    rows: list[list[Cell]]
    hidden: frozenset[int] = frozenset()
    filled: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_sheet: bool = False
    hidden_columns: frozenset[int] = frozenset()
    filtered: frozenset[int] = frozenset()
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)
    said: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """The cell, or None beyond the end of a short row."""
        return self.rows[row][column] if column < len(self.rows[row]) else None


@dataclass(frozen=True, slots=True)
class _Shared:
    """An entry of the wire as a cell, with what is odd about it."""

    cell: Cell
    code: str = ""
    said: str = ""


def shared_cells(entries: Sequence[Any]) -> list[_Shared]:
    """The entries of `Answer.shared` as cells."""
    return [_shared(entry) for entry in entries]


def _shared(entry: Any) -> _Shared:
    if isinstance(entry, str):
        return _Shared(entry)
    if entry[0] == "d":
        return _Shared(date.fromisoformat(entry[1]), entry[2], entry[3])
    return _Shared(None if entry[0] == "b" else Broken(entry[1], entry[2]), entry[1], entry[2])


def from_wire(wire: SheetWire, shared: Sequence[_Shared] = ()) -> Sheet:
    """The sheet as the child read it, with cells merged down a column filled."""
    odd: dict[tuple[int, int], str] = {}
    said: dict[tuple[int, int], str] = {}
    numbers: dict[float, float] = {}  # the same few amounts and counts stand in most rows
    for number, row in enumerate(wire.rows):
        for column, value in enumerate(row):
            kind = type(value)
            if kind is float:
                row[column] = numbers.setdefault(value, value)
            elif kind is int:
                one = shared[value]
                row[column] = one.cell
                if one.code:
                    odd[number, column], said[number, column] = one.code, one.said
    filled = dict(_filled(wire))
    for place, top in filled.items():
        below, value = wire.rows[place[0]], wire.rows[top][place[1]]
        covered = _fill(below, place[1], value)
        if (top, place[1]) in odd:
            odd[place], said[place] = odd[top, place[1]], said[top, place[1]]
        elif covered not in (None, value):
            odd[place], said[place] = "cell.covered", str(covered)
    return Sheet(
        wire.name,
        wire.rows,
        frozenset(number - 1 for number in wire.hidden),
        filled,
        wire.hidden_sheet,
        frozenset(wire.hidden_columns),
        frozenset(number - 1 for number in wire.filtered),
        odd,
        said,
    )


def _fill(row: list[Any], column: int, value: object) -> object:
    """Put a value into a cell, and return what stood there."""
    row.extend([None] * (column + 1 - len(row)))
    before, row[column] = row[column], value
    return before


def _filled(wire: SheetWire) -> Iterator[tuple[tuple[int, int], int]]:
    # A range over several columns is a title or a total; only cells merged down one column mean "the same again"
    for top, left, bottom, right in wire.merged:
        if left == right and top < len(wire.rows) and left < len(wire.rows[top]) and wire.rows[top][left] is not None:
            for down in range(top + 1, min(bottom + 1, len(wire.rows))):
                yield (down, left), top
