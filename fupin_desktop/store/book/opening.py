"""Opening a book's file: what lies there is looked at first, and a medium that takes no writing is opened for reading.

A file that is no book is never made into one, and what is wrong is told apart: missing, empty, other keys, damaged,
locked, full.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.words import _
from fupin_desktop.store import faults
from fupin_desktop.store.engine import Access, engine_for, raw_connection
from fupin_desktop.store.schema import SCHEMA

_PAGE = 4096  # bytes of a page of the database
_CLOSED_TO_US = ("book.read_only", "book.denied")


@dataclass(frozen=True)
class Opened:
    """The engine of a book's file, the schema the book has, and whether it can be read only."""

    engine: Engine
    schema: int
    read_only: bool


def look_at(path: Path) -> None:
    """Refuse what cannot be a book before any key is asked for: nothing there, a folder, a device, an empty file.

    Code `book.missing`.
    """
    with disk.in_words(disk.BOOK, path, state=_("Nothing was created.")):
        try:
            about = path.stat()
        except FileNotFoundError:
            message = _("There is no book at this place. Nothing was created.")
            raise Refusal("book.missing", message, where={"path": str(path)}) from None
    if path.is_dir():
        raise disk.refusal(disk.BOOK, disk.FOLDER, path, state=_("Nothing was created."))
    if not path.is_file():
        raise disk.refusal(disk.BOOK, disk.DEVICE, path, state=_("Nothing was created."))
    if about.st_size == 0:
        raise faults.empty(path)


def open_file(path: Path, key: bytes) -> Opened:
    """Open the file for writing where that is possible, else for reading; refuses what is no book of this version.

    Code `book.newer`.
    """
    look_at(path)
    engine, access = _reach(path, key)
    try:
        schema = _schema(engine, path)
        if schema > SCHEMA:
            raise Refusal(
                "book.newer", _("A newer version of the program wrote this book. Update first; nothing was changed.")
            )
        if schema < SCHEMA and not access.writes:
            raise disk.refusal(disk.BOOK, disk.READ_ONLY, path, state=_("A book of an earlier version is brought up."))
    except BaseException:
        engine.dispose()
        raise
    return Opened(engine, schema, not access.writes)


def _reach(path: Path, key: bytes) -> tuple[Engine, Access]:
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        try:
            return _connected(path, key, Access.WRITE), Access.WRITE
        except Refusal as refused:
            if refused.code not in _CLOSED_TO_US:
                raise
    access = Access.READ if _has_log(path) else Access.FROZEN
    try:
        return _connected(path, key, access), access
    except Refusal as refused:
        if access is Access.READ and refused.code not in faults.DAMAGED:
            raise _log_unread(path) from refused
        raise


def _connected(path: Path, key: bytes, access: Access) -> Engine:
    engine = engine_for(path, key, access)
    try:
        engine.connect().close()
    except Refusal as refused:
        engine.dispose()
        raise (diagnose(path, key) if refused.code == "book.damaged" else refused) from refused
    return engine


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _log_unread(path: Path) -> Refusal:
    message = _(
        "The newest entries of “{name}” lie in the file “{name}-wal” beside it, and cannot be read where nothing can "
        "be written. Nothing was changed. Copy the book with all its files to a disk that can be written, and open it "
        "there."
    )
    return Refusal("book.log_unread", message.format(name=path.name), where={"path": str(path)})


def diagnose(path: Path, key: bytes) -> Refusal:
    """Why the first page does not open: the other pages tell a damaged book from one the key does not fit."""
    connection = raw_connection(path, key, Access.FROZEN)
    try:
        found = [str(row[0]) for row in connection.execute("PRAGMA cipher_integrity_check").fetchall()]
    finally:
        connection.close()
    pages = path.stat().st_size // _PAGE
    unfit = sum(line.startswith("HMAC") for line in found)
    return faults.damaged(path) if unfit < pages else faults.unreadable(path)


def _schema(engine: Engine, path: Path) -> int:
    with faults.in_words(path), engine.connect() as connection:
        named = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master WHERE name='meta'").scalar_one()
        value = connection.exec_driver_sql("SELECT value FROM meta WHERE key='schema'").scalar() if named else None
    if value is None:
        raise faults.empty(path)
    return int(value)


def words_read_only() -> str:
    """What a person is told of a book that can be read only."""
    return _(
        "Read-only: this book lies where nothing can be written. It can be read and printed; nothing can be saved "
        "here. To work in it copy it with all its files to a disk that can be written."
    )
