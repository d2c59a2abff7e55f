"""The digest of a scope: SHA-256 over its records, open heads and put-aways; equal in every book that holds the same.

It is worked out when somebody asks, for the scopes touched since.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS, COUNTER_MASK, counter_of, stream_of
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.scope import class_of, division_of
from fupin_desktop.store import driver
from fupin_desktop.store.hanging import kinds_held
from fupin_desktop.store.merge.changes import note_changes
from fupin_desktop.store.rows import wire_type
from fupin_desktop.store.streams import Cells, Streams


def mark_dirty(connection: Connection, scopes: Iterable[str], kinds: Iterable[str] | None = None) -> None:
    """These scopes have changed, in records of these kinds; None where they may be of any."""
    note_changes(connection, kinds)
    sql = "INSERT INTO digest VALUES (?, NULL, 1) ON CONFLICT(scope) DO UPDATE SET dirty=1"
    driver.many(connection, sql, [(scope,) for scope in scopes])


def kept_digests(connection: Connection) -> dict[str, str] | None:
    """The digest of every scope that holds anything, as it was kept; None when some have changed since."""
    known: dict[str, str | None] = dict(
        driver.rows(connection, "SELECT scope, iif(dirty, NULL, sha256) FROM digest ORDER BY scope")
    )
    return None if None in known.values() else {scope: sha for scope, sha in known.items() if sha is not None}


def digests(connection: Connection) -> dict[str, str]:
    """The digest of every scope that holds anything; worked out, and not kept, for those that have changed."""
    streams, cells = Streams(connection), Cells(connection)
    kinds = sorted(kinds_held(connection))
    known = driver.rows(connection, "SELECT scope, iif(dirty, NULL, sha256) FROM digest ORDER BY scope")
    return {scope: sha or _digest(connection, streams, cells, scope, kinds) for scope, sha in known}


def remember(connection: Connection, found: Mapping[str, str]) -> None:
    """Keep digests that were just worked out."""
    sql = "UPDATE digest SET sha256=?, dirty=0 WHERE scope=? AND (dirty OR sha256 IS NOT ?1)"
    driver.many(connection, sql, ((sha, scope) for scope, sha in found.items()))


def whole(found: dict[str, str]) -> str:
    """One digest over the sorted pairs of village data scopes (cli.md)."""
    pairs = sorted((scope, sha) for scope, sha in found.items() if not class_of(scope))
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def _digest(connection: Connection, streams: Streams, cells: Cells, scope: str, kinds: Iterable[str]) -> str:
    total = hashlib.sha256()
    for span in _spans(connection, streams, scope):
        for kind in kinds:
            for part in _records(connection, streams, kind, KINDS[kind], span):
                total.update(part)
        total.update(_heads(connection, streams, cells, span))
    return total.hexdigest()


class _Span(NamedTuple):
    """Records of one stream that live in a scope: those made there and not gone, or those that came by a move."""

    no: int
    division: str | None  # to which they came; None for those made there

    @property
    def values(self) -> tuple[object, ...]:
        """What `where` is bound to."""
        ends = (self.no << COUNTER_BITS, (self.no + 1) << COUNTER_BITS)
        return ends if self.division is None else (*ends, self.division)

    def where(self, record: str) -> str:
        """The condition on the column that names the record."""
        within = f"{record} > ? AND {record} < ?"
        if self.division is None:
            return f"{within} AND {record} NOT IN (SELECT record FROM moved)"
        return f"{within} AND {record} IN (SELECT record FROM moved WHERE division=?)"


def _spans(connection: Connection, streams: Streams, scope: str) -> list[_Span]:
    sql = f"SELECT DISTINCT record >> {COUNTER_BITS} FROM moved WHERE division=?"
    rows = driver.rows(connection, sql, (division_of(scope),))
    came = sorted((streams.name(no), no) for (no,) in rows if class_of(streams.scope(no)) == class_of(scope))
    made = [_Span(no, None) for no in streams.of_scope(scope)]
    return made + [_Span(no, division_of(scope)) for _name, no in came]


def _records(connection: Connection, streams: Streams, kind: str, cls: type[Record], span: _Span) -> Iterator[bytes]:
    """`[kind, stream, names, [row, …]]` as JSON, in pieces."""
    names = [*sorted(fields_of(cls)), AWAY]
    # The record by its counter, as everywhere; the number of its stream is local
    listed = ",".join([f"id & {COUNTER_MASK}", *(f'"{name}"' for name in names)])
    sql = f'SELECT {listed} FROM "{kind}" WHERE {span.where("id")} ORDER BY id'
    links = [index for index, name in enumerate(names, 1) if wire_type(kind, name) == "l"]
    before = msgspec.json.encode([kind, streams.name(span.no), names])[:-1] + b",["
    empty = True
    for part in driver.parts(connection, sql, span.values):
        yield before
        yield msgspec.json.encode(_told(streams, part, links) if links else part)[1:-1]
        before, empty = b",", False
    if not empty:
        yield b"]]"


def _told(streams: Streams, rows: Iterable[Any], links: Sequence[int]) -> list[list[Any]]:
    """Rows with their links as they are called everywhere: device, scope, counter."""
    told = [list(row) for row in rows]
    for row in told:
        for index in links:
            if (link := row[index]) is not None:
                row[index] = (*streams.name(link >> COUNTER_BITS), link & COUNTER_MASK)
    return told


def _heads(connection: Connection, streams: Streams, cells: Cells, span: _Span) -> bytes:
    sql = f"SELECT record, cell, element, dot, value FROM version WHERE head = 2 AND {span.where('record')}"
    rows = driver.rows(connection, sql, span.values)
    found = []
    for record, cell, element, dot, value in rows:
        kind, name = cells.name(cell)
        if wire_type(kind, name) == "l" and value is not None and not element:
            value = [*streams.name(stream_of(value)), counter_of(value)]
        found.append([counter_of(record), kind, name, element, [*streams.name(stream_of(dot)), counter_of(dot)], value])
    found.sort(key=lambda row: (row[0], row[1], row[2], row[3], row[4]))
    # A stream that is only known by name must not count: books differ in what names they have heard.
    return msgspec.json.encode(found) if found else b""
