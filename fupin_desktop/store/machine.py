"""The token a book shares with its machine: where they differ, the book is a copy or was restored (sync.md §5).

The book has a new token first, then the machine is told, and only then is anything written: so a machine that was cut
off in between knows the token before, which the book still has; a restored book has neither.
"""

import secrets
from pathlib import Path

from sqlalchemy import Connection

from fupin_desktop.files import state_folder, whole_file


def renew(connection: Connection) -> str:
    """A new token in the book; the one before stays beside it."""
    token = secrets.token_hex(16)
    rows = [("token_before", _of(connection, "token")), ("token", token)]
    connection.exec_driver_sql("INSERT OR REPLACE INTO meta VALUES (?, ?)", rows)
    return token


def tell(book_id: str, token: str) -> None:
    """This machine knows the book by this token from now on."""
    with whole_file(_path(book_id)) as draft:
        draft.write_text(token)


def knows(connection: Connection, book_id: str) -> bool:
    """Is this the very book that was used last on this machine?  One whose token was taken away never is."""
    path, token = _path(book_id), _of(connection, "token")
    known = path.read_text() if path.exists() else ""
    return bool(token and known) and known in (token, _of(connection, "token_before"))


def _path(book_id: str) -> Path:
    folder = state_folder() / "tokens"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder / book_id


def _of(connection: Connection, key: str) -> str:
    return str(connection.exec_driver_sql("SELECT value FROM meta WHERE key=?", (key,)).scalar() or "")
