"""The lines of a table with typed values, and what was odd at single cells."""

from dataclasses import dataclass
from datetime import date

from fupin_desktop.intake.draft import Column, Line, Place
from fupin_desktop.intake.finding import Finding
from fupin_desktop.ledger.field import Kind
from fupin_desktop.sheets.convert import Odd, convert
from fupin_desktop.sheets.tables import Table
from fupin_desktop.sheets.workbook import Cell

YEAR: Place = ("member_year", "year")


def read_lines(table: Table) -> tuple[list[Line], list[Finding]]:
    """Every line, unreadable ones too: they carry the places that failed."""
    reader = _Reader(table)
    lines = [reader.line(row) for row in table.lines]
    return lines, reader.findings


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
        self._dated = {at for at, column in table.columns.items() if self._holds_dates(at, column)}

    def _holds_dates(self, at: int, column: Column) -> bool:
        cells = (self.table.sheet.cell(row, at) for row in self.table.lines)
        return column.field.kind is Kind.DAY and any(isinstance(cell, date) for cell in cells)

    def line(self, row: int) -> Line:
        line = Line(self.table.sheet.name, row + 1, self._by_place, day=self.table.day, year=self.table.year)
        cells = self.table.sheet.rows[row]
        for at, column in self.table.columns.items():
            cell = cells[at] if at < len(cells) else None
            line.raw[column.place] = cell
            self._take(line, column, self._seen(column, at, cell))
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
        # Where the whole column is text, days as text are its way of writing and no slip
        quiet = found.cleaned == "day.text" and at not in self._dated
        return _Seen(found.value, code="" if quiet else found.cleaned)
