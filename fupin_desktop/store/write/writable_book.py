"""The open book for those who write records in it."""

from contextlib import AbstractContextManager
from typing import Protocol

from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.write.writing import BookLedger


class WritableBook(OpenBook, Protocol):
    """A book in which commands are carried out; `book.Book` makes it real."""

    def write(
        self, command: str, *, rehearse: bool = False, confirms_day: bool = False
    ) -> AbstractContextManager[BookLedger]:
        """One command: one entry in each scope it touches, or nothing at all."""
