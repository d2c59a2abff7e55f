"""Reports of a quarter: what happened on its first and last day counts, what is known by the year alone does not."""

from datetime import date
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked as asked_of
from fupin_desktop.reports.asked import by_quarter
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.progress import PROGRESS
from fupin_desktop.reports.table import Report, make_report
from fupin_desktop.reports.values import text_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.commands import log_visit

from .conftest import A, home

TOWN, DAY = "441690101", date(2018, 1, 15)
BY_YEAR = ("incomes", "net_income_pc", "exited", "exit_rate")


def say_quarter(book: Book, text: str = "quarter") -> None:
    with book.write("test") as ledger:
        set_value(ledger, "report_period", text, why="县通知", on=Standing(begins=date(2017, 1, 1), clause="三"))


@pytest.fixture
def quarterly(county: Book) -> Book:
    """The county that reports by the quarter, with a visit and a house accepted on each side of 31 March."""
    say_quarter(county)
    with county.write("test") as ledger:
        for number, day in ((11, date(2017, 3, 31)), (12, date(2017, 4, 1))):
            made = home(ledger, A, number, entered_on=day)
            log_visit(ledger, household=made.id, date=day, visitors=["领导"], type="led", findings="好")
            case = HousingCase(
                household=made.id, year_plan=2017, danger_grade="D", stage="accepted", accepted_on=day, mode="rebuild"
            )
            ledger.save(case, managed=("stage", "accepted_on"))
    return county


def made(book: Book, quarter: int | None, today: date = DAY, year: int = 2017) -> Report:
    with book.read() as reader:
        return make_report(PROGRESS, asked_of(reader, TOWN, today, Period(year, quarter)), reader, "甲镇")


def total(report: Report, *names: str) -> list[str]:
    row = report.row_of("total")
    places = [report.column_of(name) for name in names]
    return [text_of(report.value(row, at), report.columns[at].unit) for at in places]


def test_the_last_day_of_march_and_the_first_of_april(quarterly: Book) -> None:
    visits = ("to_villages", "to_households")
    first, second = made(quarterly, 1), made(quarterly, 2)
    assert total(first, *visits) == ["1", "1"]
    # 1 April, and 1 May with two households of the same village
    assert total(second, *visits) == ["2", "3"]
    assert total(made(quarterly, None), *visits) == ["3", "4"]
    # Planned up to 2017 are four; one was accepted on 1 March, one on the 31st, one on 1 April, one not at all
    houses = ("cases", "accepted", "housing_rate")
    assert total(first, *houses) == ["4", "2", "50.0"]
    assert total(second, *houses) == ["4", "3", "75.0"]


def test_a_quarter_in_which_nobody_wrote_has_no_data(quarterly: Book) -> None:
    assert total(made(quarterly, 3), "to_villages", "to_households") == ["No data", "No data"]


def test_what_is_known_by_the_year_is_no_number_of_a_quarter(quarterly: Book) -> None:
    for quarter in (1, 2, 3, 4):
        report = made(quarterly, quarter)
        assert set(total(report, *BY_YEAR)) == {"No data"}
        for name in BY_YEAR:
            with pytest.raises(Refusal, match="whole year") as refused:
                report.cell(report.row_of("total"), report.column_of(name))
            assert refused.value.code == "report.period"
    assert total(made(quarterly, None), *BY_YEAR)[2:] == ["1", "16.7"]


def test_a_house_accepted_on_a_day_nobody_knows_is_of_no_quarter(quarterly: Book) -> None:
    with quarterly.write("test") as ledger:
        case = ledger.find(HousingCase, accepted_on=date(2017, 3, 31))[0]
        ledger.save(case.but(accepted_on=None), managed=("accepted_on",))
    assert total(made(quarterly, 1), "accepted") == ["1"]
    assert total(made(quarterly, None), "accepted") == ["3"]


def test_who_came_into_the_register_later_is_not_in_it_yet(quarterly: Book) -> None:
    with quarterly.write("test") as ledger:
        oldest = ledger.find(Household, household_code=f"{A}20160002")[0]
        ledger.save(Member(household=oldest.id, name="新生", relation="10", birth_date=date(2017, 7, 1)))
    counts = [total(made(quarterly, quarter), "households", "persons") for quarter in (1, 2, 3, None)]
    assert counts == [["5", "8"], ["6", "9"], ["6", "10"], ["6", "10"]]


def test_every_cell_opens_its_records_and_totals_are_sums(quarterly: Book) -> None:
    report = made(quarterly, 2)
    inside, outside, whole = (report.row_of(code) for code in ("inside", "outside", "total"))
    with quarterly.read() as reader:
        for at in range(len(report.columns)):
            assert inside.tallies[at].plus(outside.tallies[at]) == whole.tallies[at]
            for row in report.rows:
                if not report.why_unknown(at):
                    assert report.cell(row, at).value(reader) == report.value(row, at)


def test_a_quarter_to_come_tells_nothing(quarterly: Book) -> None:
    eve, dawn = made(quarterly, 2, date(2017, 3, 31)), made(quarterly, 2, date(2017, 4, 1))
    assert {one for name in (c.name for c in eve.columns) for one in total(eve, name)} == {"No data"}
    assert total(dawn, "to_villages") == ["2"]
    assert "not begun" in eve.why_unknown(0)


def test_where_nobody_reports_by_the_quarter_it_is_refused(county: Book) -> None:
    for text in ("", "year", "month"):
        if text:
            say_quarter(county, text)
        with pytest.raises(Refusal, match="by the quarter") as refused:
            made(county, 2)
        assert refused.value.code == "period.quarter"
    say_quarter(county)
    assert made(county, 2).period == Period(2017, 2)
    with pytest.raises(Refusal):
        made(county, 2, year=2016)  # the county's value begins with 2017


@pytest.mark.parametrize(("area", "clause"), [("4415", "§25"), ("441624", "七(四)"), ("440304", "七(四)")])
def test_the_papers_say_so(county: Book, area: str, clause: str) -> None:
    with county.read() as reader:
        found = by_quarter(reader, area, DAY, 2016)
        assert found is not None
        assert found.clause == clause
        assert by_quarter(reader, area, DAY, 2015) is None


def test_on_the_command_line(run: Any, quarterly: Book, tmp_path: Any) -> None:
    quarterly.close()
    for text in ("2017Q2", "2017年第2季度"):
        told = run("report", quarterly.path, "progress", "--period", text)
        assert (told["period"], told["year"], told["first"], told["last"]) == (
            *("2017Q2", 2017, "2017-04-01", "2017-06-30"),
        )
        cells = told["table"][-1]["cells"]
        assert (cells["to_villages"], cells["exited"], cells["net_income_pc"]) == (2, None, None)
    cell = run("report", quarterly.path, "progress", "--period=2017Q1", "--row=total", "--column=accepted")
    assert (cell["value"], len(cell["records"])) == (2, 2)
    for words, code in (
        (("progress", "--period", "2017Q5"), "period.form"),
        (("progress", "--period", "2016Q4"), "period.quarter"),
        (("progress", "--period=2017Q1", "--row=total", "--column=exited"), "report.period"),
    ):
        assert run("report", quarterly.path, *words, code=1)["refused"]["code"] == code
    assert run("gaps", quarterly.path, "--period", "2017Q2", code=1)["refused"]["code"] == "period.form"
    for ending in ("pdf", "xlsx"):
        assert run("report", quarterly.path, "progress", "--period=2017Q2", "--out", tmp_path / f"report.{ending}")
    rows = CalamineWorkbook.from_path(tmp_path / "report.xlsx").get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Progress of work (Second quarter of 2017)"
    assert "Period: Second quarter of 2017" in str(rows[1][0])
    assert any("By the quarter" in str(row[0]) for row in rows)


def test_its_title_in_chinese(quarterly: Book) -> None:
    report = made(quarterly, 2)
    choose_language("zh_CN")
    assert report.title == "工作进度统计表（2017年第二季度）"
    assert any("household" not in note for note in report.notes)
