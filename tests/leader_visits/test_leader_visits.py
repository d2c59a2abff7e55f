"""Leaders' visits: what is refused, who came too seldom by level and by name, their figures, every door."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fupin_desktop.duties.model import PlaceResponsibility
from fupin_desktop.households.model import Household
from fupin_desktop.leader_visits.model import LeaderCall, LeaderVisit
from fupin_desktop.leader_visits.report import LIMIT
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_figure, gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village

ONE, OTHER = "441690101200", "441690101201"
NOW = datetime(2017, 12, 20, 9, tzinfo=UTC)


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: NOW
    with book.write("test") as ledger:
        for code in (ONE, OTHER):
            ledger.save(Village(code=code, name=f"村{code[-1]}", is_poor_village=True))
        yield ledger


def came(day: date = date(2017, 3, 6), **facts: Any) -> LeaderVisit:
    visit = LeaderVisit(village_code=ONE, date=day, leader="刘县长", level="county", purposes=("study",), solved="修渠")
    return visit.but(**facts)


def lay_down(ledger: BookLedger, times: int = 2) -> None:
    set_value(ledger, LIMIT, str(times), why="市文件", on=Standing(begins=date(2016, 11, 14), clause="§23"))


def lacking(ledger: BookLedger, name: str) -> list[Record]:
    figure = gap_figure(gap_named(name), asked(ledger, ledger.division, NOW.date()))
    return list(ledger.select(figure.behind))


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({"date": date(2017, 12, 21)}, "leader_visit.future", "date"),
        ({"village_code": "441690101"}, "division.village", "village_code"),
        ({"leader": None}, "field.missing", "leader"),
        ({"purposes": ()}, "field.missing", "purposes"),
        ({"level": None}, "field.missing", "level"),
    ],
)
def test_what_is_refused(ledger: BookLedger, facts: dict[str, Any], code: str, field: str) -> None:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(came(**facts))
    assert (caught.value.code, caught.value.where["field"]) == (code, field)
    assert ledger.find(LeaderVisit) == []


def test_a_household_of_another_village_is_refused(ledger: BookLedger) -> None:
    mine, other = (
        ledger.save(Household(household_code=f"{code}20160001", village_code=code, status="registered"))
        for code in (ONE, OTHER)
    )
    visit = ledger.save(came())
    assert ledger.save(LeaderCall(leader_visit=visit.id, household=mine.id, words="问收入")).id
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(LeaderCall(leader_visit=visit.id, household=other.id))
    assert (caught.value.code, caught.value.where["field"]) == ("leader_visit.household", "household")
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(LeaderCall(leader_visit=visit.id, household=mine.id))
    assert caught.value.code == "record.exists"


def test_one_leader_stands_once_a_day_and_village_and_two_beside_each_other(ledger: BookLedger) -> None:
    ledger.save(came())
    ledger.save(came(leader="周书记"))
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(came())
    assert caught.value.code == "record.exists"


def test_a_visit_without_words_is_told(ledger: BookLedger) -> None:
    ledger.save(came(solved=None))
    assert len(ledger.warnings) == 1


def test_a_village_lacks_by_level_and_by_the_year_alone(ledger: BookLedger) -> None:
    lay_down(ledger)
    for day in (date(2017, 1, 1), date(2017, 12, 19)):
        ledger.save(came(day))
    ledger.save(came(date(2016, 12, 31), level="city"))
    ledger.save(came(date(2017, 5, 1), level="city"))
    assert [one.code for one in lacking(ledger, "leader_visits_county")] == [OTHER]
    assert len(lacking(ledger, "leader_visits_city")) == 2


def test_the_number_is_the_county_s(ledger: BookLedger) -> None:
    """No expected figure in the code: one unit more, and the village lacks again."""
    for day in (date(2017, 1, 1), date(2017, 12, 19)):
        ledger.save(came(day))
    lay_down(ledger, 3)
    assert len(lacking(ledger, "leader_visits_county")) == 2


def test_without_a_paper_nothing_is_guessed(ledger: BookLedger) -> None:
    with pytest.raises(Refusal) as caught:
        lacking(ledger, "leader_visits_county")
    assert (caught.value.code, caught.value.where["parameter"]) == ("gap.limit", LIMIT)


def test_a_leader_is_counted_over_all_villages_by_name(ledger: BookLedger) -> None:
    lay_down(ledger)
    for name in ("刘县长", "周书记"):
        ledger.save(PlaceResponsibility(division=ONE, role="county_leader", name=name, start=date(2016, 5, 1)))
    ledger.save(came())
    ledger.save(came(village_code=OTHER))
    assert [one.name for one in lacking(ledger, "leader_visits_person")] == ["周书记"]


def test_the_report_counts_by_level(ledger: BookLedger) -> None:
    ledger.save(came())
    ledger.save(came(level="unit", leader="单位领导"))
    report = make_report(report_named("visits"), asked(ledger, ledger.division, NOW.date()), ledger, "甲镇")
    row = report.row_of(ONE)
    found = {name: report.value(row, report.column_of(name)) for name in ("leaders", "leaders_county", "leaders_city")}
    assert found == {"leaders": 2, "leaders_county": 1, "leaders_city": 0}


def test_it_is_written_and_listed_on_the_command_line(book: Book, run: Any) -> None:
    book.close()
    values = ("date=2017-03-06", "leader=刘县长", "level=county", "purposes=study、inspect", "solved=修渠")
    made = run("record", "new", book.path, "leader_visit", f"village_code={ONE}", *values)
    shown = run("record", "show", book.path, "leader_visit", made["id"])
    assert "刘县长" in str(shown)
    late = run(
        "record", "new", book.path, "leader_visit", f"village_code={ONE}", "date=2099-01-01", *values[1:], code=1
    )
    assert late["refused"]["code"] == "leader_visit.future"
    assert {one["name"] for one in run("gaps", book.path)["gaps"]} >= {"leader_visits_city", "leader_visits_person"}
