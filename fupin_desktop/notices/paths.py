"""Paths from a record to a field, and which fields no path of a notice may end in.

A template names kinds and fields only as data (`resources/notices/N05.toml`), so notices know records in general.
"""

import tomllib
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.rules import settings

_ANY = "any"
_SHOWABLE = (Privacy.PUBLIC, Privacy.MINOR)


@cache
def denied_fields() -> Mapping[str, frozenset[str]]:
    """The fields no board shows, by kind (`any`: of every kind): resources/privacy/denied.toml."""
    with resource("privacy", "denied.toml").open("rb") as file:
        return {kind: frozenset(names) for kind, names in tomllib.load(file).items()}


def is_denied(kind: str, name: str, more: Collection[str] = ()) -> bool:
    """Is this field kept off every board, or off this one by `more` names, of a field or of kind.field?"""
    known = denied_fields()
    listed = name in known.get(_ANY, ()) or name in known.get(kind, ())
    return listed or name in more or f"{kind}.{name}" in more


@cache
def class_named(kind: str) -> type[Record]:
    """The record class of a kind; whoever opened a book has loaded them all."""
    found = next((cls for cls in _below(Record) if kind_of(cls) == kind), None)
    if found is None:
        raise _unknown(kind)
    return found


def _below(cls: type[Record]) -> Iterator[type[Record]]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)


def _unknown(path: str) -> Refusal:
    message = _("This names no field of the register. Nothing was changed.")
    return Refusal("notice.field", message, where={"field": path})


def step(cls: type[Record], name: str) -> tuple[type[Record], Mapping[str, Any] | None]:
    """The class a link leads to, and the setting of the link when it runs backwards; refuses what is no link."""
    backward = settings()["link"].get(name)
    if backward is not None and backward["of"] == kind_of(cls):
        return class_named(backward["kind"]), backward
    field = fields_of(cls).get(name)
    if field is None or not field.link:
        raise _unknown(name)
    return class_named(field.link), None


def field_at(kind: str, path: str) -> tuple[type[Record], Field]:
    """The class and the field at the end of a path from a kind; refuses, as `notice.field`, one that leads nowhere."""
    cls, *parts = class_named(kind), *path.split(".")
    for name in parts[:-1]:
        cls, _backward = step(cls, name)
    field = fields_of(cls).get(parts[-1])
    if field is None:
        raise _unknown(path)
    return cls, field


def refuse_denied(kind: str, path: str, more: Collection[str] = (), *, shown: bool = True) -> None:
    """Refuse a field that may not hang on a board, as `notice.denied`: the deny-list, which a template only lengthens.

    Choosing rows by such a field would tell it as well, so a selection (`shown=False`) is held to the same list; it
    may only use internal fields besides.
    """
    cls, field = field_at(kind, path)
    allowed = field.privacy in _SHOWABLE or (not shown and field.privacy is Privacy.INTERNAL)
    if is_denied(kind_of(cls), field.name, more) or not allowed:
        message = _("“{label}” may not stand on a public notice. Nothing was changed.").format(label=_(field.label))
        raise Refusal("notice.denied", message, where={"field": path})
