"""Lists put in order by the store: over all their rows, masked as they are shown, with their filters."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.declared.asked import Asked, in_order, place
from fupin_desktop.ledger.declared.selection import Between, Contains, Equal, OneOf, Selection
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.lists.arranged import Base, arranged, choices_of, of_selection, sums_of
from fupin_desktop.store.lists.queries import Chosen, household_base, household_rows
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.model import Visit

TODAY = date(2026, 11, 27)
VILLAGE = "441690101200"
PEOPLE = (("张三", 1950), ("安妮", 2015), ("陈一", 1960), ("李四", 1970))


@pytest.fixture
def listed(book: Book) -> Book:
    """Four households; the head of the second is a child; the third was visited."""
    with book.write("test") as ledger:
        ledger.save(Village(code=VILLAGE, name="演示一甲村", town="甲镇", county="演示县"))
        homes = ledger.save_all(
            [
                Household(
                    household_code=f"{VILLAGE}2016{at:04}", village_code=VILLAGE, persons=(3, None, 1, 2)[at],
                    status="registered", phone=f"1390000000{at}", group_name=("一组", "二组")[at % 2],
                )
                for at in range(4)
            ]
        )  # fmt: skip
        ledger.save_all(
            [
                Member(
                    household=home.id, name=name, relation="01", birth_date=date(year, 1, 1),
                    id_no=f"44169019{year}0101{at:04}", person_code=f"p{at}",
                )
                for at, (home, (name, year)) in enumerate(zip(homes, PEOPLE, strict=True))
            ]
        )  # fmt: skip
        ledger.save(
            Visit(household=homes[2].id, date=date(2026, 6, 3), visitors=("陈一",), type="daily", findings="稳定")
        )
    return book


def heads(reader: Reader, asked: Asked) -> list[str | None]:
    found = arranged(reader, household_base(reader, Chosen(), TODAY), asked, TODAY)
    rows = household_rows(reader, found.ids)
    return [rows[id].head for id in found.ids]


def test_heads_follow_their_pronunciation_and_a_child_by_what_is_shown(listed: Book) -> None:
    with listed.read() as reader:
        assert heads(reader, Asked("head")) == ["安妮", "陈一", "李四", "张三"]
        assert heads(reader, Asked("", (Contains("head", "妮"),))) == [], "the masked sign is not there to be found"
        assert heads(reader, Asked("", (Contains("head", "安"),))) == ["安妮"]


def test_numbers_by_size_and_the_empty_last_both_ways(listed: Book) -> None:
    with listed.read() as reader:
        assert heads(reader, Asked("persons")) == ["陈一", "李四", "张三", "安妮"]
        assert heads(reader, Asked("-persons")) == ["张三", "李四", "陈一", "安妮"]


def test_filters_meet_all_and_the_whole_is_told(listed: Book) -> None:
    with listed.read() as reader:
        asked = Asked("", (Between("persons", 2, None), OneOf("group", ("一组",))))
        found = arranged(reader, household_base(reader, Chosen(), TODAY), asked, TODAY)
        assert (len(found.ids), found.whole) == (1, 4)
        assert heads(reader, Asked("", (Equal("last_visit", None),))) == ["张三", "安妮", "李四"]
        assert heads(reader, Asked("", (Between("last_visit", "2026-01-01", None),))) == ["陈一"]


def test_a_telephone_number_is_compared_by_its_last_four(listed: Book) -> None:
    with listed.read() as reader:
        assert heads(reader, Asked("", (Contains("phone", "1390"),))) == []
        assert heads(reader, Asked("", (Contains("phone", "0003"),))) == ["李四"]


def test_what_shows_nothing_cannot_be_asked(listed: Book) -> None:
    with listed.read() as reader:
        for key in ("address_detail", "nothing"):
            with pytest.raises(Refusal) as refused:
                heads(reader, Asked(key))
            assert refused.value.code == "list.column"


def test_the_order_of_masked_numbers_is_that_of_their_tails(listed: Book) -> None:
    with listed.read() as reader:
        base = of_selection(reader, Selection("member"), Member)
        ids = arranged(reader, base, Asked("-id_no"), TODAY).ids
        tails = [next(m.id_no or "" for m in reader.find(Member, id=id))[-4:] for id in ids]
        assert tails == ["0003", "0002", "0001", "0000"]


def test_values_to_choose_among_and_sums(listed: Book) -> None:
    with listed.read() as reader:
        base: Base = household_base(reader, Chosen(), TODAY)
        assert choices_of(reader, base, "village", TODAY) == [("演示一甲村", "演示一甲村")]
        assert choices_of(reader, base, "status", TODAY)[0][0] == "registered"
        assert choices_of(reader, base, "phone", TODAY) == [], "masked values are not offered"
        ids = arranged(reader, base, Asked(), TODAY).ids
        assert sums_of(reader, base, ids, ["persons", "phone"]) == {"persons": 6}


@given(st.lists(st.one_of(st.none(), st.integers(), st.text(max_size=3)), max_size=12), st.booleans())
def test_nothing_is_lost_and_the_empty_come_last(values: list[object], falling: bool) -> None:
    found = in_order(((value, place(None, value)) for value in values), falling=falling)
    assert sorted(map(repr, found)) == sorted(map(repr, values))
    empty = [value in (None, "") for value in found]
    assert empty == sorted(empty)
