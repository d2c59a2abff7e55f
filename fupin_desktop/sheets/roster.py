"""Reading a roster (名册): the workbook in a child process, its tables, its lines, their judgement, and the drafts."""

from dataclasses import dataclass, field
from pathlib import Path

from fupin_desktop.intake.draft import Draft
from fupin_desktop.intake.finding import Finding
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import _
from fupin_desktop.sheets.assembly import Assembly
from fupin_desktop.sheets.layout import layout
from fupin_desktop.sheets.lines import Table, find_table
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.workbook import Sheet


@dataclass
class RosterReading:
    """What a workbook says: drafts of the division's records, findings at its cells, households of other divisions.

    `sheets` and `tables` are what was read, for the report; `unknown_headings` are told once and stop nothing.
    """

    sheets: list[Sheet]
    tables: list[Table]
    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    outside_households: int = 0
    unknown_headings: list[str] = field(default_factory=list)
    rows_read: int = 0

    @property
    def sheets_seen(self) -> list[str]:
        """The names of the sheets that were understood."""
        return [table.sheet.name for table in self.tables]


def read_roster(path: Path, *, division: str, mapping: str = "roster", progress: Progress = silent) -> RosterReading:
    """Read a roster workbook for the book of this division.

    Raises `Refusal` when the file cannot be read or holds none of the layout's sheets; everything smaller becomes a
    finding at its row and column.  Nothing is written.
    """
    layouts = layout(mapping)
    sheets = read_workbook(path, progress)
    tables = [table for sheet in sheets if (table := find_table(sheet, layouts)) is not None]
    if not tables:
        raise _no_roster(path)
    progress(0, 1, _("Checking the rows"))
    made = Assembly(division)
    made.run(tables)
    unknown = [heading for table in tables for heading in table.unknown]
    return RosterReading(sheets, tables, made.drafts, made.findings, made.outside, unknown, made.rows_read)


def _no_roster(path: Path) -> Refusal:
    message = _(
        "No sheet has the headings of a roster (户编号, 人口编号, 姓名, 与户主关系, 行政村 …). Nothing was taken in. "
        "Check that the headings stand in one row near the top."
    )
    return Refusal("sheet.headings", message, where={"file": path.name})
