"""A list in the order, and with the filters, that its headings ask for: the ids of its records, once, off the window.

Pages are then read by their ids.  One question of the store reads what the headings ask of, for all rows of the list;
what is masked is compared by what is shown of it (`ledger.asked`).
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from fupin_desktop.households.rules import is_minor
from fupin_desktop.ledger.declared.asked import Asked, Filter, holds, in_order, is_askable, is_masked, place
from fupin_desktop.ledger.declared.selection import Contains, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.canonical import items_of
from fupin_desktop.ledger.notation.showing import plain_value
from fupin_desktop.ledger.notation.values import from_stored, stored_day
from fupin_desktop.ledger.privacy import Privacy, masked, minor_name
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.select.selecting import Statement
from fupin_desktop.titles import link_titles

_CHOICES = 200  # values of a column that are offered to choose among
Choices = list[tuple[Any, str]]


class Facet(NamedTuple):
    """What a column of a list compares by that is no field of its kind: what is read, and what of it is shown."""

    sql: tuple[str, ...]
    shown: Callable[..., object]
    field: Field | None = None


@dataclass(frozen=True)
class Base:
    """A list without what its headings ask for: its rows as SQL, with the record under `alias`, and their order."""

    cls: type[Record]
    alias: str
    source: str
    order: str
    where: str = "1"
    values: Sequence[Any] = ()
    facets: Mapping[str, Facet] = field(default_factory=dict)
    choices: Mapping[str, Callable[[Reader], Choices]] = field(default_factory=dict)


class Arranged(NamedTuple):
    """The records of a list in the order asked for, and how many it has without any filter."""

    ids: list[int]
    whole: int


def of_selection(reader: Reader, selection: Selection, cls: type[Record]) -> Base:
    """The list of a selection."""
    where, values = Statement(reader.joined).of(selection, "r")
    return Base(cls, "r", f'"{kind_of(cls)}" r', "r.id", where, values)


def arranged(reader: Reader, base: Base, asked: Asked, today: date) -> Arranged:
    """The ids of a list; refuses, as `list.column`, a column by which it cannot be asked."""
    told = [one for one in asked.where if not _in_sql(base, one)]
    conditions, values = Statement(reader.joined).all_of(
        base.cls, base.alias, [one for one in asked.where if _in_sql(base, one)]
    )
    keys = dict.fromkeys([*(one.field for one in told), *([asked.key] if asked.key else [])])
    facets = {key: _facet(reader, base, key, today) for key in keys}
    columns = [f"{base.alias}.id", *(sql for facet in facets.values() for sql in facet.sql)]
    sql = f"SELECT {', '.join(columns)} FROM {base.source} WHERE {base.where} AND {conditions} ORDER BY {base.order}"
    rows = driver.rows(reader.connection, sql, (*base.values, *values))
    whole = _count(reader, base) if asked.where else len(rows)
    return Arranged(list(_python(reader, rows, facets, told, asked, today)), whole)


def _in_sql(base: Base, condition: Filter) -> bool:
    """Does the store itself compare by this column?  Not by what is masked, nor by what no field holds."""
    known = fields_of(base.cls).get(condition.field)
    if condition.field in base.facets or known is None or is_masked(known):
        return False
    return not isinstance(condition, Contains) or known.kind in (Kind.TEXT, Kind.NOTE)


def _count(reader: Reader, base: Base) -> int:
    sql = f"SELECT count(*) FROM {base.source} WHERE {base.where}"
    return int(driver.rows(reader.connection, sql, tuple(base.values))[0][0])


def _python(
    reader: Reader, rows: Sequence[Any], facets: Mapping[str, Facet], told: Sequence[Filter], asked: Asked, today: date
) -> Iterable[int]:
    at, places = 1, {}
    for key, facet in facets.items():
        places[key] = slice(at, at + len(facet.sql))
        at += len(facet.sql)
    for condition in told:
        facet, cut = facets[condition.field], places[condition.field]
        rows = [row for row in rows if _meets(condition, facet, facet.shown(*row[cut]))]
    if not asked.key:
        return (row[0] for row in rows)
    facet, cut = facets[asked.key], places[asked.key]
    shown = [(row[0], facet.shown(*row[cut])) for row in rows]
    if facet.field is not None and facet.field.kind is Kind.LINK:
        names = link_titles(reader, facet.field, {one for _id, one in shown if isinstance(one, int)}, today)
        shown = [(id, names.get(one) if isinstance(one, int) else None) for id, one in shown]
    known = {one: place(facet.field, one) for one in {one for _id, one in shown}}  # few values, many rows
    return in_order(((id, known[one]) for id, one in shown), falling=asked.falling)


def _meets(condition: Filter, facet: Facet, value: object) -> bool:
    if not isinstance(condition, Contains) or facet.field is None:
        return holds(condition, value, "" if value is None else str(value))
    return holds(condition, value, plain_value(facet.field, _read(facet.field, value)))


def _read(field: Field, value: object) -> object:
    return value if isinstance(value, tuple) or is_masked(field) else from_stored(field, value)


def _facet(reader: Reader, base: Base, key: str, today: date) -> Facet:
    if key in base.facets:
        return base.facets[key]
    known = fields_of(base.cls).get(key)
    if known is None or not is_askable(known):
        message = _("This list cannot be sorted or filtered by that column. Nothing was changed.")
        raise Refusal("list.column", message, where={"field": key})
    column = f'{base.alias}."{key}"'
    if known.privacy is Privacy.MINOR and "birth_date" in fields_of(base.cls):
        return person_facet(column, f"{base.alias}.birth_date", today)
    if known.many:
        return Facet((column,), lambda text: tuple(items_of(text) or ()), known)
    if known.kind is Kind.LINK:
        return Facet((reader.joined.standing(column),), _itself, known)
    if is_masked(known):
        return Facet((column,), lambda value: masked(value, known.privacy), None)
    return Facet((column,), _itself, known)


def _itself(value: object) -> object:
    return value


def person_facet(name: str, born: str, today: date) -> Facet:
    """A name as lists show it."""
    return Facet((name, born), lambda name, born: shown_name(name, born, today))


def shown_name(name: str | None, born: str | None, today: date) -> str | None:
    """A name as lists show it: of a child the family name and ×."""
    if not name or not born:
        return name
    day = stored_day(born)
    return minor_name(name) if day is None or is_minor(day, today) else name


def choices_of(reader: Reader, base: Base, key: str, today: date) -> Choices:
    """The values of a column one may choose among, the commonest first; none where there are too many to be read."""
    if key in base.choices:
        return base.choices[key](reader)
    known = fields_of(base.cls).get(key)
    if key in base.facets or known is None or is_masked(known) or known.many:
        return []
    column = Statement(reader.joined).value(base.cls, base.alias, key)
    sql = f"""SELECT {column}, count(*) FROM {base.source} WHERE {base.where} AND {column} IS NOT NULL
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"""
    rows = driver.rows(reader.connection, sql, (*base.values, _CHOICES + 1))
    if len(rows) > _CHOICES:
        return []
    if known.kind is Kind.LINK:
        names = link_titles(reader, known, {row[0] for row in rows}, today)
        return [(value, f"{names.get(value, '?')}（{count}）") for value, count in rows]
    return [(value, f"{plain_value(known, from_stored(known, value))}（{count}）") for value, count in rows]


def sums_of(reader: Reader, base: Base, ids: Sequence[int], keys: Sequence[str]) -> dict[str, Any]:
    """The sums of number columns over some records of a list, in the unit the field is kept in (fen)."""
    known = [key for key in keys if key in fields_of(base.cls) and not is_masked(fields_of(base.cls)[key])]
    if not known:
        return {}
    listed = ", ".join(f'sum("{key}")' for key in known)
    sql = f'SELECT {listed} FROM "{kind_of(base.cls)}" WHERE id IN (SELECT value FROM json_each(?))'
    row = driver.rows(reader.connection, sql, (json.dumps(list(ids)),))[0]
    return {key: value for key, value in zip(known, row, strict=True) if value is not None}
