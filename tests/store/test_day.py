"""The book's day: entries that speak against it are named, and a person's word always leads on."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from fupin_desktop.ledger.clock import LATEST_MS, unpack
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store import tail
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.check import check
from fupin_desktop.store.write.day import confirm_day, day_in_doubt
from fupin_desktop.sync.model import DayConfirmation
from fupin_desktop.villages.model import Village

START = datetime.fromisoformat("2017-06-03T09:00:00+08:00")


def _village(book: Book, name: str) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code=f"44169010120{name}", name=name))


def _later(book: Book, days: int) -> None:
    book.wall = lambda: START + timedelta(days=days)


def _refused(book: Book, name: str = "9") -> Refusal:
    with pytest.raises(Refusal) as refused:
        _village(book, name)
    return refused.value


def _clocks(book: Book) -> list[int]:
    with book.read() as reader:
        streams = [row[0] for row in reader.connection.exec_driver_sql("SELECT DISTINCT stream FROM tail")]
        return [entry.clock for no in streams for entry, _last, _size in tail.entries(reader.connection, no)]


def test_45_days_need_no_word_46_do(book: Book) -> None:
    _later(book, 0)
    assert day_in_doubt(book) is None
    _village(book, "0")
    _later(book, 45)
    assert not confirm_day(book)
    _village(book, "1")
    _later(book, 45 + 46)
    assert day_in_doubt(book) is not None
    refused = _refused(book, "2")
    assert refused.code == "clock.ahead"
    assert refused.where == {"newest": "2017-07-18", "today": "2017-09-02"}
    with book.write("look", rehearse=True) as ledger:  # looking needs no word
        assert ledger.today.isoformat() == "2017-09-02"
    assert _refused(book, "2").code == "clock.ahead"
    assert confirm_day(book)
    _village(book, "2")
    with book.read() as reader:
        (found,) = reader.find(DayConfirmation)
        assert (str(found.newest), str(found.confirmed)) == ("2017-07-18", "2017-09-02")
        assert len(reader.find(Village)) == 3
    assert check(book, deep=True) == []


@pytest.mark.parametrize("ahead", [1, 40, 3650])
def test_case_21_clock_ahead_locks_the_book(book: Book, ahead: int) -> None:
    """A save under a date to come is named; the right day is confirmed with a reason that stays in the log."""
    _later(book, 0)
    _village(book, "0")
    _later(book, ahead)
    confirm_day(book)  # as whoever does not look would
    _village(book, "1")
    _later(book, 0)
    refused = _refused(book, "2")
    day = (START + timedelta(days=ahead)).date().isoformat()
    assert refused.code == "clock.back"
    assert refused.where["newest"] == day
    assert refused.where["actor"] == "甲镇"
    for told in (day, "2017-06-03", "甲镇", "Village", "confirm it and say why"):
        assert told in refused.message
    with book.write("look", rehearse=True) as ledger:
        assert ledger.today.isoformat() == "2017-06-03"
    with pytest.raises(Refusal) as bare:
        confirm_day(book, "  ")
    assert bare.value.code == "clock.back"
    assert confirm_day(book, "the battery was changed")
    assert not confirm_day(book, "once more")
    _village(book, "2")
    with book.write("look") as ledger:  # dates that matter in law follow the confirmed day
        assert ledger.today.isoformat() == "2017-06-03"
    with book.read() as reader:
        said = next(one for one in reader.find(DayConfirmation) if str(one.confirmed) == "2017-06-03")
        assert str(said.newest) == day
        assert len(reader.find(Village)) == 3
        whys = [
            entry.why
            for (no,) in reader.connection.exec_driver_sql("SELECT DISTINCT stream FROM tail")
            for entry, _last, _size in tail.entries(reader.connection, no)
            if entry.command == "day.confirm"
        ]
    assert whys[-1] == "the battery was changed"
    assert unpack(_clocks(book)[-1])[0] < (START + timedelta(days=1, minutes=1)).timestamp() * 1000
    assert check(book, deep=True) == []


@pytest.mark.parametrize("year", [1, 9999])
def test_a_clock_at_either_end_of_the_calendar_is_an_answer(book: Book, year: int) -> None:
    _village(book, "1")
    book.wall = lambda: datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    day_in_doubt(book)  # a window asks as it opens
    assert _refused(book).code == "clock.impossible"


def test_a_second_mistake_asks_again(book: Book) -> None:
    _later(book, 0)
    _village(book, "0")
    for name in ("1", "2"):
        _later(book, 40)
        _village(book, name)
        _later(book, 1)
        assert _refused(book).code == "clock.back"
        assert confirm_day(book, "wrong")
    _later(book, 2)
    assert not confirm_day(book)
    _village(book, "5")


def test_what_wrote_nothing_holds_nobody_back(book: Book) -> None:
    """A command under a date to come that left no entry is no witness."""
    _later(book, 0)
    _village(book, "0")
    _later(book, 40)
    with book.write("nothing"):
        pass
    _later(book, 0)
    assert day_in_doubt(book) is None
    _village(book, "1")


def test_the_first_write_of_a_book_is_asked_about(book: Book) -> None:
    now = datetime.now().astimezone()
    book.wall = lambda: now + timedelta(days=3650)
    refused = _refused(book)
    assert refused.code == "clock.ahead"
    assert "Nothing has been written in this book yet" in refused.message
    assert confirm_day(book)
    _village(book, "0")
    book.wall = lambda: now
    assert _refused(book).code == "clock.back"
    assert confirm_day(book, "ten years")
    _village(book, "1")


def test_made_and_written_ten_years_ahead_is_asked_about(book: Book) -> None:
    """The book was made by the same wrong clock; the program knows when it was made itself."""
    later = datetime.fromisoformat("2036-11-24T09:00:00+08:00")
    with book.transaction() as connection:
        connection.exec_driver_sql("UPDATE meta SET value=? WHERE key='created'", (str(int(later.timestamp())),))
    book.wall = lambda: later
    assert _refused(book).code == "clock.ahead"


@pytest.mark.parametrize("day", ["1969-12-31T00:00:00+00:00", "2099-12-31T00:00:00+00:00", "7000-01-01T00:00:00+00:00"])
def test_a_date_no_book_would_take_is_refused_at_the_desk(book: Book, day: str) -> None:
    book.wall = lambda: datetime.fromisoformat(day)
    assert _refused(book).code == "clock.impossible"
    with suppress(Refusal):
        confirm_day(book, "it is so")  # no word helps
    assert _refused(book).code == "clock.impossible"
    with book.exchange() as exchange:  # sealing goes on, and its clock stays one that others read
        assert unpack(exchange.clock())[0] < LATEST_MS
