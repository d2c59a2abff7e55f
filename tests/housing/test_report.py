"""Reports and gap lists of housing repair: known values, each with the records behind it, to the fen."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase, HousingInspection
from fupin_desktop.housing.money import HousingFunding, HousingPayment
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.kinds import make
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked as asked_of
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_count, gap_named
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import Report, make_report
from fupin_desktop.reports.values import text_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

A, B = "441690101200", "441690101201"
TOWN = "441690101"
# Of each case: its village, grade, stage, group, subsidy in fen
CASES = (
    (A, "D", "accepted", "dibao", 40_000_01),
    (A, "D", "foundation", "wubao", 35_000_00),
    (A, "C", "paid", "dibao", 9_999_99),
    (B, "C", "applied", "registered", None),
    (B, "D", "withdrawn", "dibao", 40_000_00),
)


@pytest.fixture
def county(book: Book) -> Book:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        for code, name in ((A, "演示一甲村"), (B, "演示一乙村")):
            ledger.save(Village(code=code, name=name, town="甲镇", is_poor_village=True))
        for number, facts in enumerate(CASES):
            _case(ledger, number, *facts)
    return book


def _case(ledger: Ledger, number: int, village: str, grade: str, stage: str, group: str, fen: int | None) -> None:
    home = ledger.save(Household(household_code=f"{village}2016000{number}", village_code=village, persons=3))
    opened = make(
        ledger,
        HousingCase(
            household=home.id,
            danger_grade=grade,
            subsidy_class=group,
            subsidy_amount=fen,
            planned_start=date(2017, 3, 1),
        ),
    )
    assert isinstance(opened, HousingCase)
    why = "另建" if stage == "withdrawn" else None
    case = ledger.save(opened.but(stage=stage, ended_why=why), managed=("stage",))
    ledger.save(HousingFunding(case=case.id, channel="province", actual=10_000_01))
    if stage == "paid":
        card = ledger.save(BankCard(household=home.id, account_no="6228480000000000018"))
        for part in (3_333_33, 6_666_66):
            make(ledger, HousingPayment(case=case.id, card=card.id, amount=part, on=date(2017, 6, 2)))


def report(book: Book, name: str) -> Report:
    with book.read() as reader:
        return make_report(report_named(name), asked_of(reader, TOWN, date(2017, 6, 30)), reader, "甲镇")


def cell(book: Book, found: Report, code: str, column: str) -> str:
    """The text of a cell, after its records were held against it."""
    at, row = found.column_of(column), found.row_of(code)
    figure = found.cell(row, at)
    with book.read() as reader:
        assert figure.value(reader) == found.value(row, at)
    return text_of(found.value(row, at), found.columns[at].unit)


def test_progress_by_grade(county: Book) -> None:
    found = report(county, "housing_progress")
    expected = {"cases": "3", "cases_C": "1", "cases_D": "2", "begun_D": "1", "finished_D": "1", "finished_C": "1"}
    assert {name: cell(county, found, A, name) for name in expected} == expected
    # The one that was withdrawn is planned no more
    assert (cell(county, found, B, "cases"), cell(county, found, B, "waiting_C")) == ("1", "1")
    assert (cell(county, found, "total", "accepted"), cell(county, found, "total", "rate")) == ("2", "50.0")


def test_money_to_the_fen(county: Book) -> None:
    found = report(county, "housing_money")
    assert cell(county, found, A, "subsidy") == "85,000.00"
    assert cell(county, found, A, "group_dibao") == "50,000.00"
    assert cell(county, found, "total", "group_wubao") == "35,000.00"
    assert cell(county, found, "total", "paid") == "9,999.99"
    assert cell(county, found, "total", "actual_province") == "40,000.04"
    assert cell(county, found, B, "subsidy") == "No data"


@pytest.fixture
def dated(book: Book) -> Book:
    """A place that reports by the quarter; houses of 2017 whose works lie on either side of 31 March."""
    march, april = date(2017, 3, 31), date(2017, 4, 1)
    houses: tuple[dict[str, Any], ...] = (
        {"stage": "applied"},
        {"stage": "started", "started_on": march},
        {"stage": "started", "started_on": april},
        {"stage": "started"},  # nobody knows since when
        {"stage": "completed", "started_on": march, "completed_on": april},
        {"stage": "accepted", "started_on": march, "completed_on": march, "accepted_on": april},
        {"stage": "paid", "started_on": march, "completed_on": march, "accepted_on": march, "paid_on": april},
        {"stage": "accepted", "accepted_on": march},  # a house was found for them: no works
    )
    with book.write("test") as ledger:
        ledger.save(Village(code=A, name="演示一甲村", is_poor_village=True))
        since = Standing(begins=date(2017, 1, 1), clause="三")
        set_value(ledger, "report_period", "quarter", why="县通知", on=since)
        for number, facts in enumerate(houses):
            home = ledger.save(Household(household_code=f"{A}2016000{number}", village_code=A, persons=3))
            case = HousingCase(
                household=home.id, year_plan=2017, danger_grade="D", mode="rebuild", subsidy_amount=999_999, **facts
            )
            kept = ledger.save(case, managed=("stage", "started_on", "completed_on", "accepted_on", "paid_on"))
        for channel, day in (("province", march), ("city", april)):
            ledger.save(HousingFunding(case=kept.id, channel=channel, actual=10_000_01, on=day))
        card = ledger.save(BankCard(household=home.id, account_no="6228480000000000018"))
        for fen, day in ((3_333_33, march), (6_666_66, april)):
            ledger.save(HousingPayment(case=kept.id, card=card.id, amount=fen, on=day))
    return book


def of_quarter(book: Book, name: str, quarter: int) -> Report:
    with book.read() as reader:
        wanted = asked_of(reader, TOWN, date(2018, 1, 15), Period(2017, quarter))
        return make_report(report_named(name), wanted, reader, "甲镇")


def told(report: Report, *names: str) -> list[str]:
    row = report.row_of("total")
    places = [report.column_of(name) for name in names]
    return [text_of(report.value(row, at), report.columns[at].unit) for at in places]


def test_how_far_houses_were_by_the_end_of_a_quarter(dated: Book) -> None:
    names = ("cases", "waiting_D", "begun_D", "finished_D", "accepted", "paid", "rate")
    first, second = (of_quarter(dated, "housing_progress", quarter) for quarter in (1, 2))
    # The one begun on a day nobody knows is in none of the three
    assert told(first, *names) == ["8", "2", "2", "3", "2", "0", "25.0"]
    assert told(second, *names) == ["8", "1", "2", "4", "3", "1", "37.5"]
    for name in names:
        assert cell(dated, first, A, name) == told(first, name)[0]


def test_money_that_was_there_by_the_end_of_a_quarter(dated: Book) -> None:
    names = ("actual_province", "actual_city", "paid", "budget", "subsidy", "group_dibao")
    first, second = (of_quarter(dated, "housing_money", quarter) for quarter in (1, 2))
    assert told(first, *names) == ["10,000.01", "No data", "3,333.33", "No data", "No data", "No data"]
    assert told(second, *names) == ["10,000.01", "10,000.01", "9,999.99", "No data", "No data", "No data"]
    assert any("by the last day" in note for note in second.notes)


def test_what_is_late_is_a_list(county: Book) -> None:
    with county.write("test") as ledger:
        case = ledger.find(HousingCase, stage="foundation")[0]
        seen = {"case": case.id, "date": date(2017, 5, 2), "inspector": "李工", "points": "开裂", "photos": ["7" * 64]}
        make(ledger, HousingInspection(**seen, to_mend="补强", mend_by=date(2017, 6, 29)))
        make(ledger, HousingInspection(**seen, to_mend="补强", mend_by=date(2017, 6, 30)))
        since = Standing(begins=date(2017, 1, 1), clause="十")
        set_value(ledger, "housing_deadline", "2018-12-31", why="县实施方案", on=since)

        ledger.save(case.but(area_after=Decimal("60.01")))
        other = ledger.find(HousingCase, stage="accepted")[0]
        ledger.save(other.but(area_after=Decimal(60)))

    def count(name: str, day: date) -> int | None:
        with county.read() as reader:
            return gap_count(gap_named(name), asked_of(reader, TOWN, day), reader)

    assert count("housing_not_begun", date(2017, 6, 30)) == 1
    assert count("housing_over_area", date(2017, 6, 30)) == 1
    assert count("housing_not_mended", date(2017, 6, 30)) == 1
    assert (count("housing_overdue", date(2018, 12, 31)), count("housing_overdue", date(2019, 1, 1))) == (0, 2)
