"""Rosters that lost something on the way in, each a folder of the shared cases."""

from pathlib import Path

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.roster import RosterReading, read_roster

CASES = Path(__file__).resolve().parents[2].parent / "shared" / "cases"
PERSONS = "贫困户花名册"


def case(number: str, name: str = "input.xlsx") -> Path:
    """A file of a shared case."""
    found = list(CASES.glob(f"{number}-*/{name}"))
    if not found:
        pytest.skip("the shared cases are not beside this checkout")
    return found[0]


def read(number: str, name: str = "input.xlsx") -> RosterReading:
    return read_roster(case(number, name), division="441690")


def codes(reading: RosterReading) -> dict[tuple[str, int, str], str]:
    return {(one.sheet, one.row, one.column): one.code for one in reading.findings}


def members(reading: RosterReading) -> list[object]:
    return [draft.values["name"] for draft in reading.drafts if draft.cls.__name__ == "Member"]


def test_case_01_formula_without_value() -> None:
    found = codes(read("01"))
    refused = {(row, column) for (_sheet, row, column), code in found.items() if code == "cell.uncomputed"}
    assert {row for row, _column in refused} == {4, 5, 6}
    assert {column for _row, column in refused} >= {"性别", "出生日期", "工资性收入"}


def test_case_04_csv_stray_quote() -> None:
    with pytest.raises(Refusal) as refused:
        read("04", "input.csv")
    assert (refused.value.code, refused.value.where["row"], refused.value.where["lines"]) == ("sheet.quote", 6, 7)


def test_case_27_dates_43_seconds_short() -> None:
    reading = read("27")
    found = {(one.column, one.row): one.value_shown for one in reading.findings if one.code == "cell.midnight"}
    assert found == {
        ("开工日期", 4): "2017-04-05 23:59:17 → 2017-04-06",
        ("帮扶开始时间", 4): "2016-04-30 23:59:17 → 2016-05-01",
    }
    assert {str(one.severity) for one in reading.findings if one.code == "cell.midnight"} == {"warn"}


def test_case_30_phonetic_guide() -> None:
    reading = read("30")
    assert reading.findings == []
    assert members(reading)[:3] == ["朱国安", "佘桂珍", "朱宇豪"]


@pytest.mark.parametrize("name", ["builtin31", "builtin57", "d1904", "units"])
def test_case_33_zh_cn_date_formats_1904(name: str) -> None:
    reading = read("33", f"{name}.xlsx")
    assert reading.findings == []
    assert len(members(reading)) == 10


def test_case_40_filtered_rows() -> None:
    sheet = read_workbook(case("40"))[0]
    assert sheet.hidden == sheet.filtered == {4, 5}
    assert codes(read("40")) == {(PERSONS, 5, "整行"): "row.hidden", (PERSONS, 6, "整行"): "row.hidden"}


@pytest.mark.parametrize("name", ["dos-eof", "cr-only", "utf16-no-bom"])
def test_case_42_csv_old_systems(name: str) -> None:
    reading = read("42", f"{name}.csv")
    assert [one for one in reading.findings if one.severity == "refuse"] == []
    assert len(members(reading)) == 10


def test_case_42_csv_old_systems_one_bad_byte() -> None:
    with pytest.raises(Refusal) as refused:
        read("42", "one-bad-byte.csv")
    assert (refused.value.code, refused.value.where["line"], refused.value.where["byte"]) == ("sheet.byte", 4, "80")
