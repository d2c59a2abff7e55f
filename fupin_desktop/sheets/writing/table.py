"""Writing workbooks: every text stays text, so that no cell becomes a formula, a link or a number on its own."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlsxwriter

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.outputs import output
from fupin_desktop.ledger.words import _

# in_memory: the library would else leave other people's data in the temporary folder
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_SAFE_INTEGER = 10**15
_A4 = 9  # as Excel numbers papers
_NARROWEST, _HEADING, _WIDEST = 6, 16, 48  # characters
_LOOKED_AT = 2000  # rows that say how wide a column is
_MOST_KEPT = 60  # characters kept in sight
_NAMES = frozenset({"姓名", "户主", "户主姓名", "责任人", "Name", "Head"})
_LONGEST = 31  # of a sheet's name, in units of UTF-16
_FORBIDDEN = frozenset("[]:*?/\\")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_EXACT = 15  # digits that sheets keep of a number
_RESERVED = "history"  # Excel keeps this name for itself


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


@contextmanager
def workbook(path: Path) -> Iterator[Any]:
    """A workbook that stands at `path` when the block has ended, whole or not at all; refuses as `output` does."""
    content = BytesIO()
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        yield book
    with output(path) as draft:
        draft.write_bytes(content.getbuffer())


def sheet_names(wanted: Iterable[str]) -> list[str]:
    """Names a workbook takes: without []:*?/\\ and signs that do not print, no apostrophe at either end, at most 31
    units of UTF-16, never History, none twice however its letters are written; a number tells equal ones apart.
    """
    names: list[str] = []
    taken = {_RESERVED}
    for name in wanted:
        plain = _plain(name)
        chosen, number = plain, 1
        while chosen.casefold() in taken:
            number += 1
            ending = f" ({number})"
            chosen = _shortened(plain, _LONGEST - len(ending)) + ending
        taken.add(chosen.casefold())
        names.append(chosen)
    return names


def _plain(name: str) -> str:
    kept = "".join("_" if sign in _FORBIDDEN or not sign.isprintable() else sign for sign in name)
    return _shortened(kept.strip().strip("'").strip(), _LONGEST).strip("'").strip() or _("Sheet")


def _shortened(name: str, most: int) -> str:
    while len(name.encode("utf-16-le", "surrogatepass")) > 2 * most:
        name = name[:-1]
    return name


def write_table(path: Path, sheets: Sequence[SheetTable]) -> None:
    """Write a workbook, whole or not at all: per sheet an optional title row, the headings, frozen, and the rows.

    For people who print it: lying, as wide as one page, headings on every page; for those who read it: widths by
    content, a filter, the column with the name kept in sight.  A file named .csv is written as one, of a single sheet.
    """
    if path.suffix.lower() == ".csv":
        write_csv(path, _only_one(sheets))
        return
    with workbook(path) as book:
        formats = Formats(book)
        for table, name in zip(sheets, sheet_names(table.name for table in sheets), strict=True):
            _write_sheet(book.add_worksheet(name), table, formats)


def _only_one(sheets: Sequence[SheetTable]) -> SheetTable:
    """The one list of a file that holds one; refuses, as `sheet.csv`, several."""
    if len(sheets) != 1:
        message = _("A CSV file holds one list. No file was written; choose one kind, or name the file .xlsx.")
        raise Refusal("sheet.csv", message)
    return sheets[0]


def _write_sheet(sheet: Any, table: SheetTable, formats: Formats) -> None:
    top = 1 if table.title else 0
    if table.title:
        sheet.write_string(0, 0, table.title, formats.get("@"))
    heading = formats.heading()
    for column, text in enumerate(table.headings):
        sheet.write_string(top, column, text, heading)
    for down, row in enumerate(table.rows, top + 1):
        for column, value in enumerate(row):
            put(sheet, down, column, value, formats)
    widths = [_wide(table, column) for column in range(len(table.headings))]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(top + 1, _kept_in_sight(table.headings, widths))
    if table.headings:
        sheet.autofilter(top, 0, top + len(table.rows), len(table.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _wide(table: SheetTable, column: int) -> float:
    """As wide as its longest text, within reason: two for a Chinese character, one for a figure."""
    told = (str(row[column]) for row in table.rows[:_LOOKED_AT] if row[column] not in (None, ""))
    longest = max((_signs(text) for text in told), default=0)
    heading = max((_signs(part) for part in table.headings[column].split("\n")), default=0)
    return min(max(longest, min(heading, _HEADING) + 1, _NARROWEST) + 2, _WIDEST)


def _signs(text: str) -> int:
    return sum(1 if sign < "\u0100" else 2 for sign in text)


def _kept_in_sight(headings: Sequence[str], widths: Sequence[float]) -> int:
    """How many columns stay when one scrolls to the right: up to the name, while that leaves room for the others."""
    names = [at for at, text in enumerate(headings) if text.partition("\n")[0] in _NAMES]
    if names and sum(widths[: names[0] + 1]) <= _MOST_KEPT:
        return names[0] + 1
    return 1 if headings else 0


def write_csv(path: Path, sheet: SheetTable) -> None:
    """The rows as text parted by commas, in UTF-8 with the mark by which WPS and Excel know it.

    A cell that a sheet would take for a formula stands behind an apostrophe: text stays text.
    """
    content = StringIO(newline="")
    writer = csv.writer(content)
    if sheet.title:
        writer.writerow([sheet.title])
    writer.writerow([text.replace("\n", " ") for text in sheet.headings])
    writer.writerows([_as_text(value) for value in row] for row in sheet.rows)
    with output(path) as draft:
        draft.write_text(content.getvalue(), encoding="utf-8-sig", newline="")


def _as_text(value: object) -> str:
    text = "" if value is None else str(value)
    is_number = isinstance(value, int | float | Decimal)
    if text.startswith(_FORMULA) and not is_number:
        return f"'{text}"
    # A long number would be rounded where it is read as one
    return f"\t{text}" if text.isdecimal() and len(text) > _EXACT else text
