"""Reports and gap lists of housing repair: known values, each with the records behind it, to the fen."""

from datetime import UTC, date, datetime

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
    case = ledger.save(opened.but(stage=stage), managed=("stage",))
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


def test_what_is_late_is_a_list(county: Book) -> None:
    with county.write("test") as ledger:
        case = ledger.find(HousingCase, stage="foundation")[0]
        seen = {"case": case.id, "date": date(2017, 5, 2), "inspector": "李工", "points": "开裂", "photos": ["7" * 64]}
        make(ledger, HousingInspection(**seen, to_mend="补强", mend_by=date(2017, 6, 29)))
        make(ledger, HousingInspection(**seen, to_mend="补强", mend_by=date(2017, 6, 30)))
        since = Standing(begins=date(2017, 1, 1), clause="十")
        set_value(ledger, "housing_deadline", "2018-12-31", why="县实施方案", on=since)

    def count(name: str, day: date) -> int | None:
        with county.read() as reader:
            return gap_count(gap_named(name), asked_of(reader, TOWN, day), reader)

    assert count("housing_not_begun", date(2017, 6, 30)) == 1
    assert count("housing_not_mended", date(2017, 6, 30)) == 1
    assert (count("housing_overdue", date(2018, 12, 31)), count("housing_overdue", date(2019, 1, 1))) == (0, 2)
