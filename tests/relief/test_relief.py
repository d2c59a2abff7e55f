"""Relief, insurance of crops, interest of loans: granted before paid, a part never above its whole."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import code_of
from fupin_desktop.relief.model import AgriInsurance, InterestSubsidy, ReliefPayment
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


def relief(home: object, **facts: object) -> ReliefPayment:
    given = {"type": "temporary", "amount": 100_000, "approved_on": date(2017, 3, 1), "paid_on": date(2017, 3, 9)}
    return ReliefPayment(household=home).but(**{**given, **facts})


def test_relief_that_cannot_be_is_refused(ledger: Ledger) -> None:
    home, members = settle(ledger)
    _other, others = settle(ledger, "0002")
    assert refused(ledger, relief(home.id, paid_on=date(2017, 2, 28))) == "relief.order"
    assert refused(ledger, relief(home.id, paid_on=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, relief(home.id, type="other")) == "other.word"
    assert refused(ledger, relief(home.id, member=others[0].id)) == "person.home"
    assert refused(ledger, relief(home.id, amount=0)) == "value.low"
    early = {"approved_on": None, "paid_on": date(2008, 1, 1)}
    assert refused(ledger, relief(home.id, member=members[2].id, **early)) == "person.unborn"
    ledger.save(relief(home.id, member=members[2].id))


def test_a_part_is_never_above_its_whole(ledger: Ledger) -> None:
    home, _members = settle(ledger)
    insured = AgriInsurance(household=home.id, year=2017, thing="rice", premium=10_000)
    assert refused(ledger, insured.but(subsidy=10_001)) == "insurance.above"
    assert refused(ledger, insured.but(claim_on=date(2017, 7, 1))) == "day.ahead"
    ledger.save(insured.but(subsidy=10_000))
    loan = InterestSubsidy(household=home.id, bank="演示农商行", start=date(2017, 1, 1), end=date(2017, 3, 31))
    assert refused(ledger, loan.but(interest_paid=50_000, subsidy=50_001)) == "subsidy.above"
    assert refused(ledger, loan.but(interest_paid=50_000, end=date(2016, 12, 31))) == "subsidy.end"
    ledger.save(loan.but(interest_paid=50_000, subsidy=50_000))


def test_what_was_granted_and_not_paid_and_what_was_paid(ledger: Ledger) -> None:
    home, _members = settle(ledger)
    waiting = ledger.save(relief(home.id, paid_on=None))
    ledger.save(relief(home.id))
    ledger.save(relief(home.id, type="disaster", amount=5_050))
    ledger.save(relief(home.id, approved_on=None, paid_on=date(2016, 12, 31)))
    loan = InterestSubsidy(household=home.id, bank="演示农商行", start=date(2017, 1, 1), end=date(2017, 3, 31))
    open_loan = ledger.save(loan.but(interest_paid=50_000))
    wanted = asked(ledger, TOWN, TODAY)
    for name, record in (("relief_not_paid", waiting), ("interest_not_met", open_loan)):
        figure = gap_named(name).figure(wanted)
        assert figure is not None
        assert [one.id for one in ledger.select(figure.behind)] == [record.id]
    table = make_report(report_named("aid"), wanted, ledger, "甲镇")
    value = {column.name: table.value(table.rows[-1], at) for at, column in enumerate(table.columns)}
    assert (value["relieved"], value["relief"], value["relief_disaster"]) == (1, 105_050, 5_050)
    assert value["relief_housing"] is None


@pytest.mark.parametrize("name", ["特困人员救助供养", "受灾人员救助", "医疗救助", "临时救助", "住房救助"])
def test_the_five_kinds_of_the_paper_and_any_other(ledger: Ledger, name: str) -> None:
    home, _members = settle(ledger)
    code = code_of("relief_type", name)
    assert code is not None
    ledger.save(relief(home.id, type=code))
    ledger.save(relief(home.id, type="other", type_other="司法救助"))
