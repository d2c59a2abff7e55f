"""What a selection is asked: its records page by page, how many, how much, grouped by what."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.ledger.declared.figure import Count, Distinct, Mean, Measure, Part, Tally, Total
from fupin_desktop.ledger.declared.selection import Selection
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.store.select.joined import Joined
from fupin_desktop.store.select.selecting import Sql, Statement, amount_sql, class_named, field_named, link_named

_NO_VALUES: list[Any] = []


def ids(connection: Connection, joined: Joined, selection: Selection, start: int, limit: int | None) -> list[int]:
    """The ids of a page of the selection, in its order."""
    statement = Statement(joined)
    where, values = statement.of(selection, "r")
    order = _order(class_named(selection.kind), selection.order)
    sql = f'SELECT r.id FROM "{selection.kind}" r WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?'
    return list(connection.exec_driver_sql(sql, (*values, -1 if limit is None else limit, start)).scalars())


def _order(cls: type[Record], order: Sequence[str]) -> str:
    parts = []
    for one in order:
        field = field_named(cls, one.removeprefix("-"))
        column = f'r."{field.name}"'
        column = f"CAST({column} AS REAL)" if field.kind is Kind.NUMBER else column
        parts.append(f"{column} DESC" if one.startswith("-") else column)
    return ", ".join([*parts, "r.id"])


def tally(connection: Connection, joined: Joined, selection: Selection, measure: Measure) -> Tally:
    """What the measure counts over the whole selection."""
    found = grouped(connection, joined, selection, (), measure)
    return next(iter(found.values()), Tally())


def grouped(
    connection: Connection, joined: Joined, selection: Selection, path: Sequence[str], measure: Measure
) -> Mapping[object, Tally]:
    """The same by the value at the end of a way of links; one group without a way."""
    rows = _Rows(Statement(joined), joined, selection.kind)
    key = rows.value_at(path) if path else "NULL"
    part, over = rows.counted(measure)
    where, values = rows.statement.of(selection, "r")
    sql = f'SELECT {key}, count(*), {part[0]}, {over[0]} FROM "{selection.kind}" r{rows.joins} WHERE {where} GROUP BY 1'
    found = connection.exec_driver_sql(sql, (*part[1], *over[1], *values))
    return {row[0]: Tally(row[1], row[2] or 0, row[3] or 0) for row in found}


class _Rows:
    """The rows of a selection, with those their links lead to beside them."""

    def __init__(self, statement: Statement, joined: Joined, kind: str) -> None:
        self.statement, self._joined = statement, joined
        self._cls = class_named(kind)
        self._known: dict[tuple[str, ...], tuple[type[Record], str]] = {(): (self._cls, "r")}
        self.joins = ""

    def value_at(self, path: Sequence[str]) -> str:
        """The value at the end of a way: of a link, the record that stands for its twins."""
        *links, last = path
        cls, alias = self._at(tuple(links))
        return self.statement.value(cls, alias, last)

    def _at(self, links: tuple[str, ...]) -> tuple[type[Record], str]:
        if links not in self._known:
            cls, alias = self._at(links[:-1])
            field, above = link_named(cls, links[-1])
            other, to = self.statement.alias(), self._joined.standing(f'{alias}."{field.name}"')
            self.joins += f' LEFT JOIN "{kind_of(above)}" {other} ON {other}.id = {to}'
            self._known[links] = above, other
        return self._known[links]

    def counted(self, measure: Measure) -> tuple[Sql, Sql]:
        """What stands for `part` and `over` of a tally."""
        nothing: Sql = ("0", _NO_VALUES)
        match measure:
            case Count():
                return nothing, nothing
            case Part(where):
                text, values = self.statement.all_of(self._cls, "r", where)
                return (f"sum(coalesce({text}, 0))", values), nothing
            case Distinct(fields, where):
                text, values = self.statement.all_of(self._cls, "r", where)
                return (f"count(DISTINCT CASE WHEN {text} THEN {self._together(fields)} END)", values), nothing
            case Total(amount):
                value = amount_sql(self._cls, "r", amount)
                return (f"sum({value})", []), (f"count({value})", [])
            case Mean(amount, per):
                return self._mean(amount_sql(self._cls, "r", amount), f'r."{field_named(self._cls, per).name}"')

    @staticmethod
    def _mean(value: str, per: str) -> tuple[Sql, Sql]:
        both = f"{value} IS NOT NULL AND {per} > 0"
        return (f"sum(CASE WHEN {both} THEN {value} END)", []), (f"sum(CASE WHEN {both} THEN {per} END)", [])

    def _together(self, fields: Sequence[str]) -> str:
        return " || '|' || ".join(f"coalesce({self.value_at(name.split('.'))}, '')" for name in fields)
