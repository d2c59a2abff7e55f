"""Taking a merge back (撤回合并): until something written here stands on it, or a bundle naming it was sealed."""

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import counter_of, stream_of
from fupin_desktop.ledger.entry import Entry
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store import tail
from fupin_desktop.store.merge.replay import OUT
from fupin_desktop.store.streams import Streams
from fupin_desktop.sync.bundles.segment import read_header


class _Span(dict[int, tuple[int, int]]):
    """For each stream of the merge, the first entry number and the first counter it brought."""

    def holds(self, dot: int) -> bool:
        return stream_of(dot) in self and counter_of(dot) >= self[stream_of(dot)][1]


def take_back(connection: Connection, streams: Streams, journal: int) -> set[str]:
    """Set the segments of a merge aside; the scopes to be made anew.  Refuses what is too late to take back."""
    reason = why_not(connection, streams, journal)
    if reason is not None:
        raise reason
    span = _brought(connection, journal)
    connection.exec_driver_sql("UPDATE segment SET state=? WHERE journal=?", (OUT, journal))
    connection.exec_driver_sql("UPDATE journal SET undone=1 WHERE id=?", (journal,))
    return {streams.scope(stream) for stream in span}


def why_not(connection: Connection, streams: Streams, journal: int) -> Refusal | None:
    """Why a merge cannot be taken back; None when it can.

    Codes `journal.unknown`, `journal.nothing`, `journal.sealed`, `journal.built_on`.
    """
    row = connection.exec_driver_sql("SELECT undone FROM journal WHERE id=?", (journal,)).first()
    if row is None:
        return Refusal("journal.unknown", _("There is no such merge. Nothing was changed."), where={"id": journal})
    span = _brought(connection, journal)
    if row[0] or not span:
        return Refusal("journal.nothing", _("This merge brought nothing that could be taken back."))
    if _was_sealed(connection, span):
        return Refusal(
            "journal.sealed", _("A bundle that names this merge was sealed since; it can no longer be taken back.")
        )
    if _is_built_on(connection, streams, span):
        return Refusal(
            "journal.built_on", _("Something written here stands on this merge; it can no longer be taken back.")
        )
    return None


def _brought(connection: Connection, journal: int) -> _Span:
    span = _Span()
    rows = connection.exec_driver_sql(
        "SELECT stream, header FROM segment WHERE journal=? AND state<>? ORDER BY stream, first DESC", (journal, OUT)
    )
    for stream, raw in rows:
        header = read_header(raw)
        span[stream] = (header.first, header.first_counter)
    return span


def _was_sealed(connection: Connection, span: _Span) -> bool:
    rows = connection.exec_driver_sql("SELECT stream, max(number) FROM sealed GROUP BY stream")
    return any(stream in span and number >= span[stream][0] for stream, number in rows)


def _is_built_on(connection: Connection, streams: Streams, span: _Span) -> bool:
    """Does anything this book wrote stand on it: an entry not cut yet, or a segment that names it as seen?"""
    own = connection.exec_driver_sql("SELECT DISTINCT stream FROM tail").scalars().all()
    entries = (entry for stream in own for entry, _last, _size in tail.entries(connection, stream))
    if any(_touches(entry, span) for entry in entries):
        return True
    quoted = connection.exec_driver_sql("SELECT dot, quote FROM quoted").all()
    if any(span.holds(dot) and not span.holds(quote) for dot, quote in quoted):
        return True
    named = {streams.name(stream): first for stream, (first, _counter) in span.items()}
    headers = connection.exec_driver_sql("SELECT header FROM segment WHERE journal IS NULL AND state='in'").scalars()
    seen = (s for raw in headers for s in read_header(raw).seen)
    return any(s.number >= named.get((s.device, s.scope), s.number + 1) for s in seen)


def _touches(entry: Entry, span: _Span) -> bool:
    dots = (dot for edit in entry.edits for dot in (edit.record, *edit.bases))
    links = (value for new in entry.news for value in new.values.values() if isinstance(value, int))
    return any(map(span.holds, dots)) or any(map(span.holds, links))
