"""The lines of a table with typed values, and what was odd at single cells."""

from dataclasses import dataclass
from datetime import date

from fupin_desktop.intake.draft import Column, Line, Place
from fupin_desktop.intake.finding import Finding, finding
from fupin_desktop.ledger.field import Kind
from fupin_desktop.sheets.convert import Odd, convert
from fupin_desktop.sheets.tables import Table
from fupin_desktop.sheets.workbook import Cell

# What is a slip only where other cells of the column are numbers or days; a column of text is a way of writing
_AS_TEXT: dict[str, type] = {"day.text": date, "cell.text_number": float}
_NUMBERS = (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)
YEAR: Place = ("member_year", "year")


def read_lines(table: Table) -> tuple[list[Line], list[Finding]]:
    """Every line, unreadable ones too: they carry the places that failed.  Hidden columns are told at their heading."""
    reader = _Reader(table)
    lines = [reader.line(row) for row in table.lines]
    return lines, [*_hidden_columns(table), *reader.findings]


def _hidden_columns(table: Table) -> list[Finding]:
    return [
        finding("column.hidden", table.sheet.name, table.heading_row + 1, column.heading)
        for at, column in table.columns.items()
        if at in table.sheet.hidden_columns
    ]


@dataclass(frozen=True)
class _Seen:
    """What a cell of a column comes to: its value, whether it failed, and the code of what is to be said of it."""

    value: object = None
    failed: bool = False
    code: str = ""


class _Reader:
    """Reads one table.  Cells repeat down a household, so each different cell of a column is looked at once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.findings: list[Finding] = []
        self._by_place = {column.place: column for column in table.columns.values()}
        self._known: dict[int, dict[Cell, _Seen]] = {at: {} for at in table.columns}
        self._tops = {(top, column) for (_row, column), top in table.sheet.filled.items()}
        self._typed = {at: self._held(at, column) for at, column in table.columns.items()}

    def _held(self, at: int, column: Column) -> set[type]:
        kind = column.field.kind
        if kind is not Kind.DAY and kind not in _NUMBERS:
            return set()
        return {type(self.table.sheet.cell(row, at)) for row in self.table.lines}

    def line(self, row: int) -> Line:
        line = Line(self.table.sheet.name, row + 1, self._by_place, day=self.table.day, year=self.table.year)
        cells = self.table.sheet.rows[row]
        for at, column in self.table.columns.items():
            cell = cells[at] if at < len(cells) else None
            line.raw[column.place] = cell
            seen = self._seen(column, at, cell)
            self._take(line, column, seen)
            if not seen.failed and (row, at) in self.table.sheet.odd:
                line.raw[column.place] = self.table.sheet.said[row, at]
                self.findings.append(line.find(self.table.sheet.odd[row, at], *column.place))
        line.year = line.values.get(YEAR) or self.table.year  # type: ignore[assignment]  # a whole number by its field
        for at, column in self.table.columns.items():
            if (row, at) in self._tops:
                self.findings.append(line.find("cell.merged", *column.place))
        if row in self.table.sheet.hidden:
            self.findings.append(line.whole("row.hidden"))
        return line

    def _take(self, line: Line, column: Column, seen: _Seen) -> None:
        if seen.code:
            self.findings.append(line.find(seen.code, *column.place))
        if seen.failed:
            line.failed.add(column.place)
        else:
            line.values[column.place] = seen.value

    def _seen(self, column: Column, at: int, cell: Cell) -> _Seen:
        known = self._known[at]
        if isinstance(cell, bool):  # True equals 1.0 as a key
            return self._look(column, at, cell)
        if cell not in known:
            known[cell] = self._look(column, at, cell)
        return known[cell]

    def _look(self, column: Column, at: int, cell: Cell) -> _Seen:
        try:
            found = convert(column, cell)
        except Odd as odd:
            return _Seen(failed=True, code=odd.code)
        if column.required and found.value in (None, ""):
            return _Seen(failed=True, code="cell.required")
        held = _AS_TEXT.get(found.cleaned)
        quiet = held is not None and held not in self._typed[at]
        return _Seen(found.value, code="" if quiet else found.cleaned)
