"""Medical aid: sums to the fen, the share of the paper rounded up, the 100 % of relief, what is sealed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.households.model import MemberYear
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.medical.rules import least_aid, remaining
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


def case(member: object, **facts: object) -> MedicalCase:
    given = {"year": 2017, "total": 5_000_000, "compliant": 4_000_001, "reimbursed_basic": 2_500_000}
    return MedicalCase(member=member, reimbursed_serious=500_000).but(**{**given, **facts})


def ratio(ledger: Ledger, percent: str) -> None:
    set_value(ledger, "medical_aid_min_ratio", percent, why="县规定", on=Standing(begins=date(2017, 1, 1)))


def test_sums_that_cannot_be_are_refused(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    one = members[0].id
    assert refused(ledger, case(one, compliant=5_000_001)) == "medical.compliant"
    assert refused(ledger, case(one, aid=1_000_002)) == "medical.above"
    assert refused(ledger, case(one, reimbursed_basic=3_600_000)) == "medical.above"
    assert refused(ledger, case(one, year=2018)) == "medical.year"
    assert refused(ledger, case(one, paid_on=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, case(one, settled_on=date(1974, 1, 1))) == "person.unborn"
    kept = ledger.save(case(one, aid=1_000_001))
    assert (kept.item, remaining(kept)) == ("medical", 1_000_001)
    assert remaining(MedicalCase()) is None


@given(st.integers(0, 10**10), st.decimals(0, 100, places=2))
def test_the_least_aid_is_never_below_the_share_and_never_a_fen_too_much(left: int, percent: Decimal) -> None:
    least = least_aid(left, percent)
    assert Fraction(least) >= left * Fraction(percent) / 100 > least - 1


def test_aid_below_the_share_is_told_with_the_sum_and_listed(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    assert isinstance(ledger, BookLedger)
    gap = gap_named("medical_below")
    ledger.save(case(members[0].id, aid=1))
    assert not ledger.warnings
    assert gap.figure(asked(ledger, TOWN, TODAY)) is None
    ratio(ledger, "70")
    # 10,000.01 yuan are left: 70 % of it are 7,000.007, so 7,000.01
    enough = ledger.save(case(members[1].id, aid=700_001))
    assert not any("10,000.01" in text for text in ledger.warnings)
    short = ledger.save(case(members[1].id, aid=700_000))
    assert "10,000.01 yuan are left" in ledger.warnings[-1]
    assert "at least 7,000.01 yuan" in ledger.warnings[-1]
    figure = gap.figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    listed = [one.id for one in ledger.select(figure.behind)]
    assert enough.id not in listed
    assert short.id in listed
    assert figure.value(ledger) == 2
    unknown = ledger.save(case(members[3].id, compliant=None, total=None, aid=None))
    assert unknown.id not in [one.id for one in ledger.select(figure.behind)], "what is unknown is not below"


def test_altering_the_share_by_one_unit_changes_who_is_below(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    ledger.save(case(members[0].id, compliant=4_000_000, aid=700_000))
    for percent, below in (("70", 0), ("71", 1), ("66.67", 0), ("70.01", 1)):
        ratio(ledger, percent)
        figure = gap_named("medical_below").figure(asked(ledger, TOWN, TODAY))
        assert figure is not None
        assert figure.value(ledger) == below, percent


def test_who_is_not_covered_by_serious_illness_relief(ledger: Ledger) -> None:
    _home, members = settle(ledger)
    settle(ledger, "0002", "exited")
    figure = gap_named("no_serious_relief").figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    assert [one.id for one in ledger.select(figure.behind)] == [one.id for one in members[:3]]
    for member in members[:3]:
        year = ledger.find(MemberYear, member=member.id)[0]
        ledger.save(year.but(serious_relief=True))
    assert figure.value(ledger) == 0
    table = make_report(report_named("aid"), asked(ledger, TOWN, TODAY), ledger, "甲镇")
    value = {column.name: table.value(table.rows[-1], at) for at, column in enumerate(table.columns)}
    assert value["covered"] == 1


def test_what_tells_of_an_illness_is_sealed() -> None:
    fields = fields_of(MedicalCase)
    for name in ("diagnosis", "serious", "hospital_level", "remark"):
        assert fields[name].privacy is Privacy.SEALED
