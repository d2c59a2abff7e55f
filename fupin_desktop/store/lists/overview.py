"""The book as a whole: how many records it holds, how far its streams reach, what was merged, when it was backed up."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from fupin_desktop.store import driver
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.tail import ends_of


class StreamEnd(NamedTuple):
    """How far a stream reaches here: its last entry, and the hash of its last segment (empty before the first)."""

    device: str
    scope: str
    number: int
    hash: str


def count_aside(reader: Reader) -> int:
    """How many entries are set aside."""
    return _number(reader, "SELECT count(*) FROM set_aside")


def _number(reader: Reader, sql: str) -> int:
    return int(driver.rows(reader.connection, sql)[0][0])


def stream_ends(reader: Reader) -> Iterator[StreamEnd]:
    """The streams that have entries, scope by scope."""
    ends = ends_of(reader.connection, reader.streams)
    for scope in reader.streams.scopes():
        for no in reader.streams.of_scope(scope):
            number = ends[no]
            if number:
                yield StreamEnd(reader.streams.name(no)[0], scope, number, reader.streams.reach[no].hash)


def noted_at(reader: Reader, key: str) -> str | None:
    """When something was done that the book notes the time of, such as `last_backup`; None when it never was."""
    rows = driver.rows(reader.connection, "SELECT value FROM meta WHERE key=?", (key,))
    return str(rows[0][0]) if rows else None


def journal(reader: Reader) -> list[dict[str, Any]]:
    """Every merge with its report, the first one first."""
    rows = reader.connection.exec_driver_sql("SELECT * FROM journal ORDER BY id").mappings()
    return [{**row, "report": json.loads(row["report"])} for row in rows]


def last_heard(reader: Reader) -> dict[str, str]:
    """By device that sent a bundle, when the last one was merged."""
    return dict(driver.rows(reader.connection, "SELECT sender, max(at) FROM journal GROUP BY sender"))
