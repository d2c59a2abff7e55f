"""A demonstration made once for all tests that look at it."""

from collections.abc import Iterator

import pytest

from fupin_desktop.demo.making import Made, make_demo
from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.store.book.book import Book

VILLAGES, HOUSEHOLDS, SEED = 4, 48, 7


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    """Four villages: the last two are late."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FUPIN_STATE", str(folder / "state"))
        yield make_demo(folder / "out", villages=VILLAGES, households=HOUSEHOLDS, seed=SEED)


@pytest.fixture
def office(made: Made) -> Iterator[Book]:
    """The office's book, to look at."""
    with Book.open(made.books[0], PASSPHRASE) as book:
        yield book
