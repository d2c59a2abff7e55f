"""Straight to the database driver, for the statements a merge runs thousands of times.

SQLAlchemy's own path makes a context, a cursor and row objects for each statement: ten times the cost of a small one.
Whatever is not run for each bundle or row stays with `Connection.exec_driver_sql`.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import Any

from sqlalchemy import Connection
from sqlcipher3 import dbapi2

_TOGETHER = 50  # rows of one statement


def many(connection: Connection, sql: str, rows: Iterable[Sequence[Any]]) -> int:
    """Run a statement once for each row, bound as it is made; the number of rows it touched."""
    return int(_driver(connection).executemany(sql, rows).rowcount)


def insert(connection: Connection, into: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows, `INTO table (columns)`, many by one statement: to begin and end one costs as much as a small row."""
    one = f"({','.join('?' * len(rows[0]))})" if rows else ""
    whole = len(rows) - len(rows) % _TOGETHER
    together = f"{into} VALUES {','.join([one] * _TOGETHER)}"
    for at in range(0, whole, _TOGETHER):
        run(connection, together, tuple(chain.from_iterable(rows[at : at + _TOGETHER])))
    many(connection, f"{into} VALUES {one}", rows[whole:])


def run(connection: Connection, sql: str, values: Sequence[Any] = ()) -> None:
    """Run one statement."""
    _driver(connection).execute(sql, values)


def rows(connection: Connection, sql: str, values: Sequence[Any] = ()) -> list[Any]:
    """Every row a question gives, as plain tuples."""
    found: list[Any] = _driver(connection).execute(sql, values).fetchall()
    return found


def parts(connection: Connection, sql: str, values: Sequence[Any] = (), size: int = 1_000) -> Iterator[list[Any]]:
    """The rows a question gives, so many at a time: whoever looks at all of them need not hold them."""
    cursor = _driver(connection).execute(sql, values)
    while part := cursor.fetchmany(size):
        yield part


def changes(connection: Connection) -> int:
    """How many rows were written since this connection was opened."""
    return int(_driver(connection).total_changes)


@contextmanager
def noting_tables(connection: Connection) -> Iterator[set[str]]:
    """The names of the tables that are read while this block runs, as they are read.

    The driver tells of a table when a statement is prepared; to ask it makes it prepare every statement anew.
    """
    found: set[str] = set()

    def note(action: int, table: str | None, *_more: object) -> int:
        if action == dbapi2.SQLITE_READ and table is not None:
            found.add(table)
        return int(dbapi2.SQLITE_OK)

    _driver(connection).set_authorizer(note)
    try:
        yield found
    finally:
        _driver(connection).set_authorizer(None)


def _driver(connection: Connection) -> Any:
    return connection.connection.driver_connection
