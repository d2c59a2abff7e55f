"""The values that come with the program: one file per paper, each value with its clause and the paper's own words."""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import is_division
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import ACTUAL, ANYWHERE, OUTSIDE, Parameter

# Narrow papers first: of two that bind one place the first one answers
PAPERS = (
    *("shanwei-2016-10", "guangzhou-2016", "futian-2016-6", "guangdong-2018-8"),
    *("guangdong-2016-13", "province-platform", "elsewhere"),
)


def _file(name: str) -> dict[str, Any]:
    with resource("policy", f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def area_names() -> Mapping[str, str]:
    """Division codes by the names the papers use (广东省, 深圳市福田区)."""
    names: dict[str, str] = _file("areas")["areas"]
    return names


@cache
def shipped() -> tuple[Parameter, ...]:
    """Every shipped value, in the order of the papers."""
    return tuple(value for name in PAPERS for value in _values(_file(name)))


def _values(paper: Mapping[str, Any]) -> Iterator[Parameter]:
    document = paper["document"]
    for row in paper["value"]:
        for area in document["areas"] or (ANYWHERE,):
            yield Parameter(
                code=row["code"],
                text=row["value"],
                state=row.get("state", ACTUAL if area else OUTSIDE),
                area=area,
                begins=row.get("from"),
                ends=row.get("to"),
                document=row.get("document", document["number"]),
                clause=row["clause"],
                words=row["words"],
                price_base=row.get("price_base", ""),
            )


def area_code(area: str) -> str:
    """The division code of a code or of a name as the papers write it; refuses, as `policy.area`, any other."""
    code = area_names().get(area, area)
    if code and not is_division(code):
        raise Refusal("policy.area", _("No paper names this area. Give its division code."), where={"area": area})
    return code
