"""Templates of notices: which records, which columns, which words; and what no template may place on a board.

A template names kinds and fields only as data (`resources/notices/N05.toml`), so notices know records in general.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.rules import all_kinds, settings

ROW_NUMBER, VILLAGE = "#", "@village"
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
    """A column: heading, and where its cells come from.

    `source`: `#` the row's number, `@village` the village over several, paths parted by | of which the first filled
    counts, nothing for a typed cell, which is then a `value` of text, integer, money or day.  `sum` adds it up; an
    `optional` column is left out when it is empty throughout; a cell that `may_be_empty` is none to refuse, unless its
    row is in the state `needed_if`.  The text of a `whole` cell, a name, never breaks; `people` marks a name.
    """

    label: str
    source: str
    width: float = 1.0
    align: str = "centre"
    value: str = "text"
    sum: bool = False
    optional: bool = False
    may_be_empty: bool = False
    needed_if: str = ""
    whole: bool = False
    people: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths to try, in order; none for what does not come from a record."""
        return () if self.source in (ROW_NUMBER, VILLAGE, "") else tuple(self.source.split("|"))


@dataclass(frozen=True)
class Basis:
    """A document to cite: title, issuer, number, the first day on which it may be cited, and where it holds."""

    text: str
    known_on: date
    issuer: str = ""
    number: str = ""
    area: str = ""

    @property
    def cited(self) -> str:
        """The document as papers cite it: 《…》（粤发〔2016〕13号）."""
        return f"{self.text}（{self.number}）" if self.number else self.text


@dataclass(frozen=True)
class SumCheck:
    """A column that has to be the sum of others: those present are those who voted for, against, and not."""

    whole: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Template:
    """How a kind of notice is made.  `household` is the path from a record to its household, empty when it is one.

    `record` is empty for a kind whose rows are typed.  `year` names the condition that says the year of the list,
    `until` the day after which a record no longer counts, `doing` a field and what the title calls the notice by it;
    `meeting` are the words where no meeting is named; a `wide` table lies across the sheet.  `denied` are fields that
    this kind keeps off the board besides those no kind may show.
    """

    kind: str
    title: str
    record: str
    household: str
    body: tuple[str, ...]
    where: Mapping[str, Any]
    columns: tuple[TableColumn, ...]
    basis: tuple[Basis, ...]
    year: str = ""
    until: str = ""
    doing: Mapping[str, str] = field(default_factory=dict)
    meeting: str = ""
    wide: bool = False
    sums: tuple[SumCheck, ...] = ()
    denied: frozenset[str] = frozenset()

    @property
    def pays(self) -> bool:
        """Does it tell of money?"""
        return any(column.sum and "元" in column.label for column in self.columns)

    def to_household(self, path: str) -> str:
        """A path from the record to what `path` names on its household."""
        return f"{self.household}.{path}" if self.household else path


def template_of(kind: str) -> Template:
    """The template of a kind; of one that nobody knows here, as a notice from elsewhere may have, one of no words."""
    path = resource("notices", f"{kind}.toml")
    if kind not in all_kinds() or not path.exists():
        return Template(kind, "", "", "", (), {}, (), ())
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
        columns=tuple(TableColumn(**row) for row in raw.get("columns", ())),
        basis=tuple(Basis(**row) for row in raw.get("basis", ())),
        year=raw.get("year", ""),
        until=raw.get("until", ""),
        doing=raw.get("doing", {}),
        meeting=raw.get("meeting", ""),
        wide=raw.get("wide", False),
        sums=tuple(SumCheck(row["whole"], tuple(row["parts"])) for row in raw.get("sums", ())),
        denied=frozenset(raw.get("denied", ())),
    )
    for column in template.columns:
        for path in column.paths:
            refuse_denied(template, path)
    for path in template.where:
        refuse_denied(template, path, shown=False)
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


def refuse_denied(template: Template, path: str, *, shown: bool = True) -> None:
    """Refuse a field that may not hang on a board, as `notice.denied`: the deny-list, which a template only lengthens.

    Choosing rows by such a field would tell it as well, so a selection (`shown=False`) is held to the same list; it
    may only use internal fields besides.
    """
    _cls, field = field_at(template.record, path)
    allowed = field.privacy in _SHOWABLE or (not shown and field.privacy is Privacy.INTERNAL)
    if field.name in DENIED | template.denied or not allowed:
        message = _("“{label}” may not stand on a public notice. Nothing was changed.").format(label=_(field.label))
        raise Refusal("notice.denied", message, where={"field": path})
