"""Clauses of the papers: 226 rows, each in one state; what a room says that it serves is there, test by test."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.clauses.clause import LATER, REFERENCE, SERVED, STATES
from fupin_desktop.clauses.loading import Served, chosen, clause_of, clauses, screen_places, served
from fupin_desktop.cli.work.casework import NAMES
from fupin_desktop.files import resource
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import words
from fupin_desktop.reports.catalogue import REPORTS
from fupin_desktop.reports.gaps import GAPS
from tests.cli.every_verb import VERBS

ROOT = Path(__file__).parents[2]
PLACES = {"today", "households", "visits", "plans", "housing", "notices", "exchange", "papers", "reports", "settings"}
OUTSIDE = {"首次启动窗口"}  # the window before a book is open


def test_every_clause_of_the_papers_and_every_one_found_missing_has_a_row() -> None:
    papers = Counter(one.paper for one in clauses().values() if one.id.startswith("R"))
    assert papers == {"000": 47, "002": 94, "003": 48, "004": 17}
    assert [one for one in clauses() if one.startswith("M")] == [f"M{n:02}" for n in range(1, 21)]
    for paper, rows in papers.items():
        assert [f"R{paper}-{n:02}" for n in range(1, rows + 1)] == [
            one.id for one in clauses().values() if one.paper == paper and one.id.startswith("R")
        ]


def test_each_is_in_one_state_and_says_what_it_waits_for() -> None:
    for one in clauses().values():
        assert one.state in STATES, one.id
        assert one.clause, one.id
        assert one.demand, one.id
        assert bool(one.room) != one.reference, one.id
        assert one.reference or one.room in words("clause_room"), one.id
    assert all(not one.reference for one in clauses().values() if one.state == SERVED)
    assert {one.state for one in chosen(state=LATER)} == {LATER}
    assert {one.paper for one in chosen(paper="003")} == {"003"}
    assert "R002-79" in [one.id for one in chosen(text="帮扶责任人")]


def test_an_id_is_typed_in_any_form_and_an_unknown_one_is_refused() -> None:
    assert clause_of(" r002-79").id == "R002-79"
    assert clause_of("m5").id == "M05"
    with pytest.raises(Refusal) as refused:
        clause_of("R009-01")
    assert refused.value.code == "clause.unknown"


# --- what the rooms say that they serve -----------------------------------------------------------------------------


@cache
def _functions(file: Path) -> frozenset[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return frozenset(one.name for one in tree.body if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


def _named(one: Served) -> str:
    return f"{one.file}: {one.id}"


@pytest.mark.parametrize("one", served(), ids=_named)
def test_what_is_served_is_there(one: Served) -> None:
    assert one.id in clauses(), "no such clause"
    file, _colons, function = one.test.partition("::")
    assert (ROOT / file).is_file(), f"no such file: {file}"
    assert function.split("[")[0] in _functions(ROOT / file), one.test
    for command in one.commands:
        assert _is_verb(command), f"no such verb, kind or report: {command}"
    for print_ in one.prints:
        assert _is_print(print_), f"neither notice, form nor report: {print_}"
    for screen in one.screens:
        first = screen.split("·")[0].strip()
        assert first in screen_places() or first in OUTSIDE, f"no such place: {screen}"


def _is_verb(command: str) -> bool:
    """A verb, alone or with what it is about: `record new household_survey`, `report plans`, `case open exit`."""
    verb = next((one for one in VERBS if command == one or command.startswith(f"{one} ")), None)
    about = command.removeprefix(verb or "").strip()
    return verb is not None and (not about or about in KINDS or about in REPORTS or about in NAMES or about in GAPS)


def _is_print(name: str) -> bool:
    if re.fullmatch(r"N\d\d", name):
        return resource("notices", f"{name}.toml").is_file()
    return name in REPORTS or any(one.stem == name for one in resource("forms").glob("*.toml"))


def test_no_room_says_one_clause_twice() -> None:
    said = Counter((one.file, one.id) for one in served())
    assert [pair for pair, times in said.items() if times > 1] == []


def test_every_screen_lies_in_a_place_of_the_window() -> None:
    assert set(screen_places().values()) <= PLACES


# --- on the command line --------------------------------------------------------------------------------------------


def test_listed_and_shown(run: Any) -> None:
    listed = run("clause", "list")
    assert len(listed["clauses"]) == 226
    assert sum(listed["counts"].values()) == 226
    assert {"id", "state", "screens", "commands", "prints", "test"} <= listed["clauses"][0].keys()
    later = run("clause", "list", "--state", "later", "--paper", "004")["clauses"]
    assert later
    assert {(one["state"], one["paper"]) for one in later} == {(LATER, "004")}
    assert all(one["test"] is None and one["waits_for"] for one in later)
    shown = run("clause", "show", "R000-08")
    assert (shown["state"], shown["test"]) == (REFERENCE, None)
    refused = run("clause", "show", "R000-99", code=1)["refused"]
    assert (refused["code"], refused["where"]) == ("clause.unknown", {"id": "R000-99"})
