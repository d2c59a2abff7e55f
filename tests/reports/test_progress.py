"""工作进度统计表: known values, totals that are sums, unknown that is not nought, and the records behind each cell."""

import subprocess
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.ledger.declared.figure import Count, Distinct, Mean, Part
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.reports.asked import Asked
from fupin_desktop.reports.asked import asked as asked_of
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.progress import PROGRESS
from fupin_desktop.reports.table import Report, make_report
from fupin_desktop.reports.values import text_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

from .conftest import SCATTERED, A, B


def made(book: Book, wanted: Asked) -> Report:
    with book.read() as reader:
        return make_report(PROGRESS, wanted, reader, "甲镇")


def texts(report: Report, code: str) -> list[str]:
    row = report.row_of(code)
    return [text_of(report.value(row, at), one.unit) for at, one in enumerate(report.columns)]


def test_the_values_are_those_of_the_records(county: Book, asked: Asked) -> None:
    report = made(county, asked)
    # 799,999 fen over two persons and 300,000 over three: 2,199.998 yuan a head
    assert texts(report, A) == ["2", "5", "2", "2,200.00", "1", "50.0", "2", "1", "50.0", "1", "2"]
    # The household that was merged is not counted, nor is the exit of 2018, nor income without persons
    assert texts(report, B) == ["1", "1", "0", "No data", "0", "0.0", "0", "No data", "No data", "No data", "No data"]
    # Two visits of 2016 only: nobody has written of 2017 yet
    assert texts(report, SCATTERED)[-2:] == ["No data", "No data"]
    assert texts(report, "inside")[:2] == ["3", "6"]
    assert texts(report, "outside")[:2] == ["1", "1"]
    assert texts(report, "total") == ["4", "7", "2", "2,200.00", "1", "25.0", "2", "1", "50.0", "1", "2"]
    assert report.value(report.row_of("total"), report.column_of("exit_rate")) == Fraction(1, 4)


def test_a_year_gone_by_is_told_as_it_was(county: Book) -> None:
    with county.read() as reader:
        wanted = asked_of(reader, "441690101", date(2018, 12, 31))
    report = made(county, wanted)
    assert texts(report, "total")[4:9] == ["2", "50.0", "3", "2", "66.7"]


def test_inside_and_outside_make_the_total(county: Book, asked: Asked) -> None:
    report = made(county, asked)
    inside, outside, total = (report.row_of(code) for code in ("inside", "outside", "total"))
    for at in range(len(report.columns)):
        assert inside.tallies[at].plus(outside.tallies[at]) == total.tallies[at]
    assert sorted(inside.places + outside.places) == sorted(total.places)


def test_a_village_of_which_nobody_says_it_stands_apart(county: Book, asked: Asked) -> None:
    with county.write("test") as ledger:
        ledger.save(ledger.find(Village, code=B)[0].but(is_poor_village=None))
    report = made(county, asked)
    assert report.row_of("unsaid").places == (B,)
    assert texts(report, "total")[0] == "4"


def test_each_number_is_that_of_its_own_records(county: Book, asked: Asked) -> None:
    report = made(county, asked)
    with county.read() as reader:
        for row in report.rows:
            for at, _column in enumerate(report.columns):
                cell = report.cell(row, at)
                assert cell.value(reader) == report.value(row, at)
                records = reader.select(cell.behind)
                if isinstance(cell.measure, Count | Part):
                    whole = cell.reached or cell.behind
                    assert reader.count(whole) == row.tallies[at].part or isinstance(cell.measure, Count)
                if isinstance(cell.measure, Distinct) and report.value(row, at):
                    assert records
                if isinstance(cell.measure, Mean):
                    assert sum(one.persons or 0 for one in records) == row.tallies[at].over
                if cell.reached is not None and cell.missed is not None:
                    assert reader.count(cell.reached) + reader.count(cell.missed) == len(records)


def test_an_empty_book_has_nothing_to_say(book: Book, asked: Asked) -> None:
    report = made(book, asked)
    assert [row.code for row in report.rows] == ["inside", "outside", "total"]
    assert set(texts(report, "total")) == {"0", "No data"}


def test_on_paper(run: Any, county: Book, tmp_path: Path) -> None:
    county.close()
    out = tmp_path / "report.pdf"
    told = run("report", county.path, "progress", "--period", 2017, "--out", out)
    assert (told["rows"], told["pages"]) == (6, 2)  # the notes go over
    text = subprocess.run(["pdftotext", "-layout", str(out), "-"], capture_output=True, text=True, check=True).stdout
    for part in ("Progress of work (2017)", "Filled in by: 甲镇", "Checked by:", "甲村", "2,200.00", "Total"):
        assert part in text, part
    size = subprocess.run(["pdfinfo", str(out)], capture_output=True, text=True, check=True).stdout
    assert "841.89 x 595.276 pts (A4)" in size


def test_as_a_workbook(run: Any, county: Book, tmp_path: Path) -> None:
    county.close()
    out = tmp_path / "report.xlsx"
    told = run("report", county.path, "progress", "--period", 2017, "--out", out)
    assert (told["rows"], told["file"]) == (6, str(out))
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[4][:6] == [1.0, "甲村", 2.0, 5.0, 2.0, 2200.0]
    assert rows[5][5] == "No data"
    assert "甲镇" in str(rows[1][0])


def test_on_the_command_line(run: Any, county: Book, tmp_path: Path) -> None:
    county.close()
    assert run("report", county.path)["reports"][0]["name"] == "progress"
    told = run("report", county.path, "progress", "--period", 2017)
    total = told["table"][-1]
    assert (total["code"], total["cells"]["net_income_pc"], total["cells"]["households"]) == ("total", "2200.00", 4)
    assert told["table"][1]["cells"]["net_income_pc"] is None
    cell = run("report", county.path, "progress", "--period", 2017, "--row", A, "--column", "exited")
    assert (cell["value"], cell["count"], len(cell["records"])) == (1, 1, 1)
    assert cell["records"][0]["household_code"] == f"{A}20160001"
    for words, code in (
        (("nothing",), "report.unknown"),
        (("progress", "--period", "x"), "period.form"),
        (("progress", "--row", "nowhere", "--column", "exited"), "report.row"),
        (("progress", "--row", A, "--column", "nothing"), "report.column"),
        (("progress", "--out", tmp_path / "report.doc"), "report.file"),
    ):
        assert run("report", county.path, *words, code=1)["refused"]["code"] == code


def test_reports_are_refused_by_name() -> None:
    with pytest.raises(Refusal):
        report_named("nothing")
