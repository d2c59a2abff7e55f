"""The open book for those who keep its keys, its copies and its device."""

from typing import Protocol

from sqlalchemy import Engine

from fupin_desktop.seal.slots import KeyFile
from fupin_desktop.store.exchange.exchanging_book import ExchangingBook


class HeldBook(ExchangingBook, Protocol):
    """A book with its file, its key and its key file in hand; `book.Book` makes it real."""

    @property
    def engine(self) -> Engine:
        """The connections to the file."""

    @property
    def book_key(self) -> bytes:
        """The raw key of the file."""

    @property
    def key_file(self) -> KeyFile:
        """The passphrases that open it, as they stand in the key file."""

    def change_keys(self, keys: KeyFile, event: str, about: str) -> None:
        """Replace the key file; the audit log tells what for."""

    def cut_tails(self) -> None:
        """Cut what this device wrote, so that a copy holds nothing that nobody else will see."""

    def refresh_identity(self) -> None:
        """Read again who we are, after a transaction changed it."""
