"""What a sheet says of all its lines: the day of the report, and the year its facts stand for.

Both come from the sheet itself, never from another.  They are two facts: incomes of 2017 are reported in January 2018.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date

from fupin_desktop.sheets.workbook import Sheet

_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_OF_YEAR = re.compile(r"(?<!\d)(20(?:1[3-9]|[2-9]\d))\s*年度")
_YEAR = re.compile(r"(?<!\d)(20(?:1[3-9]|[2-9]\d))\s*年(?!\s*\d)")
_ANY_YEAR = re.compile(r"(?<!\d)(20(?:1[3-9]|[2-9]\d))\s*年")
_NAMED = re.compile(r"(?<!\d)(20(?:1[3-9]|[2-9]\d))(?!\d)")


def day_of_sheet(sheet: Sheet, rows: Iterable[int]) -> date | None:
    """The first day that the title says, else the notes below; None when it says none, or one that does not exist."""
    for row in rows:
        for column, cell in enumerate(sheet.rows[row]):
            if isinstance(cell, date):
                if sheet.odd.get((row, column)) == "cell.midnight":
                    continue  # this day or the next: nobody can tell, and the reader says so
                return cell
            found = _DAY.search(_text(cell))
            if found:
                return _valid_day(*map(int, found.groups()))
    return None


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def year_of_sheet(sheet: Sheet, rows: Iterable[int], day: date | None) -> int | None:
    """The year of the facts: 2017年度 in these rows, else the year in the sheet's name, else 2017年, else the day's."""
    told = [_DAY.sub("", text) for text in _texts(sheet, rows)]
    named = _text(sheet.name)
    for pattern, texts in ((_OF_YEAR, [*told, named]), (_NAMED, [_DAY.sub("", named)]), (_YEAR, told)):
        years = {int(year) for text in texts for year in pattern.findall(text)}
        if len(years) == 1:
            return years.pop()
    months = {int(year) for text in told for year in _ANY_YEAR.findall(text)}
    return day.year if day else months.pop() if len(months) == 1 else None


def _texts(sheet: Sheet, rows: Iterable[int]) -> Iterator[str]:
    return (_text(cell) for row in rows for cell in sheet.rows[row])


def _text(cell: object) -> str:
    return unicodedata.normalize("NFKC", cell) if isinstance(cell, str) else ""
