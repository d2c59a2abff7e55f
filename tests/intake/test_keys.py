"""Keys in a roster and at the desk: no phantom household, nobody moved in silence, no number held twice unsaid."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from fupin_desktop.households.model import Household, Member
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.search import search

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases"
CASE_06, CASE_14, CASE_30 = "06-household-code-lost-digit", "14-padded-names-not-found", "30-phonetic-guide"
ONE, TWO, THREE = (f"4416901012002016000{n}" for n in (1, 2, 3))
PERSONS = "贫困户花名册"
Rows = list[list[object]]


@pytest.fixture
def case(request: pytest.FixtureRequest) -> Callable[[str, str], Path]:
    def file(folder: str, name: str) -> Path:
        path = CASES / folder / name
        if not path.exists():
            pytest.skip("the shared cases are not beside this checkout")
        return path

    return file


@pytest.fixture
def county(run: Any, tmp_path: Path) -> Path:
    path = tmp_path / "county.book"
    run("book", "new", path, "--role", "township", "--name", "演示县扶贫办", "--division", "441690")
    return path


def homes(path: Path) -> dict[str, list[str]]:
    with Book.open(path, "wu ge pin yin ci") as book, book.read() as reader:
        found = {one.household_code or "": list[str]() for one in reader.find(Household)}
        codes = {one.id: one.household_code or "" for one in reader.find(Household)}
        for member in reader.find(Member):
            found[codes[member.household]].append(member.name or "")
        return found


def changed(path: Path, target: Path, change: Callable[[Rows, Mapping[str, int]], None]) -> Path:
    with xlsxwriter.Workbook(target) as book:
        for sheet in read_workbook(path):
            rows = [list(row) for row in sheet.rows]
            if sheet.name == PERSONS:
                at = next(n for n, row in enumerate(rows) if "户编号" in row)
                change(rows[at + 1 :], {str(cell): n for n, cell in enumerate(rows[at])})
            page = book.add_worksheet(sheet.name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, column, cell) if isinstance(cell, float) else page.write_string(
                            number, column, str(cell)
                        )
    return target


@pytest.mark.parametrize(
    ("name", "code"),
    [("input", "code.short"), ("suffix", "code.sign"), ("point-zero", "code.decimal"), ("inner-blank", "")],
)
def test_case_06_household_code_lost_digit(run: Any, county: Path, case: Any, name: str, code: str) -> None:
    run("roster", "import", county, case(CASE_06, "base.xlsx"))
    before = homes(county)
    told = run("roster", "import", county, case(CASE_06, f"{name}.xlsx"))
    at_code = [one for one in told["refused_rows"] if one["column"] == "户编号"]
    if code:
        assert {one["code"] for one in at_code} == {code}
        assert {one["row"] for one in at_code} == {7, 8}
        assert all("20" in one["message"] for one in at_code)
    else:
        assert told["refused_rows"] == []
        assert {one["code"] for one in told["warnings"]} == {"cell.cleaned"}
    assert (told["new"], told["changed"], told["outside"]) == (0, 0, 0)
    assert homes(county) == before
    assert set(before) == {ONE, TWO, THREE}


def test_case_14_padded_names_not_found(run: Any, county: Path, case: Any) -> None:
    run("roster", "import", county, case(CASE_14, "input.xlsx"))
    with Book.open(county, "wu ge pin yin ci") as book, book.read() as reader:
        for typed in ("张三", "张 三", "张　三", "张\u00a0三", "zs"):
            assert any(one.name == "张　三" for one in search(reader, typed)), typed
        assert [one.name for one in search(reader, "张五")] == ["张\u00a0五"]
    for typed in ("张三", "张　三", " 张 三"):
        (found,) = run("record", "list", county, "member", "--where", f"name={typed}")["records"]
        assert found["name"] == "张　三", "as it was typed"
    again = run("roster", "import", county, case(CASE_14, "input.xlsx"))
    assert (again["new"], again["changed"]) == (0, 0)


def test_case_30_phonetic_guide(run: Any, county: Path, case: Any) -> None:
    run("roster", "import", county, case(CASE_30, "input.xlsx"))
    assert homes(county)[ONE] == ["朱国安", "佘桂珍", "朱宇豪"]


def test_a_name_that_differs_only_by_blanks_is_no_difference(run: Any, county: Path, case: Any, tmp_path: Path) -> None:
    def pad(rows: Rows, at: Mapping[str, int]) -> None:
        for row in rows[:10]:
            name = str(row[at["姓名"]])
            row[at["姓名"]] = f"{name[0]}　{name[1:]}"

    base = case(CASE_06, "base.xlsx")
    run("roster", "import", county, base)
    told = run("roster", "import", county, changed(base, tmp_path / "padded.xlsx", pad))
    assert (told["new"], told["changed"], told["refused_rows"]) == (0, 0, [])


def test_a_person_who_would_move_is_told_with_both_households(
    run: Any, county: Path, case: Any, tmp_path: Path
) -> None:
    def move(rows: Rows, at: Mapping[str, int]) -> None:
        (row,) = (row for row in rows if len(row) > at["姓名"] and row[at["姓名"]] == "朱宇豪")
        like = next(row for row in rows if row[at["户编号"]] == TWO)
        for heading, n in at.items():
            if heading not in ("姓名", "性别", "出生日期", "人口编号", "证件类型", "证件号码", "与户主关系"):
                row[n] = like[n]
        for one in rows:
            if len(one) > at["户编号"] and one[at["户编号"]] in (ONE, TWO) and "家庭人口数" in at:
                one[at["家庭人口数"]] = sum(
                    len(other) > at["户编号"] and other[at["户编号"]] == one[at["户编号"]] for other in rows
                )

    base = case(CASE_06, "base.xlsx")
    run("roster", "import", county, base)
    file = changed(base, tmp_path / "moved.xlsx", move)
    for words in (("--dry-run",), ()):
        told = run("roster", "import", county, file, *words)
        (moves,) = (one for one in told["warnings"] if one["code"] == "member.moves")
        assert moves["column"] == "户编号"
        assert ONE in moves["message"]
        assert TWO in moves["message"]
    assert homes(county)[TWO] == ["朱宇豪", "罗惠清", "卢伟然"]


def test_a_number_held_by_another_is_told_through_every_door(run: Any, county: Path, case: Any, tmp_path: Path) -> None:
    run("roster", "import", county, case(CASE_06, "base.xlsx"))
    with Book.open(county, "wu ge pin yin ci") as book, book.read() as reader:
        (home,) = reader.find(Household, household_code=ONE)
        number = next(one.id_no for one in reader.find(Member, household=home.id, relation="01"))
    assert number
    spaced = f"{number[:6]} {number[6:14]} {number[14:].lower()}"
    made = run("record", "new", county, "member", f"household={TWO}", "name=张三", "relation=之子", f"id_no={spaced}",
               f"person_code={TWO} 03")  # fmt: skip
    (warning,) = made["warnings"]
    assert ONE in warning
    assert number[-4:] in warning
    assert number not in warning
    assert run("record", "set", county, "member", made["id"], "ethnic=汉族")["warnings"] == [warning]
    told = run("roster", "import", county, case(CASE_06, "base.xlsx"))
    (held,) = (one for one in told["warnings"] if one["code"] == "id.held")
    assert (held["column"], number in str(held)) == ("证件号码", False)
    assert TWO in held["message"]


def test_a_wrong_code_is_refused_on_the_command_line(run: Any, county: Path) -> None:
    wrong = ("household_code=4416901012002016OOO1", "village_code=441690101200", "status=当前贫困户")
    told = run("record", "new", county, "household", *wrong, code=1)
    assert told["refused"]["code"] == "code.letter"
    right = ("household_code=4416 9010 1200 2016 0001", *wrong[1:])
    made = run("record", "new", county, "household", *right)
    assert run("record", "show", county, "household", ONE)["record"]["id"] == made["id"]
    told = run("record", "set", county, "household", made["id"], f"household_code={ONE}0", code=1)
    assert told["refused"]["code"] == "code.long"
    assert run("record", "list", county, "household", "--where", "household_code=12")["records"] == []


def test_what_cannot_be_shown_is_refused_at_its_cell(run: Any, county: Path, case: Any, tmp_path: Path) -> None:
    def spoil(rows: Rows, at: Mapping[str, int]) -> None:
        rows[0][at["姓名"]] = "朱\u202e国安"

    file = changed(case(CASE_06, "base.xlsx"), tmp_path / "spoiled.xlsx", spoil)
    told = run("roster", "import", county, file)
    (cell,) = (one for one in told["refused_rows"] if one["code"] == "cell.unshowable")
    assert cell["column"] == "姓名"
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in cell["message"]


def test_names_and_reasons_are_text_like_any_other(run: Any, county: Path, tmp_path: Path) -> None:
    facts = ("--role", "township", "--name", "甲\u202e镇", "--division", "441690101")
    assert run("book", "new", tmp_path / "b.book", *facts, code=1)["refused"]["code"] == "text.unshowable"
    assert list(tmp_path.glob("b.book*")) == []
    home = (f"household_code={ONE}", "village_code=441690101200", "status=当前贫困户")
    made = run("record", "new", county, "household", *home)
    told = run("record", "put-away", county, "household", made["id"], "--why", "a\udcff", code=1)
    assert told["refused"]["where"] == {"sign": "U+DCFF"}
