"""Joined twins keep head, visits and counts in every list; what moved away is in none; record list says the same."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.declared.selection import COUNTED, Selection
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.exchange.waiting import overdue_measures
from fupin_desktop.store.history.twins import join
from fupin_desktop.store.lists.cases import CasesWanted, case_rows, count_stages
from fupin_desktop.store.lists.measures import Wanted, count_measures, measures
from fupin_desktop.store.lists.queries import (
    Chosen,
    count_households,
    households,
    open_tasks,
    visits,
)
from fupin_desktop.store.lists.visiting import VisitsWanted, visit_days, visitors
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.visits.commands import log_visit

VILLAGE = "441690101200"
FACTS = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡", "year": 2016}


def _household(ledger: Any, number: int, head: str) -> Household:
    home = ledger.save(
        Household(household_code=f"{VILLAGE}2016{number:04}", village_code=VILLAGE, status="registered", persons=1)
    )
    if head:
        ledger.save(Member(household=home.id, name=head, relation="01", person_code=f"{VILLAGE}2016{number:04}01"))
    return home


def _all_of(ledger: Any, home: Household, day: date) -> None:
    log_visit(ledger, household=home.id, date=day, visitors=["甲"], type="daily", findings="好", requests="想学电工")
    ledger.save(HousingCase(household=home.id, year_plan=2016, stage="applied", mode="repair"), managed=("stage",))
    ledger.save(YearMeasure(household=home.id, state="planned", **FACTS), managed=("state",))


@pytest.fixture
def joined(book: Book) -> Book:
    """Three registrations of one household; its head and all that happened hang on the second and the third."""
    with book.write("test") as ledger:
        homes = [_household(ledger, 1, ""), _household(ledger, 2, "张三"), _household(ledger, 3, "")]
        _all_of(ledger, homes[1], date(2017, 6, 3))
        log_visit(ledger, household=homes[2].id, date=date(2017, 6, 4), visitors=["乙"], type="daily", findings="好")
        log_visit(ledger, household=homes[0].id, date=date(2017, 6, 4), visitors=["乙"], type="daily", findings="好")
        for home in homes:
            ledger.save(home.but(remark="重复"))
    with book.write("join") as ledger:
        join(ledger, ledger.find(Household)[1:], "同一户")
    with book.write("join") as ledger:  # with one for which another stands already
        first, _second, third = ledger.find(Household, with_away=True)
        join(ledger, [first, third], "同一户")
    return book


def test_twins_keep_head_visits_and_counts(joined: Book) -> None:
    with joined.read() as reader:
        (home,) = households(reader, Chosen())
        assert (home.head, home.last_visit, count_households(reader, Chosen())) == ("张三", "2017-06-04", 1)
        assert count_households(reader, Chosen(unvisited_since=date(2017, 6, 4))) == 0
        found = [*visits(reader), *open_tasks(reader), *measures(reader, Wanted())]
        assert len(found) == 5
        assert {(one.household, one.head) for one in found} == {(home.id, "张三")}
        (case,) = case_rows(reader, HousingCase, ["applied"])
        assert (case.home, case.head) == (home.id, "张三")
        assert visit_days(reader, VisitsWanted()) == {date(2017, 6, 3): 1, date(2017, 6, 4): 1}
        assert len(visits(reader, wanted=VisitsWanted(households=[home.id]))) == 3
        assert count_stages(reader, HousingCase, CasesWanted(VILLAGE)) == {"applied": 1}
        assert count_measures(reader, Wanted(village=VILLAGE)) == {"planned": 1}


def _put(book: Book, away: str, *, kept: bool = False) -> None:
    """As a move, a merge or a put-away leaves the household of the book."""
    with book.transaction() as connection:
        connection.exec_driver_sql("UPDATE household SET away=?", (away,))
        if kept:
            connection.exec_driver_sql("INSERT INTO kept SELECT id, 'household', 0 FROM household")


def _counts(reader: Reader) -> dict[str, int]:
    return {
        "household": len(households(reader, Chosen())),
        "visit": len(visits(reader)),
        "follow_up_task": len(open_tasks(reader)),
        "housing_case": len(case_rows(reader, HousingCase, ["applied"])),
        "year_measure": sum(count_measures(reader, Wanted()).values()),
    }


@pytest.mark.parametrize(
    ("away", "kept", "expected"),
    [
        ("", False, 1),
        ("排除", True, 1),  # somebody worked on it without knowing
        ("排除", False, 0),  # what happened there did happen
        ("→441690103200", False, 0),
    ],
)
def test_lists_of_the_window_and_record_list_agree(run: Any, book: Book, away: str, kept: bool, expected: int) -> None:
    with book.write("test") as ledger:
        _all_of(ledger, _household(ledger, 1, "张三"), date(2017, 6, 3))
    if away:
        _put(book, away, kept=kept)
    with book.read() as reader:
        shown = _counts(reader)
        assert shown == {**dict.fromkeys(shown, expected), "visit": 0 if away.startswith("→") else 1}
        assert bool(overdue_measures(reader, date(2018, 1, 1))) is bool(expected)
        assert bool(visitors(reader)) is bool(shown["visit"])
        assert {kind: reader.count(Selection(kind)) for kind in shown} == shown
    book.close()
    for kind, count in shown.items():
        assert len(run("record", "list", book.path, kind)["records"]) == count


def test_who_left_is_shown_and_not_counted(book: Book) -> None:
    with book.write("test") as ledger:
        home = _household(ledger, 1, "张三")
        gone = Member(household=home.id, name="李四", relation="02", change_type="married_out")
        ledger.save(gone, managed=("change_type",))
        _household(ledger, 2, "王五")
        closed = ledger.find(Household)[1]
        ledger.save(closed.but(status="merged"), managed=("status",))
    with book.read() as reader:
        assert reader.count(Selection("member")) == 3
        assert [one.name for one in reader.select(Selection("member", standing=COUNTED))] == ["张三"]
