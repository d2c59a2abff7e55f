"""The digest of a scope: SHA-256 over its records, open heads and put-aways; equal in every book that holds the same.

It is worked out when somebody asks, for the scopes touched since.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS, counter_of, stream_of
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.scope import class_of, division_of
from fupin_desktop.store import driver
from fupin_desktop.store.rows import wire_type
from fupin_desktop.store.streams import Cells, Streams


def mark_dirty(connection: Connection, scopes: Iterable[str]) -> None:
    """These scopes have changed."""
    sql = "INSERT INTO digest VALUES (?, NULL, 1) ON CONFLICT(scope) DO UPDATE SET dirty=1"
    driver.many(connection, sql, [(scope,) for scope in scopes])


def digests(connection: Connection) -> dict[str, str]:
    """The digest of every scope that holds anything."""
    streams, cells = Streams(connection), Cells(connection)
    known = {scope: sha for scope, sha, dirty in connection.exec_driver_sql("SELECT * FROM digest") if not dirty}
    found = {scope: known.get(scope) or _digest(connection, streams, cells, scope) for scope in _live(connection)}
    return dict(sorted(found.items()))


def remember(connection: Connection, found: dict[str, str]) -> None:
    """Keep digests that were just worked out."""
    connection.exec_driver_sql(
        "INSERT INTO digest VALUES (?, ?, 0) ON CONFLICT(scope) DO UPDATE SET sha256=excluded.sha256, dirty=0",
        list(found.items()),
    ) if found else None


def whole(found: dict[str, str]) -> str:
    """One digest over the sorted pairs of village data scopes (cli.md)."""
    pairs = sorted((scope, sha) for scope, sha in found.items() if not class_of(scope))
    return hashlib.sha256(json.dumps(pairs).encode()).hexdigest()


def _live(connection: Connection) -> list[str]:
    return [row[0] for row in connection.exec_driver_sql("SELECT scope FROM digest ORDER BY scope")]


def _digest(connection: Connection, streams: Streams, cells: Cells, scope: str) -> str:
    total = hashlib.sha256()
    for span in _spans(connection, streams, scope):
        for kind, cls in sorted(KINDS.items()):
            for line in _records(connection, streams, kind, cls, span):
                total.update(line)
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
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT record >> {COUNTER_BITS} FROM moved WHERE division=?", (division_of(scope),)
    )
    came = sorted((streams.name(no), no) for (no,) in rows if class_of(streams.scope(no)) == class_of(scope))
    made = [_Span(no, None) for no in streams.of_scope(scope)]
    return made + [_Span(no, division_of(scope)) for _name, no in came]


def _records(connection: Connection, streams: Streams, kind: str, cls: type[Record], span: _Span) -> Iterable[bytes]:
    names = [*sorted(fields_of(cls)), AWAY]
    listed = ",".join(f'"{name}"' for name in ["id", *names])
    rows = connection.exec_driver_sql(
        f'SELECT {listed} FROM "{kind}" WHERE {span.where("id")} ORDER BY id', span.values
    ).all()
    if not rows:
        return
    links = [index for index, name in enumerate(names, 1) if wire_type(kind, name) == "l"]
    body = [_canonical(streams, row, links) for row in rows]
    yield msgspec.json.encode([kind, streams.name(span.no), names, body])


def _canonical(streams: Streams, row: Any, links: list[int]) -> list[Any]:
    values = list(row)
    values[0] = counter_of(values[0])
    for index in links:
        if values[index] is not None:
            values[index] = [*streams.name(stream_of(values[index])), counter_of(values[index])]
    return values


def _heads(connection: Connection, streams: Streams, cells: Cells, span: _Span) -> bytes:
    rows = connection.exec_driver_sql(
        f"SELECT record, cell, element, dot, value FROM version WHERE head = 2 AND {span.where('record')}", span.values
    )
    found = []
    for record, cell, element, dot, value in rows:
        kind, name = cells.name(cell)
        if wire_type(kind, name) == "l" and value is not None and not element:
            value = [*streams.name(stream_of(value)), counter_of(value)]
        found.append([counter_of(record), kind, name, element, [*streams.name(stream_of(dot)), counter_of(dot)], value])
    found.sort(key=lambda row: (row[0], row[1], row[2], row[3], row[4]))
    # A stream that is only known by name must not count: books differ in what names they have heard.
    return msgspec.json.encode(found) if found else b""
