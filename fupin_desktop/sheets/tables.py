"""Finding the table on a sheet: in which rows its headings stand, and which column each of them means."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from fupin_desktop.intake.draft import Column, Place
from fupin_desktop.ledger.field import Kind
from fupin_desktop.sheets.context import day_of_sheet, year_of_sheet
from fupin_desktop.sheets.headings import amounts_in, plain, unit_differs
from fupin_desktop.sheets.layout import PERSON, SheetLayout
from fupin_desktop.sheets.lines import is_subtotal, reason_of
from fupin_desktop.sheets.workbook import Cell, Sheet

_DEEPEST_HEADING = 30
_MOST_HEADING_ROWS = 3
_OF_A_TITLE = re.compile(r":|20\d\d|.{4}(?:办|局|镇|县|村|委|会|政府|名册|台账|表)$")
_LONGEST_GROUP = 20
YEAR: Place = ("member_year", "year")
_CODE: Place = ("household", "household_code")
_VILLAGE_NAME: Place = ("village", "name")
_OF_A_YEAR = frozenset({"member_year", "income_year"})
_LIKE = 2  # a row that knows fewer columns than this is like no table at all


@dataclass(frozen=True)
class Heading:
    """The heading over one column: its lowest words, and the groups above them, from the nearest up."""

    own: str
    groups: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The words as a person finds them: the group and the heading under it."""
        return " / ".join((*reversed(self.groups), self.own))


@dataclass(frozen=True)
class Headings:
    """The headings of a sheet under one layout: the columns they mean, and those that mean none.

    `rows` are the rows they stand in, from 0.  `unknown`, `ignored` and `twice` are by column from 0: not known; known,
    but nothing of our own; meaning what another column already holds.
    """

    layout: SheetLayout
    rows: range
    columns: Mapping[int, Column]
    unknown: Mapping[int, str]
    ignored: Mapping[int, str]
    twice: Mapping[int, str]

    @property
    def named(self) -> Mapping[int, str]:
        """Every column over which something stands, as it is written there."""
        return {**self.unknown, **self.ignored, **self.twice, **{at: one.heading for at, one in self.columns.items()}}

    @property
    def missing(self) -> tuple[str, ...]:
        """Headings that such a sheet needs and that are not there.  The village is told by the household codes, too."""
        there = {column.place for column in self.columns.values()}
        if self.layout.lines == PERSON and _CODE in there:
            there.add(_VILLAGE_NAME)
        return tuple(one.heading for one in self.layout.required if one.place not in there)

    @property
    def fit(self) -> tuple[int, int, int]:
        """How well the layout fits; more is better."""
        return len(self.columns), -len(self.unknown), -len(self.rows)


@dataclass(frozen=True)
class Table:
    """A sheet of the layout as it was found: what its columns hold, its day and year, its lines.

    Rows and columns count from 0; `lines` are the rows that are read, `left_out` says why another is not.
    """

    sheet: Sheet
    headings: Headings
    day: date | None
    year: int | None
    lines: tuple[int, ...]
    left_out: Mapping[int, str]

    @property
    def layout(self) -> SheetLayout:
        """What it was read as."""
        return self.headings.layout

    @property
    def columns(self) -> Mapping[int, Column]:
        """What its columns hold."""
        return self.headings.columns

    @property
    def heading_row(self) -> int:
        """The lowest row of the headings."""
        return self.headings.rows[-1]

    @property
    def lacks_year(self) -> bool:
        """Are there facts of a year, and says neither a column nor the sheet of which?"""
        places = {column.place for column in self.columns.values()}
        of_a_year = self.layout.lines == PERSON and any(kind in _OF_A_YEAR for kind, _name in places)
        return of_a_year and self.year is None and YEAR not in places

    @property
    def unknown(self) -> tuple[str, ...]:
        """Headings that are not known, as they are written."""
        return tuple(self.headings.unknown.values())


def find_table(sheet: Sheet, layouts: Sequence[SheetLayout]) -> Table | None:
    """The table on a sheet, None when no layout finds all the headings it needs."""
    found = [one for one in _candidates(sheet, layouts) if not one.missing]
    return _table(sheet, max(found, key=lambda one: one.fit)) if found else None


def nearly(sheet: Sheet, layouts: Sequence[SheetLayout]) -> Headings | None:
    """The headings most like a layout on a sheet that is no table: they tell what is missing.  None when none is."""
    return max(
        _candidates(sheet, layouts), key=lambda one: (len(one.columns) - len(one.missing), one.fit), default=None
    )


class _Meaning:
    """What headings mean under a layout; each is looked at once for a sheet."""

    def __init__(self, layout: SheetLayout) -> None:
        self.layout = layout
        self.column = cache(layout.column)
        self.is_ignored = cache(layout.is_ignored)


def _candidates(sheet: Sheet, layouts: Sequence[SheetLayout]) -> Iterator[Headings]:
    meanings = [_Meaning(one) for one in layouts]
    deepest = min(_DEEPEST_HEADING, len(sheet.rows))
    for bottom in range(_DEEPEST_HEADING):
        if bottom >= deepest:
            return
        rows = range(_top(sheet, bottom), bottom + 1)
        over = _headings(sheet, rows)
        amounts = amounts_in([sheet.name, *(cell for row in sheet.rows[: rows.start] for cell in row)])
        for one in meanings:
            found = _understood(one, rows, over, amounts)
            if found is not None:
                # Lines follow where all that is needed was found: what is further below is no heading
                deepest = deepest if found.missing else min(deepest, bottom + _MOST_HEADING_ROWS)
                yield found


def _top(sheet: Sheet, bottom: int) -> int:
    """The first row of the headings that end here: rows of groups stand above."""
    top = bottom
    while top > 0 and bottom - top < _MOST_HEADING_ROWS - 1 and _holds_groups(sheet.rows[top - 1]):
        top -= 1
    return top


def _holds_groups(cells: Sequence[Cell]) -> bool:
    # A title begins at the left, a line of facts has colons, a year or an office: a group is a short word, seldom alone
    names = {at: plain(cell) for at, cell in enumerate(cells) if plain(cell)}
    if any(isinstance(cell, str) and cell.rstrip().endswith((":", "：")) for cell in cells):
        return False  # 单位： in one cell, 万元 in the next
    short = not any(len(name) > _LONGEST_GROUP or _OF_A_TITLE.search(name) for name in names.values())
    return short and (len(names) > 1 or bool(names.keys() - {0}))


def _headings(sheet: Sheet, rows: range) -> Mapping[int, Heading]:
    """What stands over each column: its lowest words, under the groups that reach over it."""
    above: list[dict[int, str]] = [_carried(sheet.rows[row]) for row in rows[:-1]]
    lowest = {at: str(cell).strip() for at, cell in enumerate(sheet.rows[rows[-1]]) if plain(cell)}
    found = {at: Heading(own, _groups(above, at, own)) for at, own in lowest.items()}
    for level in range(len(rows) - 2, -1, -1):  # over a column without a word below, the words above are its own
        for at, cell in enumerate(sheet.rows[rows[level]]):
            if plain(cell) and at not in found:
                own = str(cell).strip()
                found[at] = Heading(own, _groups(above[:level], at, own))
    return found


def _carried(row: Sequence[Cell]) -> dict[int, str]:
    # A group stands in the first cell of its range: it reaches as far as the next word
    carried: dict[int, str] = {}
    last = ""
    for at, cell in enumerate(row):
        last = str(cell).strip() if plain(cell) else last
        if last:
            carried[at] = last
    return carried


def _groups(above: Sequence[Mapping[int, str]], at: int, own: str) -> tuple[str, ...]:
    groups = (level[at] for level in reversed(above) if at in level)
    return tuple(one for one in dict.fromkeys(groups) if plain(one) != plain(own))


def _understood(one: _Meaning, rows: range, over: Mapping[int, Heading], amounts: str) -> Headings | None:
    """The headings under a layout; `amounts` is the unit that the title gives to all amounts."""
    over = {at: _in_unit(one, heading, amounts) for at, heading in over.items()} if amounts else over
    meant = {at: found for at, heading in over.items() if (found := _column(one, heading)) is not None}
    first = _first_of_each(over, meant)
    if len(first) < _LIKE:
        return None
    columns = {at: replace(meant[at], heading=over[at].own) for at in sorted(first)}
    rest = {at: over[at] for at in sorted(over) if at not in first}
    twice = {at: heading.written for at, heading in rest.items() if at in meant}
    ignored = {at: heading.written for at, heading in rest.items() if at not in twice and _is_ignored(one, heading)}
    unknown = {at: heading.written for at, heading in rest.items() if at not in twice and at not in ignored}
    return Headings(one.layout, rows, columns, unknown, ignored, twice)


def _in_unit(one: _Meaning, heading: Heading, amounts: str) -> Heading:
    found = _column(one, heading)
    money = found is not None and found.field.kind is Kind.MONEY and "元" not in heading.own
    return replace(heading, own=f"{heading.own}（{amounts}）") if money else heading


def _column(one: _Meaning, heading: Heading) -> Column | None:
    """The group and the heading together, else the heading alone; none where a group's unit is another."""
    found = _named(one, heading)
    other = found is not None and any(unit_differs(group, found.field) for group in heading.groups)
    return None if other else found


def _named(one: _Meaning, heading: Heading) -> Column | None:
    # A heading under a group that speaks of somebody else (帮扶责任人 / 姓名) means nothing here
    if not heading.groups:
        return one.column(heading.own)
    for name in (heading.written, *(group + heading.own for group in heading.groups)):
        if found := one.column(name):
            return found
    if any(plain(group).startswith(word) for word in one.layout.foreign for group in heading.groups):
        return None
    return one.column(heading.own)


def _is_ignored(one: _Meaning, heading: Heading) -> bool:
    return any(map(one.is_ignored, (heading.own, heading.written, *(group + heading.own for group in heading.groups))))


def _first_of_each(over: Mapping[int, Heading], meant: Mapping[int, Column]) -> set[int]:
    # Of two columns that mean the same, the one with the layout's own heading stands, else the one further left
    def rank(at: int) -> tuple[bool, int]:
        return plain(over[at].own) != plain(meant[at].heading), at

    best: dict[tuple[str, str], int] = {}
    for at in sorted(meant, key=rank):
        best.setdefault(meant[at].place, at)
    return set(best.values())


def _table(sheet: Sheet, headings: Headings) -> Table:
    reasons: dict[int, str] = {}
    ended = False
    for row in range(len(sheet.rows)):
        reason = reason_of(sheet, row, headings.rows, headings.columns, ended=ended)
        # Signatures and notes end a list too: what stands below and fills nothing that is needed belongs to them
        ended = ended or reason == "note" or (reason == "total" and not is_subtotal(sheet.rows[row]))
        if reason:
            reasons[row] = reason
    lines = tuple(row for row in range(len(sheet.rows)) if row not in reasons)
    title = range(headings.rows[-1])  # groups too: a short title looks like them
    day = day_of_sheet(sheet, [*title, *(row for row, why in reasons.items() if why == "note")])
    return Table(sheet, headings, day, year_of_sheet(sheet, title, day), lines, reasons)
