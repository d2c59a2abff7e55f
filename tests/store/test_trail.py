"""数据轨迹: every change of everything of a household, with the value before it, whoever wrote it where."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.plans.commands import report_progress, set_measure
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history import twins
from fupin_desktop.store.history.trail import MADE, Step, kinds_of, trail
from fupin_desktop.subjects import family_of, photographed
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import correct_visit, log_visit, withdraw_visit
from fupin_desktop.visits.model import FollowUpTask, Visit

VILLAGE, PHOTO, OTHER = "441690101200", "a" * 64, "b" * 64


@pytest.fixture
def home(book: Book) -> Dot:
    """A household with something of every kind, each changed once."""
    with book.write("household.new") as ledger:
        made = ledger.save(Household(household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered"))
        assert made.id is not None
        ledger.save(Member(household=made.id, name="张三", relation="01", person_code="p1"))
        income = ledger.save(IncomeYear(household=made.id, year=2016, persons=1, wage=100))
        facts: dict[str, Any] = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡"}
        measure = set_measure(ledger, household=made.id, year=2017, **facts)
        case = ledger.save(HousingCase(household=made.id, year_plan=2017, stage="applied"), managed=("stage",))
        day = date(2017, 6, 3)
        facts = {"visitors": ["甲"], "type": "daily", "findings": "漏雨", "requests": "修屋顶", "photos": [PHOTO]}
        visit, _tasks = log_visit(ledger, household=made.id, date=day, **facts)
    with book.write("changes") as ledger:
        enter_income(ledger, income.but(wage=200))
        report_progress(ledger, measure, date=day, percent=50)
        ledger.save(case.but(photos_before=(OTHER,)))
        correct_visit(ledger, visit, findings="已修", photos=(OTHER,))
    with book.write("visit.withdraw") as ledger:
        withdraw_visit(ledger, ledger.get(Visit, Dot(visit.id or 0)), "记错了户")
    return made.id


def told(steps: list[Step], cls: type) -> list[tuple[str, Any, Any]]:
    return [(step.field, step.old, step.new) for step in steps if type(step.record) is cls and step.field != MADE]


def test_each_change_has_the_value_before_it(book: Book, home: Dot) -> None:
    with book.read() as reader:
        steps = trail(reader, family_of(reader, reader.get(Household, home)))
    assert told(steps, IncomeYear) == [("wage", 100, 200)]
    assert told(steps, YearMeasure) == [("state", "planned", "doing")]
    assert told(steps, HousingCase) == [("photos_before", None, OTHER)]
    assert sorted(told(steps, Visit)[1:], key=str) == [
        ("findings", "漏雨", "已修"),
        ("photos", PHOTO, None),
        ("photos", None, OTHER),
    ]
    assert told(steps, Visit)[0] == ("away", None, "记错了户"), "the newest first"
    made = {type(step.record): step.new for step in steps if step.field == MADE}
    assert set(made) == {
        *(Household, Member, IncomeYear, YearMeasure, MeasureProgress, HousingCase, Visit, FollowUpTask)
    }
    assert made[Visit]["findings"] == "漏雨", "what it was made with"
    assert kinds_of(steps)[0] == "visit"
    clocks = [step.who.clock for step in steps]
    assert clocks == sorted(clocks, reverse=True)
    assert {step.who.actor for step in steps} == {"甲镇"}


def test_several_changes_of_one_field_follow_each_other(book: Book, home: Dot) -> None:
    for wage in (300, 400):
        with book.write("income.enter") as ledger:
            enter_income(ledger, ledger.find(IncomeYear)[0].but(wage=wage))
    with book.read() as reader:
        steps = trail(reader, reader.find(IncomeYear, household=home))
    assert told(list(steps), IncomeYear) == [("wage", 300, 400), ("wage", 200, 300), ("wage", 100, 200)]


def test_joined_twins_stand_in_one_trail(book: Book, home: Dot) -> None:
    with book.write("test") as ledger:
        twin = ledger.save(Household(household_code=f"{VILLAGE}20160002", village_code=VILLAGE, status="registered"))
        ledger.save(Member(household=twin.id, name="张叁", relation="01", person_code="p2"))
        twins.join(ledger, [ledger.get(Household, home), twin], "同一户")
    with book.read() as reader:
        for one in (home, twin.id):
            found = family_of(reader, reader.get(Household, Dot(one or 0)))
            assert {home, twin.id} <= {record.id for record in found}
            assert {"张三", "张叁"} <= {getattr(record, "name", None) for record in found}
            assert "same_as" in kinds_of(trail(reader, found))


def test_what_is_put_away_has_no_photographs_to_look_at(book: Book, home: Dot) -> None:
    with book.read() as reader:
        found = photographed(reader, reader.get(Household, home))
    assert {type(record) for record in found} == {MeasureProgress, HousingCase}


def test_a_move_stands_in_the_trail(book: Book, home: Dot, run: Any) -> None:
    with book.write("test") as ledger:
        ledger.save_all(Village(code=code, name=name) for code, name in ((VILLAGE, "甲村"), ("441690101201", "乙村")))
        code = ledger.get(Household, home).household_code
    run("household", "move", book.path, code, "--to", "441690101201", "--on", "2018-03-01", "--why", "随子女迁居")
    with book.read() as reader:
        steps = trail(reader, family_of(reader, reader.get(Household, home)))
    assert "household_move" in kinds_of(steps)
    assert "随子女迁居" in {step.who.why for step in steps} | {
        value for step in steps if step.field == MADE for value in step.new.values()
    }
    assert told(steps, Household) != []
