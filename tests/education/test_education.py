"""Education aid: once a term, in a term that has begun; pupils entitled by their stage who have had none."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.education.figures import grades_of
from fupin_desktop.education.model import EducationAid
from fupin_desktop.education.rules import first_day, term_on
from fupin_desktop.households.model import MemberYear
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from tests.persons_at_hand import TODAY, TOWN, refused, settle


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        yield ledger


def aid(member: object, **facts: object) -> EducationAid:
    given = {"school_year": 2016, "term": "spring", "stage": "primary", "item": "living", "amount": 150_000}
    return EducationAid(member=member).but(**{**given, **facts})


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2016, 8, 31), (2015, "spring")),
        (date(2016, 9, 1), (2016, "autumn")),
        (date(2017, 1, 31), (2016, "autumn")),
        (date(2017, 2, 1), (2016, "spring")),
    ],
)
def test_the_term_of_a_day(day: date, told: tuple[int, str]) -> None:
    assert term_on(day) == told
    assert first_day(*told) <= day


def test_what_cannot_be_is_refused(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    child = members[2].id
    assert refused(ledger, aid(child, paid_on=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, aid(child, school_year=2017, term="autumn")) == "education.term"
    assert refused(ledger, aid(child, amount=0)) == "value.low"
    assert refused(ledger, aid(child, item="other")) == "other.word"
    assert refused(ledger, aid(child, paid_on=date(2008, 4, 30))) == "person.unborn"
    first = ledger.save(aid(child))
    assert refused(ledger, aid(child, amount=1)) == "education.twice"
    ledger.save(aid(child, remark="补发"))
    ledger.save(aid(child, term="autumn"))
    ledger.save(first.but(amount=200_000))


def test_pupils_without_aid_by_the_stages_of_the_parameter(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    for member, grade in ((members[0], "16"), (members[1], "2")):
        year = ledger.find(MemberYear, member=member.id)[0]
        ledger.save(year.but(school_state=grade))
    gap = gap_named("no_education_aid")
    assert gap.figure(asked(ledger, TOWN, TODAY)) is None, "no paper of this place: it is said, never guessed"
    set_value(ledger, "education_aid_stages", "小学、大专", why="县规定", on=Standing(begins=date(2017, 1, 1)))
    figure = gap.figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    assert [one.id for one in ledger.select(figure.behind)] == [members[0].id, members[2].id]
    ledger.save(aid(members[2].id, term="autumn"))
    assert figure.value(ledger) == 2, "the term before is another"
    ledger.save(aid(members[2].id))
    assert [one.id for one in ledger.select(figure.behind)] == [members[0].id]


def test_grades_of_stages() -> None:
    assert grades_of(["primary"]) == ("3",)
    assert grades_of(["junior", "senior"]) == ("4", "5", "6", "7", "8", "9")
    assert grades_of(["university"]) == grades_of(["college"])
    assert "1" not in grades_of(["preschool", "primary", "junior", "senior", "vocational", "college"])


def test_what_was_paid_in_the_year(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    ledger.save(aid(members[2].id, paid_on=date(2017, 3, 1)))
    ledger.save(aid(members[2].id, term="autumn", paid_on=date(2016, 12, 31)))
    unpaid = ledger.save(aid(members[0].id, stage="vocational"))
    table = make_report(report_named("aid"), asked(ledger, TOWN, TODAY), ledger, "甲镇")
    value = {column.name: table.value(table.rows[-1], at) for at, column in enumerate(table.columns)}
    assert (value["pupils"], value["education"]) == (1, 150_000)
    figure = gap_named("education_not_paid").figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    assert [one.id for one in ledger.select(figure.behind)] == [unpaid.id]


def test_aid_before_school_and_fees_waived_are_entered_by_stage(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    child = members[2].id
    given = (("preschool", "grant"), ("senior", "tuition"), ("vocational", "tuition"))
    for at, (stage, item) in enumerate(given):
        ledger.save(aid(child, stage=stage, item=item, school_year=2014 + at, term="autumn"))
    assert [(one.stage, one.item) for one in ledger.find(EducationAid)] == list(given)
    assert refused(ledger, aid(child, stage="vocational", item="tuition", term="autumn")) == "education.twice"


def test_aid_for_who_is_at_no_school_is_doubted(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    ledger.save(aid(members[2].id))
    assert ledger.warnings == []
    for year in ledger.find(MemberYear, member=members[3].id):
        ledger.save(year.but(school_state="1"))
    ledger.save(aid(members[3].id))
    assert len(ledger.warnings) == 1
