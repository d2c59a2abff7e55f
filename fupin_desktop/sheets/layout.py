"""How a workbook is laid out (表样): which heading holds which fact, as `resources/sheets/<name>.toml` says."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.intake.draft import Column, Place
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.values import half_width
from fupin_desktop.ledger.words import _

PERSON, VILLAGE, HOUSING, HELPER = "person", "village", "housing", "helper"


@dataclass(frozen=True)
class SheetLayout:
    """One sheet: its usual name, what a line of it is, its columns by heading and alias, headings without meaning."""

    name: str
    lines: str
    columns: tuple[Column, ...]
    by_heading: Mapping[str, Column]
    ignored: frozenset[str]
    codes: Mapping[Place, str]

    @property
    def required(self) -> tuple[Column, ...]:
        """Columns a sheet must have to be this one."""
        return tuple(column for column in self.columns if column.required)


def plain(heading: object) -> str:
    """A heading as it is compared: half-width, without blanks and line breaks."""
    return re.sub(r"\s", "", half_width(str(heading or "")))


def _column(said: Mapping[str, Any]) -> Column:
    place = (said["kind"], said["field"])
    field = fields_of(KINDS[place[0]])[place[1]]
    return Column(said["heading"], place, field, said.get("required", False), tuple(said.get("empty", ())))


def _sheet(said: Mapping[str, Any]) -> SheetLayout:
    columns = [_column(one) for one in said["columns"]]
    names = {
        plain(name): column
        for one, column in zip(said["columns"], columns, strict=True)
        for name in (*one.get("aliases", ()), one["heading"], one["heading"] + one.get("code", ""))
    }
    codes = {column.place: one.get("code", "") for one, column in zip(said["columns"], columns, strict=True)}
    ignored = frozenset(map(plain, said["ignored"]))
    return SheetLayout(said["name"], said["lines"], tuple(columns), names, ignored, codes)


@cache
def layout(name: str = "roster") -> tuple[SheetLayout, ...]:
    """The sheets of a layout, in the workbook's order; refuses a name the program does not ship."""
    path = resource("sheets", f"{name}.toml")
    if not re.fullmatch(r"[a-z0-9_-]+", name) or not path.exists():
        raise Refusal(
            "sheet.map", _("There is no such layout of a workbook. Nothing was changed."), where={"map": name}
        )
    with path.open("rb") as file:
        return tuple(_sheet(one) for one in tomllib.load(file)["sheet"])
