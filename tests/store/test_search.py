"""Search: the index gives what a plain look at every person gives, whatever was written, joined, put away, replayed."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fupin_desktop.households.model import HEAD, Household, Member
from fupin_desktop.ledger.notation.folding import sought
from fupin_desktop.ledger.record import Record
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check, mend
from fupin_desktop.store.history import twins
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.person_index import bring_up
from fupin_desktop.store.search.search import search

VILLAGE = "441690101200"
# Several readings (曾 单 解 乐 朴), a surname of two signs, signs beyond the first plane, an interpunct, what is no
# Chinese at all: letters, digits, quotes, the marks the index itself uses
SIGNS = "张三丰国华曾单解乐朴欧阳𠮷𬱖㛃·aBz2'\"#.!=-é"
NAMES = st.text(alphabet=SIGNS, min_size=1, max_size=5).filter(lambda name: bool(sought(name)))
NUMBERS = st.text(alphabet="0123456789", min_size=0, max_size=6).flatmap(
    lambda digits: st.sampled_from([digits, f"{digits}X"]) if digits else st.just("")
)
PEOPLE = st.lists(st.tuples(NAMES, NUMBERS, st.sampled_from([HEAD, "10"])), min_size=1, max_size=12)
BOOKS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def plain(reader: Reader, typed: str) -> list[int]:
    """The people whom a look at every one finds, in the order in which they are shown."""
    text = sought(typed)
    kept = {row[0]: row[1:] for row in reader.connection.exec_driver_sql("SELECT * FROM person_search")}
    found = []
    for one in reader.find(Member):
        _place, name, initials, pinyin, tail = kept[one.id]
        assert name == sought(one.name or "")
        if text.isascii() and text.rstrip("x").isdigit():
            hit = tail.endswith(text[-4:].upper())
        elif text.isascii():
            hit = any(reading.startswith(text) for reading in f"{initials}{pinyin}".split())
        else:
            hit = text in name
        if hit and text:
            found.append((one.relation != HEAD, min(len(name), 15), one.id, one))
    return [one.id for *_order, one in sorted(found, key=lambda row: row[:3])]


def asked(people: Sequence[tuple[str, str, str]]) -> list[str]:
    """Whatever somebody may type who looks for these people, and for nobody."""
    names = [name for name, _number, _relation in people]
    parts = {name[a:b] for name in names for a in range(len(name)) for b in range(a + 1, len(name) + 1)}
    tails = {number[-n:] for _name, number, _relation in people for n in range(1, 5) if number}
    return [*parts, *tails, "z", "zs", "zsf", "zhang", "zhangsan", "c", "zeng", "ceng", "xie", "oy", "", "%", "_", '"']


def check_all(book: Book, people: Sequence[tuple[str, str, str]]) -> None:
    with book.read() as reader:
        for typed in asked(people):
            assert [one.member for one in search(reader, typed, 1000)] == plain(reader, typed), typed


def members(book: Book, people: Sequence[tuple[str, str, str]]) -> list[Any]:
    """Each in a household of its own: a household has one head."""
    with book.write("new") as ledger:
        before = len(ledger.find(Household, with_away=True))
        homes = ledger.save_all(
            Household(household_code=f"{VILLAGE}{n:08}", village_code=VILLAGE, status="registered")
            for n in range(before, before + len(people))
        )
        made = ledger.save_all(
            Member(household=home.id, name=name, id_no=number or None, relation=relation)
            for home, (name, number, relation) in zip(homes, people, strict=True)
        )
    return list(made)


@BOOKS
@given(PEOPLE, PEOPLE)
def test_the_index_finds_what_a_plain_look_finds(book: Book, people: Any, others: Any) -> None:
    made = members(book, people)
    check_all(book, people)
    with book.write("edit") as ledger:
        for one, (name, number, relation) in zip(made, others, strict=False):
            ledger.save(ledger.get(Member, one.id).but(name=name, id_no=number or None, relation=relation))
    with book.write("away") as ledger:
        ledger.put_away(ledger.get(Member, made[0].id), "left")
    check_all(book, [*people, *others])


@pytest.fixture
def named(book: Book) -> Book:
    members(book, [("曾国华", "1234", HEAD), ("曾国", "9234", "10"), ("单阳", "5", HEAD), ("𠮷𬱖㛃", "55X", "10")])
    return book


def names(book: Book, typed: str, limit: int = 50) -> list[str]:
    with book.read() as reader:
        return [one.name for one in search(reader, typed, limit)]


def test_heads_come_first_then_shorter_names(named: Book) -> None:
    assert names(named, "曾") == ["曾国华", "曾国"]
    assert names(named, "国", 1) == ["曾国华"]
    assert names(named, "234") == ["曾国华", "曾国"]


@pytest.mark.parametrize("typed", ["zeng", "zg", "ceng", "cgh"])
def test_a_name_is_found_by_each_of_its_readings(named: Book, typed: str) -> None:
    assert "曾国华" in names(named, typed)


def test_rare_signs_and_the_letter_of_a_number_are_found(named: Book) -> None:
    assert names(named, "𬱖") == names(named, "𠮷𬱖") == names(named, "5x") == ["𠮷𬱖㛃"]


def test_joined_twins_are_found_once_and_parted_twice(named: Book) -> None:
    def both(reader: Reader) -> list[Record]:
        return [one for one in reader.find(Member, with_away=True) if (one.name or "").startswith("曾")]

    with named.write("join") as ledger:
        twins.join(ledger, both(ledger), "one person")
    assert len(names(named, "曾")) == 1
    with named.write("part") as ledger:
        twins.part(ledger, both(ledger)[0], "two after all")
    assert len(names(named, "曾")) == 2


def test_what_is_kept_beside_the_records_is_checked_and_made_anew(named: Book) -> None:
    assert check(named, deep=True) == []
    with named.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM person_search WHERE name='曾国'")
    found = check(named, deep=True)
    assert [(one.code, one.where["table"]) for one in found] == [("index.differs", "person_search")]
    mend(named)
    assert check(named, deep=True) == []
    assert names(named, "曾") == ["曾国华", "曾国"]


def test_a_word_missing_in_the_index_alone_is_noticed(named: Book) -> None:
    with named.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO person_index (person_index) VALUES ('delete-all')")
    assert [one.where["table"] for one in check(named, deep=True)] == ["person_index"]
    with named.transaction() as connection:
        connection.exec_driver_sql("DELETE FROM person_search")
    bring_up(named)
    assert names(named, "曾") == ["曾国华", "曾国"]
