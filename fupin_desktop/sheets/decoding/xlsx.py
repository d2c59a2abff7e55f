"""Workbooks of Excel and WPS (.xlsx, .xlsm), in the child process: one reading that tells every fact of every cell.

No library at hand tells errors, formulas without a value, hidden rows and columns, filters and merged cells together,
so the parts are streamed once through expat (see DECISIONS, "Cells of .xlsx are read by ourselves").
"""

import re
from typing import BinaryIO

from fupin_desktop.sheets.decoding.cellvalues import CellValues, WireCell
from fupin_desktop.sheets.decoding.package import NAMES, Attributes, Package
from fupin_desktop.sheets.decoding.parts import (
    RichText,
    SheetEntry,
    book_facts,
    is_true,
    linked,
    shared_strings,
    style_kinds,
)
from fupin_desktop.sheets.decoding.ranges import CELLS, COLUMNS, ROWS, Filters, column_of, merged_ranges
from fupin_desktop.sheets.decoding.wire import SharedCells, SheetWire, Unreadable

_DIGITS = "0123456789"
_NUMBER = re.compile(r"[0-9]{1,9}")


def read_xlsx(file: BinaryIO, shared: SharedCells) -> list[SheetWire]:
    """The sheets of an .xlsx or .xlsm in their order; raises `Unreadable`."""
    package = Package(file)
    main = package.main()
    facts = book_facts(package, main)
    strings = shared_strings(package, linked(package, main, "sharedStrings"), shared)
    kinds = style_kinds(package, linked(package, main, "styles"))
    values = CellValues(shared, strings, kinds, facts.from_1904, facts.uncomputed)
    return [_read_sheet(package, entry, values) for entry in facts.sheets]


def _read_sheet(package: Package, entry: SheetEntry, values: CellValues) -> SheetWire:
    reader = _SheetReader(values)
    package.parse(entry.part, reader.start, reader.end, reader.text)
    for part, kind in package.links(entry.part).values():
        if kind == "table" and part in package.entries:
            package.parse(part, reader.filters.start)
    rows = reader.rows_in_order()
    hidden = sorted(number for number in reader.hidden if number <= len(rows))
    return SheetWire(
        entry.name,
        rows,
        hidden,
        merged_ranges(reader.merged, len(rows)),
        entry.hidden,
        sorted(reader.hidden_columns),
        reader.filters.among(hidden),
    )


class _SheetReader:
    """The handlers for one sheet.  A cell or row without `r` follows the one before it."""

    def __init__(self, values: CellValues) -> None:
        self.values = values
        self.rows: dict[int, list[WireCell]] = {}
        self.hidden: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[str] = []
        self.filters = Filters()
        self._row = 0  # from 1, as the file counts
        self._cells: list[WireCell] = []
        self._named = False
        self._number = "0"  # the row, as the file writes it
        self._columns: dict[str, int] = {}  # by their letters
        self._column = -1
        self._said: Attributes = {}
        self._value: str | None = None
        self._formula: str | None = None
        self._inline = RichText()
        self._rich: RichText | None = None  # the same, while a cell holds its text itself
        self._pieces: list[str] | None = None

    def start(self, element: str, said: Attributes) -> None:
        """An element opens."""
        name = NAMES[element]
        if name == "c":
            self._said = said
            self._value = self._formula = self._rich = None
        elif name in ("v", "f"):
            self._pieces = []
        elif self._rich is not None:
            self._pieces = self._rich.start(name)
        elif name == "is":
            self._rich = self._inline
        elif name == "row":
            self._start_row(said)
        else:
            self._start_other(name, said)

    def _start_row(self, said: Attributes) -> None:
        self._named = "r" in said
        self._move(said["r"] if self._named else str(self._row + 1))
        self._column = -1
        if is_true(said.get("hidden")) or said.get("ht") == "0":
            self.hidden.add(self._row)

    def _move(self, number: str) -> None:
        if not _NUMBER.fullmatch(number):
            raise Unreadable("sheet.broken")
        self._row, self._number = int(number), number
        self._cells = []

    def _start_other(self, name: str, said: Attributes) -> None:
        if name == "mergeCell":
            self.merged.append(said.get("ref", ""))
        elif name == "col" and (is_true(said.get("hidden")) or said.get("width") == "0"):
            first, last = int(said.get("min", "1")), int(said.get("max", "1"))
            self.hidden_columns.update(range(first - 1, min(last, COLUMNS)))
        else:
            self.filters.start_named(name, said)

    def text(self, text: str) -> None:
        """Characters."""
        if self._pieces is not None:
            self._pieces.append(text)

    def end(self, element: str) -> None:
        """An element closes."""
        name = NAMES[element]
        if name == "c":
            self._end_cell()
        elif name == "v" and self._pieces is not None:
            self._value, self._pieces = "".join(self._pieces), None
        elif name == "f" and self._pieces is not None:
            self._formula, self._pieces = "".join(self._pieces), None
        elif self._rich is not None:
            self._pieces = None
            if name == "rPh":
                self._rich.end(name)

    def _end_cell(self) -> None:
        self._place()
        inline = None
        if self._rich is not None:
            inline, self._rich = self._rich.take(), None
        value = self.values.cell(self._said, self._value, self._formula, inline)
        if value is None:
            return
        cells = self._cells
        if cells and self._column == len(cells) < COLUMNS:  # nearly always the next one of a row that was begun
            cells.append(value)
        else:
            self._put(value)

    def _place(self) -> None:
        where = self._said.get("r")
        if where is None:
            self._column += 1
            return
        # Nearly always the row is the one that is open, and the column is known from the rows above
        if where.endswith(self._number):
            column = self._columns.get(where[: -len(self._number)])
            if column is not None:
                self._column = column
                return
        self._place_anew(where)

    def _place_anew(self, where: str) -> None:
        letters = where.rstrip(_DIGITS)
        self._column = column_of(letters)
        self._columns[letters] = self._column
        number = where[len(letters) :]
        if number != str(self._row):
            if self._named:
                raise Unreadable("sheet.broken")
            self._move(number)
            self._named = True

    def _put(self, value: WireCell) -> None:
        if self._row > ROWS or self._column >= COLUMNS:
            raise Unreadable("sheet.large")
        cells = self._cells
        if not cells:
            cells = self._cells = self.rows.setdefault(self._row, [])
        missing = self._column - len(cells)
        if missing < 0:
            if cells[self._column] is not None:  # two cells in one place: which is right?
                raise Unreadable("sheet.broken")
            cells[self._column] = value
            return
        if missing:
            cells.extend([None] * missing)
        cells.append(value)

    def rows_in_order(self) -> list[list[WireCell]]:
        """All rows from the first to the last one that says something, all as wide as the widest."""
        last, wide = max(self.rows, default=0), max(map(len, self.rows.values()), default=0)
        if last * wide > CELLS:  # two cells in far corners would cost the memory of all between them
            raise Unreadable("sheet.large")
        for cells in self.rows.values():
            cells.extend([None] * (wide - len(cells)))
        return [self.rows[number] if number in self.rows else [None] * wide for number in range(1, last + 1)]
