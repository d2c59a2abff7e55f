"""Rosters as counties and villages send them: units, years and days above, heads of households, odd columns."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.intake.draft import Line
from fupin_desktop.sheets.layout import every_layout
from fupin_desktop.sheets.reading import read_lines
from fupin_desktop.sheets.roster import NoRoster, RosterReading, read_roster
from fupin_desktop.sheets.tables import Table, find_table
from fupin_desktop.sheets.workbook import Broken, Cell, Sheet
from tests.sheets.books import write_book

NEEDED: list[Cell] = ["行政村", "户编号", "人口编号", "姓名", "与户主关系"]
CODE = "44169010120020160001"
HEAD: list[Cell] = ["演示一甲村", CODE, f"{CODE}01", "朱国安", "户主"]
SON: list[Cell] = ["演示一甲村", CODE, f"{CODE}02", "朱小安", "之子"]
TITLE: list[Cell] = ["2016年度花名册"]


def table_of(*rows: Sequence[Cell], name: str = "表", odd: Any = None) -> Table:
    table = find_table(Sheet(name, [list(row) for row in rows], odd=odd or {}), every_layout())
    assert table is not None
    return table


def read(tmp_path: Path, *rows: Sequence[Cell]) -> RosterReading:
    return read_roster(write_book(tmp_path / "x.xlsx", {"表": rows}), division="441690")


def codes(reading: RosterReading) -> set[str]:
    return {one.code for one in reading.findings}


@pytest.mark.parametrize(
    "above",
    [
        ["金额单位：人民币万元"],
        ["单位：户、人、万元", "填报日期：2016年12月31日"],
        ["单位：万元　　填报日期：2016年12月31日"],
        ["单位：", "万元"],
        ["演示县收入花名册（万元）"],
        ["单位:人民币/千元"],
    ],
)
def test_a_unit_said_anywhere_above_is_never_yuan(above: list[Cell]) -> None:
    table = table_of(TITLE, above, [*NEEDED, "工资性收入"], [*HEAD, 1.5])
    assert 5 in table.headings.unknown


@pytest.mark.parametrize(
    "above", [["单位：元"], ["填报单位：演示县扶贫办（盖章）"], ["单位：人、元"], ["填报单位：万安镇"]]
)
def test_yuan_and_offices_are_no_other_unit(above: list[Cell]) -> None:
    assert 5 in table_of(TITLE, above, [*NEEDED, "工资性收入"], [*HEAD, 1.5]).columns


def test_the_name_of_the_sheet_may_give_the_unit() -> None:
    assert 5 in table_of(TITLE, [*NEEDED, "工资性收入"], [*HEAD, 1.5], name="收入（万元）").headings.unknown


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("村（社区）", "name"), ("行政村（居）名称", "name"), ("所在行政村", "name"), ("家庭成员", "name"),
        ("所属乡镇", "town"), ("自然村/组", "natural_village"), ("电话", "phone"), ("联系电话（手机）", "phone"),
        ("是否低保户（是/否）", "dibao"), ("性别(1男2女)", "sex"), ("家庭总人口", "persons"),
        ("公民身份证号码", "id_no"),
    ],
)  # fmt: skip
def test_words_that_villages_use(heading: str, field: str) -> None:
    layout = every_layout()[0]
    found = layout.column(heading)
    assert found is not None
    assert found.place[1] == field


def test_a_legend_with_other_numbers_is_not_the_books_own() -> None:
    assert every_layout()[0].column("性别(1女2男)") is None


def test_a_year_may_be_text_and_a_wrong_one_refuses_its_line_alone(tmp_path: Path) -> None:
    other = [cell.replace("0001", "0002", 1) if isinstance(cell, str) else cell for cell in HEAD]
    rows = [[*NEEDED, "年度"], [*HEAD, "2017年"], [*SON, "去年"], [*other, None]]
    reading = read(tmp_path, *rows)
    refused = {(one.row, one.code) for one in reading.findings if one.severity == "refuse"}
    assert refused == {(3, "cell.number"), (4, "cell.required")}
    assert len([draft for draft in reading.drafts if draft.cls.__name__ == "Member"]) == 1


def test_a_list_of_persons_without_facts_of_a_year_needs_none(tmp_path: Path) -> None:
    assert read(tmp_path, ["花名册"], NEEDED, HEAD, SON).findings == []


def test_a_day_that_may_be_two_is_not_used_and_said() -> None:
    rows = [["2016年度花名册"], ["填报日期", date(2016, 12, 31)], NEEDED, HEAD]
    table = table_of(*rows, odd={(1, 1): "cell.midnight"})
    assert table.day is None
    assert [one.code for one in read_lines(table)[1]] == ["day.unsure"]
    assert table_of(*rows).day == date(2016, 12, 31)


def test_errors_in_a_column_that_is_left_out_are_said() -> None:
    table = table_of(TITLE, [*NEEDED, "备用列"], [*HEAD, Broken()], [*SON, Broken("cell.uncomputed")])
    found = read_lines(table)[1]
    assert [(one.code, one.column, one.row) for one in found] == [("column.errors", "备用列", 3)]
    assert "3-4" in found[0].message


def test_a_column_without_a_heading_is_named(tmp_path: Path, run: Any) -> None:
    run("book", "new", tmp_path / "b", "--role", "county", "--name", "演示县", "--division", "441690")
    file = write_book(tmp_path / "x.xlsx", {"表": [TITLE, [*NEEDED, None], [*HEAD, "话"]]})
    sheets = run("roster", "import", tmp_path / "b", file, "--dry-run")["sheets"]
    assert sheets[0]["columns_without_heading"] == ["F"]


def village_list(person: str) -> list[Line]:
    return read_lines(table_of(TITLE, NEEDED, HEAD, [None, None, person, "朱小安", "之子"]))[0]


def test_a_code_written_at_the_head_only_holds_for_its_persons() -> None:
    assert village_list(f"{CODE}02")[1].text("household", "household_code") == CODE


def test_a_person_of_another_household_takes_no_code_from_above() -> None:
    line = village_list("4416901012002016000902")[1]
    assert ("household", "household_code") in line.failed


NUMBER = "441690198103110373"


@pytest.mark.parametrize("month", ["1981.3", "1981年3月", "1981-03", "198103", 1981.03, 1981.3])
def test_a_birthday_of_year_and_month_is_that_of_the_number(month: Cell) -> None:
    heads = [*NEEDED, "证件号码", "出生日期"]
    lines, found = read_lines(table_of(TITLE, heads, [*HEAD, NUMBER, month]))
    assert lines[0].get("member", "birth_date") == date(1981, 3, 11)
    assert [one.code for one in found] == ["day.from_number"]


def test_another_month_than_that_of_the_number_is_refused() -> None:
    heads = [*NEEDED, "证件号码", "出生日期"]
    _lines, found = read_lines(table_of(TITLE, heads, [*HEAD, NUMBER, "1981年4月"]))
    assert [one.code for one in found] == ["day.month"]


def test_a_number_with_asterisks_is_masked(tmp_path: Path) -> None:
    reading = read(tmp_path, TITLE, [*NEEDED, "证件号码"], [*HEAD, "441690********0373"])
    assert codes(reading) == {"cell.masked"}


def test_a_list_of_households_is_told_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(NoRoster) as refused:
        read(tmp_path, TITLE, ["行政村", "户编号", "户主姓名", "家庭人口数"], ["演示一甲村", CODE, "朱国安", 1.0])
    assert refused.value.where["sheets"][0]["why_not"] == "households"


def test_notes_go_on_below_a_note() -> None:
    table = table_of(TITLE, NEEDED, HEAD, ["注：1.一式两份"], ["2.收入按年填写"], SON)
    assert (table.left_out[3], table.left_out[4], table.lines) == ("note", "note", (2, 5))


def test_ticks_are_yes_and_no() -> None:
    rows = [[*HEAD, "√"], [*SON, "×"]]
    lines, found = read_lines(table_of(TITLE, [*NEEDED, "是否享受低保"], *rows))
    assert ([line.get("member_year", "dibao") for line in lines], found) == ([True, False], [])


def test_text_written_as_a_formula_keeps_its_digits(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    rows = [TITLE, NEEDED, [f'="{cell}"' for cell in HEAD]]
    path.write_text("\n".join(",".join(map(str, row)) for row in rows), "gb18030")
    reading = read_roster(path, division="441690")
    assert (reading.findings, reading.rows_read) == ([], 1)


def test_cards_that_a_laptop_may_not_keep_stay_out_and_the_rest_comes_in(tmp_path: Path, run: Any) -> None:
    run("book", "new", tmp_path / "b", "--role", "village", "--name", "演示一甲村", "--division", "441690101200")
    file = write_book(tmp_path / "x.xlsx", {"表": [TITLE, [*NEEDED, "银行卡号"], [*HEAD, "6200000650660000003"]]})
    answer = run("roster", "import", tmp_path / "b", file)
    assert (answer["households"], answer["members"]) == (1, 1)
    assert "card.not_kept" in {one["code"] for one in answer["warnings"]}
