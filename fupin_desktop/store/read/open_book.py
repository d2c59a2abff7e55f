"""The open book as its rooms receive it: no room imports the hall to reach another (rooms.md §7)."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection

from fupin_desktop.rights.rules import Holder
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.read.reading import Reader


class OpenBook(Protocol):
    """What a room needs that reads the book, or writes its local tables; `book.Book` makes it real."""

    @property
    def path(self) -> Path:
        """The file of the book."""

    @property
    def read_only(self) -> bool:
        """True where the file can only be read."""

    @property
    def user(self) -> str:
        """Who opened the book, by the name of the passphrase."""

    @property
    def identity(self) -> Identity:
        """Who we are: the book, its device, its division and place in the roster."""

    @property
    def wall(self) -> Callable[[], datetime]:
        """The machine's clock, with its zone."""

    def read(self) -> AbstractContextManager[Reader]:
        """A consistent reading of one moment."""

    def transaction(self, *, rehearse: bool = False, merging: bool = False) -> AbstractContextManager[Connection]:
        """A write transaction on the one lane; all of it or nothing."""

    def holder(self) -> Holder:
        """Who works with the book: the role its office granted, which says what may be done here."""

    def note(self, event: str, about: str) -> None:
        """An event for the audit log."""
