"""Headings matched by hand from the command line: remembered by name, used with --map, refused when wrong."""

from pathlib import Path
from typing import Any

import pytest

from tests.sheets.books import CASES, rows_of, write_book

PERSONS = "贫困户花名册"


@pytest.fixture
def county(tmp_path: Path, run: Any) -> Path:
    made = tmp_path / "county.book"
    run("book", "new", made, "--role", "township", "--name", "演示县扶贫办", "--division", "441690")
    return made


@pytest.fixture
def other_words() -> Path:
    """A workbook whose 户编号 is written 户号."""
    if not CASES.exists():
        pytest.skip("the shared cases are not beside this checkout")
    return CASES / "10-main-sheet-skipped" / "input.xlsx"


def test_a_map_made_once_is_used_by_its_name(county: Path, run: Any, other_words: Path) -> None:
    run("roster", "map", county, "邻县", "--heading", "户号=户编号")
    made = run("roster", "map", county, "邻县", "--heading", "说明=")
    assert made["headings"] == {"户号": "户编号", "说明": ""}
    kept = run("roster", "maps", county)
    assert kept["maps"] == {"邻县": {"户号": "户编号", "说明": ""}}
    assert kept["shipped"] == ["roster", "national", "provincial"]
    answer = run("roster", "import", county, other_words, "--map", "邻县")
    assert (answer["households"], answer["members"], answer["refused_rows"]) == (3, 10, [])
    run("roster", "map", county, "邻县", "--forget")
    assert run("roster", "import", county, other_words, "--map", "邻县", code=1)["refused"]["code"] == "sheet.map"


@pytest.mark.parametrize(
    ("name", "heading", "code"),
    [
        ("甲", "户号=没有这个", "map.heading"),
        ("甲", "工资（万元）=工资性收入", "map.unit"),
        ("roster", "户号=户编号", "map.name"),
        (" ", "户号=户编号", "map.name"),
        ("甲" * 41, "户号=户编号", "map.name"),
    ],
)
def test_a_wrong_match_is_refused_and_nothing_kept(county: Path, run: Any, name: str, heading: str, code: str) -> None:
    assert run("roster", "map", county, name, "--heading", heading, code=1)["refused"]["code"] == code
    assert run("roster", "maps", county)["maps"] == {}


def test_a_call_without_a_match_is_no_call(county: Path, run: Any) -> None:
    assert run("roster", "map", county, "甲", code=1)["refused"]["code"] == "map.none"
    run("roster", "map", county, "甲", "--heading", "户号", code=2)
    assert run("roster", "map", county, "甲", "--forget", code=1)["refused"]["code"] == "sheet.map"


def test_a_shipped_layout_may_be_named(county: Path, run: Any, other_words: Path, tmp_path: Path) -> None:
    rows = rows_of(other_words)
    rows[PERSONS][2][rows[PERSONS][2].index("户号")] = "户编号"
    file = write_book(tmp_path / "x.xlsx", {PERSONS: rows[PERSONS]})
    for name in ("roster", "national", "provincial"):
        answer = run("roster", "import", county, file, "--dry-run", "--map", name)
        assert {one["map"] for one in answer["sheets"]} == {name}
        assert answer["members"] == 10
    assert run("roster", "import", county, file, "--map", "x", code=1)["refused"]["code"] == "sheet.map"


def test_a_map_does_not_travel(county: Path, run: Any, tmp_path: Path) -> None:
    run("roster", "map", county, "邻县", "--heading", "户号=户编号")
    assert run("bundle", "seal", county, "--out", tmp_path / "b.fpb", code=1)["refused"]["code"]
    with_map = run("book", "info", county)["counts"]
    assert all(not count for count in with_map.values())
