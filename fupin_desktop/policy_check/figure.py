"""A figure of the papers as data: what is printed, from what it is recomputed, and where the papers are silent."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from fupin_desktop.files import resource

OK, GAP, CONFLICT, NOTE, LATER, DIFFERS = "ok", "gap", "conflict", "note", "later", "differs"


@dataclass(frozen=True)
class PaperFigure:
    """`expected` is what the paper prints, or what follows from it where it prints none; `given` other figures of the
    paper that the check starts from; `verdict` how the paper stands by itself; `room` what it waits for.
    """

    id: str
    document: str
    clause: str
    words: str
    verdict: str
    given: Mapping[str, Any] = field(default_factory=dict)
    expected: tuple[str, ...] = ()
    room: str = ""
    note: str = ""


@cache
def paper_figures() -> Mapping[str, PaperFigure]:
    """Q01 to Q50 by their ids."""
    with resource("policy", "figures.toml").open("rb") as file:
        rows = tomllib.load(file)["figure"]
    return {row["id"]: PaperFigure(**{**row, "expected": tuple(row.get("expected", ()))}) for row in rows}
