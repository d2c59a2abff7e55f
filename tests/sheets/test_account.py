"""Every sheet, row and heading of an import is accounted for: cases from use, and the sums as a law."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.households.model import Household
from fupin_desktop.intake.commands import Taken, take_in
from fupin_desktop.sheets import roster
from fupin_desktop.sheets.account import SheetAccount
from fupin_desktop.sheets.layout import layout
from fupin_desktop.sheets.lines import is_column_numbers, row_ranges
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.sheets.workbook import Cell, Sheet
from fupin_desktop.sheets.writing.report import write_report
from fupin_desktop.store.book.book import Book
from tests.sheets.books import CASES, rows_of, write_book

PERSONS, VILLAGES, HELPERS = "贫困户花名册", "村基本情况", "帮扶责任人"
Account = dict[str, Any]


def case(name: str) -> Path:
    """A file of the shared cases."""
    if not CASES.exists():
        pytest.skip("the shared cases are not beside this checkout")
    return CASES / name


@pytest.fixture
def county(tmp_path: Path, run: Any) -> Path:
    made = tmp_path / "county.book"
    run("book", "new", made, "--role", "township", "--name", "演示县扶贫办", "--division", "441690")
    return made


def by_sheet(answer: dict[str, Any]) -> dict[str, Account]:
    for one in answer["sheets"]:
        assert one["taken"] + one["refused"] + one["outside"] + len(one["left_out"]) == one["rows"], one["sheet"]
    return {one["sheet"]: one for one in answer["sheets"]}


def whys(account: Account) -> dict[int, str]:
    return {one["row"]: one["why"] for one in account["left_out"]}


def test_case_08_no_id_column(county: Path, run: Any, tmp_path: Path) -> None:
    answer = run("roster", "import", county, case("08-no-id-column/input.xlsx"))
    persons = by_sheet(answer)[PERSONS]
    assert (persons["taken"], persons["unknown_headings"], answer["members"]) == (10, [], 10)
    rows = rows_of(case("08-no-id-column/input.xlsx"))
    at = rows[PERSONS][2].index("身份证号码（18位）")
    for row in rows[PERSONS][2:]:
        del row[at]
    without = run("roster", "import", county, write_book(tmp_path / "without.xlsx", rows), "--dry-run")
    assert by_sheet(without)[PERSONS]["taken"] == 10
    assert "person.no_number" not in {one["code"] for one in without["warnings"]}


@pytest.mark.parametrize("column", layout()[0].columns, ids=lambda column: column.heading)
def test_no_column_that_may_be_absent_is_needed(data: Path, column: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    sheets = _faulty(data)
    title, table = sheets[0].rows[:2], sheets[0].rows[2:]
    kept = [at for at, cell in enumerate(table[0]) if layout()[0].column(cell) != column]
    persons = Sheet(PERSONS, [*title, *([row[at] for at in kept] for row in table)])
    monkeypatch.setattr(roster, "read_workbook", lambda *_: [persons, *sheets[1:]])
    reading = read_roster(Path("faulty.xlsx"), division="441690")
    # A village is told by the codes of its households where nobody wrote its name
    told_otherwise = column.place == ("village", "name")
    assert (PERSONS in reading.sheets_seen) is (told_otherwise or not column.required)
    assert all(sum(_counts(one)) == one.rows for one in reading.accounts(Taken()))


def _counts(one: SheetAccount) -> tuple[int, ...]:
    return one.taken, one.refused, one.outside, len(one.left_out)


def _faulty(data: Path, read: list[Sheet] = []) -> list[Sheet]:  # noqa: B006  # read once for all columns
    if not read:
        read.extend(read_workbook(data / "demo-county-roster-with-faults.xlsx"))
    return read


def test_case_10_main_sheet_skipped(county: Path, run: Any) -> None:
    answer = run("roster", "import", county, case("10-main-sheet-skipped/input.xlsx"))
    persons = by_sheet(answer)[PERSONS]
    assert (persons["read_as"], persons["why_not"], persons["like"]) == ("", "missing", PERSONS)
    assert (persons["heading_row"], persons["missing_headings"]) == (3, ["户编号"])
    assert persons["nearest_headings"] == {"户号": "户编号"}
    assert answer["unknown_headings"] == ["户号"]
    assert {one["code"] for one in answer["refused_rows"]} == {"household.unread"}
    assert all(PERSONS in one["message"] for one in answer["refused_rows"])


def test_a_household_that_stands_nowhere_is_said_to_stand_nowhere(county: Path, run: Any, tmp_path: Path) -> None:
    rows = rows_of(case("10-main-sheet-skipped/input.xlsx"))
    rows[HELPERS][3][5] = "44169010120020160099"
    answer = run("roster", "import", county, write_book(tmp_path / "x.xlsx", rows))
    assert [one["code"] for one in answer["refused_rows"]] == ["household.absent", *["household.unread"] * 2]


def test_case_12_county_from_first_line(county: Path, run: Any) -> None:
    answer = run("roster", "import", county, case("12-county-from-first-line/input.xlsx"))
    persons = by_sheet(answer)[PERSONS]
    assert (answer["outside"], persons["outside"], whys(persons)[4]) == (0, 0, "numbers")
    (village,) = run("record", "list", county, "village")["records"]
    assert village["county"] == "演示县"


def test_case_12_county_from_first_line_of_two_counties(county: Path, run: Any) -> None:
    answer = run("roster", "import", county, case("12-county-from-first-line/two-counties.xlsx"))
    accounts = by_sheet(answer)
    assert (accounts[PERSONS]["outside"], accounts[PERSONS]["taken"], accounts[VILLAGES]["outside"]) == (1, 10, 1)
    (village,) = run("record", "list", county, "village")["records"]
    assert village["county"] == "演示县"


def test_a_village_of_two_counties_takes_neither(county: Path, run: Any, tmp_path: Path) -> None:
    rows = rows_of(case("40-filtered-rows/input.xlsx"))
    rows[PERSONS][4][2] = "邻县"
    answer = run("roster", "import", county, write_book(tmp_path / "x.xlsx", rows))
    assert [one["code"] for one in answer["warnings"]] == ["village.counties"]
    (village,) = run("record", "list", county, "village")["records"]
    assert not village.get("county")


@pytest.mark.parametrize("file", ["builtin31", "builtin57", "d1904", "units"])
def test_case_33_zh_cn_date_formats_1904(county: Path, run: Any, file: str) -> None:
    answer = run("roster", "import", county, case(f"33-zh-cn-date-formats-1904/{file}.xlsx"))
    assert (answer["households"], answer["members"], answer["refused_rows"]) == (3, 10, [])
    assert by_sheet(answer)[PERSONS]["taken"] == 10


def test_case_40_filtered_rows(county: Path, run: Any) -> None:
    answer = run("roster", "import", county, case("40-filtered-rows/input.xlsx"))
    assert [(one["row"], one["code"]) for one in answer["warnings"]] == [(5, "row.hidden"), (6, "row.hidden")]
    persons = by_sheet(answer)[PERSONS]
    assert (persons["taken"], persons["hidden_rows"]) == (10, [5, 6])


def test_a_hidden_sheet_is_named_and_not_read(
    county: Path, run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = read_workbook(case("40-filtered-rows/input.xlsx"))
    persons = Sheet(PERSONS, shown[0].rows, hidden_sheet=True)
    helpers = Sheet(HELPERS, shown[3].rows, hidden_columns=frozenset({4}))
    monkeypatch.setattr(roster, "read_workbook", lambda *_: [persons, shown[1], helpers])
    answer = run("roster", "import", county, "any.xlsx", "--dry-run")
    accounts = by_sheet(answer)
    assert (accounts[PERSONS]["hidden"], accounts[PERSONS]["why_not"]) == (True, "hidden")
    assert set(whys(accounts[PERSONS]).values()) == {"hidden"}
    assert accounts[HELPERS]["hidden_columns"] == ["联系电话"]
    assert {one["code"] for one in answer["refused_rows"]} == {"household.unread"}


def test_a_workbook_without_any_roster_says_so_of_each_sheet(county: Path, run: Any, tmp_path: Path) -> None:
    rows = rows_of(case("10-main-sheet-skipped/input.xlsx"))
    file = write_book(tmp_path / "x.xlsx", {PERSONS: rows[PERSONS], "别的": [["一", "二"], ["三", "四"]], "空": []})
    refused = run("roster", "import", county, file, code=1)["refused"]
    assert refused["code"] == "sheet.headings"
    assert [one["why_not"] for one in refused["where"]["sheets"]] == ["missing", "headings", "blank"]
    assert "户编号" in refused["message"]
    assert "户号" in refused["message"]


def test_the_report_accounts_for_every_sheet(tmp_path: Path) -> None:
    reading = read_roster(case("10-main-sheet-skipped/input.xlsx"), division="441690")
    write_report(tmp_path / "r.xlsx", reading, Taken())
    *_same, account = read_workbook(tmp_path / "r.xlsx")
    assert [row[0] for row in account.rows[1:]] == [sheet.name for sheet in reading.sheets]
    assert "户编号" in str(account.rows[1][7])
    write_report(tmp_path / "again.xlsx", read_roster(tmp_path / "r.xlsx", division="441690"), Taken())
    assert len(read_workbook(tmp_path / "again.xlsx")) == len(reading.sheets) + 2


def test_what_was_put_away_is_left_out_and_nothing_else_is_said(book: Book) -> None:
    path = case("40-filtered-rows/input.xlsx")
    reading = read_roster(path, division="441690")
    with book.write("roster.import") as ledger:
        take_in(ledger, reading.drafts)
    with book.write("household.put_away") as ledger:
        household = ledger.by_key(Household, "44169010120020160001")
        assert household is not None
        ledger.put_away(household, "重复登记")
    with book.write("roster.import", rehearse=True) as ledger:
        taken = take_in(ledger, reading.drafts)
    persons = next(one for one in reading.accounts(taken) if one.sheet == PERSONS)
    assert {why for _row, why in persons.left_out} == {"title", "heading", "away"}
    assert persons.taken + len(persons.left_out) == persons.rows
    assert all("as it stands" not in one.message for one in taken.findings)


def test_rows_are_told_as_ranges() -> None:
    assert row_ranges([1, 2, 3, 7, 9, 10]) == "1-3, 7, 9-10"
    assert row_ranges([]) == ""


@pytest.mark.parametrize(
    ("cells", "are"),
    [
        ([1.0, 2.0, 3.0], True),
        (["1", "2", "3", None, "4"], True),
        (["（1）", "（2）", "（3）=（1）+（2）"], True),
        (["甲", "乙", "1", "2"], True),
        (["A", "B", "C"], True),
        (["栏次", "1", "2", "3"], True),
        ([None, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0], True),
        (["①", "②", "③"], True),
        (["1", "2"], False),
        (["1", "3", "5"], False),
        (["1", "2", "张三"], False),
        ([7.0, 8.0, 9.0], False),
        ([1.0, 1.0, 2.0], False),
    ],
)
def test_column_numbers_are_known(cells: Sequence[Cell], are: bool) -> None:
    assert is_column_numbers(cells) is are


_PIECES: dict[str, list[Cell]] = {
    "title": ["某某县名册"],
    "blank": [None, " "],
    "numbers": [str(number) for number in range(1, 9)],
    "total": ["合计", None, None, 2.0],
    "note": ["填表人：某", None, "审核人：某"],
    "odd": ["说了一句话"],
    "half": ["叶", "单位", None, None, "44169010120020160001"],
}


@given(drawn=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_sums_add_up_to_the_rows(drawn: st.DataObject, monkeypatch: pytest.MonkeyPatch) -> None:
    heading: list[Cell] = ["姓名", "单位", "职务", "联系电话", "帮扶户编号", "帮扶开始时间", "不认识"]
    codes = st.sampled_from(["44169010120020160001", "44169210120020160001", "", "乱"])
    line = st.builds(
        lambda code, day: ["叶", "单", "职", "1", code, day, "x"], codes, st.sampled_from(["2016-05-01", ""])
    )
    piece = st.one_of(st.sampled_from(list(_PIECES)).map(lambda name: list(_PIECES[name])), line)
    above, below = drawn.draw(st.lists(piece, max_size=4)), drawn.draw(st.lists(piece, max_size=12))
    sheet = Sheet(HELPERS, [*above, heading, *below], frozenset(drawn.draw(st.sets(st.integers(0, 12)))))
    monkeypatch.setattr(
        roster, "read_workbook", lambda *_: [sheet, Sheet("空", []), Sheet("散", [[None], ["x"], [None]])]
    )
    reading = read_roster(Path("any.xlsx"), division="441690")
    accounts = reading.accounts(Taken())
    for one in accounts:
        assert sum(_counts(one)) == one.rows
        assert len({row for row, _why in one.left_out}) == len(one.left_out)
    assert accounts[0].rows == max(
        (at + 1 for at, row in enumerate(sheet.rows) if any(cell is not None and str(cell).strip() for cell in row))
    )
