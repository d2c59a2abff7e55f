"""The counts of `book info` are kept while the book stays as it is, and never told of another state."""

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.counts import counted

VILLAGE = "441690101200"


def _home(book: Book, number: int) -> Household:
    with book.write("test") as ledger:
        return ledger.save(Household(household_code=f"{VILLAGE}2016{number:04}", village_code=VILLAGE))


def test_counts_are_kept_until_something_is_written(book: Book) -> None:
    home = _home(book, 1)
    book.digests()
    assert book.counts()["household"] == 1
    with book.read() as reader:
        assert counted(reader).kept
    _home(book, 2)
    with book.read() as reader:
        assert not counted(reader).kept
    assert book.counts()["household"] == 2
    with book.write("test") as ledger:
        ledger.put_away(home, "twice")
    assert book.counts()["household"] == 1, "while no digest is worked out nothing is kept, and nothing old is told"
    book.digests()
    assert (book.counts()["household"], book.counts()["household"]) == (1, 1)
