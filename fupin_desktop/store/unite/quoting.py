"""Quoting (引录): telling the new village of a household what was written of it elsewhere, with authors and clocks."""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter

import msgspec

from fupin_desktop.ledger.dot import Dot, counter_of, stream_of
from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.ledger.scope import DATA, SEALED, scope
from fupin_desktop.store import driver, tail
from fupin_desktop.store.hanging import Hanging
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import wire_type
from fupin_desktop.store.unite.quotes import Quotes, run_of
from fupin_desktop.store.unite.run import Run
from fupin_desktop.store.unite.taking import HOMES, decode
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.bundles.content import encode
from fupin_desktop.sync.bundles.others import others_in
from fupin_desktop.sync.bundles.segment import Seen, Segment, read_header
from fupin_desktop.sync.moving import BODY_CAP, QUOTES, Known, Quote, Quoted, SealedQuote, read_quoted

_KINDS = {DATA: Quote, SEALED: SealedQuote}


def untold(reader: Reader, household: int, place: str, klass: str) -> set[int]:
    """The changes of a household and what hangs on it that were made elsewhere and that nobody quoted in this place."""
    here = scope(place, klass)
    quoted = "SELECT quote FROM quoted WHERE dot=?"
    found: set[int] = set()
    for dot in _dots(reader, household, klass):
        if reader.streams.scope(stream_of(dot)) != here:
            quotes = (quote for (quote,) in driver.rows(reader.connection, quoted, (dot,)))
            if all(reader.streams.scope(stream_of(quote)) != here for quote in quotes):
                found.add(dot)
    return found


def _dots(reader: Reader, household: int, klass: str) -> Iterator[int]:
    for kind, record in [("household", household), *Hanging(reader.connection).family(household)]:
        if HOMES[kind][0] == klass:
            yield record
            yield from (
                d for (d,) in driver.rows(reader.connection, "SELECT dot FROM version WHERE record=?", (record,))
            )


def quotes_of(reader: Reader, household: Dot, place: str) -> list[Quote]:
    """The quotes that tell a place what it was not told yet, one for each stream, or more where they grow long."""
    made: list[Quote] = []
    for klass, cls in _KINDS.items():
        by_stream: dict[int, set[int]] = {}
        for dot in untold(reader, household, place, klass):
            by_stream.setdefault(stream_of(dot), set()).add(dot)
        for stream, dots in sorted(by_stream.items(), key=lambda item: reader.streams.name(item[0])):
            bodies = _bodies(reader, stream, gather(reader, stream, dots))
            made += (cls(division=place, household=household, body=body) for body in bodies)
    return made


@dataclass
class Told:
    """Entries of one stream by number, reduced to what is told; what their writers knew; those set aside."""

    entries: dict[int, Entry] = field(default_factory=dict)
    knew: dict[int, list[Known]] = field(default_factory=dict)
    aside: set[int] = field(default_factory=set)

    def take(self, run: Run, numbers: Sequence[int], dots: set[int]) -> bool:
        """Take from a run what is wanted of it; False when it holds nothing of it.  `numbers` names its entries."""
        found = entries_of(run, numbers, dots)
        self.entries |= found
        return bool(found)


def gather(reader: Reader, stream: int, dots: set[int]) -> Told:
    """What made these dots of a stream, from the log, and what the log does not hold from what others quoted before."""
    told, left = Told(), set(dots)
    for run, seen in _runs(reader, stream, dots):
        if told.take(run, range(run.first, run.last + 1), left):
            told.knew[run.last] = [Known(one.device, one.counter) for one in seen if one.device != run.device]
            left -= set(run.dots())
    rows = driver.rows(reader.connection, "SELECT number FROM set_aside WHERE stream=?", (stream,))
    told.aside.update(number for (number,) in rows)
    quotes = Quotes(reader.connection, reader.streams)
    while left:
        found = quotes.with_dot(left.pop())
        if found is not None:
            quoted, run = found
            told.take(run, quoted.numbers, dots)
            told.knew |= {upto: list(known) for upto, known in quoted.knew}
            told.aside.update(quoted.aside)
            left -= set(run.dots())
    return told


def _runs(reader: Reader, stream: int, dots: set[int]) -> Iterator[tuple[Run, Iterable[Seen]]]:
    """The runs of a stream in which these dots were used, each with what its writer held."""
    wanted = sorted(counter_of(dot) for dot in dots)
    rows = driver.rows(
        reader.connection,
        "SELECT header, signature, packed FROM segment"
        " WHERE stream=? AND state='in' AND last_counter>=? ORDER BY first",
        (stream, wanted[0]),
    )
    for raw, signature, packed in rows:
        header = read_header(raw)
        if any(header.first_counter <= counter <= header.last_counter for counter in wanted):
            yield decode(reader.streams, Segment(header, raw, signature, packed)), header.seen
    entries = list(tail.entries(reader.connection, stream))
    if entries:
        device, name = reader.streams.name(stream)
        numbers = reader.streams.of_scope(name)
        table = tail.table_of([entry for entry, _last, _size in entries], [last for _entry, last, _size in entries])
        # What is not cut yet will name as seen what is here now: others' segments come in only after the cut
        seen = [
            Seen(reader.streams.name(no)[0], name, reach.number, reach.counter, reach.hash)
            for no in numbers
            if (reach := reader.streams.reach[no]).number
        ]
        yield Run(stream, device, name, entries[0][0].number, 1, numbers, table), seen


def entries_of(run: Run, numbers: Sequence[int], dots: Container[int]) -> dict[int, Entry]:
    """The entries that made these dots, by number, with those changes alone."""
    table, found = run.decoded.entries, dict[int, Entry]()

    def entry(dot: int) -> Entry:
        at = entry_of(dot, table.last, 0)
        number = numbers[at]
        if number not in found:
            found[number] = Entry(
                number, table.clocks[at], table.walls[at], table.zones[at], table.actors[at], table.commands[at],
                others_in(table.twins[at]), [], [], table.whys[at],
            )  # fmt: skip
        return found[number]

    for made in run.decoded.news:
        for row, id in enumerate(made.ids):
            if id in dots:
                values = {cell: column[row] for cell, column in zip(made.cells, made.columns, strict=True)}
                given = {cell: value for cell, value in values.items() if value is not None}
                entry(id).news.append(New(made.kind, id, given))
    for table_ in run.decoded.edits:
        for row, dot in enumerate(table_.dots):
            if dot in dots:
                element = table_.elements[row] if table_.elements is not None else ""
                bases = (table_.bases[row], *table_.more.get(row, ()))
                edit = Edit(table_.kind, dot, table_.records[row], table_.cell, element, table_.values[row], bases)
                entry(dot).edits.append(edit)
    return dict(sorted(found.items()))


def _bodies(reader: Reader, stream: int, told: Told) -> list[str]:
    """The bodies that hold these entries; halved until each fits."""
    numbers = sorted(told.entries)
    return _halved(reader, stream, told, numbers) if numbers else []


def _halved(reader: Reader, stream: int, told: Told, numbers: list[int]) -> list[str]:
    body = _body(reader, stream, told, numbers)
    if len(body) <= BODY_CAP or len(numbers) == 1:
        return [body]
    middle = len(numbers) // 2
    return [*_halved(reader, stream, told, numbers[:middle]), *_halved(reader, stream, told, numbers[middle:])]


def _body(reader: Reader, stream: int, told: Told, numbers: list[int]) -> str:
    device, name = reader.streams.name(stream)
    entries = [_as_quoted(told.entries[number]) for number in numbers]
    content = encode(entries, stream, reader.streams.name, wire_type).decode()
    knew = [(upto, known) for upto, known in sorted(told.knew.items()) if upto >= numbers[0]]
    aside = [number for number in numbers if number in told.aside]
    return msgspec.json.encode(Quoted(device, name, numbers, knew, content, aside)).decode()


def _as_quoted(entry: Entry) -> Entry:
    # Nobody waits for the others of a quoted command; readers of format 1 know one of them at most
    return entry if len(entry.others) == 1 else replace(entry, others=())


def differing(reader: Reader) -> Iterator[tuple[str, int, int]]:
    """Quoted entries that are not what their author wrote, where both are here: kind and dot of the quote, number."""
    for kind in QUOTES:
        for dot, body in driver.rows(reader.connection, f"SELECT id, body FROM {kind} ORDER BY id"):
            quoted = read_quoted(body or "")
            told = run_of(reader.streams, quoted) if quoted is not None else None
            if quoted is None or told is None:
                continue
            dots = set(told.dots())
            original: dict[int, Entry] = {}
            for run, _seen in _runs(reader, told.stream, dots):
                original |= entries_of(run, range(run.first, run.last + 1), dots)
            for number, entry in entries_of(told, quoted.numbers, dots).items():
                if _in_order(_as_quoted(original.get(number, entry))) != _in_order(entry):
                    yield kind, dot, number


def _in_order(entry: Entry) -> Entry:
    by_dot = attrgetter("dot")
    return replace(entry, news=sorted(entry.news, key=by_dot), edits=sorted(entry.edits, key=by_dot))
