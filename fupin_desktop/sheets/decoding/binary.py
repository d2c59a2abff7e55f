"""Old workbooks (.xls, .et), in the child process: values by the library, what it does not tell by the records."""

from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from fupin_desktop.sheets.decoding.biff import SheetFacts, sheet_facts
from fupin_desktop.sheets.decoding.compound import Compound
from fupin_desktop.sheets.decoding.formats import moment_cell
from fupin_desktop.sheets.decoding.ranges import CELLS, COLUMNS, ROWS, Range, clipped
from fupin_desktop.sheets.decoding.texts import text_cell
from fupin_desktop.sheets.decoding.wire import SharedCells, SheetWire, Unreadable

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HALF_A_SECOND = timedelta(milliseconds=500)


def read_xls(file: BinaryIO, shared: SharedCells) -> list[SheetWire]:
    """The sheets of an .xls or .et; an .xlsx with a password has the same outer form and is named as such."""
    data = file.read()
    if _ENCRYPTED in data:
        raise Unreadable("sheet.locked")
    facts = sheet_facts(Compound(data).stream("Workbook", "Book"))
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise Unreadable("sheet.locked") from None
    if len(book.sheets_metadata) != len(facts):
        raise Unreadable("sheet.broken")
    return [
        _sheet(book.get_sheet_by_name(entry.name), entry.visible is not SheetVisibleEnum.Visible, one, shared)
        for entry, one in zip(book.sheets_metadata, facts, strict=True)
        if entry.typ is SheetTypeEnum.WorkSheet
    ]


def _sheet(sheet: CalamineSheet, hidden: bool, facts: SheetFacts, shared: SharedCells) -> SheetWire:
    places = [*facts.errors, *facts.blanks, *([sheet.end] if sheet.end else [])]
    last, wide = (max((place[at] + 1 for place in places), default=0) for at in (0, 1))
    if last > ROWS or wide > COLUMNS or last * wide > CELLS:
        raise Unreadable("sheet.large")
    rows = [[_cell(value, shared) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    rows += [[] for _ in range(last - len(rows))]
    for row in rows:
        row.extend([None] * (wide - len(row)))
    for (row_at, column), said in facts.errors.items():
        rows[row_at][column] = shared.error("cell.error", said)
    for row_at, column in facts.blanks:
        rows[row_at][column] = shared.blank("cell.blank_formula")
    out_of_sight = [number for number in facts.hidden if number <= last]
    below = out_of_sight if facts.has_filter else []
    columns = sorted(facts.hidden_columns)
    return SheetWire(sheet.name, rows, out_of_sight, _merged(sheet, last), hidden, columns, below)


def _cell(value: Any, shared: SharedCells) -> Any:
    if isinstance(value, str):
        return text_cell(value, shared)
    if isinstance(value, datetime):
        value += _HALF_A_SECOND
        return moment_cell(value.date(), value.hour * 3600 + value.minute * 60 + value.second, shared)
    if isinstance(value, date):
        return moment_cell(value, 0, shared)
    if isinstance(value, time | timedelta):
        return shared.text(str(value))
    return float(value) if type(value) is int else value


def _merged(sheet: CalamineSheet, rows: int) -> list[Range]:
    ranges = sheet.merged_cell_ranges or []
    return clipped([(top, left, bottom, right) for (top, left), (bottom, right) in ranges], rows)
