"""Work: terms, months and children; who wishes work and has none; the report with the records behind it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.employment.model import EmploymentRecord, Vacancy, WorkWish
from fupin_desktop.employment.rules import months_between
from fupin_desktop.kinds import make
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost
from tests.persons_at_hand import TODAY, TOWN, VILLAGE, refused, settle


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        yield ledger


def work(member: object, **facts: object) -> EmploymentRecord:
    given = {"employer": "演示电子厂", "kind": "stable", "channel": "self", "start": date(2017, 2, 15)}
    return EmploymentRecord(member=member).but(**{**given, **facts})


def missing(ledger: Ledger, name: str) -> list[object]:
    figure = gap_named(name).figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    return [one.id for one in ledger.select(figure.behind)]


def test_terms_and_months_that_cannot_be_are_refused(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    one = members[0].id
    assert refused(ledger, work(one, end=date(2017, 2, 14))) == "employment.end"
    assert refused(ledger, work(one, start=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, work(one, start=date(1974, 1, 1))) == "person.unborn"
    assert refused(ledger, work(one, stable_months=6)) == "employment.months"
    assert refused(ledger, work(one, channel="other")) == "other.word"
    kept = ledger.save(work(one, stable_months=5))
    assert refused(ledger, kept.but(end=date(2017, 5, 31))) == "employment.months"
    assert refused(ledger, WorkWish(member=one, said_on=date(2017, 7, 1), wish="away")) == "day.ahead"
    place = {"village_code": VILLAGE, "employer": "甲厂", "job": "普工", "persons": 3, "heard_on": date(2017, 5, 1)}
    assert refused(ledger, Vacancy(**place, until=date(2017, 4, 1))) == "vacancy.until"
    assert refused(ledger, Vacancy(**{**place, "persons": 0})) == "value.low"


def test_the_months_of_a_term_are_those_it_touches() -> None:
    assert months_between(date(2017, 2, 15), date(2017, 6, 30)) == 5
    assert months_between(date(2016, 12, 31), date(2017, 1, 1)) == 2
    assert months_between(date(2017, 1, 1), date(2017, 1, 1)) == 1


def test_a_child_at_work_and_a_transfer_nobody_organised_are_told(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    assert isinstance(ledger, BookLedger)
    ledger.save(work(members[2].id, start=date(2016, 5, 1)))
    assert "Under 16" in ledger.warnings[-1]
    ledger.save(work(members[0].id, channel="organised", to_place="深圳市福田区"))
    assert "who organised it" in ledger.warnings[-1]
    assert len(missing(ledger, "transfer_unnamed")) == 1
    told = len(ledger.warnings)
    ledger.save(work(members[1].id, channel="organised", to_place="深圳市", organised_by="福田区人力资源局"))
    assert len(ledger.warnings) == told


def test_who_wishes_work_and_has_none(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    day = date(2017, 3, 1)
    ledger.save(WorkWish(member=members[0].id, said_on=day, wish="away"))
    ledger.save(WorkWish(member=members[1].id, said_on=day, wish="local", graduated_year=2016))
    ledger.save(WorkWish(member=members[3].id, said_on=day, wish="none"))
    assert missing(ledger, "no_work") == [members[0].id, members[1].id]
    assert missing(ledger, "graduate_no_work") == [members[1].id]
    ended = ledger.save(work(members[0].id, end=date(2017, 6, 29)))
    assert missing(ledger, "no_work") == [members[0].id, members[1].id], "that work has ended"
    ledger.save(ended.but(end=TODAY))
    assert missing(ledger, "no_work") == [members[1].id], "on its last day it still holds"
    post = ledger.save(WelfarePost(village_code=VILLAGE, name="保洁员", kind="cleaning", seats=1))
    make(ledger, PostHolder(post=post.id, member=members[1].id, start=day))
    assert missing(ledger, "no_work") == missing(ledger, "graduate_no_work") == []


def test_an_open_vacancy_nobody_took(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    facts = {"employer": "甲厂", "job": "普工", "persons": 3, "heard_on": date(2017, 5, 1)}
    place = ledger.save(Vacancy(village_code=VILLAGE).but(**facts))
    ledger.save(Vacancy(village_code=VILLAGE, until=date(2017, 6, 29)).but(**facts))
    assert missing(ledger, "vacancy_empty") == [place.id]
    ledger.save(work(members[0].id, vacancy=place.id))
    assert missing(ledger, "vacancy_empty") == []


def test_the_report_counts_a_person_once_and_opens_its_records(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    for employer in ("甲厂", "乙厂"):
        ledger.save(work(members[0].id, employer=employer, monthly_wage=250_000, channel="park"))
    ledger.save(work(members[1].id, kind="temporary", monthly_wage=100_050))
    ledger.save(work(members[1].id, end=date(2017, 3, 1), monthly_wage=100))
    table = make_report(report_named("employment"), asked(ledger, TOWN, TODAY), ledger, "甲镇")
    row = table.rows[-1]
    value = {column.name: table.value(row, at) for at, column in enumerate(table.columns)}
    assert (value["employed"], value["stable"], value["temporary"], value["wages"]) == (2, 1, 1, 600_050)
    assert (value["by_park"], value["by_self"]) == (1, 1)
    behind = table.cell(row, table.column_of("employed")).behind
    assert len(ledger.select(behind)) == 3


def test_of_each_household_that_wishes_it_one_person_works(ledger: Ledger) -> None:
    home, members = settle(ledger)
    other, others = settle(ledger, "0002")
    for one in (members[0], members[1], others[0]):
        ledger.save(WorkWish(member=one.id, said_on=date(2017, 3, 1), wish="local"))
    assert missing(ledger, "household_no_work") == [home.id, other.id]
    ledger.save(work(members[1].id))
    assert missing(ledger, "household_no_work") == [other.id], "one of a household is enough"
    table = make_report(report_named("employment"), asked(ledger, TOWN, TODAY), ledger, "甲镇")
    value = {column.name: table.value(table.rows[-1], at) for at, column in enumerate(table.columns)}
    assert (value["homes_wishing"], value["homes_working"], value["homes_rate"]) == (2, 1, 0.5)
