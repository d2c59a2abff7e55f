"""The year's measures as the board and the list of Plans show them."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import CANCELLED, DOING, DONE, PLANNED
from fupin_desktop.store.lists.arranged import Base, Facet
from fupin_desktop.store.lists.queries import PAGE, head_of, home_facets, village_choices, village_of
from fupin_desktop.store.lists.shown import seen, with_home
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.select.paging import later_than

UNCONFIRMED = "unconfirmed"
# A copied measure that nobody was asked about stands by itself, until it is confirmed or ended
_COLUMN = f"CASE WHEN m.to_be_confirmed = 1 AND m.state IN ('planned', 'doing') THEN '{UNCONFIRMED}' ELSE m.state END"
_DONE = """(SELECT p.percent FROM measure_progress p WHERE p.measure = m.id AND p.away IS NULL
 ORDER BY p.date DESC, p.id DESC LIMIT 1)"""


_SHOWN = f"""m.id, h.id, {head_of("name")}, {head_of("birth_date")}, {village_of()}, m.year, m.category,
 m.content, m.planned_fund, m.actual_fund, {_COLUMN}, m.due, coalesce({_DONE}, 0)"""


def _from(reader: Reader) -> str:
    return f"FROM {with_home(reader, 'year_measure', 'm')} WHERE {seen(reader, 'year_measure', 'm')}"


class MeasureRow(NamedTuple):
    """A measure: whose it is, what, with what money (fen), how far (whole percent), until when."""

    id: Dot
    household: Dot
    head: str | None
    head_born: str | None
    village: str | None
    year: int | None
    category: str | None
    content: str | None
    planned_fund: int | None
    actual_fund: int | None
    column: str
    due: str | None
    percent: int


@dataclass(frozen=True)
class Wanted:
    """The filters of the place; empty ones ask for nothing."""

    year: int | None = None
    village: str = ""
    category: str = ""

    def condition(self) -> tuple[str, list[Any]]:
        """As SQL."""
        wanted = {"m.year": self.year, "h.village_code": self.village, "m.category": self.category}
        given = {name: value for name, value in wanted.items() if value}
        return "".join(f" AND {name} = ?" for name in given), list(given.values())


def measures(
    reader: Reader, wanted: Wanted, column: str = "", after: MeasureRow | None = None, limit: int = PAGE
) -> list[MeasureRow]:
    """A page of measures, those of one column or all; by year, then in the order in which they were made."""
    where, values = wanted.condition()
    if column:
        where, values = f"{where} AND {_COLUMN} = ?", [*values, column]
    if after is not None:
        rest, marks = later_than("m.year", "m.id", after.year, after.id)
        where, values = f"{where} AND {rest}", [*values, *marks]
    sql = f"""SELECT {_SHOWN} {_from(reader)}{where} ORDER BY m.year, m.id LIMIT ?"""
    return [MeasureRow(*row) for row in reader.connection.exec_driver_sql(sql, (*values, limit))]


def measure_base(reader: Reader, wanted: Wanted, today: date, state: Callable[[str], str]) -> Base:
    """The list of measures as its headings ask for it; `state` tells the column of the board in words."""
    where, values = wanted.condition()
    facets = {
        **home_facets(reader, today),
        "done": Facet((f"coalesce({_DONE}, 0)",), int, fields_of(MeasureProgress)["percent"]),
        "column": Facet((_COLUMN,), state),
    }
    source = with_home(reader, "year_measure", "m")
    where = f"{seen(reader, 'year_measure', 'm')}{where}"
    columns = (UNCONFIRMED, PLANNED, DOING, DONE, CANCELLED)
    choices = {"village": village_choices, "column": lambda _reader: [(state(one), state(one)) for one in columns]}
    return Base(YearMeasure, "m", source, "m.year, m.id", where, values, facets, choices)


def measure_rows(reader: Reader, ids: Sequence[int]) -> dict[int, MeasureRow]:
    """The lines of these measures."""
    sql = f"""SELECT {_SHOWN} FROM {with_home(reader, "year_measure", "m")}
        WHERE m.id IN (SELECT value FROM json_each(?))"""
    rows = reader.connection.exec_driver_sql(sql, (json.dumps(list(ids)),))
    return {row[0]: MeasureRow(*row) for row in rows}


def count_measures(reader: Reader, wanted: Wanted) -> dict[str, int]:
    """How many measures stand in each column of the board."""
    where, values = wanted.condition()
    sql = f"SELECT {_COLUMN}, count(*) {_from(reader)}{where} GROUP BY 1"
    return {row[0]: row[1] for row in reader.connection.exec_driver_sql(sql, tuple(values))}


def measure_years(reader: Reader) -> list[int]:
    """The years that have measures, the newest first."""
    sql = "SELECT DISTINCT year FROM year_measure WHERE away IS NULL AND year IS NOT NULL ORDER BY 1 DESC"
    return [int(row[0]) for row in reader.connection.exec_driver_sql(sql)]
