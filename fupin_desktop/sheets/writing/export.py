"""Workbooks out of the book: any kind as a list, or the roster (花名册) in the layout it is read in.

Text stays text, so that no cell becomes a formula, a link or a number; who took it out and when stands above.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from fupin_desktop.intake.draft import Place
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import Listing
from fupin_desktop.notices.model import Notice
from fupin_desktop.sheets.layout import SheetLayout, layout
from fupin_desktop.sheets.writing.roster_rows import RosterRows
from fupin_desktop.sheets.writing.table import SheetTable, write_table

_FROZEN = frozenset({"snapshot", "snapshot_hash", "selection"})


def national_headings() -> Mapping[Place, str]:
    """The national codes of columns, as the layouts of the roster and of the national export know them."""
    sheets = (*layout("national"), *layout())
    return {place: code for sheet in sheets for place, code in sheet.codes.items() if code}


def write_listings(path: Path, listings: Sequence[Listing], mark: str, *, national: bool = False) -> int:
    """One sheet a kind; the number of rows.  `mark` says whose copy it is; `national` adds and uses national codes."""
    tables = [table for one in listings for table in (_listing_table(one, mark, national), *frozen_tables(one, mark))]
    write_table(path, tables)
    return sum(len(one.records) for one in listings)


def frozen_tables(one: Listing, mark: str) -> Iterator[SheetTable]:
    """The lists that hung on the board, row by row; notices with the same columns stand on one sheet."""
    if one.cls is not Notice:
        return
    by_columns: dict[tuple[str, ...], list[list[object]]] = {}
    for notice in one.records:
        if isinstance(notice, Notice) and (labels := _columns_of(notice)):
            by_columns.setdefault(labels, []).extend([notice.number or "", *row] for row in _told(notice)["rows"])
    for labels, rows in by_columns.items():
        yield SheetTable(_("Lists on the board"), [_("Notice number"), *labels], rows, title=f"{one.title}　{mark}")


def _columns_of(notice: Notice) -> tuple[str, ...]:
    return tuple(str(column[0]).replace("\n", "") for column in _told(notice).get("columns", ()))


def _told(notice: Notice) -> Mapping[str, Any]:
    try:
        told = json.loads(notice.snapshot or "{}")
    except ValueError:  # from elsewhere: whoever opens the notice is told
        return {}
    return told if isinstance(told, dict) and "rows" in told else {}


def _listing_table(one: Listing, mark: str, national: bool) -> SheetTable:
    codes = national_headings() if national else {}
    # What a notice froze stands row by row on a sheet of its own
    fields = [field for field in one.fields if not (one.cls is Notice and field.name in _FROZEN)]
    headings = [heading_of(field, codes.get((kind_of(one.cls), field.name), "")) for field in fields]
    rows = [
        [number, *(one.cell(record, field, national=national) for field in fields)]
        for number, record in enumerate(one.records, 1)
    ]
    return SheetTable(one.title, [_("No."), *headings], rows, title=f"{one.title}　{mark}")


def heading_of(field: Field, code: str = "") -> str:
    """The heading of a field in a list: its label, its unit in brackets, its national code below."""
    unit = _("yuan") if field.kind is Kind.MONEY else field.unit
    text = f"{_(field.label)}（{unit}）" if unit else _(field.label)
    return f"{text}\n{code}" if code else text


def write_roster(path: Path, rows: RosterRows, mark: str, *, national: bool = False) -> int:
    """The roster workbook, with the sheets and headings it is read in; the number of rows.

    With `national` its first sheet has the 80 headings of the national export (F39), codes for words in every cell.
    """
    sheets = (*layout("national"), *layout()[1:]) if national else layout()
    tables = [_roster_table(sheet, rows, mark, national) for sheet in sheets]
    write_table(path, tables)
    return sum(len(table.rows) for table in tables)


def _roster_table(sheet: SheetLayout, rows: RosterRows, mark: str, national: bool) -> SheetTable:
    columns = [column for column in sheet.columns if column.place not in sheet.read_only]
    headings = [_coded(column.heading, sheet.codes[column.place], national) for column in columns]
    places = [column.place for column in columns]
    table = [[number, *line] for number, line in enumerate(_lines(sheet, rows, places, national), 1)]
    title = f"{sheet.name}　填报日期：{long_date(rows.day)}　{mark}"
    return SheetTable(sheet.name, ["序号", *headings], table, title=title)


def _lines(sheet: SheetLayout, rows: RosterRows, places: Sequence[Place], national: bool) -> Iterable[list[object]]:
    for records in rows.lines(sheet.lines):
        yield [rows.cell(records, place, national=national) for place in places]


def _coded(heading: str, code: str, national: bool) -> str:
    return f"{heading}\n{code}" if national and code else heading
