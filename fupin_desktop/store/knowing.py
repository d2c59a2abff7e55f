"""What the writer of a change knew: its own earlier changes, and what its segment's `seen` names (sync.md §3)."""

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import counter_of, stream_of
from fupin_desktop.store.streams import Streams
from fupin_desktop.sync.segment import read_header


class Knowledge:
    """Looks into the headers of the log, each once."""

    def __init__(self, log: Connection, streams: Streams) -> None:
        self._log = log
        self._streams = streams
        self._seen: dict[tuple[int, int], dict[str, int]] = {}

    def knows(self, later: int, earlier: int) -> bool:
        """Had the writer of the one change held the other?  What is not cut yet knows all that is here."""
        if stream_of(later) == stream_of(earlier):
            return later >= earlier
        seen = self._seen_by(later)
        device, _scope = self._streams.name(stream_of(earlier))
        return seen is None or seen.get(device, 0) >= counter_of(earlier)

    def _seen_by(self, dot: int) -> dict[str, int] | None:
        row = self._log.exec_driver_sql(
            "SELECT first, header FROM segment"
            " WHERE stream=? AND state='in' AND last_counter >= ? ORDER BY first LIMIT 1",
            (stream_of(dot), counter_of(dot)),
        ).first()
        if row is None:
            return None
        key = (stream_of(dot), row[0])
        if key not in self._seen:
            self._seen[key] = {seen.device: seen.counter for seen in read_header(row[1]).seen}
        return self._seen[key]
