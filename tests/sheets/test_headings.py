"""Which column a heading means, however a county writes it, and which it never means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.sheets.headings import unit_differs
from fupin_desktop.sheets.layout import SHIPPED, layout

PERSONS = layout()[0]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("证件号码", "证件号码"),
        ("身份证号码（18位）", "证件号码"),
        ("户 编\n号", "户编号"),
        ("户编码", "户编号"),
        ("Ａ１７　识别标准", "识别标准"),
        ("A42a计划生育金", "计划生育金"),
        ("a.低保金", "低保金"),
        ("12、民族", "民族"),
        ("*姓名", "姓名"),
        ("姓名：", "姓名"),
        ("姓名\nAAB002", "姓名"),
        ("AAB002姓名", "姓名"),
        ("性别（男/女）", "性别"),
        ("工资性收入（元）", "工资性收入"),
        ("工资性收入(单位：元)", "工资性收入"),
        ("耕地面积", "耕地面积（亩）"),
        ("耕地面积【亩】", "耕地面积（亩）"),
        ("住房面积（㎡）", "住房面积（平方米）"),
        ("与村主干路距离(km)", "与村主干路距离（公里）"),
        ("务工时间（个月）", "务工时间（月）"),
        ("家庭耕地面积（亩）", "耕地面积（亩）"),
        ("享受低保", "是否享受低保"),
        ("残疾级别", "残疾等级"),
        ("健康情况", "健康状况"),
    ],
)
def test_a_heading_is_known_however_it_is_written(written: str, meant: str) -> None:
    found = PERSONS.column(written)
    assert found is not None
    assert found.heading == meant


@pytest.mark.parametrize(
    "written",
    [
        "工资性收入（万元）",
        "耕地面积（公顷）",
        "与村主干路距离（米）",
        "姓名（户主）",
        "联系电话（帮扶干部）",
        "成员联系电话",
        "户号",
        "姓名AAB004",
        "序号",
        "校验结果",
        "",
    ],
)
def test_what_means_something_else_is_not_taken_for_a_column(written: str) -> None:
    assert PERSONS.column(written) is None


def test_the_nearest_known_heading_is_named() -> None:
    assert PERSONS.nearest("户号") == "户编号"
    assert PERSONS.nearest("工资性收入（万元）") == "工资性收入"
    assert PERSONS.nearest("xyz") == ""


def test_a_unit_of_another_measure_is_seen() -> None:
    wage = PERSONS.column("工资性收入")
    assert wage is not None
    assert unit_differs("工资性收入（万元）", wage.field) == "万元"
    assert unit_differs("工资性收入（元）", wage.field) == ""


BLANKS = st.sampled_from(["", " ", "\n", "　", "\u200b", "\u00a0", "\ufeff"])


@given(st.data())
def test_blanks_line_breaks_and_widths_change_no_heading(data: st.DataObject) -> None:
    sheets = [one for name in SHIPPED for one in layout(name)]
    sheet = data.draw(st.sampled_from(sheets))
    column = data.draw(st.sampled_from(sheet.columns))
    wide = data.draw(st.booleans())
    letters = (chr(ord(c) + 0xFEE0) if wide and "!" <= c <= "~" else c for c in column.heading)
    written = "".join(letter + data.draw(BLANKS) for letter in letters)
    found = sheet.column(written)
    assert found is not None
    assert found.place == column.place


def test_every_layout_knows_its_own_headings_and_codes() -> None:
    for name in SHIPPED:
        for sheet in layout(name):
            for column in sheet.columns:
                for written in (column.heading, column.heading + sheet.codes[column.place]):
                    found = sheet.column(written)
                    assert found is not None, (name, sheet.name, written)
                    assert found.place == column.place
