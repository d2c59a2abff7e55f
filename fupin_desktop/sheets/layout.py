"""How a workbook is laid out (表样): which heading holds which fact, as `resources/sheets/<name>.toml` says.

A sheet of one layout may be `like` a sheet of the roster: it has its columns too, some under other names.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.intake.draft import Column, Place
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.sheets.headings import column_of, names_of, nearest, plain, written_forms

PERSON, VILLAGE, HOUSING, HELPER = "person", "village", "housing", "helper"
SHIPPED = ("roster", "national", "provincial")


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: its usual name, what a line of it is, its columns by name, headings that carry nothing of our own.

    `foreign` are groups over several headings that speak of somebody else; `by_code` the columns by national code,
    where a sheet may have codes alone; `read_only` the columns that are read and never written.
    """

    map: str
    name: str
    lines: str
    columns: tuple[Column, ...]
    names: Mapping[str, Column]
    ignored: frozenset[str]
    codes: Mapping[Place, str]
    foreign: frozenset[str] = frozenset()
    by_code: Mapping[str, Column] | None = None
    read_only: frozenset[Place] = frozenset()

    @property
    def required(self) -> tuple[Column, ...]:
        """Columns a sheet must have to be this one."""
        return tuple(column for column in self.columns if column.required)

    def column(self, heading: object) -> Column | None:
        """The column a heading means; None when it is not known, or carries nothing of our own."""
        name = plain(heading)
        if not name or name in self.ignored:
            return None
        found = column_of(self.names, self.codes, heading)
        return found if found is not None or self.by_code is None else self.by_code.get(name)

    def is_ignored(self, heading: object) -> bool:
        """True for a heading that is known and carries nothing of our own."""
        return any(name in self.ignored for name, _notes, _code in written_forms(heading))

    def nearest(self, heading: object) -> str:
        """The known heading most like this one, empty when there is none."""
        found = nearest(self.names, heading)
        return found.heading if found else ""

    def known_as(self, aliases: Mapping[str, str]) -> "SheetLayout":
        """The layout with further names: heading there to heading known here, empty for one to leave out."""
        named = {plain(there): self.column(here) for there, here in aliases.items() if here}
        further = {name: column for name, column in named.items() if column is not None}
        left = {plain(there) for there, here in aliases.items() if not here} - set(further)
        return replace(self, names={**self.names, **further}, ignored=(self.ignored | left) - set(further))


def _column(said: Mapping[str, Any]) -> Column:
    place = (said["kind"], said["field"])
    field = fields_of(KINDS[place[0]])[place[1]]
    return Column(said["heading"], place, field, said.get("required", False), tuple(said.get("empty", ())))


def _merged(base: Sequence[Mapping[str, Any]], own: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The columns of the sheet this one is like; its own stand for theirs, whose names stay known."""
    mine = {(one["kind"], one["field"]): one for one in own}
    kept = [_inherited(one, mine.pop((one["kind"], one["field"]), {})) for one in base]
    return [*kept, *mine.values()]


def _inherited(base: Mapping[str, Any], own: Mapping[str, Any]) -> Mapping[str, Any]:
    names = [base["heading"], *base.get("aliases", ()), *own.get("aliases", ())]
    return {**base, **own, "aliases": names}


def _sheet(name: str, said: Mapping[str, Any]) -> SheetLayout:
    like = said.get("like")
    base = next(one for one in _said("roster") if one["name"] == like) if like else {}
    rows = _merged(base.get("columns", ()), said.get("columns", ()))
    columns = [_column(one) for one in rows]
    pairs = list(zip(rows, columns, strict=True))
    exact = {plain(alias): column for one, column in pairs for alias in one.get("aliases", ())}
    exact |= {plain(one["heading"]): column for one, column in pairs}
    codes = {column.place: one.get("code", "") for one, column in pairs}
    own = {plain(one) for one in said.get("ignored", ())}
    return SheetLayout(
        name,
        said["name"],
        said["lines"],
        tuple(columns),
        names_of(exact),
        frozenset(own | {plain(one) for one in base.get("ignored", ())} - set(exact)),
        codes,
        frozenset(plain(one) for one in (*base.get("foreign", ()), *said.get("foreign", ()))),
        {code: column for column in columns if (code := codes[column.place])} if said.get("codes_alone") else None,
        frozenset(column.place for one, column in pairs if one.get("read_only")),
    )


@cache
def _said(name: str) -> Sequence[Mapping[str, Any]]:
    path = resource("sheets", f"{name}.toml")
    with path.open("rb") as file:
        return list(tomllib.load(file)["sheet"])


@cache
def layout(name: str = "roster") -> tuple[SheetLayout, ...]:
    """The sheets of a layout, in the workbook's order; refuses a name the program does not ship (`sheet.map`)."""
    if not re.fullmatch(r"[a-z0-9_-]+", name) or name not in SHIPPED:
        raise no_map(name)
    return tuple(_sheet(name, one) for one in _said(name))


def no_map(name: str) -> Refusal:
    """The refusal of a name that is neither shipped nor kept in the book (`sheet.map`)."""
    told = _("There is no such layout of a workbook. Nothing was changed.")
    return Refusal("sheet.map", told, where={"map": name, "known": list(SHIPPED)})


def every_layout(aliases: Mapping[str, str] | None = None, *, only: str = "") -> tuple[SheetLayout, ...]:
    """The sheets of all shipped layouts, or of one, with the names that somebody gave to further headings."""
    found: Iterable[SheetLayout] = layout(only) if only else (one for name in SHIPPED for one in layout(name))
    return tuple(one.known_as(aliases) if aliases else one for one in found)
