"""A household is moved by the command line."""

from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.villages.model import Village

ONE, TWO = "441690101200", "441690101201"
HOME = f"{ONE}20160001"


def test_a_move(book: Book, run: Any) -> None:
    with book.write("roster.import") as ledger:
        ledger.save_all(Village(code=code, name=name) for code, name in ((ONE, "甲村"), (TWO, "乙村")))
        ledger.save(Household(household_code=HOME, village_code=ONE, status="registered"))
    words = ("household", "move", book.path, HOME, "--to", TWO, "--on", "2018-03-01", "--why", "随子女迁居")
    assert run(*words)["to"] == TWO
    found = run("record", "show", book.path, "household", HOME, "--history")
    assert found["record"]["village_code"] == TWO
    assert found["history"][-1]["why"] == "随子女迁居"
    assert run(*words, code=1)["refused"]["code"] == "move.there"
    assert run("check", book.path, "--deep")["ok"] is True
