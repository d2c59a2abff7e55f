"""A workbook as the program sees it: sheets of plain cells, with what lies hidden or merged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from fupin_desktop.sheets.wire import SheetWire


class Broken:
    """The value of a formula that ended in an error (#N/A, #REF! …)."""

    def __str__(self) -> str:
        return "#"


BROKEN = Broken()
Cell: TypeAlias = str | float | bool | date | Broken | None


@dataclass(frozen=True)
class Sheet:
    """One sheet.  Rows and columns count from 0 here; people count rows from 1.

    `hidden` holds rows, `filled` cells that took their value from the top of a merged range, by that top row.
    """

    name: str
    rows: list[list[Cell]]
    hidden: frozenset[int] = frozenset()
    filled: dict[tuple[int, int], int] = field(default_factory=dict)
    hidden_sheet: bool = False
    hidden_columns: frozenset[int] = frozenset()
    filtered: frozenset[int] = frozenset()
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)

    def cell(self, row: int, column: int) -> Cell:
        """The cell, or None beyond the end of a short row."""
        return self.rows[row][column] if column < len(self.rows[row]) else None


def from_wire(wire: SheetWire) -> Sheet:
    """The sheet as the child read it, with cells merged down a column filled."""
    for row in wire.rows:
        for column, value in enumerate(row):
            if type(value) is list:
                row[column] = _special(value)
    filled = dict(_filled(wire))
    for (down, column), top in filled.items():
        wire.rows[down][column] = wire.rows[top][column]
    return Sheet(wire.name, wire.rows, frozenset(number - 1 for number in wire.hidden), filled)


def _special(value: list[Any]) -> Cell:
    return date.fromisoformat(value[1]) if value[0] == "d" else BROKEN


def _filled(wire: SheetWire) -> Iterator[tuple[tuple[int, int], int]]:
    # A range over several columns is a title or a total; only cells merged down one column mean "the same again"
    for top, left, bottom, right in wire.merged:
        if left == right and top < len(wire.rows) and left < len(wire.rows[top]) and wire.rows[top][left] is not None:
            for down in range(top + 1, min(bottom + 1, len(wire.rows))):
                if left < len(wire.rows[down]):
                    yield (down, left), top
