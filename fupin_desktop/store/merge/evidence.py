"""What the entries a book holds say about the day: the witnesses against a wrong clock, ours or another's.

Two days are kept, so that a save need not look: the newest of what was written here, and of what came.  Only when one
of them lies ahead is the log read, and what it says decides: an entry set aside, taken back, or overruled by a person
who confirmed the right day is no witness any more.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import LATEST_MS, beyond_reason, wall_time
from fupin_desktop.ledger.dot import COUNTER_BITS
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver, tail
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.bundles.content import Content, Decoded, EntryTable
from fupin_desktop.sync.bundles.segment import Segment, read_header

WRITTEN, RECEIVED = "newest_day", "received_day"  # in `meta`
SLACK = timedelta(days=1)  # other machines stand in other zones, and their clocks go a little fast
_OVERRULED = "overruled"
_Run = tuple[int, int, Decoded]  # stream, first number


class Ahead(NamedTuple):
    """An entry that lies after this computer's date: by the wall of its writer, whose name and what it is about."""

    at: tuple[int, int]  # by the wall, in milliseconds, then by the clock
    day: date
    actor: str
    about: str
    device: str
    scope: str
    number: int
    own: bool  # written by this very device


@dataclass
class _Overruled:
    """Whose date a person has found wrong: other devices for good, the streams of our own up to a number."""

    devices: list[str] = field(default_factory=list)
    until: dict[str, int] = field(default_factory=dict)  # by the local number of the stream


def day_of(connection: Connection, key: str) -> date | None:
    """The newest day of what was written here, or came; None before the first."""
    told = _get(connection, key)
    return date.fromisoformat(told) if told else None


def keep_day(connection: Connection, key: str, day: date) -> None:
    """Keep it, also when it is earlier than the one before."""
    _set(connection, key, day.isoformat())


def note_received(connection: Connection, entries: EntryTable) -> None:
    """What came tells a day; what its machine cannot have meant tells none."""
    told = [day for n in _latest(entries) if (day := _day(entries, n)) is not None]
    before = day_of(connection, RECEIVED)
    if told and (before is None or max(told) > before):
        keep_day(connection, RECEIVED, max(told))


def _latest(entries: EntryTable) -> list[int]:
    """The row that is latest by its wall, in the common case where no row is beyond reason; else all of them."""
    latest = max(entries.walls)
    if latest < LATEST_MS and not beyond_reason(max(entries.clocks)):
        return [entries.walls.index(latest)]
    return list(range(len(entries.walls)))


def _day(entries: EntryTable, row: int) -> date | None:
    wall = entries.walls[row]
    if beyond_reason(entries.clocks[row]) or not 0 <= wall < LATEST_MS:
        return None
    told = wall_time(wall, entries.zones[row])
    return date.fromisoformat(told[:10]) if told else None


def ahead_of(reader: Reader, today: date) -> list[Ahead]:
    """The entries that stand and lie after this day, the newest first.  Reads the whole log."""
    found = [
        _told(reader, run, number, day, device=device, own=own)
        for run, device, own in _witnesses(reader)
        for number, day in _later(run, today if own else today + SLACK)
    ]
    aside = {tuple(row) for row in reader.connection.exec_driver_sql("SELECT stream, number FROM set_aside")}
    until = _overruled(reader.connection).until
    standing = [
        one for stream, one in found if (stream, one.number) not in aside and one.number > until.get(str(stream), 0)
    ]
    return sorted(standing, key=lambda one: one.at, reverse=True)


def overrule(reader: Reader, today: date) -> None:
    """A person has confirmed this day: what lies after it now is no witness any more."""
    found = _overruled(reader.connection)
    own = _own_device(reader.connection)
    others = {one.device for one in ahead_of(reader, today) if not one.own}
    ends = {str(stream): tail.end(reader.connection, reader.streams, stream)[0] for stream in _streams_of(reader, own)}
    told = {"devices": sorted({*found.devices, *others}), "until": {**found.until, **ends}}
    _set(reader.connection, _OVERRULED, json.dumps(told))


def _witnesses(reader: Reader) -> Iterator[tuple[_Run, str, bool]]:
    own, overruled = _own_device(reader.connection), _overruled(reader.connection).devices
    for stream, first, decoded in _runs(reader):
        device, _scope = reader.streams.name(stream)
        if device not in overruled:
            yield (stream, first, decoded), device, device == own


def _runs(reader: Reader) -> Iterator[_Run]:
    rows = reader.connection.exec_driver_sql(
        "SELECT stream, first, header, signature, packed FROM segment WHERE state IN ('in', 'branch')"
    )
    for stream, first, header, signature, packed in rows:
        content = Content(Segment(read_header(header), header, signature, packed).content())
        numbers = [reader.streams.known(*name) or 0 for name in content.streams]
        yield stream, first, content.decode([number << COUNTER_BITS for number in numbers])
    for (stream,) in reader.connection.exec_driver_sql("SELECT DISTINCT stream FROM tail"):
        found = list(tail.entries(reader.connection, stream))
        made, last = [entry for entry, _last, _size in found], [counter for _entry, counter, _size in found]
        yield stream, made[0].number, tail.table_of(made, last)


def _later(run: _Run, limit: date) -> Iterator[tuple[int, date]]:
    _stream, first, decoded = run
    for row in range(len(decoded.entries.walls)):
        day = _day(decoded.entries, row)
        if day is not None and day > limit:
            yield first + row, day


def _told(reader: Reader, run: _Run, number: int, day: date, *, device: str, own: bool) -> tuple[int, Ahead]:
    stream, first, decoded = run
    entries, row, scope = decoded.entries, number - first, reader.streams.scope(stream)
    at, actor = (entries.walls[row], entries.clocks[row]), entries.actors[row]
    return stream, Ahead(at, day, actor, _about(decoded, first, number), device, scope, number, own)


def _about(decoded: Decoded, first: int, number: int) -> str:
    """The kind of record an entry writes, in words."""
    last = decoded.entries.last
    tables = [*((t.kind, t.ids) for t in decoded.news), *((t.kind, t.dots) for t in decoded.edits)]
    kinds = (kind for kind, dots in tables if any(entry_of(dot, last, first) == number for dot in dots))
    kind = next(kinds, "")
    return _(KINDS[kind].label) if kind in KINDS else kind


def _streams_of(reader: Reader, device: str) -> list[int]:
    return [reader.streams.number(device, scope) for scope in reader.streams.of_device(device)]


def _own_device(connection: Connection) -> str:
    return str(json.loads(_get(connection, "device") or "{}").get("id", ""))


def _overruled(connection: Connection) -> _Overruled:
    return _Overruled(**json.loads(_get(connection, _OVERRULED) or "{}"))


def _get(connection: Connection, key: str) -> str | None:
    found = driver.rows(connection, "SELECT value FROM meta WHERE key=?", (key,))
    return str(found[0][0]) if found else None


def _set(connection: Connection, key: str, value: str) -> None:
    driver.run(connection, "INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
