"""The date confirmed on the command line: by a word when it lies far ahead, with a reason when an entry does."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.day import confirm_day
from fupin_desktop.sync.model import DayConfirmation
from fupin_desktop.villages.model import Village

NEW = ("441690101201", "演示一乙村")


def _written_ahead(book: Book, days: int) -> date:
    """One save by a clock so many days ahead, as whoever does not look would; the book is closed after it."""
    ahead = datetime.now().astimezone() + timedelta(days=days)
    book.wall = lambda: ahead
    confirm_day(book)
    with book.write("record.new") as ledger:
        ledger.save(Village(code="441690101200", name="演示一甲村"))
    book.close()
    return ahead.date()


@pytest.mark.parametrize("days", [40, 3650])
def test_case_21_clock_ahead_locks_the_book(run: Any, book: Book, days: int) -> None:
    newest = _written_ahead(book, days)
    words = ("record", "new", book.path, "village", f"code={NEW[0]}", f"name={NEW[1]}")
    for option in ((), ("--confirm-day",), ("--confirm-day=",)):
        refused = run(*words, *option, code=1)["refused"]
        assert refused["code"] == "clock.back"
        assert refused["where"]["newest"] == newest.isoformat()
        assert refused["where"]["today"] == datetime.now().astimezone().date().isoformat()
        assert "--confirm-day=REASON" in refused["message"]
        assert "Village, written by 甲镇" in refused["message"]
    assert len(run("record", "list", book.path, "village")["records"]) == 1  # reading needs no date
    run(*words, "--confirm-day=the clock was fast")
    run("record", "set", book.path, "village", NEW[0], "name=演示一丙村")
    assert len(run("record", "list", book.path, "village")["records"]) == 2
    assert run("check", book.path, "--deep")["ok"]
    with Book.open(book.path, "wu ge pin yin ci") as again, again.read() as reader:
        assert max(one.newest for one in reader.find(DayConfirmation) if one.newest) == newest


def test_a_reason_where_none_is_needed_writes_nothing(run: Any, book: Book) -> None:
    book.close()
    run("record", "new", book.path, "village", f"code={NEW[0]}", f"name={NEW[1]}", "--confirm-day=x")
    with Book.open(book.path, "wu ge pin yin ci") as again, again.read() as reader:
        assert reader.find(DayConfirmation) == []
