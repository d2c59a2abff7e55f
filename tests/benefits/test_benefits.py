"""Policy cards: what is refused, what is missing, how a year begins from another, the gap lists that count the same."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.benefits.commands import copy_cards
from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.benefits.rules import gap_of, is_missing, warnings_of
from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_count, gap_named
from fupin_desktop.reports.period import Period
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger

VILLAGE = "441690101200"
DUE = HouseholdBenefit(year=2017, item="farmland", entitled=True, due_amount=50_000)


@pytest.fixture
def ledger(book: Book) -> Any:
    with book.write("test") as found:
        yield found


def home(ledger: BookLedger, number: int = 1) -> Household:
    code = f"{VILLAGE}2016000{number}"
    return ledger.save(Household(household_code=code, village_code=VILLAGE, status="registered"))


def test_what_is_missing_of_an_item() -> None:
    assert (gap_of(DUE), is_missing(DUE)) == (50_000, True)
    part = DUE.but(received=True, received_amount=20_000)
    assert (gap_of(part), is_missing(part)) == (30_000, True)
    assert (gap_of(DUE.but(received=True)), is_missing(DUE.but(received=True))) == (0, False)
    unpaid = DUE.but(due_amount=None)
    assert (gap_of(unpaid), is_missing(unpaid)) == (None, True)
    assert not is_missing(DUE.but(entitled=False))
    assert gap_of(DUE.but(received=True, received_amount=60_000)) == 0


def test_what_is_refused_of_an_item(ledger: BookLedger) -> None:
    one, other = home(ledger), home(ledger, 2)
    stranger = ledger.save(Member(household=other.id, name="甲", relation="01", birth_date=ledger.today))
    mine = DUE.but(household=one.id)
    for wrong, code in (
        (mine.but(item="other"), "benefit.name"),
        (mine.but(received=True, received_on=ledger.today + timedelta(days=1)), "benefit.future"),
        (mine.but(received_amount=5), "benefit.received"),
        (mine.but(received=False, received_on=ledger.today), "benefit.received"),
        (mine.but(member=stranger.id), "benefit.member"),
    ):
        with pytest.raises(Refusal) as refused:
            ledger.save(wrong)
        assert refused.value.code == code
        assert refused.value.where["field"]
    ledger.save(mine)
    with pytest.raises(Refusal) as twice:
        ledger.save(mine)
    assert twice.value.code == "benefit.exists"
    with pytest.raises(Refusal) as at_once:
        ledger.save_all([mine.but(item="pension"), mine.but(item="pension")])
    assert at_once.value.code == "benefit.exists"
    assert len(ledger.find(HouseholdBenefit)) == 1


def test_what_is_told_and_stops_nothing() -> None:
    assert warnings_of(DUE) == []
    assert len(warnings_of(DUE.but(entitled=False, received=True))) == 1
    assert len(warnings_of(DUE.but(received=True, received_amount=50_001))) == 1


def test_a_year_begins_from_another_with_nothing_received(ledger: BookLedger) -> None:
    of = home(ledger)
    ledger.save(DUE.but(household=of.id, received=True, received_amount=50_000))
    ledger.save(DUE.but(household=of.id, item="pension", entitled=False))
    (made,) = copy_cards(ledger, from_year=2017, to_year=2018)
    assert (made.item, made.year, made.due_amount, made.received) == ("farmland", 2018, 50_000, None)
    assert copy_cards(ledger, from_year=2017, to_year=2018) == []
    assert copy_cards(ledger, from_year=2017, to_year=2019, households=[]) == []
    with pytest.raises(Refusal) as refused:
        copy_cards(ledger, from_year=2018, to_year=2018)
    assert refused.value.code == "benefit.year"


def test_the_gap_lists_count_what_the_rules_say(book: Book) -> None:
    cases = (
        DUE,
        DUE.but(item="pension", received=True),
        DUE.but(item="dibao", received=True, received_amount=1),
        DUE.but(item="forest", due_amount=None),
        DUE.but(item="housing", entitled=False),
        DUE.but(item="interest", received=True, received_amount=50_000),
    )
    with book.write("test") as ledger:
        of = home(ledger)
        home(ledger, 2)
        saved = [ledger.save(one.but(household=of.id)) for one in cases]
    with book.read() as reader:
        wanted = asked(reader, book.identity.division, book.wall().date(), Period(2017))
        assert gap_count(gap_named("policy_gap"), wanted, reader) == sum(map(is_missing, saved)) == 3
        assert gap_count(gap_named("no_policy_card"), wanted, reader) == 1


AMOUNT = st.none() | st.integers(0, 10**9)


@given(AMOUNT, AMOUNT, st.none() | st.booleans(), st.none() | st.booleans())
def test_a_gap_is_never_below_nought_and_only_of_what_is_due(
    due: int | None, got: int | None, received: bool | None, entitled: bool | None
) -> None:
    one = DUE.but(due_amount=due, received_amount=got, received=received, entitled=entitled)
    found = gap_of(one)
    assert found is None or found >= 0
    assert found is None or entitled
    assert not (found and not is_missing(one))
