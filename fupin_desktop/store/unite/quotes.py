"""Quotes (引录): what was written of a household elsewhere, as an office tells it again (sync.md §6, FORMAT.md §8)."""

from collections.abc import Container, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import COUNTER_BITS, COUNTER_MASK
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.scope import class_of
from fupin_desktop.store import driver
from fupin_desktop.store.hanging import HANGING
from fupin_desktop.store.streams import Streams
from fupin_desktop.store.unite.run import Run
from fupin_desktop.store.unite.taking import HOMES, has_known_types
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.bundles.content import Content, EntryTable
from fupin_desktop.sync.bundles.others import are_several
from fupin_desktop.sync.moving import QUOTES, Quoted, columns, read_quoted

FAMILY = frozenset({"household", *HANGING})  # the kinds that go where their household goes


def run_of(streams: Streams, quoted: Quoted) -> Run | None:
    """The quoted entries, decoded: entry n of the run is the n-th that is quoted.  None when they break the format."""
    try:
        content = Content(quoted.content.encode())
        if content.streams[0] != (quoted.device, quoted.scope):
            return None
        numbers = [streams.number(device, scope) for device, scope in content.streams]
        decoded = content.decode([number << COUNTER_BITS for number in numbers])
    except Refusal:
        return None
    run = Run(numbers[0], quoted.device, quoted.scope, 1, 1, numbers, decoded)
    used = [dot & COUNTER_MASK for dot in run.dots()]
    run.first_counter = min(used, default=1)
    return run if _is_sound(run, quoted, used) else None


def _is_sound(run: Run, quoted: Quoted, used: list[int]) -> bool:
    last = run.decoded.entries.last
    kinds = {table.kind for table in run.decoded.news} | {table.kind for table in run.decoded.edits}
    return (
        len(last) == len(quoted.numbers)
        and all(one < other for one, other in pairwise(last))
        and len(used) == len(set(used))
        and max(used, default=0) <= last[-1]
        and has_known_types(run.decoded)
        and not any(map(are_several, run.decoded.entries.twins))
        and kinds <= FAMILY
        and all(HOMES[kind][0] == class_of(run.scope) for kind in kinds)
    )


class Telling(NamedTuple):
    """An admitted quote: its dot, what it quotes, and whether nobody has counted it yet."""

    dot: int
    quoted: Quoted
    run: Run
    fresh: bool


def quotes_in(streams: Streams, run: Run, aside: Container[int], *, fresh: bool) -> Iterator[Telling]:
    """The quotes among the admitted entries of a run.  Within its own village nobody tells again what others wrote."""
    last = run.decoded.entries.last
    for table in run.decoded.news:
        bodies = columns(table).get("body", ()) if table.kind in QUOTES else ()
        for dot, body in zip(table.ids, bodies, strict=False):
            quoted = read_quoted(body or "")
            if quoted is None or quoted.scope == run.scope or entry_of(dot, last, run.first) in aside:
                continue
            told = run_of(streams, quoted)
            if told is not None and class_of(quoted.scope) == class_of(run.scope):
                yield Telling(dot, quoted, told, fresh)


class Quotes:
    """The quotes that stand in a book's rows; each is decoded once."""

    def __init__(self, connection: Connection, streams: Streams) -> None:
        self._connection = connection
        self._streams = streams
        self._known: dict[int, tuple[Quoted, Run] | None] = {}

    def with_dot(self, dot: int) -> tuple[Quoted, Run] | None:
        """The quote that tells a change made elsewhere; None when nobody quoted it."""
        rows = driver.rows(self._connection, "SELECT min(quote) FROM quoted WHERE dot=?", (dot,))
        quote = rows[0][0]
        if quote is None:
            return None
        if quote not in self._known:
            self._known[quote] = self._read(quote)
        return self._known[quote]

    def entry_of(self, dot: int) -> tuple[EntryTable, int] | None:
        """The table in which the entry of a quoted change stands, and its row."""
        found = self.with_dot(dot)
        if found is None:
            return None
        table = found[1].decoded.entries
        return table, entry_of(dot, table.last, 0)

    def known_at(self, dot: int) -> Mapping[str, int] | None:
        """What the writer of a quoted change knew: by device, the last counter held."""
        found = self.with_dot(dot)
        if found is None:
            return None
        quoted, run = found
        return quoted.known_at(quoted.numbers[entry_of(dot, run.decoded.entries.last, 0)])

    def _read(self, quote: int) -> tuple[Quoted, Run] | None:
        for kind in QUOTES:
            for (body,) in driver.rows(self._connection, f"SELECT body FROM {kind} WHERE id=?", (quote,)):
                quoted = read_quoted(body or "")
                run = run_of(self._streams, quoted) if quoted is not None else None
                if quoted is not None and run is not None:
                    return quoted, run
        return None
