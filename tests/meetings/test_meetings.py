"""Meetings: quorum and majority to the person, votes that add up, what follows from the numbers."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.casework.votes import QUORUMS
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.meetings.commands import enter_vote_at
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.meetings.rules import has_quorum, is_carried
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger

ONE = "441690101200"
DAY = date(2017, 5, 8)


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        yield ledger


def held(**facts: object) -> Meeting:
    return Meeting(division=ONE, type="representatives", on=DAY, due=30, attended=20).but(**facts)


def code(ledger: Ledger, record: Record) -> str:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(record) if record.id else make(ledger, record)
    return caught.value.code


@pytest.mark.parametrize(
    ("kind", "due", "attended", "enough"),
    [
        ("villagers", 100, 50, False),
        ("villagers", 100, 51, True),
        ("households", 90, 59, False),
        ("households", 90, 60, True),
        ("representatives", 31, 20, False),
        ("representatives", 30, 20, True),
        ("joint", 30, 1, None),
        ("villagers", None, 10, None),
    ],
)
def test_quorum_is_the_law_s(kind: str, due: int | None, attended: int, enough: bool | None) -> None:
    assert has_quorum(Meeting(type=kind, due=due, attended=attended)) is enough


@given(st.sampled_from(sorted(QUORUMS)), st.integers(0, 300), st.integers(0, 300), st.integers(0, 300))
def test_what_is_carried_has_quorum_and_more_than_half_of_those_present(
    kind: str, due: int, attended: int, agreed: int
) -> None:
    meeting = Meeting(type=kind, due=due, attended=attended)
    carried = is_carried(meeting, MeetingVote(agreed=agreed))
    assert carried == (bool(has_quorum(meeting)) and 2 * agreed > attended)


def test_numbers_that_cannot_be_are_refused(ledger: Ledger) -> None:
    assert code(ledger, held(on=date(2017, 7, 1))) == "meeting.date"
    assert code(ledger, held(attended=31)) == "meeting.attended"
    assert code(ledger, held(division=ONE[:10])) == "division.form"
    meeting = ledger.save(held())
    vote = MeetingVote(meeting=meeting.id, matter="危房改造名单", agreed=15, against=4, abstained=2)
    assert code(ledger, vote) == "meeting.votes"
    kept = make(ledger, vote.but(abstained=1))
    assert code(ledger, meeting.but(attended=19)) == "meeting.votes"
    assert kept.id is not None


def test_whether_it_was_carried_follows_from_the_numbers(ledger: Ledger) -> None:
    meeting = ledger.save(held())
    votes = [make(ledger, MeetingVote(meeting=meeting.id, matter=str(n), agreed=n)) for n in (10, 11)]
    assert [vote.carried for vote in votes] == [False, True]
    assert code(ledger, MeetingVote(meeting=meeting.id, matter="甲", agreed=10, carried=True)) == "meeting.carried"
    assert isinstance(ledger, BookLedger)
    assert not ledger.warnings
    ledger.save(votes[1].but(carried=False))
    assert "though the votes carry it" in "".join(ledger.warnings)
    few = ledger.save(held(on=date(2017, 5, 9), attended=19))
    assert code(ledger, MeetingVote(meeting=few.id, matter="甲", agreed=19, carried=True)) == "meeting.carried"


def test_a_vote_at_a_meeting_that_stands_keeps_its_people_and_says_so(ledger: Ledger) -> None:
    meeting = ledger.save(held())
    typed = held(attended=25, minutes="同意")
    vote = enter_vote_at(ledger, typed, MeetingVote(matter="名单", agreed=18, against=1, abstained=1))
    assert vote.meeting == meeting.id
    stands = ledger.get(Meeting, vote.meeting)
    assert (stands.attended, stands.minutes) == (20, "同意")
    assert [text for text in ledger.warnings if "30 due, 20 present" in text]


def test_a_vote_at_the_same_meeting_again_says_nothing(ledger: Ledger) -> None:
    ledger.save(held())
    enter_vote_at(ledger, held(), MeetingVote(matter="名单", agreed=18, against=1, abstained=1))
    assert not [text for text in ledger.warnings if "stands in the book already" in text]
