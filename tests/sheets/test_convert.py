"""Cells and values: what people write, what Excel makes of it, and what can only be refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.intake.draft import Column
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.sheets.convert import Odd, Value, convert
from fupin_desktop.sheets.workbook import BROKEN, Broken, Cell


def column(kind: str, name: str, *empty: str) -> Column:
    return Column(name, (kind, name), fields_of(KINDS[kind])[name], empty=empty)


BIRTH = column("member", "birth_date")
NAME = column("member", "name")
NUMBER = column("member", "id_no")
WAGE = column("income_year", "wage")
AREA = column("household", "house_area")
MONTHS = column("member_year", "work_months")
HEALTH = column("member", "health")
GRADE = column("housing_case", "danger_grade", "无房")
WATER = column("household", "water_safe")


@pytest.mark.parametrize(
    ("where", "cell", "value"),
    [
        (WAGE, 4200.0, Value(420000)),
        (WAGE, 2908.33, Value(290833)),
        (WAGE, 1386.6666666666667, Value(138667, "cell.rounded")),
        (WAGE, 1386.675, Value(138668, "cell.rounded")),
        (WAGE, "1,386.675", Value(138668, "cell.rounded")),
        (WAGE, 0.1 + 0.2, Value(30)),
        (AREA, 61.234, Value(Decimal("61.23"), "cell.rounded")),
        (AREA, "61.234", Value(Decimal("61.23"), "cell.rounded")),
        (WAGE, "4,200.50", Value(420050, "cell.text_number")),
        (WAGE, "１２００", Value(120000, "cell.cleaned")),
        (AREA, 53.1, Value(Decimal("53.1"))),
        (AREA, "53.10", Value(Decimal("53.10"), "cell.text_number")),
        (MONTHS, "８", Value(8, "cell.cleaned")),
        (MONTHS, None, Value(None)),
        (MONTHS, "-", Value(None)),
        (NAME, " 张三\u200b", Value("张三", "cell.cleaned")),
        (NAME, "𬱖𫖮", Value("𬱖𫖮")),
        (NUMBER, " 441690 19671214 174x", Value("44169019671214174X", "cell.cleaned")),
        (NUMBER, "44169019671214174Χ", Value("44169019671214174X", "cell.cleaned")),
        (NUMBER, "４４１６９０196712141744", Value("441690196712141744", "cell.cleaned")),
        (NUMBER, 130503670401001.0, Value("130503670401001")),
        (BIRTH, date(1946, 6, 30), Value(date(1946, 6, 30))),
        (BIRTH, "2016-06-30 00:00:00", Value(date(2016, 6, 30), "day.text")),
        (BIRTH, "2016/6/30 0:00", Value(date(2016, 6, 30), "day.text")),
        (BIRTH, "2016-06-30T08:30", Value(date(2016, 6, 30), "cell.time")),
        (BIRTH, "2016年6月30日　23：59：17", Value(date(2016, 6, 30), "cell.midnight")),
        (BIRTH, 19471025.0, Value(date(1947, 10, 25), "day.text")),
        (HEALTH, "长期慢性病、残疾", Value(("2", "4"))),
        (HEALTH, "", Value(())),
        (GRADE, "无房", Value(None)),
        (GRADE, "无", Value(None)),
        (GRADE, "C", Value("C")),
        (WATER, "无", Value(False)),
        (NUMBER, "＊1744", Value(None)),
        (HEALTH, "＊＊＊", Value(())),
    ],
)
def test_a_cell_means(where: Column, cell: Cell, value: Value) -> None:
    assert convert(where, cell) == value


@pytest.mark.parametrize(
    ("where", "cell", "code"),
    [
        (NUMBER, 360426199101010071.0, "cell.digits_lost"),
        (NUMBER, "4.41690194606301E+17", "cell.digits_lost"),
        (NAME, "张三\u202e", "cell.unshowable"),
        (NAME, BROKEN, "cell.error"),
        (NAME, Broken("cell.uncomputed", "=A1"), "cell.uncomputed"),
        (NUMBER, "４.41690194606301E+17", "cell.digits_lost"),
        (NAME, '=HYPERLINK("http://a","梁")', "cell.formula"),
        (NAME, "+cmd|' /C calc'!A0", "cell.formula"),
        (NAME, "@SUM(A1)", "cell.formula"),
        (NAME, "甲" * 61, "cell.long"),
        (NAME, "甲" * 65536, "cell.long"),
        (WAGE, "约三千元", "cell.number"),
        (WAGE, -500.0, "cell.negative"),
        (WAGE, 1e300, "cell.high"),
        (WAGE, float("nan"), "cell.number"),
        (WAGE, True, "cell.number"),
        (WAGE, date(2016, 1, 1), "cell.number"),
        (WAGE, "1e999999999", "cell.high"),
        (MONTHS, 13.0, "cell.high"),
        (MONTHS, 2.5, "cell.whole"),
        (MONTHS, "2.5", "cell.whole"),
        (BIRTH, "2016-02-30", "cell.day"),
        (BIRTH, "去年", "cell.day"),
        (BIRTH, "2016-06-30 25:00", "cell.day"),
        (WATER, "大概", "cell.yes"),
        (HEALTH, "健康、懒", "cell.word"),
        (GRADE, "E", "cell.word"),
    ],
)
def test_a_cell_is_refused(where: Column, cell: Cell, code: str) -> None:
    with pytest.raises(Odd) as odd:
        convert(where, cell)
    assert odd.value.code == code


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_every_spelling_of_a_day_is_the_day(day: date) -> None:
    for text in (f"{day:%Y年}{day.month}月{day.day}日", f"{day:%Y%m%d}", f"{day.year}.{day.month}.{day.day}", f"{day}"):
        assert convert(BIRTH, text).value == day


@given(st.integers(0, 10**11))
def test_money_comes_back_to_the_fen(fen: int) -> None:
    assert convert(WAGE, fen / 100).value == fen
    assert convert(WAGE, f"{Decimal(fen) / 100}").value == fen


def outcome(where: Column, cell: Cell) -> str:
    try:
        return type(convert(where, cell)).__name__
    except Odd as odd:
        return odd.code


@given(st.one_of(st.text(max_size=80), st.floats(), st.booleans(), st.dates(), st.none()))
def test_any_cell_has_a_value_or_a_reason(cell: Cell) -> None:
    for where in (BIRTH, NAME, NUMBER, WAGE, AREA, MONTHS, HEALTH, GRADE, WATER):
        assert outcome(where, cell).startswith(("Value", "cell."))
