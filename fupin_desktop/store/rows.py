"""Between records and rows."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any, TypeVar

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.canonical import group_text, members_of
from fupin_desktop.ledger.notation.values import UNREADABLE, reading, storing
from fupin_desktop.ledger.record import Reading, Record, fields_of

R = TypeVar("R", bound=Record)


def stored_values(record: Record) -> dict[str, object]:
    """The canonical values of a record's fields that are set."""
    found: dict[str, object] = {}
    for name, store in _storing(type(record)):  # type: ignore[arg-type]  # a class can be a key
        value = getattr(record, name)
        if value is not None and value != () and value != "":
            found[name] = store(value)
    return found


@cache
def _storing(cls: type[Record]) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    return tuple((name, storing(field)) for name, field in fields_of(cls).items())


def record_from(
    cls: type[R], row: Mapping[str, Any], seen: Reading | None = None, unread: frozenset[str] = frozenset()
) -> R:
    """The record in a row of its table, as it was seen; `unread` names fields that are known to be unreadable."""
    known: dict[str, Any] = {}
    for name, read in _reading(cls):  # type: ignore[arg-type]  # a class can be a key
        if (stored := row[name]) is not None:
            known[name] = read(stored)
    unreadable = [name for name, value in known.items() if value is UNREADABLE]
    for name in unreadable:
        del known[name]
    empty: R = _empty(cls)  # type: ignore[arg-type, assignment]
    return empty.but(id=row["id"], away=row[AWAY], reading=seen, unreadable=unread.union(unreadable), **known)


@cache
def _reading(cls: type[Record]) -> tuple[tuple[str, Callable[[object], object]], ...]:
    return tuple((name, reading(field)) for name, field in fields_of(cls).items())


@cache
def _empty(cls: type[Record]) -> Record:
    nothing: dict[str, Any] = {name: () if field.many else None for name, field in fields_of(cls).items()}
    return cls(**nothing)


def cell_value(fields: Iterable[Field], values: Mapping[str, object]) -> object:
    """The canonical value of a cell: a field's own, or a group as one JSON object of what is set."""
    fields = tuple(fields)
    if not fields[0].group:
        return values.get(fields[0].name)
    members = {field.name: values[field.name] for field in fields if values.get(field.name) is not None}
    return group_text(members)


def group_columns(fields: Iterable[Field], value: object) -> dict[str, object]:
    """A group's value as columns; a member it does not name is empty."""
    members = members_of(value) or {}
    return {field.name: members.get(field.name) for field in fields}


@cache
def wire_type(kind: str, cell: str) -> str:
    """How a cell, or a field of a new record, travels: `i` integer, `l` link, `t` text."""
    field = fields_of(KINDS[kind]).get(cell)
    if cell == AWAY or field is None or field.many:
        return "t"  # groups travel as one JSON object, their members in a new record under their own names
    return _WIRE.get(field.kind, "t")


_WIRE = {Kind.INTEGER: "i", Kind.MONEY: "i", Kind.YES: "i", Kind.LINK: "l"}
