"""`--where` of `record list`: a selection, typed."""

from datetime import date
from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.book.book import Book
from fupin_desktop.visits.model import Visit

VILLAGE = "441690101200"
CODES = [f"{VILLAGE}2016{n:04}" for n in (1, 2, 3)]


@pytest.fixture
def listed(book: Book) -> Book:
    with book.write("test") as ledger:
        causes = (None, "01", "02")
        homes = [
            ledger.save(Household(household_code=code, village_code=VILLAGE, status="registered", cause_main=cause,
                                  persons=n, baseline_income_pc=n * 100_000, group_name="上 屋"))
            for n, (code, cause) in enumerate(zip(CODES, causes, strict=True), 1)
        ]  # fmt: skip
        for home in homes:
            ledger.save(Member(household=home.id, name="张三", relation="01", birth_date=date(1970, 1, 1)))
        for visitors in (("甲", "乙"), ("甲",)):
            visit = Visit(household=homes[0].id, date=date(2017, 6, 3), visitors=visitors, type="daily")
            ledger.save(visit.but(findings="好"))
    book.close()
    return book


@pytest.mark.parametrize(
    ("kind", "where", "count"),
    [
        ("household", [], 3),
        ("household", ["cause_main=01"], 1),
        ("household", ["cause_main="], 1),
        ("household", ["cause_main!="], 2),
        ("household", ["cause_main!=01"], 2),
        ("household", ["cause_main=01", "cause_main=02"], 2),  # any of them
        ("household", ["persons>=2"], 2),
        ("household", ["persons>=2", "persons<=2"], 1),
        ("household", ["baseline_income_pc<=1000"], 1),  # yuan, as it is typed
        ("household", ["group_name=上屋"], 3),  # however its blanks were typed
        ("household", ["group_name!=上屋"], 0),
        ("member", [f"household={CODES[0]}"], 1),
        ("member", ["household.cause_main=02"], 1),
        ("member", ["household.persons>=2", "birth_date<=1970.1.1"], 2),
        ("visit", ["visitors=甲"], 2),
        ("visit", ["visitors=甲、乙"], 1),
        ("visit", ["household.village_code=" + VILLAGE, "type=日常走访"], 2),
    ],
)
def test_what_is_typed_is_selected(run: Any, listed: Book, kind: str, where: list[str], count: int) -> None:
    words = [f"--where={one}" for one in where]
    assert len(run("record", "list", listed.path, kind, *words)["records"]) == count


@pytest.mark.parametrize(
    ("where", "code"),
    [
        ("nothing=1", "field.unknown"),
        ("cause_main", "field.unknown"),
        ("cause_main.x=1", "selection.path"),
        ("village_code.name=1", "selection.path"),
        ("persons>=x", "value.number"),
    ],
)
def test_what_is_no_condition_is_refused(run: Any, listed: Book, where: str, code: str) -> None:
    assert run("record", "list", listed.path, "household", f"--where={where}", code=1)["refused"]["code"] == code


def test_a_limit_is_taken_from_the_first(run: Any, listed: Book) -> None:
    found = run("record", "list", listed.path, "household", "--limit", 2)["records"]
    assert [one["household_code"] for one in found] == CODES[:2]
