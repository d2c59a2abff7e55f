"""The table of rights, as `resources/rights.toml` says it: acts with the roles that may, of kinds, of fields."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.ledger.words import language

VILLAGE, TOWNSHIP, COUNTY = "village", "township", "county"
WRITE = "record.write"


@dataclass(frozen=True)
class Act:
    """Something a role may do or not.

    `office`: an office's alone, also at the border.  `highest`: the office with none above it may as well.  `second`:
    the act before it, which another person must have done: `always`, or where the county asks for a second person.
    """

    code: str
    zh: str
    en: str
    roles: tuple[str, ...]
    office: bool = False
    highest: bool = False
    second: str = ""
    always: bool = False

    @property
    def label(self) -> str:
        """The act in the language in use."""
        return self.zh if language() == "zh_CN" else self.en


@cache
def _file() -> dict[str, Any]:
    with resource("rights.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def acts() -> Mapping[str, Act]:
    """Every act by its code, in the order of the table."""
    return {row["code"]: Act(**{**row, "roles": tuple(row["roles"])}) for row in _file()["act"]}


@cache
def level_of(role: str) -> str:
    """village, township or county; empty for a role the table does not know."""
    levels: dict[str, list[str]] = _file()["levels"]
    return next((level for level, roles in levels.items() if role in roles), "")


def act_of(kind: str, *, register: bool = False) -> Act:
    """The act by which a kind is written; `register`: one is made or put away."""
    kinds: dict[str, str] = _file()["kinds"]
    registers: dict[str, str] = _file()["register"]
    return acts()[registers.get(kind, "") if register and kind in registers else kinds.get(kind, WRITE)]


def field_acts(kind: str) -> Mapping[str, str]:
    """The fields of a kind that take an act of their own, by name, with its code."""
    fields: dict[str, dict[str, str]] = _file()["fields"]
    return fields.get(kind, {})


def office_writes(kind: str) -> bool:
    """Is a kind an office's own judgement, which a laptop may not write (FORMAT.md §12)?"""
    return act_of(kind).office
