"""Workbooks of the cases read once, and written again with rows, headings and sheets of a test's own."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.workbook import Cell
from fupin_desktop.sheets.writing.table import OPTIONS, Formats, put

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases"
Rows = Sequence[Sequence[object]]


def rows_of(path: Path) -> dict[str, list[list[Cell]]]:
    """The rows of a workbook by sheet."""
    return {sheet.name: [list(row) for row in sheet.rows] for sheet in read_workbook(path)}


def write_book(
    path: Path,
    sheets: Mapping[str, Rows],
    *,
    hidden: Sequence[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> Path:
    """A real workbook; `merged` are ranges of its first sheet, `hidden` names sheets that are not shown."""
    with xlsxwriter.Workbook(path, OPTIONS) as book:
        formats = Formats(book)
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    put(page, number, column, cell, formats)
            if name in hidden:
                page.hide()
        for top, left, bottom, right in merged:
            first = book.worksheets()[0]
            value = next(iter(sheets.values()))[top][left]
            first.merge_range(top, left, bottom, right, value, formats.get("@", ""))
    return path
