"""The rules of identification at the command line and in workbooks; who may write what."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

VILLAGE = "441690101200"
HOMES = [f"{VILLAGE}2017000{serial}" for serial in (1, 2)]


@pytest.fixture
def village(run: Any, tmp_path: Path) -> Path:
    """A village's book with two households."""
    book = tmp_path / "village.book"
    run("book", "new", book, "--role=village", "--name=演示一甲村", f"--division={VILLAGE}")
    run("record", "new", book, "village", f"code={VILLAGE}", "name=演示一甲村", "town=甲镇")
    for code in HOMES:
        run("record", "new", book, "household", f"household_code={code}", f"village_code={VILLAGE}", "persons=2")
    return book


def refused(run: Any, *words: object) -> tuple[str, Any]:
    told = run(*words, code=1)["refused"]
    return told["code"], (told.get("where") or {}).get("field")


def test_a_case_by_the_command_line(run: Any, village: Path) -> None:
    run("case", "open", village, "identification", HOMES[0], "--on=2017-03-01", "--set=way=新申请纳入")
    assert (
        run("record", "list", village, "household", "--where=status=申请户")["records"][0]["household_code"] == HOMES[0]
    )
    step = ("case", "advance", village, "identification", HOMES[0])
    run(*step, "--to=surveyed", "--on=2017-03-05", "--set=surveyor=甲、乙")
    run(*step, "--to=applied", "--on=2017-03-06")
    lists = ("--set=screened_on=2017-03-09", "--set=entries=六进之一、六进之三")
    assert refused(run, *step, "--to=village_verified", "--on=2017-03-11", *lists) == (
        "case.signatures",
        "signed_cadre",
    )
    signed = ("--set=signed_cadre=甲", "--set=signed_secretary=乙", "--set=signed_committee=丙")
    run(*step, "--to=village_verified", "--on=2017-03-11", *lists, *signed, "--set=signed_on=2017-03-10")
    shown = run("case", "show", village, "identification", HOMES[0])
    assert (shown["stage"], shown["case"]["entries"]) == ("village_verified", ["in6_1", "in6_3"])
    assert {one["code"] for one in shown["missing"]} >= {"case.meeting", "case.line"}


def test_what_only_steps_and_the_county_write(run: Any, village: Path) -> None:
    case = run("case", "open", village, "identification", HOMES[0], "--set=way=new")["id"]
    write = ("record", "set", village, "identification_case", case)
    assert refused(run, *write, "stage=county_approved")[0] == "field.managed"
    assert refused(run, *write, "approved_on=2017-01-01")[0] == "field.managed"
    assert refused(run, *write, "override_reason=特殊情况")[0] == "role.may_not"
    told = run(*write, "override_reason=特殊情况", code=1)["refused"]["message"]
    assert told.startswith("County's reason to override a bar: "), "the rest of the form may be written"
    assert refused(run, *write, "signed_on=2099-01-01") == ("signatures.date", "signed_on")
    assert refused(run, *write, "screened_on=2099-01-01") == ("identification.date", "screened_on")
    assert refused(run, *write, "year=2099") == ("identification.year", "year")
    item = ("county_code=441690", "list=bar7", "no=1")
    assert refused(run, "record", "new", village, "screening_item", *item)[0] in ("office.only", "scope.foreign")
    assert refused(run, "case", "open", village, "identification", HOMES[0])[0] in (
        "case.open_already",
        "identification.way",
    )


def test_hits_and_their_answers(run: Any, village: Path) -> None:
    new = ("record", "new", village, "comparison_hit", f"household={HOMES[0]}", "kind=名下有车")
    assert refused(run, *new, "found_on=2099-01-01") == ("hit.date", "found_on")
    assert refused(run, *new, "found_on=2017-03-01", "answered_on=2017-03-02") == ("hit.answer", "answer")
    assert refused(run, *new, "found_on=2017-03-01", "answer=查无此事") == ("hit.reason", "answer_note")
    early = ("answer=属实，符合“七不进”", "answered_on=2017-02-01")
    assert refused(run, *new, "found_on=2017-03-01", *early) == ("hit.answered", "answered_on")
    hit = run(*new, "found_on=2017-03-01")["id"]
    assert run("gaps", village, "identification_hits")["count"] == 1
    run(
        "record", "set", village, "comparison_hit", hit, "answer=查无此事", "answer_note=同名", "answered_on=2017-03-02"
    )
    assert run("gaps", village, "identification_hits")["count"] == 0


def test_hits_come_by_workbook_and_a_wrong_row_is_told(run: Any, village: Path, tmp_path: Path) -> None:
    file = tmp_path / "hits.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        page = book.add_worksheet("Hit of a comparison")
        rows = [
            ["Household", "Doubt", "Compared on", "Compared with"],
            [HOMES[0], "名下有房", "2017-03-01", "县房管局"],
            [HOMES[1], "享有财政供养", "2017-03-01", "县财政局"],
            [HOMES[1], "名下有车", "2099-03-01", "县车管所"],
        ]
        for down, row in enumerate(rows):
            for across, cell in enumerate(row):
                page.write(down, across, cell)
    taken = run("roster", "import", village, file)
    assert (taken["new"], [row["code"] for row in taken["refused_rows"]]) == (2, ["row.refused"]), taken
    assert "future" in str(taken["refused_rows"][0]), taken
    assert run("roster", "import", village, file)["new"] == 0, "the same list twice is one list"


def test_numbers_of_the_lists(run: Any, tmp_path: Path) -> None:
    county = tmp_path / "county.book"
    run("book", "new", county, "--role=county", "--name=演示县", "--division=441690")
    new = ("record", "new", county, "screening_item", "county_code=441690")
    assert refused(run, *new, "list=四看", "no=5") == ("screening.number", "no")
    run(*new, "list=七不进", "no=7", "text=有财政供养人员")
    assert refused(run, *new, "list=七不进", "no=7")[0] == "record.exists"
