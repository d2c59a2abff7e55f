"""减贫计划完成表 and 三保障落实表: the account of a year adds up, and every number is the list behind it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from fupin_desktop.households.commands import change_household, set_status
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.reports.asked import asked as asked_of
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import Report, make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

A, TOWN = "441690101200", "441690101"


def add(ledger: Any, number: int, persons: int = 2, **facts: Any) -> Household:
    given = {"status": "registered", "entered_on": date(2016, 5, 1), "planned_exit_year": 2018, **facts}
    home = ledger.save(
        Household(household_code=f"{A}2016{number:04}", village_code=A, persons=persons, **given),
        managed=("status", "exit_year"),
    )
    for one in range(persons):
        relation, birth = ("01", date(1970, 1, 1)) if one == 0 else ("20", date(2006, 1, one))
        ledger.save(Member(household=home.id, name=f"{number}之{one}", relation=relation, birth_date=birth))
    return home


@pytest.fixture
def town(book: Book) -> Book:
    """2017: ten at the start, two taken in, one of each ending, a birth, a death, a bride who came and went."""
    book.wall = lambda: datetime(2018, 2, 1, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        ledger.save(Village(code=A, name="甲村", is_poor_village=True))
        homes = [add(ledger, number) for number in range(1, 11)]
        add(ledger, 11, entered_on=date(2017, 3, 1))
        add(ledger, 12, entered_on=date(2017, 4, 1))
        add(ledger, 13, entered_on=date(2018, 1, 5))
        day = date(2017, 6, 1)
        for home, status in zip(homes[:3], ("terminated", "split", "closed"), strict=True):
            set_status(ledger, home, status, "核查", on=day)
        change_household(ledger, homes[3], type="merged", date=day, why="并户", other_household=homes[4].id)
        baby = Member(name="婴儿", relation="20", birth_date=date(2017, 7, 1))
        change_household(
            ledger, homes[4], type="increase", date=day.replace(month=7), member=baby, member_change="born"
        )
        old = ledger.find(Member, household=homes[5].id)[1]
        change_household(ledger, homes[5], type="decrease", date=day, member=old, member_change="died")
        bride = Member(name="新娘", relation="10", birth_date=date(1995, 1, 1))
        change_household(
            ledger, homes[6], type="increase", date=day, member=bride, member_change="married_in", why="婚"
        )
        here = ledger.find(Member, name="新娘")[0]
        home = ledger.get(Household, homes[6].id)
        change_household(
            ledger, home, type="decrease", date=day.replace(month=9), member=here, member_change="married_out"
        )
        set_status(ledger, ledger.get(Household, homes[7].id), "terminated", "今年", on=date(2018, 1, 10))
        plan = [ledger.save(ledger.get(Household, homes[n].id).but(planned_exit_year=2017)) for n in (4, 8, 9)]
        for one in plan[1:]:
            set_status(ledger, one, "pre_exit", "公示", on=date(2017, 12, 1))
            set_status(ledger, ledger.get(Household, one.id), "exited", "县审定", on=date(2018, 1, 9), exit_year=2017)
    return book


def report(book: Book, name: str, year: int = 2017) -> Report:
    with book.read() as reader:
        wanted = asked_of(reader, TOWN, date(2018, 2, 1), Period(year))
        return make_report(report_named(name), wanted, reader, "甲镇")


def values(made: Report) -> dict[str, Any]:
    row = made.row_of("total")
    return {column.name: made.value(row, at) for at, column in enumerate(made.columns)}


@pytest.mark.parametrize("year", [2016, 2017, 2018])
def test_the_account_of_a_year_adds_up_and_goes_on(year: int, town: Book) -> None:
    told, later = values(report(town, "poverty_reduction", year)), values(report(town, "poverty_reduction", year + 1))
    ended = sum(told[way] for way in ("terminated", "split", "merged", "closed"))
    assert told["start"] + told["added"] - ended == told["now"] == later["start"]
    persons = told["start_p"] + told["added_p"] + told["increase"] - told["decrease"] - told["ended_p"]
    assert persons == told["now_p"] == later["start_p"]


def test_the_numbers_of_the_year(town: Book) -> None:
    told = values(report(town, "poverty_reduction"))
    assert [told[name] for name in ("start", "added", "terminated", "split", "merged", "closed", "now")] == [
        *(10, 2, 1, 1, 1, 1, 8)
    ]
    assert [told[name] for name in ("start_p", "added_p", "increase", "decrease", "ended_p", "now_p")] == [
        *(20, 4, 2, 2, 8, 16)
    ]
    assert (told["planned"], told["reached"], float(told["rate"])) == (3, 2, 2 / 3)
    assert (told["planned_p"], told["reached_p"]) == (7, 4)


def test_every_number_is_the_list_behind_it(town: Book) -> None:
    made = report(town, "poverty_reduction")
    row = made.row_of(A)
    with town.read() as reader:
        for at, column in enumerate(made.columns):
            if not column.name.startswith("rate"):
                assert made.value(row, at) == len(reader.select(made.cell(row, at).behind)), column.name


def test_the_three_guarantees_are_due_done_and_missing(town: Book) -> None:
    with town.write("test") as ledger:
        home = ledger.find(Household, household_code=f"{A}20160005")[0]
        ledger.save(home.but(house_danger_grade="D"))
        other = ledger.find(Household, household_code=f"{A}20160006")[0]
        ledger.save(other.but(house_danger_grade="C"))
        case = HousingCase(household=other.id, year_plan=2017, stage="accepted")
        ledger.save(case, managed=("stage",))
        child, head = (ledger.find(Member, name=name)[0] for name in ("5之1", "5之0"))
        ledger.save(MemberYear(member=child.id, year=2017, school_state="4", medical_resident=True))
        ledger.save(MemberYear(member=head.id, year=2017, school_state="1", medical_employee=True))
    told = values(report(town, "three_guarantees"))
    assert (told["housing_due"], told["housing_done"], told["housing_gap"]) == (2, 1, 1)
    assert (told["education_done"], told["education_due"] - told["education_gap"]) == (1, 1)
    assert told["medical_done"] == 2
    assert told["medical_due"] == told["medical_done"] + told["medical_gap"]
