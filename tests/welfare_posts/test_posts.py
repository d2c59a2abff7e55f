"""Welfare posts: never more holders than seats, each once, named; the share of the poor to the person."""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.terms import in_term
from fupin_desktop.ledger.words import code_of
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost
from fupin_desktop.welfare_posts.rules import refuse_full, share_of_poor
from tests.persons_at_hand import TODAY, TOWN, VILLAGE, refused, settle

DAY = date(2017, 1, 1)


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        yield ledger


def post(ledger: Ledger, seats: int = 2, **facts: Any) -> WelfarePost:
    return ledger.save(WelfarePost(village_code=VILLAGE, name="保洁员", kind="cleaning", seats=seats).but(**facts))


def hold(of: WelfarePost, **facts: Any) -> PostHolder:
    return PostHolder(post=of.id, start=DAY).but(**facts)


def test_holders_that_cannot_be_are_refused(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    other, _ = settle(ledger, "0002")
    kept = post(ledger, seats=1, start=DAY, end=date(2017, 12, 31))
    assert refused(ledger, hold(kept)) == "post.who"
    assert refused(ledger, hold(kept, member=members[0].id, name="王五")) == "post.who"
    assert refused(ledger, hold(kept, household=other.id, name="")) == "post.who"
    assert refused(ledger, hold(kept, member=members[0].id, household=other.id)) == "person.home"
    assert refused(ledger, hold(kept, name="王五", start=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, hold(kept, name="王五", end=date(2016, 12, 31))) == "post.end"
    assert refused(ledger, hold(kept, name="王五", start=date(2016, 12, 31))) == "post.term"
    first = make(ledger, hold(kept, member=members[0].id, end=date(2017, 3, 31)))
    assert first.household == members[0].household, "the household follows from the person"
    assert refused(ledger, hold(kept, member=members[0].id, start=date(2017, 3, 31))) == "post.twice"
    assert refused(ledger, hold(kept, name="王五", start=date(2017, 3, 31))) == "post.full"
    make(ledger, hold(kept, name="王五", start=date(2017, 4, 1)))
    assert refused(ledger, kept.but(kind="other")) == "other.word"


def test_fewer_seats_than_holders_are_refused(ledger: Ledger) -> None:
    kept = post(ledger)
    for name in ("王五", "赵六"):
        make(ledger, hold(kept, name=name))
    assert refused(ledger, kept.but(seats=1)) == "post.full"


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(0, 9)), max_size=6), st.integers(1, 4))
def test_seats_are_kept_on_every_day(terms: list[tuple[int, int]], seats: int) -> None:
    held = [
        PostHolder(start=date(2017, 1, first), end=date.fromordinal(date(2017, 1, first).toordinal() + days))
        for first, days in terms
    ]
    days = [date.fromordinal(DAY.toordinal() + n) for n in range(45)]
    full = any(sum(in_term(one.start, one.end, day) for one in held) > seats for day in days)
    told = pytest.raises(Refusal, match="seats") if full else nullcontext()
    with told:
        refuse_full(WelfarePost(seats=seats), held, "seats")


def test_the_share_of_the_poor_is_told_and_counted(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    gone, rich = settle(ledger, "0002", "exited")
    kept = post(ledger, seats=9)
    assert share_of_poor(ledger, VILLAGE, TODAY) is None
    make(ledger, hold(kept, member=members[0].id))
    make(ledger, hold(kept, member=rich[0].id))
    make(ledger, hold(kept, name="王五", end=date(2017, 6, 29)))
    assert share_of_poor(ledger, VILLAGE, TODAY) == Fraction(1, 2)
    assert share_of_poor(ledger, VILLAGE, date(2017, 6, 29)) == Fraction(1, 3)
    assert isinstance(ledger, BookLedger)
    assert not ledger.warnings, "no paper sets the share: nothing is told"
    set_value(ledger, "public_post_share_min", "50", why="县规定", on=Standing(begins=DAY))
    make(ledger, hold(kept, name="赵六"))
    assert "33.3 % are poor; at least 50 %" in ledger.warnings[-1]
    table = make_report(report_named("employment"), asked(ledger, TOWN, TODAY), ledger, "甲镇")
    value = {column.name: table.value(table.rows[-1], at) for at, column in enumerate(table.columns)}
    assert (value["seats"], value["holders"], value["poor_holders"]) == (9, 3, 1)
    assert value["poor_share"] == Fraction(1, 3)
    assert gone.id is not None


def test_a_post_nobody_holds_and_one_without_pay(ledger: Ledger) -> None:
    settle(ledger)
    wanted = asked(ledger, TOWN, TODAY)
    empty, held = post(ledger, monthly_pay=60_000), post(ledger, name="护林员", kind="ranger")
    post(ledger, name="已停", end=date(2017, 6, 29))
    holder = make(ledger, hold(held, name="王五"))

    def missing(name: str) -> list[object]:
        return [one.id for one in ledger.select(gap_named(name).figure(wanted).behind)]

    assert missing("post_vacant") == [empty.id]
    assert missing("post_no_pay") == [holder.id]
    ledger.save(held.but(monthly_pay=50_000))
    assert missing("post_no_pay") == []


_KINDS = ("道路养护", "园林维护", "山林看护", "治安巡逻", "城管交通", "环卫保洁", "安全管理", "护林员")


@pytest.mark.parametrize("name", _KINDS)
def test_the_seven_kinds_of_the_paper_the_ranger_and_any_other(ledger: Ledger, name: str) -> None:
    code = code_of("welfare_post", name)
    assert code is not None
    post(ledger, name=name, kind=code)
    post(ledger, name="护河员", kind="other", kind_other="河道巡护")
