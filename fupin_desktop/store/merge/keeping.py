"""Put away here, edited there (sync.md §2): what somebody worked on without knowing it was put away stays visible.

A put-away had seen what its segment's `seen` names, and what its own laptop wrote before.  A change to the record, or
to what hangs on it, outside of that, by somebody whose `seen` does not name the put-away, makes the question.
"""

from collections.abc import Iterable, Iterator

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import COUNTER_BITS, counter_of, stream_of
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.store import driver
from fupin_desktop.store.hanging import Hanging, kinds_held
from fupin_desktop.store.streams import Cells, Streams
from fupin_desktop.store.unite.knowing import Knowledge


class Keeping:
    """Finds the put-away records of one scope that stay visible; `log` holds the segments, `rows` the tables."""

    def __init__(self, log: Connection, rows: Connection, streams: Streams, cells: Cells) -> None:
        self._knowledge = Knowledge(log, streams)
        self._rows = rows
        self._hanging = Hanging(rows)
        self._streams = streams
        self._cells = cells

    def renew(self, scope: str) -> None:
        """Work out anew which put-away records of this scope stay visible."""
        kinds = kinds_held(self._rows)
        for stream in self._streams.of_scope(scope):
            span = (stream << COUNTER_BITS, (stream + 1) << COUNTER_BITS)
            self._rows.exec_driver_sql("DELETE FROM kept WHERE record > ? AND record < ?", span)
            found = [row for kind in kinds for row in self._kept(kind, span)]
            if found:
                self._rows.exec_driver_sql("INSERT INTO kept VALUES (?,?,?)", found)

    def _kept(self, kind: str, span: tuple[int, int]) -> Iterator[tuple[int, str, int]]:
        sql = f'SELECT id FROM "{kind}" WHERE away IS NOT NULL AND id > ? AND id < ?'
        for (record,) in driver.rows(self._rows, sql, span):
            offending = self._unaware(record, self._cells.number(kind, AWAY))
            if offending is not None:
                yield record, kind, offending

    def _unaware(self, record: int, cell: int) -> int | None:
        """A change made without knowing any of the put-aways that stand for this record; None when all knew."""
        rows = self._rows.exec_driver_sql(
            "SELECT dot FROM version WHERE record=? AND cell=? AND head > 0 AND value IS NOT NULL", (record, cell)
        )
        standing = [row[0] for row in rows.all()]
        changes = [dot for dot in self._changes(record) if dot not in standing]
        odd = (dot for dot in changes if standing and all(self._apart(away, dot) for away in standing))
        return min(odd, key=self._order, default=None)

    def _order(self, dot: int) -> tuple[str, int]:
        return self._streams.name(stream_of(dot))[0], counter_of(dot)

    def _apart(self, away: int, dot: int) -> bool:
        return not self._knowledge.knows(away, dot) and not self._knowledge.knows(dot, away)

    def _changes(self, record: int) -> Iterable[int]:
        """The dots of everything that happened to a record and to what hangs on it."""
        family = [record, *self._hanging.below(record)]
        listed = ",".join("?" * len(family))
        sql = f"SELECT dot FROM version WHERE record IN ({listed}) AND head >= 0"
        rows = self._rows.exec_driver_sql(sql, tuple(family))
        return [*family[1:], *(row[0] for row in rows)]
