"""A report: a table of figures over the villages of a book, with subtotals and a total that are their sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from itertools import count

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.figure import Figure, Tally, Value
from fupin_desktop.ledger.declared.report import ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import OneOf, Selection
from fupin_desktop.ledger.declared.standing import along, division_path
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.reports.asked import Asked
from fupin_desktop.reports.period import Period
from fupin_desktop.villages.model import Village

_OF_QUARTERS = N_(
    "By the quarter: what happened within it, or stood by its last day; what has no date is left out, and what is "
    "entered by the year shows no data."
)


class Line(Enum):
    """What a row stands for."""

    VILLAGE = "village"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True)
class Row:
    """One row: the codes of the villages it stands for, and what was counted there, column by column."""

    line: Line
    name: str
    code: str
    places: tuple[str, ...]
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class Report:
    """A report as it was made: for whom, of which period, on which day, its columns and rows."""

    kind: ReportKind
    office: str
    period: Period
    day: date
    columns: tuple[ReportColumn, ...]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """The title of the table."""
        return _("{title} ({period})").format(title=_(self.kind.label), period=self.period.label)

    @property
    def year(self) -> int:
        """The year it is of, or in which its quarter lies."""
        return self.period.year

    @property
    def notes(self) -> tuple[str, ...]:
        """What is said under the table; of a quarter also how it is counted."""
        if self.period.quarter is None:
            return self.kind.notes
        return (*(self.kind.quarter_notes or self.kind.notes), _OF_QUARTERS)

    @property
    def numbered(self) -> list[tuple[int | None, Row]]:
        """The rows with their 序号; those that add others up have none."""
        numbers = count(1)
        return [(next(numbers) if row.line is Line.VILLAGE else None, row) for row in self.rows]

    def value(self, row: Row, at: int) -> Value:
        """The figure of a cell; None where nothing can be known."""
        known = not self.why_unknown(at)
        return self.columns[at].figure.measure.value(row.tallies[at]) if known else None

    def why_unknown(self, at: int) -> str:
        """Why nothing can be known of a column in this period; empty where it can."""
        return _why_unknown(self.columns[at], self.period, self.day)

    def cell(self, row: Row, at: int) -> Figure:
        """The figure of a cell, which opens its records; refuses, as `report.period`, one unknown in this period."""
        if why := self.why_unknown(at):
            raise Refusal("report.period", why, where={"column": self.columns[at].name})
        figure = self.columns[at].figure
        return Figure(within(figure.selection, row.places), figure.measure)

    def row_of(self, code: str) -> Row:
        """The row of a village by its code, or `total`, `inside`, `outside`; refuses, as `report.row`, any other."""
        for row in self.rows:
            if row.code == code:
                return row
        raise Refusal("report.row", _("The report has no such row."), where={"row": code})

    def column_of(self, name: str) -> int:
        """The place of the column of this name; refuses, as `report.column`, any other."""
        for at, column in enumerate(self.columns):
            if column.name == name:
                return at
        raise Refusal("report.column", _("The report has no such column."), where={"column": name})


def _why_unknown(column: ReportColumn, period: Period, day: date) -> str:
    if period.quarter is None:
        return ""
    if period.first > day:
        return _("This quarter has not begun yet.")
    return "" if column.of_quarters else _("This is not counted by the quarter; ask for the whole year.")


def within(selection: Selection, places: Sequence[str]) -> Selection:
    """The selection in these villages alone."""
    path = _village_path(selection.kind)
    return selection.having(along(path[:-1], OneOf(path[-1], tuple(places))))


def _village_path(kind: str) -> tuple[str, ...]:
    path = division_path(KINDS, KINDS[kind])
    assert path, f"a report over villages counts no {kind}"
    return path


# A village stands in one section, by what its own file says; so the sections add up to the whole (R002-12)
_SECTIONS: Mapping[bool | None, tuple[str, str]] = {
    True: ("inside", N_("Poor villages together")),
    False: ("outside", N_("Scattered, together")),
    None: ("unsaid", N_("Villages of which it is not said, together")),
}


def make_report(kind: ReportKind, asked: Asked, finder: Finder, office: str) -> Report:
    """Count a report: one statement a column."""
    columns = kind.columns(asked)
    counted = [_counted(one, asked, finder) for one in columns]
    known = {one.code or "": one for one in finder.find(Village)}
    codes = sorted({str(code) for tallies in counted for code in tallies if code} | known.keys())
    rows: list[Row] = []
    for poor, (code, name) in _SECTIONS.items():
        inside = [one for one in codes if _is_poor(known.get(one)) is poor]
        villages = [_village(one, known.get(one), counted) for one in inside]
        if villages or poor is not None:
            rows += [*villages, _together(Line.SUBTOTAL, code, _(name), villages, len(columns))]
    villages = [row for row in rows if row.line is Line.VILLAGE]
    rows.append(_together(Line.TOTAL, "total", _("Total"), villages, len(columns)))
    return Report(kind, office, asked.period, asked.today, columns, tuple(rows))


def _counted(column: ReportColumn, asked: Asked, finder: Finder) -> Mapping[object, Tally]:
    if _why_unknown(column, asked.period, asked.today):
        return {}
    return column.figure.by(finder, _village_path(column.figure.selection.kind))


def _is_poor(village: Village | None) -> bool | None:
    return village.is_poor_village if village is not None else None


def _village(code: str, village: Village | None, counted: Sequence[Mapping[object, Tally]]) -> Row:
    name = (village.name if village is not None else None) or code
    return Row(Line.VILLAGE, name, code, (code,), tuple(tallies.get(code, Tally()) for tallies in counted))


def _together(line: Line, code: str, name: str, rows: Iterable[Row], width: int) -> Row:
    rows = list(rows)
    places = tuple(place for row in rows for place in row.places)
    tallies = [Tally()] * width
    for row in rows:
        tallies = [one.plus(other) for one, other in zip(tallies, row.tallies, strict=True)]
    return Row(line, name, code, places, tuple(tallies))
