"""What is odd at a cell becomes a finding there, however the cell came in; nothing odd becomes an empty value."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fupin_desktop.intake.draft import Line
from fupin_desktop.intake.finding import Finding, Severity
from fupin_desktop.sheets.layout import layout
from fupin_desktop.sheets.reading import read_lines
from fupin_desktop.sheets.roster import read_roster
from fupin_desktop.sheets.tables import find_table
from fupin_desktop.sheets.workbook import Broken, Cell, Sheet

START: list[Cell] = ["序号", "姓名", "单位（全称）", "帮扶户编号", "帮扶开始时间"]
LINE: list[Cell] = [1.0, "朱国安", "某单位", "44169010120020160001", date(2016, 5, 1)]
AT = (1, 4)


def read(sheet: Sheet) -> tuple[list[Line], list[Finding]]:
    table = find_table(sheet, layout())
    assert table is not None
    return read_lines(table)


def with_cell(cell: Cell, code: str = "", said: str = "") -> Sheet:
    """A sheet of helpers whose first day is this cell."""
    odd, words = ({AT: code}, {AT: said}) if code else ({}, {})
    return Sheet("帮扶责任人", [START, [*LINE[:4], cell], LINE], odd=odd, said=words)


@pytest.mark.parametrize("code", ["cell.error", "cell.uncomputed", "cell.unreadable"])
def test_a_cell_without_a_value_is_refused_at_its_place(code: str) -> None:
    lines, findings = read(with_cell(Broken(code, "=A1"), code, "=A1"))
    assert [(one.row, one.column, one.code, one.severity) for one in findings] == [
        (2, "帮扶开始时间", code, Severity.REFUSE)
    ]
    assert lines[0].failed == {("responsibility", "start")}
    assert ("responsibility", "start") not in lines[0].values


@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("cell.time", Severity.NORMALISE),
        ("cell.midnight", Severity.WARN),
        ("cell.covered", Severity.WARN),
        ("cell.blank_formula", Severity.WARN),
    ],
)
def test_what_is_odd_about_a_value_is_told_and_the_value_taken(code: str, severity: Severity) -> None:
    lines, findings = read(with_cell(date(2016, 4, 30), code, "2016-04-30 23:59:17 → 2016-05-01"))
    assert [(one.row, one.column, one.code, one.severity) for one in findings] == [(2, "帮扶开始时间", code, severity)]
    assert findings[0].value_shown == "2016-04-30 23:59:17 → 2016-05-01"
    assert lines[0].values["responsibility", "start"] == date(2016, 4, 30)


def test_a_hidden_column_is_told_once_at_its_heading() -> None:
    sheet = replace(with_cell(date(2016, 5, 1)), hidden_columns=frozenset({1, 2, 30}))
    hidden = [(one.row, one.column) for one in read(sheet)[1] if one.code == "column.hidden"]
    assert hidden[0] == (1, "姓名")
    assert {row for row, _column in hidden} == {1}


def test_a_text_among_days_is_a_slip_and_a_column_of_texts_is_none() -> None:
    assert [one.code for one in read(with_cell("2016-05-01"))[1]] == ["day.text"]
    texts = Sheet("帮扶责任人", [START, [*LINE[:4], "2016-05-01"]])
    assert read(texts)[1] == []


def test_a_text_among_numbers_is_a_slip(rewritten: Callable[[Mapping[tuple[str, int, str], object]], Path]) -> None:
    path = rewritten({("贫困户花名册", 4, "工资性收入"): "4,200"})
    found = [(one.row, one.column, one.code) for one in read_roster(path, division="441690").findings]
    assert (4, "工资性收入", "cell.text_number") in found
