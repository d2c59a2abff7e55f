"""Where the values stand that keep entries aside: kind, record and cell, never the value."""

from collections.abc import Iterator

from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.unite.malformed import Place, places
from fupin_desktop.store.unite.taking import decode
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.bundles.segment import Segment, read_header

MOST = 20  # places told of one item


class Whereabouts:
    """Finds them for one reading; a segment is decoded once, however many of its entries are asked for."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._segments: dict[str, list[tuple[int, Place]]] = {}  # by hash

    def of(self, stream: int, first: int, last: int) -> Iterator[dict[str, str]]:
        """The places within these entries of a stream, as programs and people are told of them."""
        for number, place in self._found(stream, first, last):
            if first <= number <= last:
                yield {"kind": place.kind, "id": self._reader.text_of(place.record), "field": place.cell}

    def _found(self, stream: int, first: int, last: int) -> Iterator[tuple[int, Place]]:
        rows = self._reader.connection.exec_driver_sql(
            "SELECT first, hash FROM segment WHERE stream=? AND state='in' AND last>=? AND first<=? ORDER BY first",
            (stream, first, last),
        )
        for begins, hash in rows.all():
            if hash not in self._segments:
                self._segments[hash] = self._in_segment(stream, begins, hash)
            yield from self._segments[hash]

    def _in_segment(self, *key: object) -> list[tuple[int, Place]]:
        """Each place with the number of its entry."""
        raw, signature, packed = self._reader.connection.exec_driver_sql(
            "SELECT header, signature, packed FROM segment WHERE stream=? AND first=? AND hash=?", key
        ).one()
        header = read_header(raw)
        decoded = decode(self._reader.streams, Segment(header, raw, signature, packed)).decoded
        return [
            (entry_of(place.dot, decoded.entries.last, header.first), place)
            for place in places(decoded.news, decoded.edits)
        ]
