"""`--where` of the command line as a selection: F=V, F!=V, F>=V, F<=V, over links as in household.village_code=V.

Several conditions hold together; the same field asked for twice with `=` means any of these values.
"""

import re
from collections.abc import Sequence
from typing import Any

from fupin_desktop.ledger.declared.selection import Between, Both, Condition, Either, Equal, OneOf, Selection, Unless
from fupin_desktop.ledger.declared.standing import along
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.values import read, to_stored
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.spelling import spellings
from fupin_desktop.store.select.selecting import field_named, link_named

_PAIR = re.compile(r"([\w.]+)(!=|>=|<=|=)(.*)", re.DOTALL)


def selection_of(reader: Reader, cls: type[Record], pairs: Sequence[str]) -> Selection:
    """The records of a kind of which all these hold; refuses, as `field.unknown`, what names no field."""
    by_field: dict[str, list[Condition]] = {}
    others: list[Condition] = []
    for pair in pairs:
        name, sign, condition = _condition(reader, cls, pair)
        if sign == "=":
            by_field.setdefault(name, []).append(condition)
        else:
            others.append(condition)
    equal = [found[0] if len(found) == 1 else Either(tuple(found)) for found in by_field.values()]
    return Selection(kind_of(cls), (*equal, *others))


def narrowed(given: Selection, typed: Selection) -> Selection:
    """A selection as a report or a list of gaps told it, with what was typed besides; `selection.kind` for another."""
    if given.kind != typed.kind:
        message = _("The selection is of records of another kind ({kind}). Nothing was changed.")
        raise Refusal("selection.kind", message.format(kind=given.kind), where={"kind": given.kind})
    return given.having(*typed.where)


def _condition(reader: Reader, cls: type[Record], pair: str) -> tuple[str, str, Condition]:
    found = _PAIR.fullmatch(pair)
    if found is None:
        where = {"field": pair.partition("=")[0], "kind": kind_of(cls)}
        raise Refusal("field.unknown", _("There is no such field."), where=where)
    name, sign, typed = found.groups()
    *links, last = name.split(".")
    for link in links:
        _field, cls = link_named(cls, link)
    return name, sign, along(tuple(links), _of_field(reader, cls, field_named(cls, last), sign, typed))


def _of_field(reader: Reader, cls: type[Record], field: Field, sign: str, typed: str) -> Condition:
    value = _value(reader, field, typed)
    if sign in (">=", "<="):
        stored: Any = to_stored(field, value)
        return Between(field.name, low=stored) if sign == ">=" else Between(field.name, high=stored)
    equal = _equal(reader, cls, field, value)
    return Unless((equal,)) if sign == "!=" else equal


def _value(reader: Reader, field: Field, typed: str) -> Any:
    if field.name == "id":
        return reader.dot_of(typed)
    # What is asked for may be older than the rules of what is written: limits are no matter here
    return reader.record_at(field.link, typed).id if field.kind is Kind.LINK and typed else read(field, typed)


def _equal(reader: Reader, cls: type[Record], field: Field, value: Any) -> Condition:
    if isinstance(value, tuple):
        each = tuple(Equal(field.name, str(one)) for one in value)
        return Both(each) if each else Equal(field.name, None)
    stored: Any = to_stored(field, value)
    if isinstance(stored, str) and field.kind in (Kind.TEXT, Kind.NOTE):
        return OneOf(field.name, tuple(spellings(reader, cls, field, stored)))
    return Equal(field.name, stored)
