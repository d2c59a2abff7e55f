"""Opening the encrypted database by its raw key; one writer, many readers under WAL."""

from pathlib import Path
from typing import Any

from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.exc import OperationalError
from sqlcipher3 import dbapi2

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

_BUSY = ("locked", "busy")
_CACHE_KIB = 64 * 1024
# Pages in the write-ahead log after which a commit carries them over; a merge writes many, and carries them over once
_PAGES, _PAGES_MERGING = 4_000, 20_000
_STATEMENTS = 1024  # kept prepared: there are several for each cell of each kind
TIMEOUT = 30.0  # seconds to wait for another writer


def _itself(value: None) -> None:
    return value


# The driver looks long for how to store whatever is no number or text, `None` too: told at once, it takes a fifth
dbapi2.register_adapter(type(None), _itself)


def engine_for(path: Path, key: bytes) -> Engine:
    """The engine of a book file.  A connection marked `write` begins at once as a writer: it cannot fail later."""

    def connect() -> Any:
        return _connect(path, key)

    engine = create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=4)
    event.listen(engine, "begin", _begin)
    return engine


def _connect(path: Path, key: bytes) -> Any:
    path.touch(mode=0o600)
    connection = dbapi2.connect(
        str(path), check_same_thread=False, timeout=TIMEOUT, isolation_level=None, cached_statements=_STATEMENTS
    )
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    try:
        connection.execute("PRAGMA journal_mode=WAL")
    except dbapi2.DatabaseError as error:
        connection.close()
        if is_busy(error):
            raise busy() from None
        raise Refusal(
            "book.unreadable",
            _("The book cannot be read: it is damaged, or its key file belongs to another book. Restore a backup."),
        ) from None
    for pragma in ("synchronous=FULL", "temp_store=MEMORY", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def is_busy(error: Exception) -> bool:
    """Does another program write, and has for longer than anybody waits?"""
    return any(word in str(error) for word in _BUSY)


def busy() -> Refusal:
    """What is answered while another program writes the book for long."""
    return Refusal(
        "book.busy",
        _(
            "Another program has been writing this book for {seconds} seconds. Nothing was changed; wait for it,"
            " or close it, and try again."
        ).format(seconds=round(TIMEOUT)),
    )


def _begin(connection: Any) -> None:
    options = connection.get_execution_options()
    if options.get("write", False):
        pages = _PAGES_MERGING if options.get("merging", False) else _PAGES
        connection.exec_driver_sql(f"PRAGMA wal_autocheckpoint={pages}")
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except OperationalError as error:
            if is_busy(error):
                raise busy() from None
            raise
    else:
        connection.exec_driver_sql("BEGIN")
