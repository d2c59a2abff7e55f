"""Old workbooks (.xls, .et) in the child process."""

from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from fupin_desktop.sheets.formats import moment_cell
from fupin_desktop.sheets.ranges import COLUMNS, ROWS, Range
from fupin_desktop.sheets.texts import text_cell
from fupin_desktop.sheets.wire import SharedCells, SheetWire, Unreadable

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def read_xls(file: BinaryIO, shared: SharedCells) -> list[SheetWire]:
    """The sheets of an .xls or .et; an .xlsx with a password has the same outer form and is named as such."""
    if _ENCRYPTED in file.read():
        raise Unreadable("sheet.locked")
    file.seek(0)
    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise Unreadable("sheet.locked") from None
    entries = [entry for entry in book.sheets_metadata if entry.typ is SheetTypeEnum.WorkSheet]
    return [
        _sheet(book.get_sheet_by_name(entry.name), entry.visible is not SheetVisibleEnum.Visible, shared)
        for entry in entries
    ]


def _sheet(sheet: CalamineSheet, hidden: bool, shared: SharedCells) -> SheetWire:
    if sheet.end is not None and (sheet.end[0] >= ROWS or sheet.end[1] >= COLUMNS):
        raise Unreadable("sheet.large")
    rows = [[_cell(value, shared) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    return SheetWire(sheet.name, rows, [], _merged(sheet), hidden)


def _cell(value: Any, shared: SharedCells) -> Any:
    if isinstance(value, str):
        return text_cell(value, shared)
    if isinstance(value, datetime):
        return moment_cell(value.date(), value.hour * 3600 + value.minute * 60 + value.second, shared)
    if isinstance(value, date):
        return moment_cell(value, 0, shared)
    if isinstance(value, time | timedelta):
        return shared.text(str(value))
    return float(value) if type(value) is int else value


def _merged(sheet: CalamineSheet) -> list[Range]:
    ranges = sheet.merged_cell_ranges or []
    return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]
