"""A household of four, able to work, as the worked example of the score has it."""

from datetime import date

import pytest

from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.plans.commands import report_progress, set_measure
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

VILLAGE, CODE = "441690101200", "44169010120020160001"
DAY = date(2018, 12, 31)
BIRTHS = ("1975-03-01", "1977-05-02", "2006-06-01", "2001-01-01")  # one child of school age; the fourth is 17
LINE = "7365"


@pytest.fixture
def home(book: Book) -> Household:
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村", registered_population=200, households=50))
        set_value(
            ledger, "exit_line_household", LINE, why="县扶贫办通知",
            on=Standing(begins=date(2018, 1, 1), ends=DAY),
        )  # fmt: skip
        made = ledger.save(
            Household(
                household_code=CODE, village_code=VILLAGE, persons=4, status="registered", labour_class="have",
                house_danger_grade="D", house_dangerous=True, entered_on=date(2016, 5, 20),
            )
        )  # fmt: skip
        enter_income(ledger, IncomeYear(household=made.id, year=2018, persons=4, wage=24_000_00))
        for number, birth in enumerate(BIRTHS):
            member = Member(
                household=made.id,
                name="甲乙丙丁"[number],
                birth_date=date.fromisoformat(birth),
                relation=f"0{number + 1}",
            )
            saved = ledger.save(member)
            facts = {"medical_resident": number != 1, "school_state": "4" if number == 2 else "1"}
            ledger.save(MemberYear(member=saved.id, year=2018, **facts))
        assert made.id is not None
        measure = set_measure(
            ledger, household=made.id, year=2018, project8="1", batch5="1", category="business", content="养鸡"
        )
        report_progress(ledger, measure, date=date(2018, 9, 3), percent=100)
    return made


def partial(book: Book, text: str) -> None:
    """Say how shares below their target count."""
    with book.write("test") as ledger:
        set_value(ledger, "score_partial", text, why="县里规定", on=Standing(begins=date(2016, 1, 1)))


def id_of(home: Household) -> Dot:
    """Its id."""
    assert home.id is not None
    return home.id
