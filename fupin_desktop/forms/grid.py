"""What a ruled form is made of: rows of cells with spans, upright words, room to sign (表格); plain values."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

TICKED, UNTICKED = "☑", "□"  # drawn as a box with a stroke through it, and as an empty box


@dataclass(frozen=True)
class Cell:
    """One cell: finished text, over how many columns and rows it goes, how it stands.

    `align` is left, centre or right; `head` a label; `upright` one character under the other; `low` at the foot of
    the cell, where people sign.  What is `fresh` was not on the last print.
    """

    text: str = ""
    across: int = 1
    down: int = 1
    align: str = "centre"
    head: bool = False
    upright: bool = False
    low: bool = False
    fresh: bool = False


@dataclass(frozen=True)
class Row:
    """Cells from left to right, without the places that a cell above reaches into.

    `height` is the least, in millimetres; a `fixed` row keeps it and sets its text smaller instead.
    """

    cells: Sequence[Cell]
    height: float = 0.0
    fixed: bool = False


@dataclass(frozen=True)
class Grid:
    """A ruled form; `heading` rows are repeated where it goes on over the page, `size` in points."""

    widths: Sequence[float]
    rows: Sequence[Row]
    size: float = 10.5
    heading: int = 0
    places: tuple[tuple[int, int, Cell], ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", tuple(_placed(self.rows, len(self.widths))))


def _placed(rows: Sequence[Row], columns: int) -> Iterator[tuple[int, int, Cell]]:
    """Row, column and cell; ValueError where cells do not fill a row exactly."""
    taken: set[tuple[int, int]] = set()
    for at, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (at, column) in taken:
                column += 1
            if column + cell.across > columns or at + cell.down > len(rows):
                raise ValueError(f"row {at + 1}: a cell goes beyond the edge of the form")
            taken |= {(at + down, column + over) for down in range(cell.down) for over in range(cell.across)}
            yield at, column, cell
            column += cell.across
        if any((at, column) not in taken for column in range(columns)):
            raise ValueError(f"row {at + 1}: the cells fill not all of its {columns} columns")
