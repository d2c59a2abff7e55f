"""Opening the encrypted database by its raw key, and its tables; one writer, many readers under WAL."""

from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, QueuePool, create_engine, create_mock_engine, event
from sqlcipher3 import dbapi2

from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.store import driver
from fupin_desktop.store.faults import in_words, refusal_of
from fupin_desktop.store.schema import metadata

_CACHE_KIB = 64 * 1024  # of pages, a connection
_CACHE_KIB_LONG = 20 * 1024  # while one command writes much: it goes on from page to page and seldom comes back
# Pages in the write-ahead log after which a commit carries them over; a merge writes many, and carries them over once
_PAGES, _PAGES_MERGING = 4_000, 20_000
SYNCHRONOUS = "FULL"  # what a command says is saved is on the disk, whatever happens to the power
_STATEMENTS = 1024  # kept prepared: there are several for each cell of each kind
TIMEOUT = 30.0  # seconds to wait for another writer


def _itself(value: None) -> None:
    return value


# The driver looks long for how to store whatever is no number or text, `None` too: told at once, it takes a fifth
dbapi2.register_adapter(type(None), _itself)


class Access(Enum):
    """How a file is opened.  Only NEW ever creates one, and only READ and FROZEN never write.

    READ takes part in the locks and reads the log; FROZEN is for a medium on which nobody can write: it looks at the
    file alone.
    """

    NEW = "rwc"
    WRITE = "rw"
    READ = "ro"
    FROZEN = "ro&immutable=1"

    @property
    def writes(self) -> bool:
        """True when something can be written."""
        return self in (Access.NEW, Access.WRITE)


def engine_for(path: Path, key: bytes, access: Access = Access.WRITE) -> Engine:
    """The engine of a book file.  A connection marked `write` begins at once as a writer: it cannot fail later."""

    def connect() -> Any:
        return _connect(path, key, access)

    engine = create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, pool_size=4)
    event.listen(engine, "begin", _begin if access.writes else _begin_reading)
    return engine


def raw_connection(path: Path, key: bytes, access: Access) -> Any:
    """A connection of the driver with its key; nothing was read of the file yet."""
    if access is Access.NEW:
        path.touch(mode=0o600)
    uri = f"{_address(path)}?mode={access.value}"
    connection = dbapi2.connect(
        uri, uri=True, check_same_thread=False, timeout=TIMEOUT, isolation_level=None, cached_statements=_STATEMENTS
    )
    connection.execute("PRAGMA cipher_log_level=NONE")
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    # Names are compared as they read: by the one folding, in statements too
    connection.create_function("folded", 1, _folded, deterministic=True)
    return connection


def _folded(text: object) -> str | None:
    return folded(text) if isinstance(text, str) else None


def alone(path: Path, key: bytes) -> Any:
    """The one connection to the book: whoever else has it open keeps us out (`book.locked`), and we them."""
    connection = dbapi2.connect(str(path), timeout=1, isolation_level=None)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except dbapi2.Error as error:
        connection.close()
        raise refusal_of(error, path) or error from error
    return connection


def _address(path: Path) -> str:
    # file:///C:/… for a drive, file:////server/… for a share: a host would be no valid address for the driver
    plain = path.absolute().as_posix()
    return f"file://{quote(plain if plain.startswith('/') else f'/{plain}')}"


def _connect(path: Path, key: bytes, access: Access) -> Any:
    with in_words(path):
        connection = raw_connection(path, key, access)
        try:
            _prepare(connection, access)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: Any, access: Access) -> None:
    first = "PRAGMA journal_mode=WAL" if access.writes else "SELECT count(*) FROM sqlite_master"
    connection.execute(first)
    for setting in (f"synchronous={SYNCHRONOUS}", "temp_store=MEMORY", f"cache_size=-{_CACHE_KIB}"):
        connection.execute(f"PRAGMA {setting}")


def hold_fewer_pages(connection: Connection) -> None:
    """Give most of the page cache back, for the rest of this transaction: what was written waits in the log instead."""
    _hold_pages(connection, _CACHE_KIB_LONG)


def _hold_pages(connection: Connection, kib: int) -> None:
    driver.run(connection, f"PRAGMA cache_size=-{kib}")


def _begin(connection: Connection) -> None:
    _hold_pages(connection, _CACHE_KIB)
    options = connection.get_execution_options()
    if options.get("write", False):
        pages = _PAGES_MERGING if options.get("merging", False) else _PAGES
        driver.run(connection, f"PRAGMA wal_autocheckpoint={pages}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        driver.run(connection, "BEGIN")


def _begin_reading(connection: Connection) -> None:
    # Whoever means to write is refused at the first statement that does
    connection.exec_driver_sql("BEGIN")


# --- the tables -----------------------------------------------------------------------------------------------------


def make_tables(connection: Connection) -> None:
    """Every table and index of a book, in an empty database."""
    for statement in _statements():
        driver.run(connection, statement)


@cache
def _statements() -> tuple[str, ...]:
    """What makes them; to word it takes longer than to run it."""
    worded: list[str] = []

    def word(statement: Any, *_given: Any) -> None:
        worded.append(str(statement.compile(dialect=drawn.dialect)))

    drawn = create_mock_engine("sqlite://", word)
    metadata.create_all(drawn, checkfirst=False)
    return tuple(worded)
