"""What can be set: the codes of dictionary §6, each with its kind, unit and how a figure is held against it."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _, language

MONEY, PERCENT, DAYS, COUNT = "money", "percent", "days", "count"
DAY, LIST, RATIO, WORD, YES = "day", "list", "ratio", "word", "yes"
NUMBERS = (MONEY, PERCENT, DAYS, COUNT)


@dataclass(frozen=True)
class Definition:
    """A parameter as such.  `operator` says how a figure is held against a value (>=, <); `high` limits a number;
    `list_of` names the code list whose words a list is made of.  A `yearly` value is of one year and ends with it.

    A ratio has so many `parts`, which make a `whole`, where these are said.
    `of` names a share and the value it is taken of, year by year (002 §3: of that year's rural income);
    from `offered_from` on, a year without a value is offered the estimate made for another one (D3).
    """

    code: str
    zh: str
    en: str
    kind: str
    unit: str = ""
    operator: str = ""
    words: tuple[str, ...] = ()
    list_of: str = ""
    high: int | None = None
    yearly: bool = False
    of: tuple[str, ...] = ()
    parts: int | None = None
    whole: int | None = None
    offered_from: date | None = None

    @property
    def label(self) -> str:
        """The parameter's name in the language in use."""
        return self.zh if language() == "zh_CN" else self.en


@cache
def definitions() -> Mapping[str, Definition]:
    """Every parameter by its code, in the order in which they are listed."""
    with resource("policy", "parameters.toml").open("rb") as file:
        rows = tomllib.load(file)["parameter"]
    return {row["code"]: _definition(row) for row in rows}


def _definition(row: dict[str, Any]) -> Definition:
    return Definition(**{**row, "words": tuple(row.get("words", ())), "of": tuple(row.get("of", ()))})


def defined(code: str) -> Definition:
    """The parameter of this code; refuses, as `policy.code`, any other."""
    found = definitions().get(code)
    if found is None:
        message = _("There is no such parameter. Nothing was changed; “fupin policy list” names them all.")
        raise Refusal("policy.code", message, where={"field": "code", "code": code})
    return found
