"""What the database driver refuses, as the troubles of `ledger.disk`: this is the one place that knows its numbers.

"Damaged" is said only where the database's own checks found damage; a full disk, a pulled stick, a read-only folder or
the key file of another book never is.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _

DAMAGED = ("book.damaged", "book.unreadable", "book.empty")
_TROUBLES = {
    dbapi2.SQLITE_FULL: disk.FULL,
    dbapi2.SQLITE_READONLY: disk.READ_ONLY,
    dbapi2.SQLITE_BUSY: disk.LOCKED,
    dbapi2.SQLITE_LOCKED: disk.LOCKED,
    dbapi2.SQLITE_PROTOCOL: disk.LOCKED,
    dbapi2.SQLITE_PERM: disk.DENIED,
    dbapi2.SQLITE_NOMEM: disk.MEMORY,
    dbapi2.SQLITE_NOLFS: disk.LARGE,
    dbapi2.SQLITE_IOERR: disk.IO,
    dbapi2.SQLITE_CANTOPEN: disk.IO,
}
# Its own words, which are the same everywhere, where it tells no number: copying a database (`backup`) tells none
_SAID = {
    "database or disk is full": dbapi2.SQLITE_FULL,
    "disk I/O error": dbapi2.SQLITE_IOERR,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
    "database is locked": dbapi2.SQLITE_BUSY,
    "unable to open database file": dbapi2.SQLITE_CANTOPEN,
    "database disk image is malformed": dbapi2.SQLITE_CORRUPT,
    "file is not a database": dbapi2.SQLITE_NOTADB,
}
_FOUND_DAMAGE = (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB)
_MOVED = dbapi2.SQLITE_READONLY | (4 << 8)  # the file under an open book was moved or deleted
_ROOM = 64 * 1024  # bytes without which the log's index cannot grow, which the driver calls an input error


@contextmanager
def in_words(path: Path) -> Iterator[None]:
    """What the driver or the system refuses within this block is told as a trouble of the book at `path`."""
    try:
        yield
    except (DBAPIError, dbapi2.Error) as error:
        told = refusal_of(error, path)
        if told is None:
            raise
        raise told from error


def refusal_of(error: Exception, path: Path) -> Refusal | None:
    """The driver's error in words; None for one that only a fault of the program can cause."""
    cause = getattr(error, "orig", None) or error
    number = int(getattr(cause, "sqlite_errorcode", None) or _SAID.get(str(cause), 0))
    if number == _MOVED:
        return disk.refusal(disk.BOOK, disk.MISSING, path)
    if number & 0xFF in _FOUND_DAMAGE:
        return damaged(path)
    trouble = _TROUBLES.get(number & 0xFF)
    if trouble is None:
        return None
    beside = _in_the_way(path) if trouble == disk.IO else None
    return in_the_way(beside) if beside else disk.refusal(disk.BOOK, _told_apart(trouble, path), path)


def _in_the_way(path: Path) -> Path | None:
    """What is no file where the database keeps one beside the book; the driver only says that it cannot open."""
    others = (path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))
    return next((one for one in others if one.exists() and not one.is_file()), None)


def in_the_way(path: Path) -> Refusal:
    """A folder or a device has the name of one of the book's files.  Code `book.in_the_way`."""
    message = _(
        "“{name}” is a folder or a device, and lies where a file of the book belongs. Nothing was changed. Move it"
        " elsewhere; if you have the file of this name, put it there. Then open the book again."
    )
    return Refusal("book.in_the_way", message.format(name=path.name), where={"path": str(path)})


def _told_apart(trouble: str, path: Path) -> str:
    """An input error or a file that cannot be opened, by what the system says when it is asked."""
    if trouble != disk.IO:
        return trouble
    try:
        path.stat()
        if shutil.disk_usage(path.parent).free < _ROOM:
            return disk.FULL
        os.close(os.open(path, os.O_RDWR))
    except OSError as error:
        return disk.trouble_of(error)
    return disk.IO if os.access(path.parent, os.W_OK) else disk.READ_ONLY


def damaged(path: Path) -> Refusal:
    """A check found damage in the file.  Code `book.damaged`."""
    message = _(
        "A check found the file of the book “{name}” damaged. Nothing was changed. See what is left with "
        "“fupin check”, and put the newest backup back with “fupin restore”."
    )
    return Refusal("book.damaged", message.format(name=path.name), where={"path": str(path)})


def unreadable(path: Path) -> Refusal:
    """No page of the file opens by the key: which of the reasons holds nobody can tell without the right key.

    Code `book.unreadable`.
    """
    message = _(
        "“{name}” does not open by the key file beside it: the key file is another book's, or this is no book, or all "
        "of it is spoiled. Nothing was changed. Put the right .keys file beside it, look with “fupin check”, or put a "
        "backup back with “fupin restore”."
    )
    return Refusal("book.unreadable", message.format(name=path.name), where={"path": str(path)})


def empty(path: Path) -> Refusal:
    """The file holds no book: no bytes, or a database without tables.  Code `book.empty`."""
    message = _(
        "The file “{name}” is empty: it holds no book. Nothing was changed. “fupin check” says the same; put a backup "
        "back with “fupin restore”, to another name."
    )
    return Refusal("book.empty", message.format(name=path.name), where={"path": str(path)})
