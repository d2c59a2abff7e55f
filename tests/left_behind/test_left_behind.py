"""Those left behind: surveyed again in time, a carer for every child; days and groups that fit the person."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.left_behind.model import CareSurvey
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from tests.persons_at_hand import TODAY, TOWN, refused, settle


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        yield ledger


def listed(ledger: Ledger, name: str) -> list[object]:
    figure = gap_named(name).figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    return [one.id for one in ledger.select(figure.behind)]


def test_who_was_not_surveyed_within_the_days_of_the_parameter(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    assert gap_named("not_surveyed").figure(asked(ledger, TOWN, TODAY)) is None
    set_value(ledger, "care_survey_days", "365", why="县规定", on=Standing(begins=date(2017, 1, 1)))
    disabled = ledger.save(members[3].but(disability_type="1", disability_grade="1"))
    assert listed(ledger, "not_surveyed") == [members[2].id, disabled.id]
    survey = ledger.save(
        CareSurvey(member=members[2].id, group="child", carer="李芳", surveyed_on=TODAY - timedelta(days=366))
    )
    assert listed(ledger, "not_surveyed") == [members[2].id, disabled.id]
    ledger.save(survey.but(surveyed_on=TODAY - timedelta(days=365)))
    assert listed(ledger, "not_surveyed") == [disabled.id]
    ledger.save(CareSurvey(member=disabled.id, surveyed_on=TODAY))
    assert listed(ledger, "not_surveyed") == []


def test_a_child_without_a_carer_and_a_group_that_does_not_fit(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    assert isinstance(ledger, BookLedger)
    kept = ledger.save(CareSurvey(member=members[2].id, group="child", surveyed_on=TODAY))
    assert "nobody entered who cares" in ledger.warnings[-1]
    assert listed(ledger, "child_no_carer") == [kept.id]
    for member, group, told in ((0, "child", "this person is older"), (0, "elder", "younger"), (0, "wife", "a man")):
        ledger.save(CareSurvey(member=members[member].id, group=group, carer="甲", surveyed_on=TODAY))
        assert told in ledger.warnings[-1]
    table = make_report(report_named("left_behind"), asked(ledger, TOWN, TODAY), ledger, "甲镇")
    value = {column.name: table.value(table.rows[-1], at) for at, column in enumerate(table.columns)}
    assert (value["child"], value["child_surveyed"]) == (2, 2)


def test_a_survey_that_cannot_be_is_refused(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    assert refused(ledger, CareSurvey(member=members[2].id, surveyed_on=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, CareSurvey(member=members[2].id, surveyed_on=date(2008, 4, 30))) == "person.unborn"
    assert refused(ledger, CareSurvey(member=members[2].id)) == "field.missing"
