"""The score of a household: the worked example to the hundredth, each row at its limits, unknown that is not nought."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.households.commands import change_household
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.declared.score import Mark, Score
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.scores.household_facts import gather
from fupin_desktop.scores.household_score import household_score
from fupin_desktop.scores.scale import scale_of
from fupin_desktop.scores.trend import MOST, household_trend, month_ends
from fupin_desktop.store.book.book import Book

from .conftest import CODE, DAY, VILLAGE, partial


def score(book: Book, day: date = DAY) -> Score:
    with book.read() as reader:
        return _score(reader, day)


def _score(reader: Any, day: date) -> Score:
    home = reader.find(Household, household_code=CODE)[0]
    (facts,) = gather(reader, [home])
    return household_score(facts, scale_of(reader, VILLAGE)(day))


def marks(found: Score) -> dict[str, Mark]:
    return {mark.name: mark for mark in found.marks}


def points(found: Score) -> dict[str, int | None]:
    return {mark.name: mark.score for mark in found.marks}


def test_the_worked_example(book: Book, home: Household) -> None:
    # 24,000.00 over four is 6,000.00; × 30 ÷ 7,365.00 = 24.4399…; three of four are insured
    expected = {"livelihood": 2444, "schooling": 1500, "pension": 1000, "house": 0, "insurance": 0, "help": 1500}
    found = score(book)
    assert points(found) == expected
    assert (found.total, found.reached, found.unknown) == (6444, False, ())
    assert marks(found)["livelihood"].worked == "6,000.00 × 30 ÷ 7,365 = 24.44"
    assert marks(found)["insurance"].worked == "3 ÷ 4 = 75.0% < 100 %: 0.00"
    partial(book, "yes")
    assert points(score(book)) == {**expected, "insurance": 750}
    assert marks(score(book))["insurance"].worked == "3 ÷ 4 = 75.0%; × 10 ÷ 100 % = 7.50"
    assert score(book).total == 7194


def test_a_row_names_its_paper_and_opens_its_records(book: Book, home: Household) -> None:
    with book.read() as reader:
        found = marks(_score(reader, DAY))
        for name, mark in found.items():
            assert mark.source, name
            assert mark.behind is not None
            assert reader.select(mark.behind) or name == "pension", name
        behind = found["schooling"].behind
        assert behind is not None
        assert [one.name for one in reader.select(behind)] == ["丙"]  # type: ignore[attr-defined]


def test_every_weight_and_target_is_a_parameter(book: Book, home: Household) -> None:
    standing = Standing(begins=date(2016, 1, 1))
    with book.write("test") as ledger:
        set_value(ledger, "score_weights_household", "40:10:10:20:10:10", why="县里规定", on=standing)
        set_value(ledger, "score_target_measures", "2", why="县里规定", on=standing)
        set_value(ledger, "score_target_medical", "75", why="县里规定", on=standing)
    found = points(score(book))
    assert found == {"livelihood": 3259, "schooling": 1000, "pension": 1000, "house": 0, "insurance": 1000, "help": 0}


def test_nobody_entered_is_unknown_and_no_nought(book: Book) -> None:
    with book.write("test") as ledger:
        ledger.save(Household(household_code=CODE, village_code=VILLAGE, status="registered"))
    found = score(book)
    unknown = {mark.name for mark in found.unknown}
    assert unknown == {"livelihood", "schooling", "pension", "house", "insurance"}  # no member is entered
    assert points(found)["help"] == 0
    assert (found.total, found.reached) == (0, False)


def test_a_year_without_a_line_is_unknown_where_none_is_offered(book: Book, home: Household) -> None:
    with book.read() as reader:
        (facts,) = gather(reader, [reader.find(Household)[0]])
        found = marks(household_score(facts, scale_of(reader, "51")(DAY)))
    assert found["livelihood"].score is None
    assert all(mark.weight is None for mark in found.values())
    assert all(mark.score is None for mark in found.values())


def test_the_estimate_is_marked(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        enter_income(ledger, IncomeYear(household=home.id, year=2017, persons=4, wage=29_460_00))
    found = marks(score(book, date(2017, 12, 31)))["livelihood"]
    assert found.score == 3000  # 7,365 against the estimate made for 2018
    assert found.reached is True
    assert "estimate" in found.target


def test_a_line_of_nought_is_reached(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        set_value(ledger, "exit_line_household", "0", why="测试", on=Standing(begins=date(2018, 1, 1), ends=DAY))
    assert points(score(book))["livelihood"] == 3000


def test_income_counts_no_more_than_its_weight_and_never_below_nought(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        known = ledger.find(IncomeYear)[0]
        richer = enter_income(ledger, known.but(wage=1_000_000_00))
    assert points(score(book))["livelihood"] == 3000
    assert marks(score(book))["livelihood"].worked == "250,000.00 ≥ 7,365: 30.00"
    with book.write("test") as ledger:
        enter_income(ledger, richer.but(wage=0, business_cost=5_000_00, negative_why="养殖亏损"))
    assert points(score(book))["livelihood"] == 0
    assert marks(score(book))["livelihood"].worked == "-1,250.00 < 0: 0.00"


def test_a_household_unable_to_work_is_held_up_by_an_allowance(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        seen = ledger.find(Household)[0]
        unable = ledger.save(seen.but(labour_class="none", attribute="1"))
    assert marks(score(book))["livelihood"].reached is False
    with book.write("test") as ledger:
        year = ledger.find(MemberYear)[0]
        drawing = ledger.save(year.but(dibao=True))
    assert points(score(book))["livelihood"] == 3000
    with book.write("test") as ledger:
        ledger.save(drawing.but(dibao=None))
        ledger.save(unable.but(attribute="3"))
    assert points(score(book))["livelihood"] == 3000


@pytest.mark.parametrize(
    ("born", "counted"),
    [("2011-08-31", True), ("2011-09-01", False), ("2002-09-01", True), ("2002-08-31", False)],
)
def test_children_count_by_their_age_on_the_last_of_august(
    book: Book, home: Household, born: str, counted: bool
) -> None:
    with book.write("test") as ledger:
        member = Member(household=home.id, name="小", relation="05", birth_date=date.fromisoformat(born))
        saved = ledger.save(member)
        ledger.save(MemberYear(member=saved.id, year=2018, school_state="1"))
    assert (points(score(book))["schooling"] == 0) is counted


def test_an_old_person_without_a_pension(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        old = ledger.save(Member(household=home.id, name="老", relation="06", birth_date=date(1958, 12, 31)))
        year = ledger.save(MemberYear(member=old.id, year=2018, medical_resident=True))
    assert points(score(book))["pension"] == 0
    assert points(score(book, date(2018, 12, 30)))["pension"] == 1000  # sixty on the last day of the year
    with book.write("test") as ledger:
        ledger.save(year.but(pension_receiving=True))
    assert points(score(book))["pension"] == 1000


def test_a_house_is_safe_once_its_repair_is_accepted(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        case = HousingCase(household=home.id, year_plan=2018, stage="accepted", accepted_on=date(2018, 10, 8))
        ledger.save(case, managed=("stage", "accepted_on"))
    assert points(score(book, date(2018, 10, 7)))["house"] == 0
    assert points(score(book, date(2018, 10, 8)))["house"] == 2000


def test_a_measure_counts_from_the_day_it_was_done_and_in_its_year(book: Book, home: Household) -> None:
    assert points(score(book, date(2018, 9, 2)))["help"] == 0
    assert points(score(book, date(2018, 9, 3)))["help"] == 1500
    with book.read() as reader:
        assert points(_score(reader, date(2019, 1, 1)))["help"] == 0


def test_who_died_is_counted_until_that_day(book: Book, home: Household) -> None:
    with book.write("test") as ledger:
        member = ledger.find(Member, name="乙")[0]  # the one without insurance
        change_household(
            ledger, home, type="decrease", member=member, member_change="died", date=date(2018, 11, 1), why="病故"
        )
    assert points(score(book, date(2018, 10, 31)))["insurance"] == 0
    assert points(score(book, date(2018, 11, 1)))["insurance"] == 1000


# --- month by month -------------------------------------------------------------------------------------------------


def test_the_course_follows_the_dated_records(book: Book, home: Household) -> None:
    with book.read() as reader:
        trend = household_trend(reader, reader.find(Household)[0], date(2026, 11, 27))
    days = [one.day for one in trend.scores]
    assert (days[0], days[-1]) == (date(2016, 5, 31), DAY)  # registered in May 2016; nothing is known after 2018
    known = {one.day: one for one in trend.scores}
    assert marks(known[date(2018, 8, 31)])["help"].score == 0
    assert marks(known[date(2018, 9, 30)])["help"].score == 1500
    assert known[DAY].total == 6444
    assert trend.at(date(1999, 1, 1)) is trend.scores[-1]


@given(st.dates(date(2010, 1, 1), date(2030, 1, 1)), st.dates(date(2010, 1, 1), date(2030, 1, 1)))
def test_months_end_in_order_and_at_the_last_day(first: date, last: date) -> None:
    ends = month_ends([first], last)
    assert ends[-1] == last
    assert ends == sorted(set(ends))
    assert len(ends) <= MOST
    assert all((one.year, one.month) != (other.year, other.month) for one, other in pairwise(ends))


# --- on the command line --------------------------------------------------------------------------------------------


def test_on_the_command_line(run: Any, book: Book, home: Household) -> None:
    book.close()
    told = run("score", "show", book.path, CODE, "--date", DAY, "--trend")
    assert (told["score"], told["complete"], told["reached"]) == ("64.44", True, False)
    assert {one["name"]: one["score"] for one in told["marks"]}["livelihood"] == "24.44"
    assert told["trend"][-1]["date"] == DAY.isoformat()
    row = next(one for one in told["marks"] if one["name"] == "insurance")
    found = run("record", "list", book.path, "member", "--selection", row["records"])["records"]
    assert len(found) == 4
    listed = run("score", "list", book.path, VILLAGE, "--date", DAY)["households"]
    assert [(one["household"], one["score"]) for one in listed] == [(CODE, "64.44")]
    assert run("score", "show", book.path, CODE, "--date", "2990-01-01", code=1)["refused"]["code"] == "score.future"
