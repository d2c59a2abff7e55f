"""Disputes and village rules: days in order, an end with its outcome, what is not settled."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fupin_desktop.disputes.model import Dispute, VillageRule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_figure, gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger

ONE = "441690101200"
NOW = datetime(2017, 12, 20, 9, tzinfo=UTC)
GOOD = Dispute(
    village_code=ONE, raised_on=date(2017, 5, 1), kind="land", matter="水渠边界", parties=("poor", "villager")
)
RULE = VillageRule(village_code=ONE, title="村规民约", kind="covenant", adopted_on=date(2017, 5, 1))


@pytest.fixture
def ledger(book: Book) -> Iterator[BookLedger]:
    book.wall = lambda: NOW
    with book.write("test") as ledger:
        yield ledger


@pytest.mark.parametrize(
    ("record", "code", "field"),
    [
        (GOOD.but(raised_on=date(2017, 12, 21)), "dispute.future", "raised_on"),
        (GOOD.but(settled_on=date(2017, 12, 21), outcome="settled"), "dispute.future", "settled_on"),
        (GOOD.but(settled_on=date(2017, 4, 30), outcome="settled"), "dispute.end", "settled_on"),
        (GOOD.but(settled_on=date(2017, 6, 1)), "dispute.outcome", "outcome"),
        (GOOD.but(outcome="settled"), "dispute.outcome", "settled_on"),
        (GOOD.but(parties=()), "field.missing", "parties"),
        (GOOD.but(village_code="441690101"), "division.village", "village_code"),
        (RULE.but(adopted_on=date(2017, 12, 21)), "village_rule.future", "adopted_on"),
        (RULE.but(ended_on=date(2017, 4, 30)), "village_rule.end", "ended_on"),
        (RULE.but(village_code="441690101"), "division.village", "village_code"),
    ],
)
def test_what_is_refused(ledger: BookLedger, record: Any, code: str, field: str) -> None:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        ledger.save(record)
    assert (caught.value.code, caught.value.where["field"]) == (code, field)
    assert ledger.find(type(record)) == []


def test_a_dispute_is_settled_on_the_day_it_was_raised_and_leaves_the_list(ledger: BookLedger) -> None:
    made = ledger.save(GOOD)
    figure = gap_figure(gap_named("dispute_open"), asked(ledger, ledger.division, NOW.date()))
    assert figure.value(ledger) == 1
    ledger.save(made.but(settled_on=made.raised_on, outcome="settled", result="重新划界", handlers=("陈一",)))
    assert figure.value(ledger) == 0
