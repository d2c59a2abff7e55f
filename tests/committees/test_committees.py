"""The two committees: sole posts do not overlap, what a merge let in is found, an overhaul ends with its result."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.committees.model import CommitteeMember, PartyOverhaul
from fupin_desktop.committees.rules import SOLE_POSTS, overlaps
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import Record
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_figure, gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write import door
from fupin_desktop.store.write.findings import findings
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.villages.model import Village

ONE, OTHER = "441690101200", "441690101201"
NOW = datetime(2017, 12, 20, 9, tzinfo=UTC)


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: NOW
    with book.write("test") as ledger:
        yield ledger


def held(start: date, end: date | None = None, **facts: Any) -> CommitteeMember:
    return CommitteeMember(village_code=ONE, name="林甲", post="secretary", start=start, end=end).but(**facts)


def refused(ledger: BookLedger, *records: Record) -> str:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save_all(records)
    return caught.value.code


@pytest.mark.parametrize("post", SOLE_POSTS)
def test_a_sole_post_is_held_by_one_on_each_day(ledger: BookLedger, post: str) -> None:
    ledger.save(held(date(2014, 1, 1), date(2017, 3, 31), post=post))
    assert refused(ledger, held(date(2017, 3, 31), name="林乙", post=post)) == "committee.overlap"
    assert ledger.save(held(date(2017, 4, 1), name="林乙", post=post)).id
    assert refused(ledger, held(date(2013, 1, 1), name="林丙", post=post)) == "committee.overlap"


def test_members_deputies_and_other_villages_stand_beside_each_other(ledger: BookLedger) -> None:
    ledger.save(held(date(2017, 1, 1)))
    ledger.save(held(date(2017, 1, 1), name="林乙", village_code=OTHER))
    ledger.save(held(date(2017, 1, 1), post="head"))
    for name in ("林丙", "林丁"):
        ledger.save(held(date(2017, 1, 1), name=name, post="member"))
    assert len(ledger.find(CommitteeMember)) == 5


def test_two_of_one_batch_are_judged_together(ledger: BookLedger) -> None:
    both = (held(date(2016, 1, 1)), held(date(2017, 1, 1), name="林乙"))
    assert refused(ledger, *both) == "committee.overlap"
    assert ledger.find(CommitteeMember) == []


def test_the_old_term_ends_and_the_new_begins_in_one_batch(ledger: BookLedger) -> None:
    old = ledger.save(held(date(2014, 1, 1)))
    ledger.save_all([old.but(end=date(2017, 3, 31)), held(date(2017, 4, 1), name="林乙")])
    assert [one.name for one in ledger.find(CommitteeMember, end=None)] == ["林乙"]


def test_a_term_does_not_end_before_it_begins(ledger: BookLedger) -> None:
    assert refused(ledger, held(date(2017, 1, 1), date(2016, 12, 31))) == "committee.end"
    assert refused(ledger, held(date(2017, 1, 1), village_code="441690101")) == "division.village"


DAYS = st.integers(0, 400).map(lambda n: date.fromordinal(date(2016, 1, 1).toordinal() + n))


@given(DAYS, st.one_of(st.none(), DAYS), DAYS, st.one_of(st.none(), DAYS))
def test_terms_overlap_when_they_have_a_day_in_common(a: date, b: date | None, c: date, d: date | None) -> None:
    one, other = held(a, b), held(c, d, name="林乙")
    last = date(2018, 1, 1)
    common = set(range(a.toordinal(), (b or last).toordinal() + 1)) & set(
        range(c.toordinal(), (d or last).toordinal() + 1)
    )
    if (b is None or a <= b) and (d is None or c <= d):
        assert overlaps(one, other) is bool(common)
        assert overlaps(other, one) is overlaps(one, other)


def behind(ledger: BookLedger, name: str) -> list[Record]:
    figure = gap_figure(gap_named(name), asked(ledger, ledger.division, NOW.date()))
    return list(ledger.select(figure.behind))


def test_what_a_merge_let_in_is_in_the_list(book: Book, ledger: BookLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(door, "judge", lambda *_: None)  # as a merge lets it in: unjudged
        for name in ("林甲", "林乙"):
            ledger.save(held(date(2017, 1, 1), name=name))
    ledger.save(held(date(2017, 1, 1), village_code=OTHER))
    assert {one.name for one in behind(ledger, "two_in_a_post")} == {"林甲", "林乙"}
    found = findings(ledger, book.identity, NOW.date(), ["committee_member"])
    assert {one.code for one in found} == {"committee.overlap"}


def test_a_village_without_a_secretary_is_named(ledger: BookLedger) -> None:
    for code in (ONE, OTHER):
        ledger.save(Village(code=code, name="村"))
    ledger.save(held(date(2014, 1, 1), date(2017, 12, 19)))
    ledger.save(held(date(2014, 1, 1), village_code=OTHER))
    assert [one.code for one in behind(ledger, "no_secretary")] == [ONE]


def overhaul(**facts: Any) -> PartyOverhaul:
    return PartyOverhaul(village_code=ONE, begun_on=date(2017, 1, 5), problem="支部书记长期在外").but(**facts)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"begun_on": date(2017, 12, 21)}, "overhaul.future"),
        ({"ended_on": date(2017, 1, 4), "result": "好"}, "overhaul.end"),
        ({"due": date(2017, 1, 4)}, "overhaul.end"),
        ({"ended_on": date(2017, 6, 1)}, "overhaul.result"),
        ({"result": "已配强"}, "overhaul.result"),
        ({"village_code": "441690101"}, "division.village"),
    ],
)
def test_what_is_refused_of_an_overhaul(ledger: BookLedger, facts: dict[str, Any], code: str) -> None:
    assert refused(ledger, overhaul(**facts)) == code


@pytest.mark.parametrize(("due", "late"), [(date(2017, 12, 19), True), (date(2017, 12, 20), False)])
def test_an_overhaul_is_late_the_day_after_it_was_due(ledger: BookLedger, due: date, late: bool) -> None:
    ledger.save(overhaul(due=due))
    assert bool(behind(ledger, "overhaul_late")) is late
