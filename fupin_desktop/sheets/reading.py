"""The lines of a table with typed values, and what was odd at single cells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fupin_desktop.households.rules import birth_and_sex
from fupin_desktop.intake.draft import Column, Columns, Line, Place, RawCells, ReadCells
from fupin_desktop.intake.finding import WHOLE_ROW, Finding, finding
from fupin_desktop.intake.rules import CODE
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.notation.codes import bare_code, half_width
from fupin_desktop.sheets.convert import Odd, convert
from fupin_desktop.sheets.lines import is_blank, row_ranges
from fupin_desktop.sheets.tables import YEAR, Table
from fupin_desktop.sheets.workbook import Broken, Cell

# What is a slip only where other cells of the column are numbers or days; a column of text is a way of writing
_AS_TEXT: dict[str, type] = {"day.text": date, "cell.text_number": float}
_NUMBERS = (Kind.MONEY, Kind.INTEGER, Kind.NUMBER)
_PERSON: Place = ("member", "person_code")
_BIRTH: Place = ("member", "birth_date")
# What village lists write at the head of a household only
_AT_THE_HEAD: tuple[Place, ...] = (CODE, ("village", "name"), ("village", "town"), ("village", "county"))


def read_lines(table: Table) -> tuple[list[Line], list[Finding]]:
    """Every line, unreadable ones too: they carry the places that failed.  Hidden columns are told at their heading."""
    reader = _Reader(table)
    lines = [reader.line(row) for row in table.lines]
    return lines, [*_unsure_days(table), *_hidden_columns(table), *_columns_with_errors(table), *reader.findings]


def _unsure_days(table: Table) -> list[Finding]:
    return [
        finding("day.unsure", table.sheet.name, row + 1, WHOLE_ROW)
        for (row, _column), code in table.sheet.odd.items()
        if code == "cell.midnight" and row in table.left_out
    ]


def _columns_with_errors(table: Table) -> Iterator[Finding]:
    """Columns that are left out, and hold what is no value: nobody else would say so."""
    found = table.headings
    for at, heading in {**found.unknown, **found.ignored, **found.twice}.items():
        rows = [row + 1 for row in table.lines if isinstance(table.sheet.cell(row, at), Broken)]
        if rows:
            yield finding("column.errors", table.sheet.name, rows[0], heading, facts={"rows": row_ranges(rows)})


def _hidden_columns(table: Table) -> list[Finding]:
    return [
        finding("column.hidden", table.sheet.name, table.heading_row + 1, column.heading)
        for at, column in table.columns.items()
        if at in table.sheet.hidden_columns
    ]


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a cell of a column comes to: its value, whether it failed, and the code of what is to be said of it."""

    value: object = None
    failed: bool = False
    code: str = ""


class _Reader:
    """Reads one table.  Cells repeat down a household, so each different cell of a column is looked at once."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.findings: list[Finding] = []
        self._by_place = Columns(table.columns.values())
        self._columns = list(enumerate(table.columns.items()))
        self._known: dict[int, dict[Cell, _Seen]] = {at: {} for at in table.columns}
        self._tops = {(top, column) for (_row, column), top in table.sheet.filled.items()}
        # Few rows have anything of their own: of the others nothing is asked cell by cell
        self._odd_rows = {row for row, _column in (*table.sheet.odd, *self._tops)}
        self._at = {column.place: at for at, column in table.columns.items()}
        self._head: Mapping[int, Cell] = {}
        self._typed = {at: self._held(at, column) for at, column in table.columns.items()}

    def _held(self, at: int, column: Column) -> set[type]:
        kind = column.field.kind
        if kind is not Kind.DAY and kind not in _NUMBERS:
            return set()
        return {type(self.table.sheet.cell(row, at)) for row in self.table.lines}

    def line(self, row: int) -> Line:
        table, cells = self.table, self.table.sheet.rows[row]
        above, instead = self._from_head(row), dict[Place, object]()
        values = self._by_place.unread()
        line = Line(
            table.sheet.name, row + 1, self._by_place, ReadCells(self._by_place, values), day=table.day, year=table.year
        )
        line.raw = RawCells(cells, self._at, instead)
        odd = table.sheet.odd if row in self._odd_rows else {}
        wide = len(cells)
        for number, (at, column) in self._columns:
            cell = cells[at] if at < wide else None
            if above and at in above:
                cell = instead[column.place] = above[at]
            seen = self._seen(column, at, cell)
            if seen.failed or seen.code:
                self._tell(line, column, seen)
            if not seen.failed:
                values[number] = seen.value
                if odd and (row, at) in odd:
                    instead[column.place] = table.sheet.said[row, at]
                    self.findings.append(line.find(odd[row, at], *column.place))
        self.findings.extend(line.find("cell.above", *table.columns[at].place) for at in above)
        self._complete_birth(line)
        line.year = line.values.get(YEAR) or table.year  # type: ignore[assignment]  # a whole number by its field
        self._say_of_row(line, row)
        return line

    def _say_of_row(self, line: Line, row: int) -> None:
        for at, column in self.table.columns.items() if row in self._odd_rows else ():
            if (row, at) in self._tops:
                self.findings.append(line.find("cell.merged", *column.place))
        if row in self.table.sheet.hidden:
            self.findings.append(line.whole("row.hidden"))

    def _from_head(self, row: int) -> Mapping[int, Cell]:
        """What the row above says of its household for the empty cells of this row, when its person belongs there."""
        sheet, code, person = self.table.sheet, self._at.get(CODE), self._at.get(_PERSON)
        if code is None or person is None:
            return {}
        if not is_blank(sheet.cell(row, code)):
            self._head = {at: sheet.cell(row, at) for place in _AT_THE_HEAD if (at := self._at.get(place)) is not None}
            return {}
        head, own = (bare_code(str(cell or "")) for cell in (self._head.get(code), sheet.cell(row, person)))
        if len(head) != self.table.columns[code].field.digits or not own.startswith(head):
            return {}
        return {at: cell for at, cell in self._head.items() if is_blank(sheet.cell(row, at)) and not is_blank(cell)}

    def _complete_birth(self, line: Line) -> None:
        """A birthday told as year and month is that of the document number, when the two agree."""
        said = birth_and_sex(line.text("member", "id_no")) if _BIRTH in line.failed else None
        if said is None or not _is_month_of(line.raw[_BIRTH], said[0]):
            return
        line.failed -= {_BIRTH}
        line.values[_BIRTH] = said[0]
        self.findings = [one for one in self.findings if one.code != "day.month" or one.row != line.row]
        self.findings.append(line.find("day.from_number", *_BIRTH))

    def _tell(self, line: Line, column: Column, seen: _Seen) -> None:
        if seen.code:
            self.findings.append(line.find(seen.code, *column.place))
        if seen.failed:
            line.failed |= {column.place}

    def _seen(self, column: Column, at: int, cell: Cell) -> _Seen:
        if cell is True or cell is False:  # True equals 1.0 as a key
            return self._look(column, at, cell)
        known = self._known[at]
        seen = known.get(cell)
        if seen is None:
            seen = known[cell] = self._look(column, at, cell)
        return seen

    def _look(self, column: Column, at: int, cell: Cell) -> _Seen:
        try:
            found = convert(column, cell)
        except Odd as odd:
            return _Seen(failed=True, code=odd.code)
        if column.required and found.value in (None, ""):
            return _Seen(failed=True, code="cell.required")
        held = _AS_TEXT.get(found.cleaned)
        quiet = held is not None and held not in self._typed[at]
        return _Seen(found.value, code="" if quiet else found.cleaned)


def _is_month_of(cell: object, day: date) -> bool:
    # As a number, 1981.1 may be January or, its nought lost, October
    if isinstance(cell, float):
        return cell in (float(f"{day:%Y.%m}"), float(f"{day.year}.{day.month}"))
    return re.findall(r"\d+", half_width(str(cell))) in (
        [f"{day:%Y}", f"{day:%m}"], [str(day.year), str(day.month)], [f"{day:%Y%m}"]
    )  # fmt: skip
