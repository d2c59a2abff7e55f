"""Replay: the tables are what the admitted entries give (architecture.md); here they are made from them once more."""

from collections.abc import Sequence

from sqlalchemy import Connection

from fupin_desktop.ledger.entry import Entry
from fupin_desktop.store import tail
from fupin_desktop.store.digest import mark_dirty
from fupin_desktop.store.exchange import Exchange
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.schema import metadata
from fupin_desktop.store.streams import Cells, Streams
from fupin_desktop.store.taking import HOMES, decode, foreign_dots, unite
from fupin_desktop.store.uniting import Uniter
from fupin_desktop.sync.admission import Reason, judge
from fupin_desktop.sync.content import Decoded
from fupin_desktop.sync.roster import Roster
from fupin_desktop.sync.segment import Header, Segment, read_header

# Local numbers must agree, so that a dot is the same integer on both sides.
_NUMBERED = ("stream", "cell")


def replay(source: Connection, target: Connection, identity: Identity) -> None:
    """Fill the empty database of `target` from the log of `source`: segments, then what is not cut yet."""
    metadata.create_all(target)
    for table in _NUMBERED:
        _copy(source, target, table)
    Replay(source, target, identity).run()


def _copy(source: Connection, target: Connection, table: str) -> None:
    rows = [tuple(row) for row in source.exec_driver_sql(f"SELECT * FROM {table}")]
    if rows:
        target.exec_driver_sql(f"INSERT INTO {table} VALUES ({','.join('?' * len(rows[0]))})", rows)


class Replay:
    """One replay.  The roster is the one the book holds now: what was set aside is judged again by it."""

    def __init__(self, source: Connection, target: Connection, identity: Identity) -> None:
        self._source = source
        self._target = target
        self._streams = Streams(target)
        self._cells = Cells(target)
        self._roster: Roster = Exchange(source, identity).roster

    def run(self) -> None:
        """Every segment that is in, by stream and number, then the tails."""
        keys = self._source.exec_driver_sql(
            "SELECT stream, first, hash FROM segment WHERE state='in' ORDER BY stream, first"
        ).all()
        for key in keys:
            self._take(tuple(key))
        for (stream,) in self._source.exec_driver_sql("SELECT DISTINCT stream FROM tail ORDER BY stream").all():
            for entry, _last, _size in tail.entries(self._source, stream):
                self._take_entry(entry)
        mark_dirty(self._target, [row[0] for row in self._source.exec_driver_sql("SELECT scope FROM digest")])

    def _take(self, key: Sequence[object]) -> None:
        raw, signature, packed, journal = self._source.exec_driver_sql(
            "SELECT header, signature, packed, journal FROM segment WHERE stream=? AND first=? AND hash=?", tuple(key)
        ).one()
        segment = Segment(read_header(raw), raw, signature, packed)
        numbers, decoded = decode(self._streams, segment)
        # What this book cut itself was written at its own desk; only what came over the border is judged.
        aside = {} if journal is None else self._judge(segment.header, numbers, decoded)
        unite(self._uniter(), segment.header, decoded, aside)

    def _judge(self, header: Header, numbers: list[int], decoded: Decoded) -> dict[int, Reason]:
        statement = self._roster.known(header.device)
        if statement is None:
            return dict.fromkeys(range(header.first, header.last + 1), ("device.unknown", ""))
        return judge(header, decoded, statement, HOMES, foreign_dots(self._streams, header, numbers, decoded))

    def _take_entry(self, entry: Entry) -> None:
        uniter = self._uniter()
        for made in tail.news_of(entry.news):
            uniter.insert(made)
        for changed in tail.edits_of(entry.edits):
            uniter.change(changed, [entry.clock] * len(changed.dots))
        uniter.finish()

    def _uniter(self) -> Uniter:
        return Uniter(self._target, self._streams, self._cells)
