"""One household registered twice: joined it counts once and is found from either; parted it is two again."""

from pathlib import Path
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.history import twins
from fupin_desktop.store.lists.queries import Chosen, count_households

VILLAGE = "441690101200"
CODE = f"{VILLAGE}20160001"


@pytest.fixture
def doubled(book: Book) -> Book:
    """The same household twice, as a union may bring it: the desk refuses it, so the second is renamed."""
    with book.write("new") as ledger:
        homes = ledger.save_all(
            Household(household_code=code, village_code=VILLAGE, status="registered", persons=n)
            for n, code in enumerate((CODE, "x"), 1)
        )
        for home, name in zip(homes, ("张三", "张三妻"), strict=True):
            ledger.save(Member(household=home.id, name=name, relation="01"))
    with book.write("edit") as ledger:
        ledger.settle(ledger.get(Household, homes[1].id), "household_code", CODE, "as another desk may have written it")
    return book


def codes(book: Book) -> list[Any]:
    with book.read() as reader:
        return [home.persons for home in reader.find(Household, household_code=CODE)]


def test_joined_it_counts_once_and_its_number_is_clear_again(doubled: Book) -> None:
    with doubled.read() as reader, pytest.raises(Refusal) as refusal:
        reader.by_key(Household, CODE)
    assert refusal.value.code == "record.ambiguous"
    with doubled.write("record.join") as ledger:
        assert twins.join_equal(ledger, "household", "entered twice") == 1
    with doubled.read() as reader:
        found = reader.by_key(Household, CODE)
        assert found is not None
        assert count_households(reader, Chosen()) == 1
        assert {one.name for one in reader.find(Member, household=found.id)} == {"张三", "张三妻"}
        both = reader.find(Household, with_away=True)
        assert [one.persons for one in both] == [1, 2], "each keeps its values"
        assert {len(reader.find(Member, household=one.id)) for one in both} == {2}
        assert twins.candidates(reader, "household") == []
    assert check(doubled, deep=True) == []


def test_parted_they_are_two_again(doubled: Book) -> None:
    with doubled.write("record.join") as ledger:
        twins.join_equal(ledger, "household", "entered twice")
    with doubled.write("record.part") as ledger:
        one = ledger.find(Household)[0]
        assert twins.part(ledger, one, "two families after all") == 1
    assert sorted(codes(doubled)) == [1, 2]
    with doubled.write("x") as ledger, pytest.raises(Refusal) as refusal:
        twins.part(ledger, ledger.find(Household)[0], "again")
    assert refusal.value.code == "twins.alone"


def test_what_cannot_be_joined(doubled: Book) -> None:
    with doubled.write("x") as ledger:
        home, member = ledger.find(Household)[0], ledger.find(Member)[0]
        for records, why in (([home], "x"), ([home, member], "x"), (ledger.find(Household), " ")):
            with pytest.raises(Refusal):
                twins.join(ledger, records, why)


def test_by_the_command_line(run: Any, doubled: Book, tmp_path: Path) -> None:
    doubled.close()
    book = doubled.path
    (pair,) = run("record", "twins", book, "household")["twins"]
    assert run("record", "join", book, "household", *pair, "--why=entered twice")["joined"] == 1
    assert run("book", "info", book)["counts"]["household"] == 1
    assert run("record", "twins", book, "household")["twins"] == []
    assert run("record", "part", book, "household", pair[0], "--why=no")["parted"] == 1
    assert run("record", "twins", book, "visit", code=1)["refused"]["code"] == "twins.kind"
