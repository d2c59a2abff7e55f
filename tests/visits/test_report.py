"""Visits that count: a household once a day, visits in the village apart, a helper's own name, times that are sane."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.duties.persons import called as called_so
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_figure, gap_named
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import log_visit, withdraw_visit
from fupin_desktop.visits.model import VillageVisit, Visit

ONE = "441690101200"
TODAY = datetime(2017, 12, 20, 9, tzinfo=UTC)
DAY = date(2017, 6, 5)


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: TODAY
    with book.write("test") as ledger:
        ledger.save(Village(code=ONE, name="演示一甲村", is_poor_village=True))
        yield ledger


def home(ledger: BookLedger, number: int = 1) -> Dot:
    made = ledger.save(Household(household_code=f"{ONE}2016{number:04}", village_code=ONE, status="registered"))
    assert made.id is not None
    return made.id


def called(ledger: BookLedger, household: Dot, day: date = DAY, **facts: object) -> Visit:
    given = {"type": "daily", "findings": "好", "visitors": ("陈一",), **facts}
    return log_visit(ledger, household=household, date=day, **given)[0]  # type: ignore[arg-type]


def cells(ledger: BookLedger, period: str = "2017") -> dict[str, object]:
    year, _q, quarter = period.partition("Q")
    wanted = asked(ledger, ledger.division, TODAY.date(), Period(int(year), int(quarter) if quarter else None))
    report = make_report(report_named("visits"), wanted, ledger, "甲镇")
    row = report.row_of("total")
    return {column.name: report.value(row, at) for at, column in enumerate(report.columns)}


def test_a_household_is_counted_once_a_day(ledger: BookLedger) -> None:
    first, second = home(ledger), home(ledger, 2)
    for visitors in (("陈一",), ("李二", "王三")):
        called(ledger, first, visitors=visitors)
    called(ledger, first, date(2017, 6, 6), type="led")
    called(ledger, second)
    found = cells(ledger)
    assert (found["visits"], found["visited"], found["daily"], found["led"]) == (3, 2, 2, 1)


def test_a_withdrawn_visit_is_not_counted(ledger: BookLedger) -> None:
    called(ledger, home(ledger))
    other = called(ledger, home(ledger, 2))
    withdraw_visit(ledger, other, "记错户")
    assert cells(ledger)["visits"] == 1


def test_two_kinds_on_a_day_are_one_call(ledger: BookLedger) -> None:
    one = home(ledger)
    called(ledger, one)
    called(ledger, one, type="greeting")
    found = cells(ledger)
    assert (found["visits"], found["daily"], found["greeting"]) == (1, 1, 1)


def test_a_quarter_counts_its_own_days(ledger: BookLedger) -> None:
    set_value(ledger, "report_period", "quarter", why="县通知", on=Standing(begins=date(2017, 1, 1), clause="三"))
    one = home(ledger)
    called(ledger, one, date(2017, 3, 31))
    called(ledger, one, date(2017, 4, 1))
    assert [cells(ledger, period)["visits"] for period in ("2017", "2017Q1", "2017Q2", "2017Q3")] == [2, 1, 1, None]


def test_a_visit_in_the_village_is_no_call_at_a_household(ledger: BookLedger) -> None:
    home(ledger)
    ledger.save(VillageVisit(village_code=ONE, date=DAY, visitors=("陈一",), whom="villager", person="村口老人",
                             findings="问水渠"))  # fmt: skip
    found = cells(ledger)
    assert (found["visits"], found["visited"], found["in_village"]) == (None, None, 1)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"date": date(2018, 1, 1)}, "visit.future", "date"),
        ({"visitors": (" ",)}, "visit.visitors", "visitors"),
        ({"findings": None}, "visit.empty", "findings"),
        ({"start": "9:30", "end": "9:29"}, "visit.end", "end"),
        ({"start": "25:00"}, "visit.time", "start"),
        ({"village_code": "441690101"}, "division.village", "village_code"),
    ],
)
def test_what_is_refused_of_a_visit_in_the_village(
    ledger: BookLedger, facts: dict[str, object], code: str, field: str
) -> None:
    good = VillageVisit(village_code=ONE, date=DAY, visitors=("陈一",), whom="committee", findings="议事")
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(good.but(**facts))
    assert (caught.value.code, caught.value.where["field"]) == (code, field)
    assert ledger.find(VillageVisit) == []


@pytest.mark.parametrize(("end", "said"), [("17:30", False), ("17:31", True)])
def test_a_visit_of_more_than_eight_hours_is_told(ledger: BookLedger, end: str, said: bool) -> None:
    called(ledger, home(ledger), start="9:30", end=end)
    assert any("8" in warning for warning in ledger.warnings) is said


@pytest.mark.parametrize(
    ("day", "said"), [("2016-04-29", True), ("2016-04-30", False), ("2017-11-30", False), ("2017-12-01", True)]
)
def test_a_day_outside_the_campaign_is_told_and_not_refused(ledger: BookLedger, day: str, said: bool) -> None:
    for code, value in (("campaign_start", "2016-04-30"), ("campaign_end", "2017-11-30")):
        set_value(ledger, code, value, why="市文件", on=Standing(begins=date(2016, 4, 30), clause="(十二)"))
    called(ledger, home(ledger), date.fromisoformat(day))
    assert any("campaign" in warning for warning in ledger.warnings) is said


def test_where_no_paper_prints_a_campaign_no_day_is_told(ledger: BookLedger) -> None:
    called(ledger, home(ledger), date(2015, 1, 1))
    assert ledger.warnings == []


def duty(ledger: BookLedger, household: Dot, name: str = "陈一", start: date = date(2016, 5, 1)) -> Responsibility:
    cadre = ledger.save(Cadre(village_code=ONE, name=name))
    return ledger.save(Responsibility(household=household, cadre=cadre.id, role="household_cadre", start=start))


def not_called(ledger: BookLedger) -> set[object]:
    wanted = asked(ledger, ledger.division, TODAY.date())
    figure = gap_figure(gap_named("helper_no_visit"), wanted)
    found = ledger.select(figure.behind)
    assert figure.value(ledger) in (len(found), None)
    return {one.household for one in found if isinstance(one, Responsibility)}


def test_a_helper_has_to_call_himself(ledger: BookLedger) -> None:
    first, second, third = home(ledger), home(ledger, 2), home(ledger, 3)
    for one, name in ((first, "陈一"), (second, "李二"), (third, "王三")):
        duty(ledger, one, name)
    called(ledger, first, date(2017, 6, 21), visitors=("别人", "陈一"))  # 182 days before: the last day that counts
    called(ledger, second, date(2017, 6, 20), visitors=("李二",))
    called(ledger, third, date(2017, 12, 1), visitors=("别人",))
    assert not_called(ledger) == {second, third}


def test_a_name_typed_in_another_way_is_the_same_person(ledger: BookLedger) -> None:
    one, other = home(ledger), home(ledger, 2)
    for household in (one, other):
        duty(ledger, household)
    called(ledger, one, date(2017, 12, 1), visitors=("别人", " 陈\u3000一"))
    called(ledger, other, date(2017, 12, 1), visitors=("陈一一", "陈"))
    assert not_called(ledger) == {other}
    assert len(called_so(ledger, "陈 一")) == 2
    assert called_so(ledger, "", None) == []


def test_who_became_a_helper_lately_and_who_ended_are_not_named(ledger: BookLedger) -> None:
    lately, ended = home(ledger), home(ledger, 2)
    duty(ledger, lately, start=date(2017, 6, 22))
    old = duty(ledger, ended, "李二")
    ledger.save(old.but(end=date(2017, 5, 1)), managed=("end",))
    assert not_called(ledger) == set()


def test_a_visit_that_was_withdrawn_is_no_call_of_the_helper(ledger: BookLedger) -> None:
    one = home(ledger)
    duty(ledger, one)
    withdraw_visit(ledger, called(ledger, one, date(2017, 12, 1)), "没去")
    assert not_called(ledger) == {one}
