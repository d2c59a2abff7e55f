"""What the first window asks of a book, on its lane: each function loads the store only when it is called.

The window is seen before the heavy libraries are there; none of this touches a widget.
"""

from contextlib import suppress
from pathlib import Path
from typing import Any

from fupin_desktop.files import data_folder
from fupin_desktop.ledger.progress import Progress


def prepare(book: Path | None) -> int:
    """Load the heavy libraries while the person types; gives the seconds the next guess at this book has to wait."""
    import fupin_desktop.store.book.book
    import fupin_desktop.ui.window.shell  # noqa: F401  # loaded while the person types
    from fupin_desktop.store.book.attempts import waiting

    return waiting(book) if book is not None else 0


def open_book(path: Path, passphrase: str) -> Any:
    """Open a book, and bring what is kept to find persons up to this program; refuses as `Book.open` does."""
    from fupin_desktop.store.book.book import Book
    from fupin_desktop.store.search.person_index import bring_up

    book = Book.open(path, passphrase)
    bring_up(book)
    return book


def prove_passphrase(path: Path, passphrase: str) -> str:
    """Whose passphrase this is, without opening the book; refuses as `attempts.prove` does."""
    from fupin_desktop.store.book.attempts import prove

    return prove(path, passphrase)


def create_book(path: Path, facts: dict[str, Any]) -> Any:
    """A new book at `path`; refuses as `Book.create` does."""
    from fupin_desktop.store.book.book import Book

    return Book.create(path, **facts)


def restore_backup(backup: Path, place: Path, passphrase: str) -> Path:
    """Put a backup back; gives the place of the book.  The folder for data is made, others have to be there."""
    from fupin_desktop.store.book.copies.restoring import restore

    if place.parent == data_folder():
        with suppress(OSError):  # what is not there is told next
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    restore(backup, place, passphrase)
    return place


def rekey_book(path: Path, passphrase: str) -> list[str]:
    """A new key for the book; gives the users whose passphrases are to be added again."""
    from fupin_desktop.store.book.rekeying import rekey

    return rekey(path, passphrase)


def clear_book(path: Path, name: str, passphrase: str, protocol: Path) -> Any:
    """Remove the book from this computer; gives what was left and where the protocol lies."""
    from fupin_desktop.store.book.copies.clearing import clear

    return clear(path, passphrase, name=name, protocol=protocol)


def practise(progress: Progress) -> Any:
    """The practice data, made at the first time; a stop leaves nothing behind."""
    from fupin_desktop.ui.settings.practice import open_practice

    return open_practice(progress)
