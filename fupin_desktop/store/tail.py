"""The tail: entries of this device that no segment holds yet, and cutting them into segments (sync.md §3)."""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import Connection

from fupin_desktop.ledger.entry import AWAY, Edit, Entry, New, Others
from fupin_desktop.seal.keys import OwnKeys
from fupin_desktop.seal.packing import pack_in_memory, unpack_in_memory
from fupin_desktop.store import driver
from fupin_desktop.store.rows import wire_type
from fupin_desktop.store.streams import Reach, Streams
from fupin_desktop.sync.bundles.content import Decoded, EditTable, EntryTable, NewTable, encode
from fupin_desktop.sync.bundles.others import others_as_text
from fupin_desktop.sync.bundles.segment import GOOD_SIZE, START, Seen, Segment, cut
from fupin_desktop.sync.bundles.unfolding import unfolded, unfolds_at_most

_encode = msgspec.json.encode
_decode = msgspec.json.Decoder(Entry)
_ENTRIES = 4_000  # of one segment
_Ended = tuple[Entry, int]  # an entry, and the last counter it used
Ids: TypeAlias = "array[int]"


@dataclass(frozen=True)
class Part:
    """Changes of an entry that is still being written, packed in the words of the tail.

    `made` and `edited` are the records that were made and changed, by kind; `first_away` is the first change that puts
    something away or takes it back.
    """

    news: bytes
    edits: bytes
    made: Mapping[str, Ids]
    edited: Mapping[str, Ids]
    first_away: Edit | None
    changes: int

    @classmethod
    def of(cls, news: Sequence[New], edits: Sequence[Edit]) -> "Part":
        """These changes, put into words: an import holds those of all villages until its last one is known."""
        return cls(
            pack_in_memory(_encode(news)),
            pack_in_memory(_encode(edits)),
            _by_kind((new.kind, new.dot) for new in news),
            _by_kind((edit.kind, edit.record) for edit in edits),
            next((edit for edit in edits if edit.cell == AWAY), None),
            len(news) + len(edits),
        )

    def without_words(self) -> "Part":
        """What is still asked of it when its words stand in the tail."""
        return replace(self, news=b"", edits=b"")


def _by_kind(records: Iterable[tuple[str, int]]) -> Mapping[str, Ids]:
    # Eight bytes each: a city's workbook writes a hundred thousand
    found: dict[str, Ids] = {}
    for kind, id in records:
        found.setdefault(kind, array("q")).append(id)
    return found


@dataclass(frozen=True)
class Full:
    """An entry of which only the `others` are not known yet: `entry` lacks them, and its changes wait in `parts`."""

    entry: Entry
    last_counter: int
    parts: Sequence[Part]

    def keep(self, connection: Connection, stream: int, others: Others) -> "Full":
        """Add it to the tail of its stream, now that all entries of its command are known; without its words."""
        news = _together(part.news for part in self.parts)
        told: dict[str, Any] = {"news": news, "edits": _together(part.edits for part in self.parts)}
        append(connection, stream, replace(self.entry, others=others, **told), self.last_counter)
        return replace(self, parts=[part.without_words() for part in self.parts])


def _together(packed: Iterable[bytes]) -> msgspec.Raw:
    """One list in words of the lists that were packed."""
    lists = (unpack_in_memory(one)[1:-1] for one in packed)
    return msgspec.Raw(b"[%b]" % b",".join(filter(None, lists)))


def append(connection: Connection, stream: int, entry: Entry, last_counter: int) -> None:
    """Add an entry to the tail of its stream."""
    driver.run(
        connection,
        "INSERT INTO tail (stream, number, clock, last_counter, body) VALUES (?,?,?,?,?)",
        (stream, entry.number, entry.clock, last_counter, _encode(entry)),
    )


def end(connection: Connection, streams: Streams, stream: int) -> tuple[int, int]:
    """The last number and counter this stream has used, tail included."""
    (row,) = driver.rows(connection, "SELECT max(number), max(last_counter) FROM tail WHERE stream=?", (stream,))
    reach = streams.reach[stream]
    return max(reach.number, row[0] or 0), max(reach.counter, row[1] or 0)


def numbers(connection: Connection) -> dict[int, int]:
    """The last number in the tail of every stream that has one."""
    return dict(driver.rows(connection, "SELECT stream, max(number) FROM tail GROUP BY stream"))


def ends_of(connection: Connection, streams: Streams) -> dict[int, int]:
    """The last number every stream has used, tail included."""
    written = numbers(connection)
    return {no: max(reach.number, written.get(no, 0)) for no, reach in streams.reach.items()}


def entries(connection: Connection, stream: int) -> Iterator[tuple[Entry, int, int]]:
    """The entries of a tail in order, with the last counter and the size of each."""
    rows = driver.rows(connection, "SELECT body, last_counter FROM tail WHERE stream=? ORDER BY number", (stream,))
    for body, last_counter in rows:
        yield _decode.decode(body), last_counter, len(body)


def entry(connection: Connection, stream: int, number: int) -> Entry | None:
    """One entry of a tail; None when it is cut already."""
    rows = driver.rows(connection, "SELECT body FROM tail WHERE stream=? AND number=?", (stream, number))
    return _decode.decode(rows[0][0]) if rows else None


class Cutter:
    """Cuts tails into segments, each with the one `seen` its writer held."""

    def __init__(self, connection: Connection, streams: Streams, keys: OwnKeys, authority: str, practice: bool) -> None:
        self._connection = connection
        self._streams = streams
        self._keys = keys
        self._authority = authority
        self._practice = practice

    def cut(self, stream: int) -> int:
        """Cut the tail of one stream; the number of segments made."""
        scope = self._streams.scope(stream)
        seen = [seen for seen in self.seen(scope) if seen.device != self._keys.id]
        made = sum(self._seal(stream, scope, batch, seen) for batch in _batches(entries(self._connection, stream)))
        driver.run(self._connection, "DELETE FROM tail WHERE stream=?", (stream,))
        return made

    def cut_scope(self, scope: str) -> None:
        """Cut this device's tail in a scope, if it has one there."""
        stream = self._streams.known(self._keys.id, scope)
        if stream is not None:
            self.cut(stream)

    def cut_all(self) -> None:
        """Cut every tail."""
        for (stream,) in self._connection.exec_driver_sql("SELECT DISTINCT stream FROM tail ORDER BY stream").all():
            self.cut(stream)

    def seen(self, scope: str) -> list[Seen]:
        """How far this book holds each stream of a scope, in segments."""
        held = [(self._streams.name(no)[0], self._streams.reach[no]) for no in self._streams.of_scope(scope)]
        return [Seen(device, scope, reach.number, reach.counter, reach.hash) for device, reach in held if reach.number]

    def _seal(self, stream: int, scope: str, batch: list[_Ended], seen: list[Seen]) -> int:
        """Seal these entries; how many segments they became.  What would unfold to more than it may is halved."""
        plain = encode([entry for entry, _last in batch], stream, self._streams.name, wire_type)
        segment = self._cut(stream, scope, batch, plain, seen)
        if unfolded(plain) > unfolds_at_most(len(segment.packed)) and len(batch) > 1:
            middle = len(batch) // 2
            return self._seal(stream, scope, batch[:middle], seen) + self._seal(stream, scope, batch[middle:], seen)
        keep(self._connection, stream, segment, "in", None)
        self._streams.advance(stream, Reach(segment.header.last, segment.header.last_counter, segment.hash))
        return 1

    def _cut(self, stream: int, scope: str, batch: list[_Ended], plain: bytes, seen: list[Seen]) -> Segment:
        reach = self._streams.reach[stream]
        return cut(
            self._keys,
            plain,
            authority=self._authority,
            practice=self._practice,
            scope=scope,
            first=batch[0][0].number,
            last=batch[-1][0].number,
            first_counter=reach.counter + 1,
            last_counter=batch[-1][1],
            before=reach.hash or START,
            seen=seen,
            several=any(len(entry.others) > 1 for entry, _last in batch),
        )


def _batches(tail: Iterator[tuple[Entry, int, int]]) -> Iterator[list[_Ended]]:
    batch: list[_Ended] = []
    size = 0
    for entry, last_counter, length in tail:
        if batch and (size + length > GOOD_SIZE or len(batch) >= _ENTRIES):
            yield batch
            batch, size = [], 0
        batch.append((entry, last_counter))
        size += length
    if batch:
        yield batch


def keep(connection: Connection, stream: int, segment: Segment, state: str, journal: int | None) -> None:
    """Keep a segment byte for byte."""
    header = segment.header
    row: dict[str, Any] = {
        "stream": stream,
        "first": header.first,
        "hash": segment.hash,
        "last": header.last,
        "last_counter": header.last_counter,
        "state": state,
        "journal": journal,
        "header": segment.raw,
        "signature": segment.signature,
        "packed": segment.packed,
    }
    marks = ",".join("?" * len(row))
    names = ",".join(f'"{name}"' for name in row)
    driver.run(connection, f"INSERT OR IGNORE INTO segment ({names}) VALUES ({marks})", tuple(row.values()))


def table_of(made: Sequence[Entry], last: Sequence[int]) -> Decoded:
    """Entries of a tail in the form in which a segment would bring them."""
    entries = EntryTable(
        clocks=[entry.clock for entry in made],
        walls=[entry.wall_ms for entry in made],
        zones=[entry.zone for entry in made],
        actors=[entry.actor for entry in made],
        commands=[entry.command for entry in made],
        twins=[others_as_text(entry.others) for entry in made],
        whys=[entry.why for entry in made],
        last=list(last),
    )
    news = news_of(new for entry in made for new in entry.news)
    return Decoded(entries, news, edits_of(edit for entry in made for edit in entry.edits))


def news_of(rows: Iterable[New]) -> list[NewTable]:
    """New records as tables, one a kind, ready for the union."""
    kinds: dict[str, list[New]] = {}
    for row in rows:
        kinds.setdefault(row.kind, []).append(row)
    return [_new_table(kind, made) for kind, made in kinds.items()]


def _new_table(kind: str, made: list[New]) -> NewTable:
    names = list(dict.fromkeys(name for row in made for name in row.values))
    columns = [[row.values.get(name) for row in made] for name in names]
    return NewTable(kind, [row.dot for row in made], names, [wire_type(kind, name) for name in names], columns)


def edits_of(rows: Iterable[Edit]) -> list[EditTable]:
    """Changes as tables, one a cell, ready for the union."""
    cells: dict[tuple[str, str], list[Edit]] = {}
    for row in rows:
        cells.setdefault((row.kind, row.cell), []).append(row)
    return [_edit_table(kind, cell, made) for (kind, cell), made in cells.items()]


def _edit_table(kind: str, cell: str, made: list[Edit]) -> EditTable:
    return EditTable(
        kind,
        cell,
        wire_type(kind, cell),
        dots=[row.dot for row in made],
        records=[row.record for row in made],
        bases=[row.bases[0] for row in made],
        more={index: list(row.bases[1:]) for index, row in enumerate(made) if len(row.bases) > 1},
        elements=[row.element for row in made] if any(row.element for row in made) else None,
        values=[row.value for row in made],
    )
