"""The account of a workbook (导入说明): of each sheet what it was read as, and what became of every row and heading.

Rows taken, refused, of other places and left out add up to the rows of the sheet, down to the last that says something.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fupin_desktop.intake.finding import Severity
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.sheets.decoding.ranges import column_letters
from fupin_desktop.sheets.layout import PERSON
from fupin_desktop.sheets.lines import WHY, extent, is_blank, row_ranges
from fupin_desktop.sheets.tables import Headings, Table
from fupin_desktop.sheets.workbook import Sheet

_NOT_READ = {
    "blank": N_("Not read: the sheet is empty."),
    "hidden": N_("Not read: the sheet is hidden. If it belongs to the roster, unhide it and import the file again."),
    "households": N_(
        "Not read: like {like} in row {row}, but one row stands for a household, and a roster has one for every person "
        "(人口编号, 姓名, 与户主关系). Export the members from the same system and import that file."
    ),
    "headings": N_("Not read: no row near the top holds headings of a roster."),
    "missing": N_(
        "Not read: like {like} in row {row}, but headings are missing that it needs. Write them as they are named here,"
        " or match the unknown ones by hand (Match headings, roster map), and import the file again."
    ),
    "year": N_(
        "Not read: like {like} in row {row}, but the sheet does not say its year. Write 填报日期 with year, month and "
        "day above the headings, or the year (2017年度) into the title or the name of the sheet, and import the file "
        "again."
    ),
}
_OF_A_PERSON = (("member", "person_code"), ("member", "name"), ("member", "relation"))
_READ = N_("Read as {name}, headings in row {row}.")


@dataclass(frozen=True)
class SheetAccount:
    """What became of one sheet.  Rows count from 1.

    `read_as` is the sheet of the layout `map`, empty when it was not read; then `why_not` says why (`blank`, `hidden`,
    `headings`: none found, `missing`: some that are needed, `households`: one row a household and none of persons,
    `year`: facts of a year that is not said) and `like` what it resembles.  `left_out` are rows with the reason (a key
    of `lines.WHY`).  `unknown_headings` lead to the nearest known one, empty when none is near.
    """

    sheet: str
    hidden: bool
    rows: int
    map: str = ""
    read_as: str = ""
    why_not: str = ""
    like: str = ""
    heading_row: int | None = None
    taken: int = 0
    refused: int = 0
    outside: int = 0
    left_out: tuple[tuple[int, str], ...] = ()
    unknown_headings: Mapping[str, str] = field(default_factory=dict)
    missing_headings: tuple[str, ...] = ()
    ignored_headings: tuple[str, ...] = ()
    repeated_headings: tuple[str, ...] = ()
    columns_without_heading: tuple[str, ...] = ()
    hidden_columns: tuple[str, ...] = ()
    hidden_rows: tuple[int, ...] = ()
    filtered_rows: tuple[int, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the command line says it."""
        return {
            "sheet": self.sheet, "hidden": self.hidden, "map": self.map, "read_as": self.read_as,
            "why_not": self.why_not, "like": self.like, "heading_row": self.heading_row, "rows": self.rows,
            "taken": self.taken, "refused": self.refused, "outside": self.outside,
            "left_out": [{"row": row, "why": why} for row, why in self.left_out],
            "unknown_headings": list(self.unknown_headings), "nearest_headings": dict(self.unknown_headings),
            "missing_headings": list(self.missing_headings), "ignored_headings": list(self.ignored_headings),
            "repeated_headings": list(self.repeated_headings),
            "columns_without_heading": list(self.columns_without_heading), "hidden_columns": list(self.hidden_columns),
            "hidden_rows": list(self.hidden_rows), "filtered_rows": list(self.filtered_rows),
            "message": self.sentence,
        }  # fmt: skip

    @property
    def sentence(self) -> str:
        """What the sheet was read as, or why it was not."""
        if self.read_as:
            return _(_READ).format(name=self.read_as, row=self.heading_row)
        return _(_NOT_READ[self.why_not]).format(like=self.like, row=self.heading_row)

    @property
    def details(self) -> tuple[str, ...]:
        """Everything else there is to say of the sheet, a sentence each."""
        about = (
            (_("Rows left out: {what}."), self._reasons()),
            (_("Headings that are missing: {what}."), "、".join(self.missing_headings)),
            (_("Headings not known, left out: {what}."), "、".join(map(_near, self.unknown_headings.items()))),
            (
                _("Headings that say again what another column says, left out: {what}."),
                "、".join(self.repeated_headings),
            ),
            (
                _(
                    "Columns left out, because the book does not keep them, writes them by steps alone, or somebody"
                    " said so: {what}."
                ),
                "、".join(self.ignored_headings),
            ),
            (
                _("Columns without a heading in which something stands, left out: {what}."),
                "、".join(self.columns_without_heading),
            ),
            (_("Hidden columns, read like the others: {what}."), "、".join(self.hidden_columns)),
            (_("Rows hidden by hand, read like the others: {what}."), row_ranges(self._hidden_by_hand())),
            (_("Rows hidden by a filter, read like the others: {what}."), row_ranges(self.filtered_rows)),
        )
        return tuple(text.format(what=what) for text, what in about if what)

    def _hidden_by_hand(self) -> list[int]:
        return [row for row in self.hidden_rows if row not in self.filtered_rows]

    def _reasons(self) -> str:
        rows: dict[str, list[int]] = {}
        for row, why in self.left_out:
            rows.setdefault(why, []).append(row)
        told = _("{rows} ({why})")
        return "、".join(told.format(rows=row_ranges(numbers), why=_(WHY[why])) for why, numbers in rows.items())


def _near(pair: tuple[str, str]) -> str:
    heading, known = pair
    return _("“{heading}” (like “{known}”)").format(heading=heading, known=known) if known else f"“{heading}”"


def account_of_table(table: Table, refused: set[int], outside: set[int], stayed_out: set[int]) -> SheetAccount:
    """The account of a sheet that was read; the rows (from 1) that were refused, of other places, or put away."""
    rows = extent(table.sheet)
    left = {row + 1: why for row, why in table.left_out.items() if row < rows}
    lines = {row + 1 for row in table.lines}
    left |= dict.fromkeys((stayed_out & lines) - outside - refused, "away")
    headings = table.headings
    return SheetAccount(
        table.sheet.name,
        table.sheet.hidden_sheet,
        rows,
        map=table.layout.map,
        read_as=table.layout.name,
        heading_row=table.heading_row + 1,
        taken=len(lines - refused - outside - set(left)),
        refused=len((lines & refused) - outside),
        outside=len(lines & outside),
        left_out=tuple(sorted(left.items())),
        **_of_headings(table.sheet, headings),
        columns_without_heading=_without_heading(table),
        hidden_rows=tuple(row + 1 for row in sorted(table.sheet.hidden | table.sheet.filtered) if row < rows),
        filtered_rows=tuple(row + 1 for row in sorted(table.sheet.filtered) if row < rows),
    )


def account_of_unread(sheet: Sheet, near: Headings | None) -> SheetAccount:
    """The account of a sheet that was not read; `near` are headings like those of a layout."""
    rows = extent(sheet)
    why_not = "blank" if not rows else "hidden" if sheet.hidden_sheet else _like_what(near) if near else "headings"
    why = "hidden" if why_not == "hidden" else "unread"
    left = ((row + 1, "blank" if all(map(is_blank, sheet.rows[row])) else why) for row in range(rows))
    return SheetAccount(
        sheet.name,
        sheet.hidden_sheet,
        rows,
        why_not=why_not,
        like=near.layout.name if near else "",
        heading_row=near.rows[-1] + 1 if near else None,
        left_out=tuple(left),
        **(_of_headings(sheet, near) if near else {}),
    )


def _like_what(near: Headings) -> str:
    if not near.missing:
        return "year"
    places = {column.place for column in near.columns.values()}
    of_households = ("household", "household_code") in places and near.layout.lines == PERSON
    return "households" if of_households and not places & set(_OF_A_PERSON) else "missing"


def _without_heading(table: Table) -> tuple[str, ...]:
    """The letters of columns that hold something in the lines, under no heading."""
    named, sheet = table.headings.named, table.sheet
    found = {
        at for row in table.lines for at, cell in enumerate(sheet.rows[row]) if at not in named and not is_blank(cell)
    }
    return tuple(map(column_letters, sorted(found)))


def _of_headings(sheet: Sheet, found: Headings) -> dict[str, Any]:
    every = found.named
    return {
        "unknown_headings": {heading: found.layout.nearest(heading) for heading in found.unknown.values()},
        "missing_headings": found.missing,
        "ignored_headings": tuple(found.ignored.values()),
        "repeated_headings": tuple(found.twice.values()),
        "hidden_columns": tuple(every[at] for at in sorted(sheet.hidden_columns) if at in every),
    }


def refused_rows(findings: Iterable[Any], sheet: str) -> set[int]:
    """The rows of a sheet that a finding keeps out."""
    return {one.row for one in findings if one.sheet == sheet and one.severity is Severity.REFUSE}
