"""The token a book shares with its machine: where they differ, the book is a copy or was restored (sync.md §5).

A token belongs to a device of a book.  Both steps of a renewal stand inside a write transaction of the book, so that
programs which write it at once wait for each other, and wherever a renewal breaks off the machine knows the book:

1. the machine is told of the new token beside the one before, then the book has the new one;
2. the machine forgets the one before, and only then is anything written: a book restored from then has neither.
"""

import secrets
from pathlib import Path

from sqlalchemy import Connection

from fupin_desktop.files import state_folder, whole_file
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver


def renew(connection: Connection, book_id: str, device: str) -> None:
    """A new token in the book; to be settled once that is committed."""
    before, token = of(connection), secrets.token_hex(16)
    _tell(book_id, device, token, before)
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES ('token', ?)", (token,))


def settle(connection: Connection, book_id: str, device: str) -> None:
    """The book has its new token: the machine forgets the one before."""
    _tell(book_id, device, of(connection))


def knows(connection: Connection, book_id: str, device: str) -> bool:
    """Is this the very book that was used last on this machine?  One whose token was taken away never is."""
    path, token = _path(book_id, device), of(connection)
    earlier = path.with_name(book_id)  # as programs before wrote it, one for all devices of a book
    found = next((one for one in (path, earlier) if one.exists()), None)
    return bool(token and found) and token in (found.read_text().split() if found else ())


def forget(book_id: str, device: str) -> None:
    """Nobody writes as this device any more: a backup of it is restored as a new one."""
    _path(book_id, device).unlink(missing_ok=True)


def of(connection: Connection) -> str:
    """The book's token; empty when it was taken away."""
    told = driver.rows(connection, "SELECT value FROM meta WHERE key='token'")
    return str(told[0][0] or "") if told else ""


def _tell(book_id: str, device: str, *tokens: str) -> None:
    path = _path(book_id, device)
    state = _("By this folder the program knows its books on this computer; nothing was saved.")
    with disk.in_words(disk.FILE, path.parent, state=state):
        path.parent.mkdir(exist_ok=True, mode=0o700)
        with whole_file(path) as draft:
            draft.write_text("\n".join(tokens))
        path.with_name(book_id).unlink(missing_ok=True)


def _path(book_id: str, device: str) -> Path:
    return state_folder() / "tokens" / f"{book_id}-{device}"
