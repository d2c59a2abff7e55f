"""`record show --history` never shows more than the record would: groups, names of minors, what was taken out again."""

from typing import Any

import pytest

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.book.book import Book

CERT, NAME, VILLAGE = "44169020120101001X43", "张小明", "441690101200"


@pytest.fixture
def child(village_book: Book) -> str:
    """A minor whose name was corrected, and whose disability was entered and taken out again."""
    today = village_book.wall().date()
    with village_book.write("x") as ledger:
        home = ledger.save(Household(household_code=f"{VILLAGE}20160001", village_code=VILLAGE, status="registered"))
        born = today.replace(year=today.year - 5, day=1)
        one = ledger.save(Member(household=home.id, name="张明", relation="03", birth_date=born))
    taken_out = {"disability_cert": None, "disability_type": None, "health": ()}
    for changes in ({"name": NAME, "disability_cert": CERT, "disability_type": "1", "health": ("2",)}, taken_out):
        with village_book.write("x") as ledger:
            assert one.id is not None
            ledger.save(ledger.get(Member, one.id).but(**changes))
    with village_book.read() as reader:
        assert one.id is not None
        return reader.text_of(one.id)


def test_what_is_private_stays_hidden(run: Any, village_book: Book, child: str) -> None:
    told = run("record", "show", village_book.path, "member", child, "--history")["history"]
    private = [line["value"] for line in told if line["field"] in ("name", "disability", "health") and line["value"]]
    assert len(private) == 4
    assert set(private) == {"＊＊＊"}
    assert not any(secret in str(told) for secret in (CERT, NAME))


def test_a_reason_shows_it(run: Any, village_book: Book, child: str) -> None:
    told = run("record", "show", village_book.path, "member", child, "--history", "--unmask", "--why", "核对")[
        "history"
    ]
    assert all(secret in str(told) for secret in (CERT, NAME))
