"""The table of clauses: the rows, joined with what each room serves (`resources/clauses/served/*.toml`)."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from fupin_desktop.clauses.clause import Clause
from fupin_desktop.files import resource
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

_TABLE = "clauses"


@dataclass(frozen=True)
class Served:
    """What one room says of one clause, and in which file it says so."""

    id: str
    screens: tuple[str, ...]
    commands: tuple[str, ...]
    prints: tuple[str, ...]
    test: str
    file: str


def _read(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


@cache
def served() -> tuple[Served, ...]:
    """Everything that is said to be served, room after room."""
    files = sorted(resource(_TABLE, "served").glob("*.toml"))
    return tuple(_served(row, path.stem) for path in files for row in _read(path)["served"])


def _served(row: Mapping[str, Any], file: str) -> Served:
    lists = {name: tuple(row.get(name, ())) for name in ("screens", "commands", "prints")}
    return Served(id=_id(row["id"]), test=row["test"], file=file, **lists)


def _id(text: str) -> str:
    """An id in its one form: M5 is M05."""
    known = text.strip().upper()
    return f"M{known[1:].zfill(2)}" if known.startswith("M") else known


@cache
def clauses() -> Mapping[str, Clause]:
    """Every clause by its id, in the order of the papers; those found missing (M) come last."""
    rows = _read(resource(_TABLE, "rows.toml"))["clause"]
    return {row["id"]: _joined(Clause(**row), [one for one in served() if one.id == row["id"]]) for row in rows}


def _joined(clause: Clause, said: Iterable[Served]) -> Clause:
    found = list(said)
    return replace(
        clause,
        screens=_once(one for each in found for one in each.screens),
        commands=_once(one for each in found for one in each.commands),
        prints=_once(one for each in found for one in each.prints),
        tests=_once(each.test for each in found),
    )


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def clause_of(id: str) -> Clause:
    """The clause of this id, however its letters are typed; refuses, as `clause.unknown`, any other."""
    found = clauses().get(_id(id))
    if found is None:
        message = _("There is no clause “{id}”. “fupin clause list” names them all, such as R002-79 and M05.")
        raise Refusal("clause.unknown", message.format(id=id), where={"id": id})
    return found


def chosen(*, state: str = "", paper: str = "", text: str = "") -> Iterator[Clause]:
    """The clauses of a state and a paper whose id, place or demand holds a text; what is left empty is not asked."""
    for one in clauses().values():
        known = f"{one.id} {one.cited} {one.demand} {' '.join(one.screens)}"
        if (not state or one.state == state) and (not paper or one.paper == paper) and text.lower() in known.lower():
            yield one


@cache
def screen_places() -> Mapping[str, str]:
    """By the first words of a screen as the rooms name it, the place of the window where it is found."""
    found: dict[str, str] = _read(resource(_TABLE, "screens.toml"))["screens"]
    return found


def place_of(screen: str) -> str | None:
    """The place of the window that a named screen lies in; None where it is none of its own (the first window)."""
    return screen_places().get(screen.split("·")[0].strip())


def tab_in(screen: str) -> str | None:
    """The tab of its place that a screen names; None for the place as a whole."""
    parts = [part.strip() for part in screen.split("·")]
    return parts[1] if len(parts) > 1 else None
