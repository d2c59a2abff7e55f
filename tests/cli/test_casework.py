"""Cases by the command line: several at once, and the kinds this version does not have."""

from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from fupin_desktop.meetings.model import Meeting
from fupin_desktop.store.book.book import Book
from tests.carried import carried_by_line
from tests.conftest import PASSPHRASE

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
    vote = carried_by_line(run, book, VILLAGE, "2017-01-06")
    for code in CODES:
        run("case", "open", book, "housing", code, "--on=2017-01-05", f"--set=vote={vote}")
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


def test_a_rehearsal_says_who_would_go_and_keeps_nothing(run: Any, desk: Path, tmp_path: Path) -> None:
    photo = tmp_path / "house.png"
    Image.new("RGB", (64, 48), (9, 90, 90)).save(photo)
    step = ("case", "advance", desk, "housing", *CODES, "--to=assembly_reviewed", "--on=2017-02-01", "--photo", photo)
    told = run(*step, "--dry-run")
    assert (len(told["ids"]), [one["code"] for one in told["refused"]]) == (1, ["case.order"])
    assert run("case", "show", desk, "housing", CODES[0])["stage"] == "applied"
    assert not list(Path(f"{desk}.photos").glob("*")) if Path(f"{desk}.photos").exists() else True
    run(*step)
    assert run("case", "show", desk, "housing", CODES[0])["case"]["photos_before"] == [], "it shows the meeting"
    with Book.open(desk, PASSPHRASE) as book, book.read() as reader:
        assert [len(one.scans) for one in reader.find(Meeting)] == [2], "its own, and the one given with the step"


def test_what_rules_say_of_one_of_many_is_told(run: Any, desk: Path) -> None:
    step = ("case", "advance", desk, "housing", *CODES, "--to=assembly_reviewed", "--on=2017-02-01")
    for rehearsal in (("--dry-run",), ()):
        told = run(*step, "--set=long_term_resident=否", *rehearsal)
        assert len(told["refused"]) == 1
        assert ["for long" in one for one in told["warnings"]] == [True], "of the one that goes, not of the one refused"


def test_facts_are_set_and_what_is_missing_is_listed(run: Any, desk: Path, tmp_path: Path) -> None:
    photo = tmp_path / "house.png"
    Image.new("RGB", (64, 48), (9, 90, 90)).save(photo)
    lacks = {one["stage"]: one["missing"] for one in run("case", "missing", desk, "housing")["cases"]}
    assert {one["code"] for one in lacks["assembly_reviewed"]} == {"case.notice", "case.facts", "case.photos"}
    assert [one["code"] for one in lacks["assembly_reviewed"] if one["stops"]] == ["case.notice"]
    told = run("case", "set", desk, "housing", CODES[0], "danger_grade=D级", "mode=原址翻建", "area_after=90",
               "--photo", photo, "--moment=photos_before")  # fmt: skip
    assert ["60" in warning for warning in told["warnings"]] == [True]
    assert run("case", "show", desk, "housing", CODES[0])["missing"] == []
    twice = run("case", "set", desk, "housing", CODES[0], "--photo", photo, "--moment=photos_after", code=1)["refused"]
    assert (twice["code"], twice["where"]) == ("case.photo_twice", {"field": "photos_after"})
    assert run("case", "set", desk, "housing", CODES[0], "stage=archived", code=1)["refused"]["code"] == "field.managed"


def test_a_stage_is_written_by_no_other_door(run: Any, desk: Path) -> None:
    case = run("case", "show", desk, "housing", CODES[0])["id"]
    for field in ("stage=archived", "stage_on=2017-03-01", "accepted_on=2017-03-01"):
        refused = run("record", "set", desk, "housing_case", case, field, code=1)["refused"]
        assert (refused["code"], "case advance" in refused["message"]) == ("field.managed", True)
    step = ("record", "new", desk, "housing_step", f"case={case}")
    assert run(*step, "to_stage=archived", "on=2017-03-01", code=1)["refused"]["code"] == "case.order"
    run(*step, "to_stage=assembly_reviewed", "on=2017-03-01")
    assert run("case", "show", desk, "housing", CODES[0])["stage"] == "assembly_reviewed"
    again = ("record", "new", desk, "housing_case", f"household={CODES[0]}", "year_plan=2018", "stage=applied")
    refused = run(*again, code=1)["refused"]
    assert (refused["code"], refused["where"]) == ("case.open_already", {"id": case})
    withdraw = ("case", "advance", desk, "housing", CODES[0], "--to=withdrawn", "--on=2017-03-02")
    assert run(*withdraw, code=1)["refused"]["code"] == "case.why"
    run(*withdraw, "--why=投靠子女")
    assert run("case", "show", desk, "housing_case", run(*again)["id"])["steps"][0]["to_stage"] == "applied"
    deep = ("record", "new", desk, "housing_case", f"household={CODES[1]}", "year_plan=2018", "stage=foundation")
    assert run(*deep, code=1)["refused"]["code"] == "case.order"


def test_the_day_of_a_step_is_corrected(run: Any, desk: Path) -> None:
    correct = ("case", "correct", desk, "housing", CODES[1], "--why=写错日期")
    assert run(*correct, "--stage=paid", "--on=2017-01-07", code=1)["refused"]["code"] == "case.step"
    assert run(*correct, "--stage=assembly_reviewed", "--on=2017-01-04", code=1)["refused"]["code"] == "case.date"
    run(*correct, "--stage=assembly_reviewed", "--on=2017-01-07")
    shown = run("case", "show", desk, "housing", CODES[1])
    assert [step["on"] for step in shown["steps"]] == ["2017-01-05", shown["case"]["stage_on"]]
    assert shown["case"]["stage_on"] == "2017-01-07"
