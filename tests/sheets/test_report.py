"""The report workbook, and workbooks in general, read back: text stays text, odd cells are named in their own row."""

import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fupin_desktop.intake.commands import Taken
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.sheets.process import read_workbook
from fupin_desktop.sheets.roster import RosterReading, read_roster
from fupin_desktop.sheets.workbook import Sheet
from fupin_desktop.sheets.writing.report import write_report
from fupin_desktop.sheets.writing.table import SheetTable, write_table


@pytest.fixture(autouse=True)
def _chinese() -> Iterator[None]:
    choose_language("zh_CN")
    yield
    choose_language("en")


@pytest.fixture(scope="module")
def reading(data: Path) -> RosterReading:
    return read_roster(data / "demo-county-roster-with-faults.xlsx", division="441690")


def written(path: Path, reading: RosterReading) -> list[Sheet]:
    write_report(path, reading, Taken())
    return read_workbook(path)


def parts(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def test_the_report_is_the_same_workbook_with_one_column_more(reading: RosterReading, tmp_path: Path) -> None:
    *same, account = written(tmp_path / "r.xlsx", reading)
    assert account.name == "导入说明"
    for sheet, back in zip(reading.sheets, same, strict=True):
        assert back.name == sheet.name
        width = len(sheet.rows[2])
        assert back.rows[2][:width] == sheet.rows[2]
        assert back.rows[2][width] == "校验结果"
        assert [row[:9] for row in back.rows[3:20]] == [
            [str(cell) if str(cell) == "#" else cell for cell in row[:9]] for row in sheet.rows[3:20]
        ]


def test_every_finding_stands_in_its_row(reading: RosterReading, tmp_path: Path) -> None:
    back = {sheet.name: sheet for sheet in written(tmp_path / "r.xlsx", reading)}
    for one in reading.findings:
        said = back[one.sheet].rows[one.row - 1][len(back[one.sheet].rows[2]) - 1]
        assert f"{one.column}：{one.message}" in str(said)
    told = sum(row[-1] is not None for row in back["贫困户花名册"].rows[3:])
    assert told == len({one.row for one in reading.findings if one.sheet == "贫困户花名册"})


def test_nothing_in_the_report_can_act(reading: RosterReading, tmp_path: Path) -> None:
    write_report(tmp_path / "r.xlsx", reading, Taken())
    text = parts(tmp_path / "r.xlsx")
    assert "HYPERLINK" in text
    assert "<f>" not in text
    assert "hyperlink " not in text
    assert "FFFF9C9C" in text


def test_a_table_keeps_text_as_text(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    texts = ["=1+1", "+1", "-1", "@a", "\t1", "http://a", "441690195909192650", "6200000704360000001", "007"]
    rows: list[list[object]] = [[text, None] for text in texts]
    rows += [[Decimal("1.5"), date(2016, 6, 30)], [True, 10**18]]
    write_table(path, [SheetTable("一", ["甲", "乙"], rows, title="标题"), SheetTable("二", [], [])])
    sheet = read_workbook(path)[0]
    assert sheet.rows[:2] == [["标题", None], ["甲", "乙"]]
    assert [row[0] for row in sheet.rows[2:11]] == texts
    assert sheet.rows[11:] == [[1.5, date(2016, 6, 30)], ["True", "1000000000000000000"]]
    assert "<f>" not in parts(path)
