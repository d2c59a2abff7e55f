"""Which photographs records name, which of them have arrived, and which a partner does not have (sync.md §3)."""

import json
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS, COUNTER_MASK, stream_of
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.scope import class_of
from fupin_desktop.ledger.scope import scope as scope_of
from fupin_desktop.store import driver
from fupin_desktop.store.photos.pictures import Kept, kept, note
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.streams import Streams
from fupin_desktop.sync.bundles.bundle import ASKED_CAP, Photo

PHOTO_FIELDS = {
    kind: names
    for kind, cls in KINDS.items()
    if (names := [name for name, field in fields_of(cls).items() if field.kind is Kind.PHOTO])
}
_KEY = 64  # hex digits of the hash that names a photograph; other text in a photo field names none


def is_key(text: str) -> bool:
    """Can this be the name of a photograph?  What came over the border may be any text."""
    return len(text) == _KEY


def photos_of(record: Record) -> tuple[str, ...]:
    """The keys of every photograph a record names, each once."""
    names = [name for name, field in fields_of(type(record)).items() if field.kind is Kind.PHOTO]
    return tuple(dict.fromkeys(key for name in names for key in getattr(record, name)))


def arrived(reader: Reader, keys: Sequence[str]) -> tuple[int, int]:
    """How many of these photographs are here, of how many."""
    return len(kept(reader.connection, keys)), len(set(keys))


def named_by_nobody(connection: Connection, key: str) -> bool:
    """True when no record names this photograph, so that it may be thrown away."""
    return all(key != found for _record, _dot, found in _named(connection))


def _named(connection: Connection) -> Iterator[tuple[int, int, str]]:
    """Each photograph with the record that names it, and the dot by which: the record's, or that of a change."""
    for kind, names in PHOTO_FIELDS.items():
        for name in names:
            # What came over the border may be any text: what is no list names nothing
            sql = (
                f'SELECT v.id, v.id, j.value FROM "{kind}" v,'
                f" json_each(CASE WHEN json_valid(v.{name}) THEN v.{name} ELSE '[]' END) j"
                f" WHERE v.{name} IS NOT NULL AND j.type='text' AND length(j.value)={_KEY}"
            )
            yield from _pairs(connection, sql)
    cells = driver.rows(connection, "SELECT no, kind, name FROM cell")
    wanted = [no for no, kind, name in cells if name in PHOTO_FIELDS.get(kind, ())]
    if wanted:
        sql = (
            "SELECT record, dot, element FROM version WHERE cell IN (SELECT value FROM json_each(?))"
            f" AND head > 0 AND value=1 AND length(element)={_KEY}"
        )
        yield from _pairs(connection, sql, (json.dumps(wanted),))


def _pairs(connection: Connection, sql: str, values: Sequence[object] = ()) -> Iterator[tuple[int, int, str]]:
    for part in driver.parts(connection, sql, values):
        yield from ((int(record), int(dot), str(key)) for record, dot, key in part)


class PhotoShelf:
    """The photographs' part of an exchange, inside its transaction."""

    def __init__(self, connection: Connection, streams: Streams) -> None:
        self._connection, self._streams = connection, streams

    def _within(self, scopes: Iterable[str]) -> list[tuple[int, str]]:
        """What records that live in these scopes name; by the dot of the quote where it was told there by one."""
        reader, wanted = Reader(self._connection), set(scopes)
        found: list[tuple[int, str]] = []
        for record, dot, key in _named(self._connection):
            klass = class_of(self._streams.scope(stream_of(record)))
            if scope_of(reader.place_of(record), klass) in wanted:
                found.append((self._told_by(dot) if record in reader.moved else dot, key))
        return found

    def _told_by(self, dot: int) -> int:
        rows = self._connection.exec_driver_sql("SELECT min(quote) FROM quoted WHERE dot=?", (dot,))
        return int(rows.scalar() or dot)

    def missing(self, scopes: Iterable[str]) -> list[str]:
        """The photographs that records of these scopes name and that are not here, at most as many as fit."""
        return sorted(self.absent(key for _dot, key in self._within(scopes)))[:ASKED_CAP]

    def absent(self, keys: Iterable[str]) -> set[str]:
        """Those of the keys whose photograph is not here."""
        here = {row[0] for row in self._connection.exec_driver_sql("SELECT key FROM picture")}
        return set(keys) - here

    def beyond(self, scopes: Iterable[str], partner: str) -> list[Photo]:
        """What the partner may hold and does not have: named by what its newest receipt does not cover, or missed."""
        rows = self._connection.exec_driver_sql("SELECT stream, counter FROM receipt WHERE device=?", (partner,))
        covered = {stream: int(counter) for stream, counter in rows}
        asked = self._connection.exec_driver_sql("SELECT key FROM asked_photo WHERE partner=?", (partner,))
        missed = {row[0] for row in asked}
        wanted = dict.fromkeys(
            key
            for dot, key in sorted(self._within(scopes))
            if key in missed or dot & COUNTER_MASK > covered.get(dot >> COUNTER_BITS, 0)
        )
        return [_as_part(one) for one in kept(self._connection, list(wanted))]

    def keep_asked(self, partner: str, keys: Iterable[str], clock: int) -> None:
        """What the partner says it lacks; only its newest receipt counts."""
        if driver.rows(self._connection, "SELECT clock FROM partner WHERE id=?", (partner,)) != [(clock,)]:
            return
        driver.run(self._connection, "DELETE FROM asked_photo WHERE partner=?", (partner,))
        rows = [(partner, key) for key in dict.fromkeys(keys)]
        driver.many(self._connection, "INSERT INTO asked_photo VALUES (?,?)", rows)

    def named(self) -> set[str]:
        """Every photograph a record of this book names."""
        return {key for _record, _dot, key in _named(self._connection)}

    def note(self, made: Sequence[Kept]) -> None:
        """Photographs that came are here from now on."""
        note(self._connection, made)


def _as_part(one: Kept) -> Photo:
    return Photo(one.key, one.bytes, one.taken_at, one.place)
