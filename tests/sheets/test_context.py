"""Two-row headings, years and days of a sheet, layouts of other systems: from real workbooks into a real book."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.sheets.context import year_of_sheet
from fupin_desktop.sheets.headings import plain
from fupin_desktop.sheets.layout import every_layout, layout
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.sheets.tables import find_table
from fupin_desktop.sheets.workbook import Cell, Sheet
from tests.sheets.books import rows_of, write_book

PERSONS = "贫困户花名册"
NEEDED = ["行政村", "户编号", "人口编号", "姓名", "与户主关系"]
LINE: list[Cell] = ["演示一甲村", "44169010120020160001", "4416901012002016000101", "朱国安", "户主"]


@pytest.fixture
def county(tmp_path: Path, run: Any) -> Path:
    made = tmp_path / "county.book"
    run("book", "new", made, "--role", "county", "--name", "演示县", "--division", "441690")
    return made


@pytest.fixture
def rows(data: Path) -> dict[str, list[list[Cell]]]:
    return rows_of(data / "demo-scattered-village.xlsx")


def set_in(rows: list[list[Cell]], heading: str, value: Cell) -> None:
    at = rows[2].index(heading)
    for row in rows[3:]:
        row[at] = value


def test_two_sheets_of_two_years_are_two_years(
    county: Path, run: Any, rows: dict[str, list[list[Cell]]], tmp_path: Path
) -> None:
    first, second = rows[PERSONS], [list(row) for row in rows[PERSONS]]
    title = next(at for at, cell in enumerate(first[1]) if "日期" in str(cell))
    second[0][0] = "演示县2017年度贫困户花名册"
    second[1][title] = "填报日期：2018年1月15日"
    set_in(second, "生产经营性收入", 12345.0)
    set_in(second, "家庭人口数", None)
    file = write_book(tmp_path / "two.xlsx", {"甲": second, "乙": first})
    answer = run("roster", "import", county, file)
    assert answer["refused_rows"] == []
    found = run("record", "list", county, "income_year")["records"]
    years = {one["year"] for one in found}
    assert years == {2016, 2017}
    assert [one["business"] for one in found if one["year"] == 2017] == [1_234_500] * 7
    assert len(run("record", "list", county, "household")["records"]) == 7
    again = run("roster", "import", county, file)
    assert (again["new"], again["changed"]) == (0, 0)


def test_the_year_may_stand_in_a_column(
    county: Path, run: Any, rows: dict[str, list[list[Cell]]], tmp_path: Path
) -> None:
    table = rows[PERSONS]
    for row, value in zip(table[2:], ["年度", *[2017.0] * (len(table) - 3)], strict=True):
        row.append(value)
    run("roster", "import", county, write_book(tmp_path / "year.xlsx", {PERSONS: table}))
    assert {one["year"] for one in run("record", "list", county, "member_year")["records"]} == {2017}


def test_a_sheet_without_a_year_takes_none_from_its_neighbour(
    county: Path, run: Any, rows: dict[str, list[list[Cell]]], tmp_path: Path
) -> None:
    without = [list(row) for row in rows[PERSONS]]
    without[0], without[1] = ["名册"], []
    file = write_book(tmp_path / "x.xlsx", {"甲": rows[PERSONS], "乙": without})
    answer = run("roster", "import", county, file)
    told = {one["sheet"]: (one["read_as"] != "", one["why_not"]) for one in answer["sheets"]}
    assert told == {"甲": (True, ""), "乙": (False, "year")}
    alone = write_book(tmp_path / "y.xlsx", {"乙": without})
    refused = run("roster", "import", county, alone, code=1)["refused"]
    assert (refused["code"], refused["where"]["sheet"]) == ("sheet.day", "乙")


def test_the_household_codes_tell_the_village_where_no_column_does(
    county: Path, run: Any, rows: dict[str, list[list[Cell]]], tmp_path: Path
) -> None:
    at = rows[PERSONS][2].index("行政村")
    without = [row[:at] + row[at + 1 :] for row in rows[PERSONS]]
    answer = run("roster", "import", county, write_book(tmp_path / "x.xlsx", {"名册": without}))
    assert answer["households"] == 7
    homes = run("record", "list", county, "household")["records"]
    assert {one["village_code"] for one in homes} == {one["household_code"][:12] for one in homes}


@pytest.mark.parametrize(
    ("name", "title", "year"),
    [
        ("花名册", "2017年度花名册　填报日期：2018年1月15日", 2017),
        ("花名册", "２０１６年贫困户花名册", 2016),
        ("2018", "名册", 2018),
        ("2018年", "截至2019年1月3日", 2018),
        ("花名册", "截至2018年3月", 2018),
        ("花名册", "2016年、2017年对比", None),
        ("花名册", "名册", None),
    ],
)
def test_the_year_of_a_sheet(name: str, title: str, year: int | None) -> None:
    table = find_table(Sheet(name, [[title], list(NEEDED), LINE]), layout())
    assert table is not None
    assert table.year == year
    assert year_of_sheet(Sheet("", []), [], None) is None


def test_a_title_of_two_short_cells_is_no_heading() -> None:
    table = find_table(Sheet("表", [["演示县扶贫办", "2017年"], list(NEEDED), LINE]), layout())
    assert table is not None
    assert (table.left_out, table.year) == ({0: "title", 1: "heading"}, 2017)


def headings_of(rows: Sequence[Sequence[Cell]]) -> dict[str, str]:
    table = find_table(Sheet("表", [list(row) for row in rows]), every_layout())
    assert table is not None
    return {plain(column.heading): column.place[1] for column in table.columns.values()}


def test_groups_stand_above_headings() -> None:
    found = headings_of(
        [
            ["名册"],
            ["基本情况", None, None, None, None, "收入情况（元）", None, None, "帮扶责任人", None],
            [None, None, None, None, None, "工资性收入", "转移性收入", None, None, None],
            [*NEEDED, None, "计划生育金", "低保金", "姓名", "联系电话"],
            ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
            [*LINE, 1.0, 2.0, 3.0, "叶", "1"],
        ]
    )
    assert found == {
        "行政村": "name", "户编号": "household_code", "人口编号": "person_code", "姓名": "name",
        "与户主关系": "relation", "工资性收入": "wage", "计划生育金": "family_planning", "低保金": "dibao_money",
    }  # fmt: skip


def test_the_name_under_another_group_is_nobodys_of_the_household() -> None:
    rows: list[list[Cell]] = [
        ["帮扶责任人", None, "贫困户", None, None, None, None],
        ["姓名", "联系电话", *NEEDED],
        ["叶阿芳", "1", *LINE],
    ]
    table = find_table(Sheet("表", rows), every_layout())
    assert table is not None
    assert 0 not in table.columns
    assert table.columns[5].place == ("member", "name")
    assert table.unknown == ("帮扶责任人 / 姓名", "帮扶责任人 / 联系电话")


def test_merged_groups_of_a_real_workbook(rows: dict[str, list[list[Cell]]], tmp_path: Path) -> None:
    table = rows[PERSONS]
    first, last = table[2].index("工资性收入"), table[2].index("生产经营性支出")
    above: list[Cell] = [cell if not first <= at <= last else None for at, cell in enumerate(table[2])]
    above[first] = "收入情况"
    below: list[Cell] = [cell if first <= at <= last else None for at, cell in enumerate(table[2])]
    merged = [(2, at, 3, at) for at in range(len(above)) if not first <= at <= last]
    file = write_book(
        tmp_path / "merged.xlsx",
        {PERSONS: [*table[:2], above, below, *table[3:]]},
        merged=[*merged, (2, first, 2, last)],
    )
    reading, plainly = read_roster(file, division="441690"), len(table[2]) - 2  # 省 and 市 carry nothing of our own
    assert len(reading.tables[0].columns) == plainly
    assert reading.findings == []


def test_of_two_columns_that_mean_the_same_one_stands_and_one_is_named() -> None:
    table = find_table(Sheet("表", [["户码", *NEEDED], ["x", *LINE]]), layout())
    assert table is not None
    assert (table.headings.twice, table.columns[2].place) == ({0: "户码"}, ("household", "household_code"))


NATIONAL = (
    "省，市，县，乡，村，户编号，人口编号，姓名，性别，"
    "出生日期，证件类型，证件号码，民族，户联系电话，成员联系电话，年度，与户主关系，文化程度，"
    "在校生状况，劳动技能，务工时间(月)，健康状况，政治面貌，务工企业名称，是否享受低保，失学或辍学原因，会讲普通话，"
    "商业补充医疗，国外务工，产业分类，大病救助，其他健康扶贫，公益岗位类型，公益岗位月数，就业渠道，残疾类别，"
    "务工所在地，户主姓名，户主证件号码，城镇职工医保，特困供养，残疾证办证年度，识别标准"
)
PROVINCIAL = (
    "村，户码，人口编号，A1 姓名，A2 性别，A4 与户主关系，A5 民族，"
    "A7 文化程度，A8 在校生情况，A10 劳动能力，A14 大病医疗保险，A17识别标准，A39工资性收入，A42a计划生育金，"
    "A50转移性支出，A51未偿还借贷款，A56危房，培训需求"
)


def test_the_national_export_is_known_by_its_own_words() -> None:
    table = find_table(Sheet("成员", [[*NATIONAL.split("，")], []]), every_layout())
    assert table is not None
    assert (table.layout.map, table.unknown, table.headings.twice) == ("national", (), {})
    assert table.columns[13].place == ("household", "phone")
    assert 14 not in table.columns


def test_the_national_export_may_come_as_codes() -> None:
    codes: list[Cell] = ["村", "AAC001", "AAB001", "AAB002", "AAB006", "AAB004", "aab007", "AAR040"]
    table = find_table(Sheet("成员", [codes, []]), every_layout())
    assert table is not None
    assert {column.place[1] for column in table.columns.values()} >= {"household_code", "id_no", "ethnic", "year"}
    assert find_table(Sheet("社保", [["村", "AAC001", "AAC002", "AAC003"], []]), every_layout()) is None


def test_the_provincial_platform_is_known_by_its_items() -> None:
    table = find_table(Sheet("户", [[*PROVINCIAL.split("，")], []]), every_layout())
    assert table is not None
    assert table.layout.map == "provincial"
    places = {column.place[1] for column in table.columns.values()}
    assert places >= {"transfer_paid", "outstanding_debt", "labour_capacity", "serious_illness_insured", "wage"}
    assert "training_need" in places


def test_another_order_of_columns_changes_nothing(rows: dict[str, list[list[Cell]]], tmp_path: Path) -> None:
    turned = [*rows[PERSONS][:2], *(list(reversed(row)) for row in rows[PERSONS][2:])]
    reading = read_roster(write_book(tmp_path / "turned.xlsx", {PERSONS: turned}), division="441690")
    straight = read_roster(write_book(tmp_path / "straight.xlsx", {PERSONS: rows[PERSONS]}), division="441690")
    assert [draft.values for draft in reading.drafts] == [draft.values for draft in straight.drafts]


@pytest.mark.parametrize(
    ("above", "group", "own", "read"),
    [
        ("名册　单位：万元", None, "工资性收入", False),
        ("名册（单位：万元）", None, "工资性收入", False),
        ("单位：亩、万元", None, "工资性收入（元）", True),
        ("名册　单位：万元", None, "工资性收入（元）", True),
        ("名册　单位：元", None, "工资性收入", True),
        ("名册", "收入（万元）", "工资性收入", False),
        ("名册", "收入（元）", "工资性收入", True),
        ("填报单位：演示县", "收入", "工资性收入", True),
    ],
)
def test_amounts_in_another_unit_are_never_read_as_yuan(above: str, group: str | None, own: str, read: bool) -> None:
    rows: list[list[Cell]] = [[above], [None] * 5 + [group], [*NEEDED, own], [*LINE, 1.5]]
    table = find_table(Sheet("表", rows), layout())
    assert table is not None
    assert (5 in table.columns) is read
    assert (5 in table.headings.unknown) is not read
