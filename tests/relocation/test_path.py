"""A relocation goes from the wish to the follow-up; who moved and is not followed up, or still poor, is listed."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from fupin_desktop.casework.commands import advance
from fupin_desktop.casework.standing import StepPapers
from fupin_desktop.kinds import make
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.relocation.model import RelocationCase, RelocationFollowUp, SettlementArea
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.catalogue import report_named
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.reports.table import make_report
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.findings import WARN, findings
from fupin_desktop.store.write.writing import BookLedger
from tests.persons_at_hand import TODAY, TOWN, VILLAGE, refused, settle

BEFORE, AFTER = "a" * 64, "b" * 64


@pytest.fixture
def ledger(book: Book) -> Iterator[Ledger]:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        yield ledger


def opened(ledger: Ledger, serial: str = "0001", **facts: Any) -> RelocationCase:
    home, _members = settle(ledger, serial)
    given = {"mode": "scattered", "from_place": "山顶", "wishes_to_move": True, "persons": 4, **facts}
    made = make(ledger, RelocationCase(household=home.id, stage_on=date(2017, 1, 3)).but(**given))
    assert isinstance(made, RelocationCase)
    return made


def step(ledger: Ledger, case: RelocationCase, to: str, day: date, *photos: str, **facts: Any) -> RelocationCase:
    paper = "县扶贫〔2017〕3号" if to == "approved" else None  # the county's step, written down by the township
    return advance(ledger, case, to=to, on=day, papers=StepPapers(photos=photos, facts=facts, paper=paper))


def waits(ledger: Ledger, case: RelocationCase, to: str, **facts: Any) -> str:
    with pytest.raises(Refusal) as caught, ledger.savepoint():
        step(ledger, case, to, date(2017, 6, 1), **facts)
    return caught.value.code


def moved(ledger: Ledger, serial: str = "0001") -> RelocationCase:
    case = opened(ledger, serial)
    for to, month in (("reviewed", 1), ("town_checked", 2)):
        case = step(ledger, case, to, date(2017, month, 9))
    case = step(ledger, case, "approved", date(2017, 3, 1), subsidy=4_000_000, planned_on=date(2017, 6, 1))
    case = step(ledger, case, "agreed", date(2017, 3, 9), to_place="镇安置点")
    case = ledger.save(case.but(photos_before=(BEFORE,)))
    return step(ledger, case, "moved", date(2017, 5, 9), AFTER)


def listed(ledger: Ledger, name: str) -> list[object]:
    figure = gap_named(name).figure(asked(ledger, TOWN, TODAY))
    assert figure is not None
    return [one.id for one in ledger.select(figure.behind)]


def test_a_case_goes_from_the_wish_to_the_file(ledger: Ledger) -> None:
    case = moved(ledger)
    assert case.moved_on == date(2017, 5, 9)
    assert waits(ledger, case, "supported") == "case.record"
    assert waits(ledger, case, "closed") == "case.order"
    assert waits(ledger, case, "cleared") == "case.facts"
    make(ledger, RelocationFollowUp(case=case.id, kind="work", content="到园区就业", start=date(2017, 6, 1)))
    case = step(ledger, case, "supported", date(2017, 6, 9))
    case = step(ledger, case, "closed", date(2017, 6, 20))
    assert not case.is_open


def test_what_a_step_waits_for(ledger: Ledger) -> None:
    case = opened(ledger, wishes_to_move=None)
    assert waits(ledger, case, "reviewed") == "case.facts"
    case = step(ledger, case, "reviewed", date(2017, 2, 1), wishes_to_move=True)
    assert waits(ledger, case, "agreed", to_place="镇安置点") == "case.order"
    for to in ("town_checked", "approved"):
        case = step(ledger, case, to, date(2017, 2, 9))
    assert waits(ledger, case, "agreed") == "case.facts"
    case = step(ledger, case, "agreed", date(2017, 3, 1), to_place="镇安置点")
    assert waits(ledger, case, "moved") == "case.photos"


def test_a_household_that_does_not_wish_to_move_may_stay(ledger: Ledger) -> None:
    assert isinstance(ledger, BookLedger)
    case = opened(ledger, wishes_to_move=False)
    assert any("nobody is made to" in text for text in ledger.warnings)
    assert waits(ledger, case, "stays") == "case.facts"
    case = step(ledger, case, "stays", date(2017, 2, 1), stays_as="护林员")
    assert not case.is_open
    assert listed(ledger, "relocated_no_follow_up") == []


def test_who_moved_without_a_follow_up_or_is_still_poor(ledger: Ledger) -> None:
    case = moved(ledger)
    earlier = opened(ledger, "0002", earlier=True)
    assert set(listed(ledger, "relocated_no_follow_up")) == {case.id, earlier.id}
    make(ledger, RelocationFollowUp(case=case.id, kind="ecology", content="护林员", start=date(2017, 6, 1)))
    assert listed(ledger, "relocated_no_follow_up") == [earlier.id]
    assert set(listed(ledger, "relocated_not_exited")) == {case.id, earlier.id}
    table = make_report(report_named("relocation"), asked(ledger, TOWN, TODAY), ledger, "甲镇")
    value = {column.name: table.value(table.rows[-1], at) for at, column in enumerate(table.columns)}
    assert (value["cases"], value["moved"], value["persons"], value["followed"]) == (2, 2, 8, 1)
    assert (value["follow_ecology"], value["follow_work"], value["exited"]) == (1, 0, 0)


def test_a_household_that_moved_without_a_follow_up_is_a_finding(ledger: Ledger) -> None:
    assert isinstance(ledger, BookLedger)
    case = moved(ledger)
    assert any("no follow-up is entered" in text for text in ledger.warnings)
    told = len(ledger.warnings)
    ledger.save(case.but(remark="已入住"))
    assert len(ledger.warnings) == told, "told once, where it is new"


def test_records_that_cannot_be_are_refused(ledger: Ledger) -> None:
    case = opened(ledger)
    _home, others = settle(ledger, "0002")
    follow = RelocationFollowUp(case=case.id, kind="work", content="就业", start=date(2017, 6, 1))
    assert refused(ledger, follow.but(kind="other")) == "other.word"
    assert refused(ledger, follow.but(end=date(2017, 5, 31))) == "follow_up.end"
    assert refused(ledger, follow.but(member=others[0].id)) == "person.home"
    assert refused(ledger, case.but(persons=5)) == "relocation.persons"
    assert refused(ledger, case.but(wished_on=date(2017, 7, 1))) == "day.ahead"
    assert refused(ledger, case.but(moved_on=date(2017, 6, 1))) == "field.managed"
    place = SettlementArea(village_code=VILLAGE, name="安置点")
    assert refused(ledger, place.but(done_on=date(2017, 7, 1))) == "day.ahead"
    step(ledger, case, "withdrawn", date(2017, 6, 1), ended_why="不愿搬离")
    assert refused(ledger, follow) == "follow_up.case"


def test_late_ones_and_settlements_that_lack_something(ledger: Ledger) -> None:
    case = opened(ledger, planned_on=date(2017, 6, 29))
    opened(ledger, "0002", planned_on=TODAY)
    assert listed(ledger, "relocation_late") == [case.id]
    ledger.save(SettlementArea(village_code=VILLAGE, name="甲点", water=True))
    lacks = ledger.save(SettlementArea(village_code=VILLAGE, name="乙点", clinic=False))
    assert listed(ledger, "settlement_lacks") == [lacks.id]


def test_what_another_desk_brought_is_found(book: Book) -> None:
    book.wall = lambda: datetime(2017, 6, 30, 9, tzinfo=UTC)
    with book.write("test") as ledger:
        case = moved(ledger)
    with book.read() as reader:
        (found,) = findings(reader, book.identity, TODAY, ["relocation_case"])
    assert (found.record.id, found.code) == (case.id, WARN)
    assert "no follow-up is entered" in found.sentence
    with book.write("test") as ledger:
        make(ledger, RelocationFollowUp(case=case.id, kind="industry", content="养蜂", start=date(2017, 6, 1)))
    with book.read() as reader:
        assert list(findings(reader, book.identity, TODAY, ["relocation_case"])) == []
