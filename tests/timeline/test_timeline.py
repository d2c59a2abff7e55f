"""Time lines: everything of a household in one, whatever kind; a cadre's log that fills itself, and its one line."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.casework.commands import open_case
from fupin_desktop.duties.model import Cadre
from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.journal.commands import write_line
from fupin_desktop.journal.model import JournalLine
from fupin_desktop.kinds import KINDS
from fupin_desktop.leader_visits.model import LeaderCall, LeaderVisit
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import words
from fupin_desktop.meetings.model import Meeting
from fupin_desktop.plans.commands import report_progress
from fupin_desktop.plans.model import YearMeasure
from fupin_desktop.relief.model import ReliefPayment
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.timeline.events import Event
from fupin_desktop.timeline.happenings import happenings
from fupin_desktop.timeline.journal import journal_of, month_of
from fupin_desktop.timeline.of_subject import timeline_of
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import finish_task, log_visit, withdraw_visit
from fupin_desktop.visits.model import FollowUpTask, VillageVisit

ONE, OTHER = "441690101200", "441690101201"
TODAY = date(2017, 6, 20)
DAY = date(2017, 6, 5)


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: datetime(2017, 6, 20, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        for code in (ONE, OTHER):
            ledger.save(Village(code=code, name=f"村{code[-1]}"))
        yield ledger


@pytest.fixture
def home(ledger: BookLedger) -> Household:
    return ledger.save(Household(household_code=f"{ONE}20160001", village_code=ONE, status="registered"))


@pytest.fixture
def cadre(ledger: BookLedger) -> Cadre:
    return ledger.save(Cadre(village_code=ONE, name="陈一", unit_name="区农业局"))


def call(ledger: BookLedger, home: Household, **facts: Any) -> Any:
    given = {"household": home.id, "date": DAY, "visitors": ("陈一",), "type": "daily", "findings": "好", **facts}
    return log_visit(ledger, **given)


def test_every_declaration_names_what_there_is() -> None:
    for happening in happenings().values():
        fields = fields_of(KINDS[happening.kind])
        assert fields[happening.day].kind is Kind.DAY
        named = (*happening.people, *happening.words, *((happening.time,) if happening.time else ()))
        assert set(named) <= fields.keys(), happening.kind
        assert all(fields_of(KINDS[kind])[via].link == happening.kind for kind, via in happening.also)


def test_every_kind_that_hangs_on_a_household_and_must_name_a_day_stands_in_it() -> None:
    """A new room's records are in the time line without a line of code."""
    assert {"visit", "measure_progress", "housing_payment", "housing_step", "household_change"} <= happenings().keys()


def test_all_of_a_household_stands_in_one_line_the_newest_first(ledger: BookLedger, home: Household) -> None:
    visit, tasks = call(ledger, home, start="9:30", requests="修路灯")
    finish_task(ledger, tasks[0], "已修好")
    measure = ledger.save(
        YearMeasure(household=home.id, year=2017, project8="1", batch5="1", category="business", content="养鸡",
                    state="planned"), managed=("state",))  # fmt: skip
    report_progress(ledger, measure, date=date(2017, 6, 6), percent=40)
    came = LeaderVisit(village_code=ONE, date=date(2017, 6, 7), leader="刘县长", level="county", purposes=("study",))
    ledger.save(LeaderCall(leader_visit=ledger.save(came).id, household=home.id))
    open_case(ledger, HousingCase(household=home.id, year_plan=2017, stage_on=date(2017, 6, 8)))
    found = timeline_of(ledger, home, TODAY)
    assert [(one.day.day, type(one.record).__name__) for one in found] == [
        (20, "FollowUpTask"),
        (8, "HousingStep"),
        (7, "LeaderVisit"),
        (6, "MeasureProgress"),
        (5, "Visit"),
    ]
    last = found[-1]
    assert (last.time, last.people, last.words) == ("9:30", ("陈一",), "ordinary visit；好；修路灯")
    assert visit.id == last.id


def test_money_that_came_and_a_visit_after_exit_stand_there_without_a_declaration(
    ledger: BookLedger, home: Household, cadre: Cadre
) -> None:
    """Other rooms' kinds: by the day it came true, with how much it was and who did it."""
    relief = ReliefPayment(household=home.id, type=next(iter(words("relief_type"))), amount=30000)
    paid = ledger.save(relief)
    assert timeline_of(ledger, home, TODAY) == [], "what is granted and not paid has not happened"
    ledger.save(paid.but(paid_on=date(2017, 6, 9)), managed=("paid_on",))
    (event,) = timeline_of(ledger, home, TODAY)
    assert (event.day, event.words.endswith("300 yuan")) == (date(2017, 6, 9), True)


def test_the_log_names_the_head_of_each_household(ledger: BookLedger, home: Household, cadre: Cadre) -> None:
    ledger.save(Member(household=home.id, name="张三", relation="01"))
    call(ledger, home)
    open_case(ledger, HousingCase(household=home.id, year_plan=2017, stage_on=DAY))
    mine = timeline_of(ledger, home, TODAY)
    assert [one.whose for one in mine] == ["张三", "张三"], "of a step, too, which hangs on its case"


def test_what_was_withdrawn_and_what_is_not_done_yet_has_not_happened(ledger: BookLedger, home: Household) -> None:
    visit, _tasks = call(ledger, home, requests="修路灯")
    withdraw_visit(ledger, visit, "记错户")
    assert timeline_of(ledger, home, TODAY) == []


def test_numbers_that_people_typed_are_covered(ledger: BookLedger, home: Household) -> None:
    call(ledger, home, findings="身份证441690198001010015，手机13800001111")
    (event,) = timeline_of(ledger, home, TODAY)
    assert "0101" not in event.words
    assert "138" not in event.words


def a_month(ledger: BookLedger, home: Household, cadre: Cadre) -> list[Event]:
    first, last = month_of(DAY)
    journal = journal_of(ledger, cadre, first, last, TODAY)
    return [event for day in journal.days for event in day.events]


def test_the_log_fills_itself_with_what_names_the_person(ledger: BookLedger, home: Household, cadre: Cadre) -> None:
    call(ledger, home, visitors=("别人", "陈一"), start="10:00")
    call(ledger, home, visitors=("别人",), findings="不是他")
    ledger.save(VillageVisit(village_code=ONE, date=DAY, start="8:00", visitors=("陈一",), whom="committee",
                             findings="议事"))  # fmt: skip
    ledger.save(Meeting(division=ONE, type="team", on=DAY, topic="例会", present=("陈一",)))
    ledger.save(Meeting(division="441690101", type="annual", on=DAY, topic="年度", chair="陈一"))
    ledger.save(LeaderVisit(village_code=ONE, date=DAY, leader="刘县长", level="county", purposes=("study",),
                            companions=("陈一",), solved="路"))  # fmt: skip
    task = ledger.save(FollowUpTask(household=home.id, matter="办证", owner="陈一", state="open"))
    finish_task(ledger, task, "办好")
    kinds = [type(one.record).__name__ for one in a_month(ledger, home, cadre)]
    assert kinds[:2] == ["VillageVisit", "Visit"], "by the hour"
    assert sorted(kinds) == ["FollowUpTask", "LeaderVisit", "Meeting", "Meeting", "VillageVisit", "Visit"]


def test_a_namesake_of_another_village_is_somebody_else(ledger: BookLedger, home: Household, cadre: Cadre) -> None:
    there = ledger.save(Household(household_code=f"{OTHER}20160001", village_code=OTHER, status="registered"))
    ledger.save(Cadre(village_code=OTHER, name="陈一", unit_name="市卫生局"))
    call(ledger, there)
    assert a_month(ledger, home, cadre) == []
    ledger.save(Cadre(village_code=OTHER, name="陈一", unit_name="区农业局"))  # the same person, in both villages
    assert len(a_month(ledger, home, cadre)) == 1


def test_a_month_holds_its_first_and_last_day(ledger: BookLedger, home: Household, cadre: Cadre) -> None:
    assert [month_of(date(2017, *day)) for day in ((2, 28), (12, 31), (6, 1))] == [
        (date(2017, 2, 1), date(2017, 2, 28)),
        (date(2017, 12, 1), date(2017, 12, 31)),
        (date(2017, 6, 1), date(2017, 6, 30)),
    ]
    for day in (date(2017, 5, 31), date(2017, 6, 1)):
        call(ledger, home, date=day)
    assert [one.day for one in a_month(ledger, home, cadre)] == [date(2017, 6, 1)]


def test_one_line_a_day_is_written_and_written_anew(ledger: BookLedger, cadre: Cadre) -> None:
    line = write_line(ledger, JournalLine(cadre=cadre.id, date=DAY), " 下雨，改在祠堂开会 ")
    assert line.line == "下雨，改在祠堂开会"
    journal = journal_of(ledger, cadre, *month_of(DAY), TODAY)
    assert journal.at(DAY).line == line
    again = write_line(ledger, line, "下雨")
    assert [one.line for one in ledger.find(JournalLine)] == ["下雨"]
    for text, code in ((again.line, "journal.same"), ("　", "field.missing")):
        with pytest.raises(Refusal) as caught, ledger.savepoint():
            write_line(ledger, again, text or "")
        assert caught.value.code in (code, "journal.empty")


def test_the_log_of_tomorrow_is_refused(ledger: BookLedger, cadre: Cadre) -> None:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        write_line(ledger, JournalLine(cadre=cadre.id, date=date(2017, 6, 21)), "好")
    assert (caught.value.code, caught.value.where["field"]) == ("journal.future", "date")


def test_a_second_line_of_a_day_is_refused(ledger: BookLedger, cadre: Cadre) -> None:
    write_line(ledger, JournalLine(cadre=cadre.id, date=DAY), "好")
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        write_line(ledger, JournalLine(cadre=cadre.id, date=DAY), "又一句")
    assert caught.value.code == "record.exists"


def test_on_the_command_line_it_is_shown_written_and_printed(book: Book, run: Any, tmp_path: Path) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="甲村"))
        home = ledger.save(Household(household_code=f"{ONE}20160001", village_code=ONE, status="registered"))
        ledger.save(Cadre(village_code=ONE, name="陈一"))
        call(ledger, home, start="9:30")
    book.close()
    assert run("timeline", book.path, "--household", home.household_code)["events"][0]["time"] == "9:30"
    run("journal", "write", book.path, "--cadre", "陈一", "--date", "2017-06-05", "--line", "下雨")
    run("journal", "write", book.path, "--cadre", "陈一", "--date", "2017-06-05", "--line", "大雨")
    shown = run("journal", "show", book.path, "--cadre", "陈一", "--month", "2017-06")
    assert [(one["day"], one["line"], len(one["events"])) for one in shown["days"]] == [("2017-06-05", "大雨", 1)]
    out = tmp_path / "log.pdf"
    printed = run("journal", "print", book.path, "--cadre", "陈一", "--month", "2017-06", "--out", out)
    assert printed["pages"] == 1
    assert out.read_bytes().startswith(b"%PDF")
    for asked, code in (
        (("--cadre", "无人", "--month", "2017-06"), None),
        (("--cadre", "陈一", "--month", "2017-13"), "journal.month"),
        (("--cadre", "陈一", "--month", "6月"), "journal.month"),
    ):
        told = run("journal", "show", book.path, *asked, code=1)["refused"]["code"]
        assert code is None or told == code
