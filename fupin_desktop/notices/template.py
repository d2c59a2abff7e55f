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
from fupin_desktop.notices.paths import refuse_denied
from fupin_desktop.notices.rules import all_kinds

ROW_NUMBER, VILLAGE = "#", "@village"


@dataclass(frozen=True)
class TableColumn:
    """A column: heading, and where its cells come from.

    `source`: `#` the row's number, `@village` the village over several, paths parted by | of which the first filled
    counts, nothing for a typed cell, which is then a `value` of text, integer, money or day.  `sum` adds it up; an
    `optional` column is left out when it is empty throughout; a cell that `may_be_empty` is none to refuse, unless its
    row is in the state `needed_if`.  `blank` says what stands in an empty cell by a `field` of the record, where its
    code is named: 无房 for the grade of a household without a house.  The text of a `whole` cell, a name, never breaks;
    `people` marks a name.  Of a cell that `joins` every filled path counts, with this between them: 期限 is two days.
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
    blank: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False
    people: bool = False
    joins: str = ""


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
class Source:
    """Where rows come from: records of one kind, chosen by conditions.

    `household` is the path from a record to its household, empty when it is one or has none; `place` the path to the
    division a record lies in, or, with `above`, to the one it holds for with all below it.  After the day `until` says
    a record no longer counts; what has none of the fields `filled` is left out.  `cells` are the paths of columns that
    this source fills by another way than the template says, by heading; an empty one leaves the cell empty.  Where rows
    are votes, `held_on` is the path to the day of their meeting: a notice lists those of the day it names alone.
    """

    record: str
    household: str = ""
    where: Mapping[str, Any] = field(default_factory=dict)
    until: str = ""
    filled: tuple[str, ...] = ()
    place: str = "village_code"
    above: bool = False
    held_on: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)
    denied: frozenset[str] = frozenset()

    def to_household(self, path: str) -> str:
        """A path from the record to what `path` names on its household."""
        return f"{self.household}.{path}" if self.household else path

    @property
    def to_place(self) -> str:
        """The path from the record to its division."""
        return self.to_household(self.place)

    @property
    def place_field(self) -> str:
        """The field at the end of that path."""
        return self.place.rpartition(".")[2]

    def paths(self, column: TableColumn) -> tuple[str, ...]:
        """The paths to try for a cell, in order; none for what does not come from this source."""
        told = self.cells.get(column.label, column.source)
        return () if told in (ROW_NUMBER, VILLAGE, "") else tuple(told.split("|"))


@dataclass(frozen=True)
class Template:
    """How a kind of notice is made.  Its rows come from `sources`, one after the other; none for a typed table.

    `typed` adds typed rows to those of the book.  `year` names the condition that says the year of the list, `doing` a
    field and what the title calls the notice by it; `meeting` are the words where no meeting is named; a `wide` table
    lies across the sheet.
    """

    kind: str
    title: str
    body: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    basis: tuple[Basis, ...] = ()
    year: str = ""
    doing: Mapping[str, str] = field(default_factory=dict)
    meeting: str = ""
    wide: bool = False
    typed: bool = False
    sums: tuple[SumCheck, ...] = ()

    @property
    def record(self) -> str:
        """The kind whose records make its rows first; empty for a typed table."""
        return self.sources[0].record if self.sources else ""

    @property
    def is_typed(self) -> bool:
        """May rows be typed?"""
        return self.typed or not self.sources


def template_of(kind: str) -> Template:
    """The template of a kind; of one that nobody knows here, as a notice from elsewhere may have, one of no words."""
    path = resource("notices", f"{kind}.toml")
    if kind not in all_kinds() or not path.exists():
        return Template(kind, "")
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
        body=tuple(raw["body"]),
        sources=tuple(_sources(raw)),
        columns=tuple(TableColumn(**row) for row in raw.get("columns", ())),
        basis=tuple(Basis(**row) for row in raw.get("basis", ())),
        year=raw.get("year", ""),
        doing=raw.get("doing", {}),
        meeting=raw.get("meeting", ""),
        wide=raw.get("wide", False),
        typed=raw.get("typed", False),
        sums=tuple(SumCheck(row["whole"], tuple(row["parts"])) for row in raw.get("sums", ())),
    )
    for source in template.sources:
        _refuse_denied(template, source)
    return template


def _sources(raw: Mapping[str, Any]) -> Iterator[Source]:
    """The tables `[[source]]`; a template of one source may say it without."""
    several = raw.get("source", ())
    alone = {name: raw[name] for name in ("record", "household", "where", "until", "place", "above") if name in raw}
    for said in several or ([alone] if alone.get("record") else []):
        given = {**said, "filled": tuple(said.get("filled", ())), "denied": frozenset(raw.get("denied", ()))}
        yield Source(**given)


def _refuse_denied(template: Template, source: Source) -> None:
    for column in template.columns:
        for path in source.paths(column):
            refuse_denied(source.record, path, source.denied)
    for path in source.where:
        refuse_denied(source.record, path, source.denied, shown=False)
