"""Where the values stand that keep entries aside: kind, record and cell, never the value."""

from collections.abc import Iterator

from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.unite.malformed import Place, places
from fupin_desktop.store.unite.taking import decode
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.bundles.segment import Segment, read_header

MOST = 20  # places told of one item


def places_of(reader: Reader, stream: int, first: int, last: int) -> Iterator[dict[str, str]]:
    """The places within these entries of a stream, as programs and people are told of them."""
    for place in _found(reader, stream, first, last):
        yield {"kind": place.kind, "id": reader.text_of(place.record), "field": place.cell}


def _found(reader: Reader, stream: int, first: int, last: int) -> Iterator[Place]:
    rows = reader.connection.exec_driver_sql(
        "SELECT header, signature, packed FROM segment WHERE stream=? AND state='in' AND last>=? AND first<=?"
        " ORDER BY first",
        (stream, first, last),
    )
    for raw, signature, packed in rows.all():
        header = read_header(raw)
        decoded = decode(reader.streams, Segment(header, raw, signature, packed)).decoded
        for place in places(decoded.news, decoded.edits):
            if first <= entry_of(place.dot, decoded.entries.last, header.first) <= last:
                yield place
