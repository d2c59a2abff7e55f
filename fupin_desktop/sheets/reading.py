"""The lines of a table with typed values, and what was odd at single cells."""

from collections.abc import Iterator
from datetime import date

from fupin_desktop.intake.draft import Column, Line
from fupin_desktop.intake.finding import Finding
from fupin_desktop.sheets.convert import Odd, Value, convert
from fupin_desktop.sheets.lines import Table
from fupin_desktop.sheets.workbook import Cell


def read_lines(table: Table) -> tuple[list[Line], list[Finding]]:
    """Every line, unreadable ones too: they carry the places that failed."""
    reader = _Reader(table)
    lines = [reader.line(row) for row in table.lines]
    return lines, reader.findings


class _Reader:
    """Reads one table.  Cells repeat down a household, so each different cell of a column is read once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.findings: list[Finding] = []
        self._by_place = {column.place: column for column in table.columns.values()}
        self._known: dict[int, dict[Cell, Value | Odd]] = {at: {} for at in table.columns}
        self._tops = {(top, column) for (_row, column), top in table.sheet.filled.items()}
        self._dated = {at for at in table.columns if self._holds_dates(at)}

    def _holds_dates(self, at: int) -> bool:
        return any(isinstance(self.table.sheet.cell(row, at), date) for row in self.table.lines)

    def line(self, row: int) -> Line:
        line = Line(self.table.sheet.name, row + 1, self._by_place)
        for at, column in self.table.columns.items():
            cell = self.table.sheet.cell(row, at)
            line.raw[column.place] = cell
            self._take(line, column, at, self._value(column, at, cell))
            if (row, at) in self._tops:
                self.findings.append(line.find("cell.merged", *column.place))
        if row in self.table.sheet.hidden:
            self.findings.append(line.whole("row.hidden"))
        return line

    def _take(self, line: Line, column: Column, at: int, value: Value | Odd) -> None:
        for code in self._codes(column, at, value):
            self.findings.append(line.find(code, *column.place))
        if isinstance(value, Odd) or (column.required and value.value in (None, "")):
            line.failed.add(column.place)
        else:
            line.values[column.place] = value.value

    def _codes(self, column: Column, at: int, value: Value | Odd) -> Iterator[str]:
        if isinstance(value, Odd):
            yield value.code
        elif column.required and value.value in (None, ""):
            yield "cell.required"
        # Where the whole column is text, days as text are its way of writing and no slip
        elif value.cleaned and (value.cleaned != "day.text" or at in self._dated):
            yield value.cleaned

    def _value(self, column: Column, at: int, cell: Cell) -> Value | Odd:
        known = self._known[at]
        if isinstance(cell, bool):  # True equals 1.0 as a key
            return _converted(column, cell)
        if cell not in known:
            known[cell] = _converted(column, cell)
        return known[cell]


def _converted(column: Column, cell: Cell) -> Value | Odd:
    try:
        return convert(column, cell)
    except Odd as odd:
        return odd
