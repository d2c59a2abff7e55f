"""Finding a household by what a cadre remembers: village and initials, the end of a telephone number, the code."""

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.search.homes import find_alike, find_households, find_kept
from fupin_desktop.store.search.person_index import index_all
from fupin_desktop.villages.model import Village

FIRST, SECOND = "441690101200", "441690101201"


@pytest.fixture
def homes(book: Book) -> Book:
    """张三 lives in both villages; 李四 was put away."""
    with book.write("test") as ledger:
        ledger.save(Village(code=FIRST, name="演示一甲村", town="甲镇", county="演示县"))
        ledger.save(Village(code=SECOND, name="演示二乙村", town="甲镇", county="演示县"))
        made = ledger.save_all(
            [
                Household(
                    household_code=f"{village}2016{at:04}", village_code=village, status="registered",
                    phone=f"139 0000 111{at}",
                )
                for at, village in enumerate((FIRST, SECOND, FIRST))
            ]
        )  # fmt: skip
        people = [
            Member(household=home.id, name=name, relation="01", id_no=f"44169019700101120{at}", person_code=f"p{at}")
            for at, (home, name) in enumerate(zip(made, ("张三", "张三", "李四"), strict=True))
        ]
        ledger.save_all(people)
        ledger.put_away(made[2], "test")
    with book.transaction() as connection:
        index_all(connection)
    return book


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("jc zs", [FIRST]),
        ("乙村 张三", [SECOND]),
        ("yc　zhangsan", [SECOND]),
        ("张 三", [FIRST, SECOND]),
        ("1110", [FIRST]),
        ("00001111", [SECOND]),
        ("1201", [SECOND]),
        ("441690101201 2016 0001", [SECOND]),
        ("4416901012", [FIRST, SECOND]),
        ("20160001", [SECOND]),
        ("lisi", []),
        ("zs jc", []),
    ],
)
def test_what_is_typed_finds(homes: Book, typed: str, codes: list[str]) -> None:
    with homes.read() as reader:
        assert sorted(row.village_code or "" for row in find_households(reader, typed)) == codes


def test_the_beginning_of_a_code_is_no_tail_of_a_number(homes: Book) -> None:
    """Twelve digits typed of a 户编号 used to find everybody whose number ends in the last four of them."""
    with homes.read() as reader:
        assert [row.village_code for row in find_households(reader, FIRST)] == [FIRST]


def test_those_put_away_are_found_when_they_are_asked_for(homes: Book) -> None:
    with homes.read() as reader:
        assert [row.head for row in find_kept(reader, "李四")] == ["李四"]
        assert find_kept(reader, "张三") == []


def test_another_spelling_of_the_same_sound(homes: Book) -> None:
    with homes.read() as reader:
        assert find_households(reader, "章叁") == []
        assert len(find_alike(reader, "章叁")) == 2
