"""Every kind leads to one subject, and has one place in its file."""

import pytest

from fupin_desktop import subjects
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.tab import Records, Tab
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.subjects import SUBJECTS, chain_of, is_by_hand, records_of, subject_of, tab_of, tabs_of
from fupin_desktop.villages.model import AssistingUnit, Village

VILLAGE = "441690101200"
MINE = [cls for cls in KINDS.values() if is_by_hand(cls)]


def test_a_chain_of_homes_ends_at_its_subject() -> None:
    assert chain_of(MeasureProgress) == (MeasureProgress, YearMeasure, Household)
    assert [one.kind for cls in (MeasureProgress, MemberYear, Notice) if (one := subject_of(cls))] == [
        "household",
        "household",
        "village",
    ]


@pytest.mark.parametrize("cls", MINE, ids=kind_of)
def test_a_kind_people_write_has_one_subject_and_one_place(cls: type[Record]) -> None:
    assert subject_of(cls) is not None
    places = [
        (kind, tab.name)
        for kind in SUBJECTS
        for tab in tabs_of(kind)
        for one in tab.records
        if one.kind == kind_of(cls) and not one.via and subject_of(cls) == SUBJECTS[kind]
    ]
    assert len(places) == 1 or kind_of(cls) in subjects.OWN_PAGES | subjects._STEPS, places


@pytest.mark.parametrize("kind", SUBJECTS)
def test_what_a_tab_names_leads_to_its_subject(kind: str) -> None:
    for tab in tabs_of(kind):
        for one in tab.records:
            if one.via:
                assert fields_of(KINDS[one.kind])[one.via].link == kind


def test_what_exchange_writes_has_no_place() -> None:
    assert {kind for kind, cls in KINDS.items() if not is_by_hand(cls)} >= {"grant", "decision", "same_as", "quote"}
    named = {one.kind for kind in SUBJECTS for tab in tabs_of(kind) for one in tab.records}
    assert named.isdisjoint({"grant", "decision", "same_as", "quote", "household_move"})


def test_a_kind_without_a_place_comes_into_one_tab(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = subjects.Subject(Household, (Tab("facts", "Facts", (Records("household"),)),))
    monkeypatch.setitem(subjects.SUBJECTS, "household", bare)
    tabs_of.cache_clear()
    try:
        *_named, other = tabs_of("household")
        assert other.name == subjects.OTHER
        assert {"member", "member_year", "visit", "follow_up_task"} <= {one.kind for one in other.records}
        assert tab_of(Member) == (bare, other)
    finally:
        tabs_of.cache_clear()


def test_records_of_a_subject_however_long_the_chain(book: Book) -> None:
    with book.write("test") as ledger:
        village = ledger.save(Village(code=VILLAGE, name="演示一甲村"))
        home, other = ledger.save_all(
            Household(household_code=f"{VILLAGE}201600{n:02}", village_code=VILLAGE, status="registered")
            for n in (1, 2)
        )
        member = ledger.save(Member(household=home.id, name="张三", relation="01"))
        year = ledger.save(MemberYear(member=member.id, year=2017))
        ledger.save(Member(household=other.id, name="李四", relation="01"))
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="陈一"))
        unit = ledger.save(AssistingUnit(village_code=VILLAGE, name="县农业局"))
        duty = ledger.save(
            Responsibility(household=home.id, cadre=cadre.id, role="household_cadre", start=ledger.today)
        )
    with book.read() as reader:
        assert [one.id for one in records_of(reader, Records("member_year"), home)] == [year.id]
        assert records_of(reader, Records("member_year"), other) == []
        assert [one.id for one in records_of(reader, Records("household"), village)] == [home.id, other.id]
        assert [one.id for one in records_of(reader, Records("assisting_unit"), village)] == [unit.id]
        assert [one.id for one in records_of(reader, Records("responsibility", "cadre"), cadre)] == [duty.id]
        found = subjects.subject_record(reader, year)
        assert found is not None
        assert found.id == home.id
