"""Workbooks of Excel and WPS, in the child process: .xlsx after a look inside, .xls as it is."""

from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

from python_calamine import CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum

from fupin_desktop.sheets.inspect import Inspection, inspect
from fupin_desktop.sheets.wire import SheetWire, Unreadable

ROWS, COLUMNS = 200_000, 702
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _cell(value: Any) -> Any:
    if value == "":
        return None
    if isinstance(value, datetime):
        return ["d", value.date().isoformat()]
    if isinstance(value, date):
        return ["d", value.isoformat()]
    if isinstance(value, time | timedelta):
        return str(value)
    return float(value) if type(value) is int else value


def _merged(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    ranges = sheet.merged_cell_ranges or []
    return [(top, left, bottom, right) for (top, left), (bottom, right) in ranges]


def _sheet(sheet: CalamineSheet, seen: Inspection) -> SheetWire:
    if sheet.end is not None and (sheet.end[0] >= ROWS or sheet.end[1] >= COLUMNS):
        raise Unreadable("sheet.large")
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for row, column in seen.errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = ["e"]
    return SheetWire(sheet.name, rows, seen.hidden, _merged(sheet))


def _sheets(file: BinaryIO, seen: dict[str, Inspection]) -> list[SheetWire]:
    try:
        book = CalamineWorkbook.from_filelike(file)
    except PasswordError:
        raise Unreadable("sheet.locked") from None
    names = [meta.name for meta in book.sheets_metadata if meta.typ is SheetTypeEnum.WorkSheet]
    return [_sheet(book.get_sheet_by_name(name), seen.get(name, Inspection())) for name in names]


def read_xlsx(file: BinaryIO) -> list[SheetWire]:
    """The sheets of an .xlsx, looked into before it is parsed; raises `Unreadable`."""
    seen = inspect(file)
    file.seek(0)
    return _sheets(file, seen)


def read_xls(file: BinaryIO) -> list[SheetWire]:
    """The sheets of an .xls or .et; an .xlsx with a password has the same outer form and is named as such."""
    if _ENCRYPTED in file.read():
        raise Unreadable("sheet.locked")
    file.seek(0)
    return _sheets(file, {})
