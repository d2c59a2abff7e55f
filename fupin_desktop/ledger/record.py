"""A record is an immutable thing made of fields; it remembers the reading it came from (sync.md §2)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as own
from functools import cache
from types import MappingProxyType
from typing import Any, ClassVar, TypeVar, cast, get_type_hints

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Hand
from fupin_desktop.ledger.scope import DATA

R = TypeVar("R", bound="Record")
T = TypeVar("T")
_WORD = re.compile(r"(?<!^)(?=[A-Z])")


def _once(make: Callable[[type[Any]], T]) -> Callable[[type[Any]], T]:
    # functools.cache, with the signature kept: mypy does not take a dataclass's type for hashable
    return cast(Callable[[type[Any]], T], cache(make))


@dataclass(frozen=True)
class Reading:
    """What a reader saw: the canonical values, and for each edited cell the changes (heads) that stood for them.

    A cell that was never edited stands on the dot that made the record.
    """

    values: Mapping[str, object]
    heads: Mapping[tuple[str, str], tuple[Dot, ...]]


@dataclass(frozen=True, kw_only=True)
class Record:
    """The base of every record class.

    `scope_class` says which class of scope it lives in, `home` which of its fields leads to its division: a field that
    holds a division code, or a link to a record that lives there; without a home it lives in the book's own division.
    """

    scope_class: ClassVar[str] = DATA
    home: ClassVar[str] = ""
    label: ClassVar[str] = ""
    # Rows one cannot edit afterwards (visits, payments, objections) never collide; they are corrected by a new one.
    append_only: ClassVar[bool] = False
    # The fields that say in one line what a record is, where its name and key do not (`titles`)
    titled: ClassVar[tuple[str, ...]] = ()
    # The choice of which every word has a line in lists under its home (a checklist): without a record it is missing
    checklist: ClassVar[str] = ""
    # What writes the managed fields, as the refusal of any other hand names it
    command: ClassVar[str] = ""
    # By field, the values that say it is over: it stays to be looked at, and figures do not count it (E13)
    ended: ClassVar[Mapping[str, frozenset[str]]] = MappingProxyType({})

    id: Dot | None = None
    away: str | None = own(default=None, repr=False)
    reading: Reading | None = own(default=None, repr=False, compare=False)
    # Fields whose stored value cannot be read (无法读取): they read as empty, and stay as they are until written over
    unreadable: frozenset[str] = own(default=frozenset(), repr=False, compare=False)

    def but(self: R, **changes: Any) -> R:
        """The same record with some fields changed, still knowing the reading it came from."""
        own = self.__dict__
        if not changes.keys() <= own.keys():
            raise TypeError(f"{kind_of(type(self))} has no field {sorted(changes.keys() - own.keys())}")
        # An import makes some hundred thousand: `dataclasses.replace` would look through the fields of each
        made = object.__new__(type(self))
        made.__dict__.update(own)
        made.__dict__.update(changes)
        return made

    def __repr__(self) -> str:
        # Values may be personal: a record in a log or a bug report shows only what and which.
        return f"<{kind_of(type(self))} {self.id}>"


@_once
def kind_of(cls: type[Any]) -> str:
    """The name of a record class in snake case: `HousingCase` is `housing_case`."""
    return _WORD.sub("_", cls.__name__).lower()


@_once
def fields_of(cls: type[Any]) -> Mapping[str, Field]:
    """The declared fields of a record class by name, in the order of declaration."""
    found: dict[str, Field] = {}
    for name, hint in get_type_hints(cls, include_extras=True).items():
        declared = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, Field)]
        if declared:
            found[name] = replace(declared[0], name=name)
    return MappingProxyType(found)


@_once
def cells_of(cls: type[Any]) -> Mapping[str, tuple[Field, ...]]:
    """The cells of a record class: a group is one cell with several fields, any other field is its own."""
    cells: dict[str, tuple[Field, ...]] = {}
    for field in fields_of(cls).values():
        cells[field.cell] = (*cells.get(field.cell, ()), field)
    return MappingProxyType(cells)


@_once
def groups_of(cls: type[Any]) -> Mapping[str, tuple[str, ...]]:
    """The groups of a record class, each with the names of its fields."""
    cells = cells_of(cls).items()
    return MappingProxyType({cell: tuple(one.name for one in fields) for cell, fields in cells if fields[0].group})


@_once
def key_of(cls: type[Any]) -> tuple[str, ...]:
    """The names of the fields that make the natural key, such as 户编号; empty when there is none."""
    return tuple(name for name, field in fields_of(cls).items() if field.key)


@_once
def begins_of(cls: type[Any]) -> Mapping[str, str]:
    """What a new record of this class begins with, by the name of the field: a task begins as an open one."""
    return MappingProxyType({name: field.begins for name, field in fields_of(cls).items() if field.begins})


def hand_of(cls: type[Any], name: str) -> Hand:
    """Whose hand writes this field: as it is declared; of the free ones the home and the natural key are fixed.

    What is `correctable` of a key is free.
    """
    field = fields_of(cls)[name]
    is_fixed = field.hand is Hand.FREE and ((field.key and not field.correctable) or name == cls.home)
    return Hand.FIXED if is_fixed else field.hand


def facts_of(record: Record) -> dict[str, Any]:
    """What is said in a record, by field: the facts a command takes; empty ones only where they are required."""
    fields = fields_of(type(record))
    given = {name: getattr(record, name) for name in fields}
    return {name: value for name, value in given.items() if fields[name].required or value}


def managed_of(cls: type[Any]) -> tuple[str, ...]:
    """The managed fields of a record class, which its feature's own commands name to `save`."""
    return tuple(name for name in fields_of(cls) if hand_of(cls, name) is Hand.MANAGED)
