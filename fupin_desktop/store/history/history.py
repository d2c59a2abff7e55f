"""Who wrote what, when, on which laptop, by which command: read out of the log on demand (数据轨迹)."""

from bisect import bisect_left
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import moment, wall_time
from fupin_desktop.ledger.dot import COUNTER_BITS, COUNTER_MASK, stream_of
from fupin_desktop.ledger.entry import Entry, Others
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.store import driver, tail
from fupin_desktop.store.read.persons import Persons
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import wire_type
from fupin_desktop.store.unite.quotes import Quotes
from fupin_desktop.sync.bundles.content import Content, EntryTable
from fupin_desktop.sync.bundles.others import others_in
from fupin_desktop.sync.bundles.segment import Segment, read_header

# Which segment it is: its content, which may be large, is read when it is first decoded
_SEALED = "SELECT first, hash FROM segment WHERE stream=? AND state='in' AND last_counter >= ? ORDER BY first LIMIT 1"


@dataclass(frozen=True)
class Who:
    """The entry behind a change; `wall` is when by the clock on its writer's wall.

    `actor` is the person the roster names for the device, `typed` the name that was given at the device; `others` the
    other entries of the same command, as scope and number: what else was written by it.
    """

    actor: str
    clock: str
    device: str
    command: str
    why: str | None
    wall: str = ""
    typed: str = ""
    others: Others = ()


class Chronicle:
    """Looks entries up for one reading; a segment is decoded once."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._persons = Persons(reader)
        self._quotes = Quotes(reader.connection, reader.streams)
        self._tables: dict[str, EntryTable] = {}  # by the hash of their segment
        self._tails: dict[int, list[tuple[int, Entry]]] = {}

    def who(self, dot: int) -> Who:
        """The entry that used this dot."""
        stream, counter = stream_of(dot), dot & COUNTER_MASK
        device, _scope = self._reader.streams.name(stream)
        row = next(iter(driver.rows(self._reader.connection, _SEALED, (stream, counter))), None)
        quoted = self._quotes.entry_of(dot) if row is None else None
        if row is None and quoted is None:
            return self._in_tail(stream, counter, device)
        table, at = quoted or self._at(stream, row, counter)
        clock = moment(table.clocks[at]).isoformat(timespec="milliseconds")
        wall = wall_time(table.walls[at], table.zones[at])
        typed = table.actors[at]
        person = self._persons.of(device, typed)
        return Who(person, clock, device, table.commands[at], table.whys[at], wall, typed, others_in(table.twins[at]))

    def counters(self, stream: int, first: int, last: int) -> tuple[int, int]:
        """The counters that these entries of a sealed stream used: after the first number, up to the second."""
        rows = driver.rows(
            self._reader.connection,
            "SELECT first, hash FROM segment WHERE stream=? AND state='in' AND last >= ? AND first <= ? ORDER BY first",
            (stream, first - 1, last),
        )
        used = {
            number: counter for row in rows for number, counter in enumerate(self._table(stream, *row).last, row[0])
        }
        return used.get(first - 1, 0), used.get(last, 0)

    def _at(self, stream: int, row: Any, counter: int) -> tuple[EntryTable, int]:
        table = self._table(stream, *row)
        return table, bisect_left(table.last, counter)

    def actor_of(self, stream: int, number: int) -> str:
        """The name typed at the device that wrote an entry, by its number in its stream."""
        sql = "SELECT first, hash FROM segment WHERE stream=? AND first<=? AND last>=?"
        row = next(iter(driver.rows(self._reader.connection, sql, (stream, number, number))), None)
        if row is not None:
            return str(self._table(stream, *row).actors[number - row[0]])
        found = tail.entries(self._reader.connection, stream)
        return next((entry.actor for entry, _last, _size in found if entry.number == number), "")

    def _table(self, stream: int, first: int, hash: str) -> EntryTable:
        if hash not in self._tables:
            sql = "SELECT header, signature, packed FROM segment WHERE stream=? AND first=? AND hash=?"
            ((header, signature, packed),) = driver.rows(self._reader.connection, sql, (stream, first, hash))
            content = Content(Segment(read_header(header), header, signature, packed).content())
            numbers = [self._reader.streams.known(*name) or 0 for name in content.streams]
            self._tables[hash] = content.decode([number << COUNTER_BITS for number in numbers]).entries
        return self._tables[hash]

    def _in_tail(self, stream: int, counter: int, device: str) -> Who:
        found = self._tail(stream)
        at = bisect_left(found, counter, key=itemgetter(0))
        if at == len(found):
            return Who("", "", device, "", None)
        entry = found[at][1]
        clock = moment(entry.clock).isoformat(timespec="milliseconds")
        wall = wall_time(entry.wall_ms, entry.zone)
        person = self._persons.of(device, entry.actor)
        return Who(person, clock, device, entry.command, entry.why, wall, entry.actor, entry.others)

    def _tail(self, stream: int) -> list[tuple[int, Entry]]:
        """The entries of a tail with their last counters, decoded once: a history asks for each change."""
        if stream not in self._tails:
            found = tail.entries(self._reader.connection, stream)
            self._tails[stream] = [(last, entry) for entry, last, _size in found]
        return self._tails[stream]

    def history(self, record: Record) -> list[dict[str, Any]]:
        """Every change of a record, the first values first: field, value, and who."""
        assert record.id is not None
        made = self.who(record.id)
        lines = [{"field": "", "value": None, **made.__dict__}]
        rows = self._reader.connection.exec_driver_sql(
            "SELECT cell, element, value, dot FROM version WHERE record=? ORDER BY clock, dot", (record.id,)
        )
        for cell, element, value, dot in rows:
            name = self._reader.cells.name(cell)[1]
            shown = self._shown(kind_of(type(record)), name, value, element)
            lines.append({"field": name, "value": shown, **self.who(dot).__dict__})
        return lines

    def _shown(self, kind: str, cell: str, value: Any, element: str) -> Any:
        if element:
            return f"+{element}" if value else f"-{element}"
        if wire_type(kind, cell) == "l" and value is not None and cell in KINDS[kind].__dataclass_fields__:
            return self._reader.text_of(value)
        return value
