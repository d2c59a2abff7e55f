"""Places and ranges of an .xlsx: columns by letters, merged cells, filters; and how large a sheet may be."""

import re
from dataclasses import dataclass, field

from fupin_desktop.sheets.decoding.package import NAMES, Attributes
from fupin_desktop.sheets.decoding.wire import Unreadable

ROWS, COLUMNS = 200_000, 702
CELLS = 200_000 * 60  # of one sheet, empty ones too; and so many merged ranges may cover, as each is filled
_PLACE = r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})"
_RANGE = re.compile(f"{_PLACE}(?::{_PLACE})?")
_columns: dict[str, int] = {}

Range = tuple[int, int, int, int]


def column_letters(column: int) -> str:
    """The letters of a column counted from 0: A, B … Z, AA."""
    rest, letter = divmod(column, 26)
    return (column_letters(rest - 1) if rest else "") + chr(ord("A") + letter)


def column_of(letters: str) -> int:
    """The column from 0 that these letters name; one beyond any sheet is as far as the last."""
    if letters not in _columns:
        if not re.fullmatch(r"[A-Za-z]{1,3}", letters):
            raise Unreadable("sheet.broken")
        number = 0
        for letter in letters.upper():
            number = number * 26 + ord(letter) - 64
        _columns[letters] = number - 1
    return _columns[letters]


def range_of(said: str) -> Range | None:
    """First row and column, last row and column, from 0; None for what is no range."""
    found = _RANGE.fullmatch(said)
    if not found:
        return None
    left, top, right, bottom = found.groups()
    return int(top) - 1, column_of(left), int(bottom or top) - 1, column_of(right or left)


def merged_ranges(said: list[str], rows: int) -> list[Range]:
    """The merged ranges as the file writes them, cut off at the last row."""
    found = [range_of(one) for one in said]
    if None in found:
        raise Unreadable("sheet.broken")
    return clipped([one for one in found if one is not None], rows)


def clipped(ranges: list[Range], rows: int) -> list[Range]:
    """Ranges cut off at the last row; together they may not cover more than a sheet may hold."""
    kept = [(top, left, min(bottom, rows - 1), right) for top, left, bottom, right in ranges if top < rows]
    if sum(bottom - top for top, left, bottom, right in kept if left == right) > CELLS:
        raise Unreadable("sheet.large")
    return kept


@dataclass
class Filters:
    """The filters of a sheet and its tables.  A file does not say what hid a row: below a filter it is the filter."""

    ranges: list[Range] = field(default_factory=list)

    def start(self, element: str, said: Attributes) -> None:
        """An element of a table opens."""
        self.start_named(NAMES[element], said)

    def start_named(self, name: str, said: Attributes) -> None:
        """An element with this plain name opens."""
        found = range_of(said.get("ref", "")) if name == "autoFilter" else None
        if found is not None:
            self.ranges.append(found)

    def among(self, hidden: list[int]) -> list[int]:
        """Those of these rows (from 1) that lie below the headings of a filter."""
        return [number for number in hidden if any(top < number - 1 <= bottom for top, _, bottom, _ in self.ranges)]
