"""The book's day: refused before the newest entry, confirmed by an entry when far after it."""

from datetime import datetime, timedelta

import pytest

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book import Book
from fupin_desktop.store.check import check
from fupin_desktop.store.day import confirm_day, day_in_doubt
from fupin_desktop.sync.model import DayConfirmation
from fupin_desktop.villages.model import Village

START = datetime.fromisoformat("2017-06-03T09:00:00+08:00")


def _village(book: Book, name: str) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=f"44169010120{name}", name=name))


def _later(book: Book, days: int) -> None:
    book.wall = lambda: START + timedelta(days=days)


def test_45_days_need_no_word_46_do(book: Book) -> None:
    _later(book, 0)
    assert day_in_doubt(book) is None
    _village(book, "0")
    _later(book, 45)
    assert not confirm_day(book)
    _village(book, "1")
    _later(book, 45 + 46)
    assert day_in_doubt(book) is not None
    with pytest.raises(Refusal) as refused:
        _village(book, "2")
    assert refused.value.code == "clock.ahead"
    assert refused.value.where == {"newest": "2017-07-18", "today": "2017-09-02"}
    with book.write("look", rehearse=True) as ledger:  # looking needs no word
        assert ledger.today.isoformat() == "2017-09-02"
    with pytest.raises(Refusal):
        _village(book, "2")
    assert confirm_day(book)
    _village(book, "2")
    with book.read() as reader:
        (found,) = reader.find(DayConfirmation)
        assert (str(found.newest), str(found.confirmed)) == ("2017-07-18", "2017-09-02")
        assert len(reader.find(Village)) == 3
    assert check(book, deep=True) == []


def test_before_the_newest_entry_no_word_helps(book: Book) -> None:
    _later(book, 3)
    _village(book, "0")
    _later(book, 2)
    assert not confirm_day(book)
    with pytest.raises(Refusal) as refused:
        _village(book, "1")
    assert refused.value.code == "clock.back"
