"""A household whose code somebody else has used already is taken as found, and told: never a second one in silence."""

from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.intake.commands import Taken, take_in
from fupin_desktop.intake.draft import Draft, Ref
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history import twins
from fupin_desktop.villages.model import Village
from tests.sync.conftest import ONE, TWO, World

CODE = f"{ONE}20169001"


def household(village: str, **values: object) -> Draft:
    said = {"household_code": CODE, "village_code": village, **values}
    return Draft(
        Household, village, said, initial={"status": "registered"}, ref=Ref(Household, (CODE,)), sheet="甲", row=5
    )


def member(village: str, name: str) -> Draft:
    said = {"person_code": f"{CODE}01", "relation": "01", "name": name}
    return Draft(Member, village, said, {"household": Ref(Household, (CODE,))}, sheet="甲", row=5)


def take(book: Book, *drafts: Draft) -> Taken:
    with book.write("roster.import") as ledger:
        return take_in(ledger, drafts)


def enter(book: Book, village: str, **values: Any) -> None:
    with book.write("household.new") as ledger:
        ledger.save(Household(household_code=CODE, village_code=village, status="registered", **values))


def homes(book: Book) -> list[Household]:
    with book.read() as reader:
        return reader.find(Household, household_code=CODE)


def codes(taken: Taken) -> list[tuple[str, str, int]]:
    return [(one.code, one.sheet, one.row) for one in taken.findings]


def test_one_of_another_village_is_found_and_told(book: Book) -> None:
    enter(book, TWO, phone="14000000001")
    taken = take(book, household(ONE, phone="14000000002"), member(ONE, "张三"))
    assert codes(taken) == [("household.elsewhere", "甲", 5)]
    (home,) = homes(book)
    assert (home.village_code, home.phone) == (TWO, "14000000001")
    with book.read() as reader:
        assert reader.find(Member) == [], "what hangs on it stays out with it"
    assert taken.stayed_out == {("甲", 5)}


def test_the_rest_of_the_roster_goes_in(book: Book) -> None:
    enter(book, TWO)
    other = f"{ONE}20169002"
    said = {"household_code": other, "village_code": ONE}
    draft = Draft(Household, ONE, said, initial={"status": "registered"}, ref=Ref(Household, (other,)))
    taken = take(book, household(ONE), draft)
    assert (taken.new, taken.households) == (1, 1)


def test_made_by_another_desk_meanwhile_it_is_a_found_twin(world: World) -> None:
    """A laptop and its office each make the household; after the merge a roster speaks of both."""
    enter(world["a"], ONE, phone="14000000001")
    enter(world["o"], ONE)
    _list(world["o"], ONE)
    world.send("a", "o")
    assert len(homes(world["o"])) == 2
    taken = take(world["o"], household(ONE, persons=4), member(ONE, "张三"))
    assert codes(taken) == [("register.twins", "甲", 5)]
    assert len(homes(world["o"])) == 2, "no third"
    first, second = homes(world["o"])
    assert [first.persons, second.persons].count(4) == 1
    again = take(world["o"], household(ONE, persons=4), member(ONE, "张三"))
    assert (again.new, again.changed, codes(again)) == (0, 0, [("register.twins", "甲", 5)])
    with world["o"].write("record.join") as ledger:
        twins.join_equal(ledger, "household", "entered twice")
    assert codes(take(world["o"], household(ONE, persons=4), member(ONE, "张三"))) == []


def test_members_alone_of_a_household_that_is_there_twice_are_told_and_go_in(world: World) -> None:
    enter(world["a"], ONE)
    enter(world["o"], ONE)
    world.send("a", "o")
    taken = take(world["o"], member(ONE, "张三"))
    assert codes(taken) == [("register.twins", "甲", 5)]
    with world["o"].read() as reader:
        (made,) = reader.find(Member, name="张三")
    assert made.household == min(home.id for home in homes(world["o"]) if home.id)


@pytest.mark.parametrize("village", [ONE, TWO])
def test_on_a_laptop_of_two_villages_too(world: World, village: str) -> None:
    enter(world["c"], TWO)
    _list(world["c"], TWO)
    taken = take(world["c"], household(village, persons=2))
    assert codes(taken) == []
    assert taken.outside == (village == ONE), "what is no place of this book is counted and not touched"
    assert len(homes(world["c"])) == 1


def _list(book: Book, village: str) -> None:
    with book.write("village.add") as ledger:
        ledger.save(Village(code=village, name="演示村"))
