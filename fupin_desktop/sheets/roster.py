"""Reading a roster (名册): the workbook in a child process, its tables, its lines, their judgement, and the drafts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fupin_desktop.intake.commands import Taken
from fupin_desktop.intake.draft import Drafts
from fupin_desktop.intake.finding import Finding
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.system.collector import collector_off
from fupin_desktop.ledger.words import _
from fupin_desktop.sheets.account import SheetAccount, account_of_table, account_of_unread, refused_rows
from fupin_desktop.sheets.assembly import Assembly
from fupin_desktop.sheets.headings import plain
from fupin_desktop.sheets.layout import SheetLayout, every_layout
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.tables import Headings, Table, find_table, nearly
from fupin_desktop.sheets.workbook import Sheet
from fupin_desktop.sheets.writing.lists import layouts_for


@dataclass
class RosterReading:
    """What a workbook says: drafts of the division's records, findings at its cells, households of other divisions.

    `sheets` and `tables` are what was read, for the report; `near` the headings of sheets that were not read, None when
    they are like none; `away` rows of other divisions, by sheet and row from 1; `unknown_headings` stop nothing.
    """

    sheets: list[Sheet]
    tables: list[Table]
    near: dict[str, Headings | None] = field(default_factory=dict)
    drafts: Drafts = field(default_factory=Drafts)
    findings: list[Finding] = field(default_factory=list)
    outside_households: int = 0
    away: set[tuple[str, int]] = field(default_factory=set)
    unknown_headings: list[str] = field(default_factory=list)
    rows_read: int = 0

    @property
    def sheets_seen(self) -> list[str]:
        """The names of the sheets that were understood."""
        return [table.sheet.name for table in self.tables]

    def accounts(self, taken: Taken) -> list[SheetAccount]:
        """What became of each sheet, with what taking the drafts in told besides."""
        tables = {table.sheet.name: table for table in self.tables}
        return [
            self._account(tables[sheet.name], taken)
            if sheet.name in tables
            else account_of_unread(sheet, self.near.get(sheet.name))
            for sheet in self.sheets
        ]

    def _account(self, table: Table, taken: Taken) -> SheetAccount:
        name = table.sheet.name
        refused = refused_rows([*self.findings, *taken.findings], name)
        return account_of_table(table, refused, _rows(self.away, name), _rows(taken.stayed_out, name))


class NoRoster(Refusal):
    """No sheet could be read (`sheet.headings`, or `sheet.day` where only the year is missing); `reading` holds the
    sheets and what their headings are like.
    """

    def __init__(self, code: str, message: str, where: Mapping[str, object], reading: RosterReading) -> None:
        super().__init__(code, message, where=where)
        self.reading = reading


def _rows(places: Iterable[tuple[str, int]], sheet: str) -> set[int]:
    return {row for name, row in places if name == sheet}


@collector_off()
def read_roster(
    path: Path,
    *,
    division: str,
    mapping: str = "",
    aliases: Mapping[str, str] | None = None,
    progress: Progress = silent,
) -> RosterReading:
    """Read a roster workbook for the book of this division.

    `mapping` names the one shipped layout to try; without it each sheet is read as what fits it best.  A sheet that is
    none of a roster's and bears the name of a kind is read as a list of it (`sheets.lists`).  `aliases` are
    further headings: as they stand there, and the known heading that is meant (empty: leave the column out).
    A hidden sheet is not read: what nobody saw does not enter the register; nor is one that does not say the year of
    its facts.  Raises `Refusal` when the file cannot be read (`sheet.*`), the layout is unknown (`sheet.map`), or no
    sheet can be read as a roster's (`sheet.headings`, `sheet.day`); everything smaller becomes a finding at its row and
    column.  Nothing is written.
    """
    layouts = every_layout(aliases, only=mapping)
    sheets = read_workbook(path, progress)
    found = [table for sheet in sheets if not sheet.hidden_sheet and (table := _find(sheet, layouts))]
    tables = [table for table in found if not table.lacks_year]
    undated = {table.sheet.name: table.headings for table in found if table.lacks_year}
    near = {**_unread(sheets, found, layouts), **undated}
    if not tables:
        raise _no_roster(path, sheets, near)
    progress(0, 1, _("Checking the rows"))
    made = Assembly(division, _codes_on([sheet for sheet in sheets if sheet.name in near]))
    made.run(tables)
    seen = [*(table.headings for table in tables), *(one for one in near.values() if one is not None)]
    unknown = [heading for one in seen for heading in one.unknown.values()]
    return RosterReading(
        sheets, tables, near, made.drafts, made.findings, made.outside, made.away, unknown, made.rows_read
    )


def _find(sheet: Sheet, layouts: Sequence[SheetLayout]) -> Table | None:
    """The table on a sheet: of the roster, else of a list of the kind whose name the sheet has."""
    return find_table(sheet, layouts) or find_table(sheet, layouts_for(sheet))


def _unread(
    sheets: Sequence[Sheet], tables: Sequence[Table], layouts: Sequence[SheetLayout]
) -> dict[str, Headings | None]:
    read = {table.sheet.name for table in tables}
    return {sheet.name: nearly(sheet, layouts_for(sheet) or layouts) for sheet in sheets if sheet.name not in read}


def _codes_on(sheets: Iterable[Sheet]) -> dict[str, str]:
    """What stands in the cells of unread sheets, to the sheet: so that nobody is told it stands nowhere."""
    return {plain(cell): sheet.name for sheet in sheets for row in sheet.rows for cell in row if isinstance(cell, str)}


def _no_roster(path: Path, sheets: list[Sheet], near: dict[str, Headings | None]) -> NoRoster:
    accounts = [account_of_unread(sheet, near.get(sheet.name)) for sheet in sheets]
    where = {"file": path.name, "sheets": [one.as_json() for one in accounts]}
    undated = [one.sheet for one in accounts if one.why_not == "year"]
    reading = RosterReading(sheets, [], near)
    if undated:
        where |= {"sheet": undated[0]}
        return NoRoster("sheet.day", _without_year(undated, path), where, reading)
    message = _(
        "No sheet could be read as a roster (户编号, 人口编号, 姓名, 与户主关系 …). Nothing was taken in; the book is"
        " as it was."
    )
    why = _("“{sheet}”: {why}")
    told = [
        why.format(sheet=one.sheet or path.name, why=" ".join((one.sentence, *one.details[1:3]))) for one in accounts
    ]
    return NoRoster("sheet.headings", "\n".join((message, *told)), where, reading)


def _without_year(names: Iterable[str], path: Path) -> str:
    told = _(
        "The sheet “{sheet}” does not say its year. Nothing was taken in. Write 填报日期 with year, month and day"
        " above the headings, or the year (2017年度) into the title or the name of the sheet."
    )
    return told.format(sheet="”、“".join(name or path.name for name in names))
