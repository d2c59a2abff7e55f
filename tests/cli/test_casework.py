"""Cases by the command line: several at once, and the kinds this version does not have."""

from pathlib import Path
from typing import Any

import pytest

VILLAGE = "441690101200"
CODES = [f"{VILLAGE}2016000{serial}" for serial in (1, 2)]


@pytest.fixture
def desk(run: Any, tmp_path: Path) -> Path:
    """A village's book with two housing cases, the second one stage ahead."""
    book = tmp_path / "village.book"
    run("book", "new", book, "--role=village", "--name=演示一甲村", f"--division={VILLAGE}", "--demo")
    for code in CODES:
        run(
            "record", "new", book, "household", f"household_code={code}", f"village_code={VILLAGE}", "status=当前贫困户"
        )
        run("case", "open", book, "housing", code, "--on=2017-01-05")
    run("case", "advance", book, "housing", CODES[1], "--to=assembly_reviewed", "--on=2017-01-09")
    return book


def test_several_at_once_and_those_refused_are_named(run: Any, desk: Path) -> None:
    stranger = f"{VILLAGE}20169999"
    told = run("case", "advance", desk, "housing", *CODES, stranger, "--to=assembly_reviewed", "--on=2017-02-01")
    assert (told["stage"], len(told["ids"])) == ("assembly_reviewed", 1)
    assert {one["code"] for one in told["refused"]} == {"case.order", "record.unknown"}
    assert stranger in {one["id"] for one in told["refused"]}
    none = run("case", "advance", desk, "housing", *CODES, "--to=assembly_reviewed", "--on=2017-02-02", code=1)
    assert none["refused"]["code"] == "case.order"
    assert len(none["refused"]["where"]["refused"]) == 2


@pytest.mark.parametrize("kind", ["identification", "exclusion", "exit", "relocation"])
def test_other_kinds_are_refused_with_their_name(run: Any, desk: Path, kind: str) -> None:
    refused = run("case", "advance", desk, kind, CODES[0], "--to=applied", code=1)["refused"]
    assert (refused["code"], refused["where"]) == ("version.later", {"kind": kind})
    assert kind in refused["message"]
    assert run("case", "show", desk, "housing", CODES[0])["stage"] == "applied"
