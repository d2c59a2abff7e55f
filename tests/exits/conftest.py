from collections.abc import Iterator

import pytest

from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.store.book.book import Book
from tests.exits.world import village


@pytest.fixture
def town(book: Book) -> Book:
    village(book)
    return book


@pytest.fixture
def ledger(town: Book) -> Iterator[Ledger]:
    with town.write("test") as ledger:
        yield ledger
