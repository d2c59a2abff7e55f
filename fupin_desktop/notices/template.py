"""Templates of notices: which records, which columns, which words; and what no template may place on a board.

A template names kinds and fields only as data (`resources/notices/N05.toml`), so notices know records in general.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.rules import settings

ROW_NUMBER = "#"
# Beyond what is OFFICE or SEALED: what safety.md and the dictionary (head, §5) keep off every board.
DENIED = frozenset(
    {
        *("id_no", "id_type", "disability_type", "disability_grade", "disability_cert", "health", "birth_date"),
        *("cause_main", "cause_other", "phone", "contact_phone", "account_no", "card_tail", "bank_name", "bank"),
        *("address_detail", "subsidy_class", "labour_capacity", "labour_class", "baseline_income_pc", "photos"),
    }
)
_SHOWABLE = (Privacy.PUBLIC, Privacy.MINOR)


@dataclass(frozen=True)
class TableColumn:
    """A column: heading, where its cells come from (`#`, or paths parted by | of which the first filled counts)."""

    label: str
    source: str
    width: float = 1.0
    align: str = "centre"

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths to try, in order; none for the row number."""
        return () if self.source == ROW_NUMBER else tuple(self.source.split("|"))


@dataclass(frozen=True)
class Basis:
    """A document to cite, and the first day on which it may be cited."""

    text: str
    known_on: date


@dataclass(frozen=True)
class Template:
    """How a kind of notice is made.  `household` is the path from a record to its household, empty when it is one."""

    kind: str
    title: str
    record: str
    household: str
    body: tuple[str, ...]
    where: Mapping[str, Any]
    columns: tuple[TableColumn, ...]
    basis: tuple[Basis, ...]

    def to_household(self, path: str) -> str:
        """A path from the record to what `path` names on its household."""
        return f"{self.household}.{path}" if self.household else path


def template_of(kind: str) -> Template:
    """The template of a kind; kinds whose table does not come from the book share one without a table."""
    found = resource("notices", f"{kind}.toml")
    path = found if found.exists() else resource("notices", "plain.toml")
    return _loaded(kind, path.read_text(encoding="utf-8"))


@cache
def _loaded(kind: str, text: str) -> Template:
    return load(kind, text)


def load(kind: str, text: str) -> Template:
    """A template from its TOML text; refuses one that names what may not hang on a board (`notice.denied`)."""
    raw = tomllib.loads(text)
    template = Template(
        kind=kind,
        title=raw["title"],
        record=raw["record"],
        household=raw["household"],
        body=tuple(raw["body"]),
        where=raw.get("where", {}),
        columns=tuple(TableColumn(**row) for row in raw.get("column", ())),
        basis=tuple(Basis(**row) for row in raw.get("basis", ())),
    )
    for column in template.columns:
        for path in column.paths:
            refuse_denied(template.record, path)
    for path in template.where:
        refuse_denied(template.record, path, shown=False)
    return template


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


def refuse_denied(kind: str, path: str, *, shown: bool = True) -> None:
    """Refuse a field that may not hang on a board, as `notice.denied`: the deny-list no template overrides.

    Choosing rows by such a field would tell it as well, so a selection (`shown=False`) is held to the same list; it
    may only use internal fields besides.
    """
    _cls, field = field_at(kind, path)
    allowed = field.privacy in _SHOWABLE or (not shown and field.privacy is Privacy.INTERNAL)
    if field.name in DENIED or not allowed:
        message = _("“{label}” may not stand on a public notice. Nothing was changed.").format(label=_(field.label))
        raise Refusal("notice.denied", message, where={"field": path})
