"""Finding the table on a sheet: title above, headings, lines, total, signatures and notes below."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fupin_desktop.intake.draft import Column
from fupin_desktop.sheets.layout import SheetLayout, plain
from fupin_desktop.sheets.workbook import Cell, Sheet

_DEEPEST_HEADING = 20
_DAY = re.compile(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_TOTAL = re.compile(r"(?:合计|总计|小计|共计)[:：]?")
_FOOT = re.compile(r"(?:填表|填报|制表|审核|负责人|单位负责|注[:：]|备注[:：]|说明[:：]?|另[:：])")


@dataclass(frozen=True)
class Table:
    """A sheet of the layout as it was found: where its headings stand, what its columns hold, its day, its lines.

    Rows and columns count from 0; `lines` are the rows that say something.
    """

    sheet: Sheet
    layout: SheetLayout
    heading_row: int
    columns: Mapping[int, Column]
    unknown: tuple[str, ...]
    day: date | None
    lines: tuple[int, ...]


def find_table(sheet: Sheet, layouts: Sequence[SheetLayout]) -> Table | None:
    """The table on a sheet, None when no layout has its headings."""
    best: tuple[int, int, SheetLayout] | None = None
    for row in range(min(_DEEPEST_HEADING, len(sheet.rows))):
        names = {plain(cell) for cell in sheet.rows[row]} - {""}
        for one in layouts:
            fit = len({one.by_heading[name].place for name in names if name in one.by_heading})
            if _is_heading(one, names) and (best is None or fit > best[0]):
                best = (fit, row, one)
    return _table(sheet, best[2], best[1]) if best else None


def _is_heading(one: SheetLayout, names: set[str]) -> bool:
    known = {one.by_heading[name].place for name in names if name in one.by_heading}
    return all(column.place in known for column in one.required)


def _table(sheet: Sheet, layout: SheetLayout, row: int) -> Table:
    columns: dict[int, Column] = {}
    unknown: list[str] = []
    for number, cell in enumerate(sheet.rows[row]):
        name = plain(cell)
        known = layout.by_heading.get(name)
        if known is not None and known.place not in {column.place for column in columns.values()}:
            columns[number] = replace(known, heading=str(cell).strip())
        elif name and name not in layout.ignored:
            unknown.append(str(cell).strip())
    return Table(sheet, layout, row, columns, tuple(unknown), _day(sheet, row), tuple(_lines(sheet, row, columns)))


def _day(sheet: Sheet, heading_row: int) -> date | None:
    for row in sheet.rows[:heading_row]:
        for cell in row:
            if isinstance(cell, date):
                return cell
            found = _DAY.search(cell) if isinstance(cell, str) else None
            if found:
                return _valid_day(*map(int, found.groups()))
    return None


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _lines(sheet: Sheet, heading_row: int, columns: Mapping[int, Column]) -> Iterator[int]:
    ended = False
    for number in range(heading_row + 1, len(sheet.rows)):
        filled = [cell for cell in sheet.rows[number] if not _blank(cell)]
        if not filled:
            continue
        if _TOTAL.fullmatch(plain(filled[0])):
            ended = ended or plain(filled[0])[:2] != "小计"
        elif not _is_foot(sheet, number, filled, columns, ended):
            yield number


def _blank(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _is_foot(sheet: Sheet, row: int, filled: list[Cell], columns: Mapping[int, Column], ended: bool) -> bool:
    # A line that fills what every line must fill is a line, wherever it stands: nothing is left out in silence
    if len(filled) <= 2 and _FOOT.match(plain(filled[0])):
        return True
    return ended and not any(not _blank(sheet.cell(row, at)) for at, column in columns.items() if column.required)
