"""The report of an import (校验结果): the same workbook once more, odd cells coloured, a column that says why.

Rows and columns stand where they stood, so that a finding, the sender's file and this one name the same cell.  One
sheet more (导入说明) stands at the end: what each sheet was read as, and what became of all its rows and headings.
"""

from collections import defaultdict
from itertools import count
from pathlib import Path
from typing import Any

from fupin_desktop.intake.commands import Taken
from fupin_desktop.intake.finding import Finding, Severity
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.sheets.roster import RosterReading
from fupin_desktop.sheets.tables import Table
from fupin_desktop.sheets.workbook import Cell, Sheet
from fupin_desktop.sheets.writing.table import Formats, put, sheet_names, workbook

RESULT = N_("Result of the check")
ACCOUNT = N_("Account of the import")
_ACCOUNT_COLUMNS = (
    (N_("Sheet"), 18),
    (N_("Read as"), 44),
    (N_("Rows"), 8),
    (N_("Taken in"), 8),
    (N_("Refused"), 8),
    (N_("Of other places"), 10),
    (N_("Left out"), 8),
    (N_("Why, and which headings"), 80),
)
_FILL = {Severity.REFUSE: "#FF9C9C", Severity.WARN: "#FFE08A", Severity.NORMALISE: "#D6E9F8"}
_WEIGHT = {Severity.REFUSE: 2, Severity.WARN: 1, Severity.NORMALISE: 0}
_RESULT_WIDTH = 60


def write_report(path: Path, reading: RosterReading, taken: Taken) -> None:
    """Write the report, whole or not at all.  It holds the sender's own data in full: it goes back to the sender.

    `taken` is what taking the drafts in told, or would tell: what only the book knew.
    """
    tables = {table.sheet.name: table for table in reading.tables}
    found: dict[str, list[Finding]] = defaultdict(list)
    for one in (*reading.findings, *taken.findings):
        found[one.sheet].append(one)
    with workbook(path) as book:
        formats = Formats(book)
        for sheet, name in zip(reading.sheets, sheet_names(sheet.name for sheet in reading.sheets), strict=True):
            page = book.add_worksheet(name)
            marks = _Marks(tables.get(sheet.name), found[sheet.name])
            _write(page, sheet, marks, formats)
        _write_accounts(book, reading, taken, formats)


def _write_accounts(book: Any, reading: RosterReading, taken: Taken, formats: Formats) -> None:
    used = {sheet.name.casefold() for sheet in reading.sheets}
    title = _(ACCOUNT)
    name = next(name for n in count(1) if (name := title if n == 1 else f"{title} {n}").casefold() not in used)
    page = book.add_worksheet(name)
    for at, (heading, width) in enumerate(_ACCOUNT_COLUMNS):
        page.write_string(0, at, _(heading), formats.heading())
        page.set_column(at, at, width)
    for row, one in enumerate(reading.accounts(taken), 1):
        counts = (one.rows, one.taken, one.refused, one.outside, len(one.left_out))
        for at, value in enumerate((one.sheet, one.sentence, *map(float, counts), "\n".join(one.details))):
            put(page, row, at, value, formats)


class _Marks:
    """Where a sheet is coloured, and what its last column says, by row from 0."""

    def __init__(self, table: Table | None, findings: list[Finding]) -> None:
        self.table = table
        self.worst: dict[tuple[int, int], Severity] = {}
        self.words: dict[int, list[Finding]] = defaultdict(list)
        at = {column.heading: number for number, column in table.columns.items()} if table else {}
        for one in findings:
            self.words[one.row - 1].append(one)
            if one.column in at:
                self._mark((one.row - 1, at[one.column]), one.severity)

    def _mark(self, cell: tuple[int, int], severity: Severity) -> None:
        if cell not in self.worst or _WEIGHT[severity] > _WEIGHT[self.worst[cell]]:
            self.worst[cell] = severity

    def fill(self, row: int, column: int) -> str:
        """The colour of a cell, empty for none."""
        severity = self.worst.get((row, column))
        return _FILL[severity] if severity else ""

    def row_fill(self, row: int) -> str:
        """The colour of what the last column says of a row."""
        return _FILL[max((one.severity for one in self.words[row]), key=_WEIGHT.__getitem__)]

    def sentence(self, row: int) -> str:
        """All that is to be said of a row, each with its column."""
        return "\n".join(f"{one.column}：{one.message}" for one in self.words[row])


def _write(page: Any, sheet: Sheet, marks: _Marks, formats: Formats) -> None:
    last = max(map(len, sheet.rows), default=0)
    heading = formats.heading()
    for number, row in enumerate(sheet.rows):
        is_heading = marks.table is not None and number == marks.table.heading_row
        for column, cell in enumerate(row):
            if is_heading and cell is not None:
                page.write_string(number, column, str(cell), heading)
            elif cell is not None or marks.fill(number, column):
                put(page, number, column, _plain(cell), formats, marks.fill(number, column))
        if is_heading:
            page.write_string(number, last, _(RESULT), heading)
            page.freeze_panes(number + 1, 0)
        elif number in marks.words:
            put(page, number, last, marks.sentence(number), formats, marks.row_fill(number))
    page.set_column(last, last, _RESULT_WIDTH)


def _plain(cell: Cell) -> object:
    return cell if cell is None or isinstance(cell, str | float | bool) or hasattr(cell, "isoformat") else str(cell)
