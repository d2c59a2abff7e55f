"""Writing workbooks: every text stays text, so that no cell becomes a formula, a link or a number on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter

from fupin_desktop.files import whole_file

# in_memory: the library would else leave other people's data in the temporary folder
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SAFE_INTEGER = 10**15
_WIDTH = 14


@dataclass(frozen=True)
class SheetTable:
    """A sheet to write: its name, the headings, and rows of str, int, Decimal, float, bool, date or None."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[object]]
    title: str = ""


class Formats:
    """The few looks a cell may have; `fill` is a colour, empty for none."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.made: dict[tuple[str, str], Any] = {}

    def get(self, number: str, fill: str = "") -> Any:
        """The format with this number format and fill, made once."""
        if (number, fill) not in self.made:
            look = {"num_format": number, **({"bg_color": fill} if fill else {})}
            self.made[number, fill] = self.book.add_format(look)
        return self.made[number, fill]

    def heading(self) -> Any:
        """Bold, wrapped, on grey."""
        look = {"bold": True, "text_wrap": True, "bg_color": "#EDEDED", "num_format": "@", "valign": "vcenter"}
        return self.book.add_format(look)


def put(sheet: Any, row: int, column: int, value: object, formats: Formats, fill: str = "") -> None:
    """Write one cell as what it is; a number that Excel would round goes in as text."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, formats.get("@", fill))
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats.get("yyyy-mm-dd", fill))
    elif _is_safe_number(value):
        sheet.write_number(row, column, value, formats.get("General", fill))
    else:
        sheet.write_string(row, column, str(value), formats.get("@", fill))


def _is_safe_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return False
    return -_SAFE_INTEGER < value < _SAFE_INTEGER


def write_table(path: Path, sheets: Sequence[SheetTable]) -> None:
    """Write a workbook, whole or not at all: per sheet an optional title row, the headings, frozen, and the rows."""
    with whole_file(path) as draft, xlsxwriter.Workbook(draft, OPTIONS) as book:
        formats = Formats(book)
        heading = formats.heading()
        for table in sheets:
            sheet = book.add_worksheet(table.name)
            top = 1 if table.title else 0
            if table.title:
                sheet.write_string(0, 0, table.title, formats.get("@"))
            for column, text in enumerate(table.headings):
                sheet.write_string(top, column, text, heading)
            for down, row in enumerate(table.rows, top + 1):
                for column, value in enumerate(row):
                    put(sheet, down, column, value, formats)
            sheet.freeze_panes(top + 1, 0)
            sheet.set_column(0, max(0, len(table.headings) - 1), _WIDTH)
