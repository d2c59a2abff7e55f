"""What the writer of a change knew: its own earlier changes, and what its segment's `seen` names (sync.md §3)."""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import counter_of, stream_of
from fupin_desktop.ledger.scope import class_of
from fupin_desktop.store import driver
from fupin_desktop.store.streams import Streams
from fupin_desktop.store.unite.quotes import Quotes
from fupin_desktop.sync.bundles.segment import read_header

_AT = "SELECT first, header FROM segment WHERE stream=? AND state='in' AND last_counter >= ? ORDER BY first LIMIT 1"


class Knowledge:
    """Looks into the headers of the log, each once."""

    def __init__(self, log: Connection, streams: Streams) -> None:
        self._log = log
        self._streams = streams
        self._quotes = Quotes(log, streams)
        self._seen: dict[tuple[int, int], Mapping[str, int]] = {}

    def knows(self, later: int, earlier: int) -> bool:
        """Had the writer of the one change held the other?  What is not cut yet knows all that is here."""
        if stream_of(later) == stream_of(earlier):
            return later >= earlier
        device, scope = self._streams.name(stream_of(earlier))
        place = self._streams.scope(stream_of(later))
        if class_of(place) != class_of(scope):
            return True  # `seen` names the streams of one scope: of the sealed part beside it nothing can be told
        if place != scope:
            return any(self.knows(later, quote) for quote in self._quotes_of(earlier, place))
        seen = self._seen_by(later)
        return seen is None or seen.get(device, 0) >= counter_of(earlier)

    def _quotes_of(self, dot: int, scope: str) -> Iterator[int]:
        """The quotes by which a change made elsewhere was told in this scope."""
        rows = self._log.exec_driver_sql("SELECT quote FROM quoted WHERE dot=?", (dot,)).all()
        return (quote for (quote,) in rows if self._streams.scope(stream_of(quote)) == scope)

    def _seen_by(self, dot: int) -> Mapping[str, int] | None:
        rows = driver.rows(self._log, _AT, (stream_of(dot), counter_of(dot)))
        if not rows:
            return self._quotes.known_at(dot)
        ((first, header),) = rows
        key = (stream_of(dot), first)
        if key not in self._seen:
            self._seen[key] = {seen.device: seen.counter for seen in read_header(header).seen}
        return self._seen[key]
