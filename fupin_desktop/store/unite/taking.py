"""What is done with one segment: its content decoded, held against what is known, united with the rows."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import chain, repeat
from operator import sub

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS, COUNTER_MASK
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import cells_of, fields_of
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.rights.table import office_writes
from fupin_desktop.store.rows import wire_type
from fupin_desktop.store.streams import Streams
from fupin_desktop.store.unite.malformed import without_strays
from fupin_desktop.store.unite.run import Run
from fupin_desktop.store.unite.uniting import Uniter
from fupin_desktop.sync.admission import VALUE, Reason, split
from fupin_desktop.sync.bundles.columns import INTEGER, TEXT, broken
from fupin_desktop.sync.bundles.content import Content, Decoded, EditTable, NewTable
from fupin_desktop.sync.bundles.others import are_several
from fupin_desktop.sync.bundles.segment import ENTRY_CAP, FORMAT_OF_SEVERAL, Header, Segment

_LEFT_OUT: Reason = ("", "")
HOMES = {kind: (cls.scope_class, office_writes(kind)) for kind, cls in KINDS.items()}


def decode(streams: Streams, segment: Segment, stages: Stages | None = None) -> Run:
    """The content of a segment."""
    stages = stages or Stages()
    plain = segment.content()
    stages.lap("decompress")
    content = Content(plain, len(segment.packed))
    if content.streams[:1] != [(segment.header.device, segment.header.scope)]:
        raise broken()
    numbers = [streams.number(device, scope) for device, scope in content.streams]
    decoded = content.decode([number << COUNTER_BITS for number in numbers])
    stages.lap("decode")
    header = segment.header
    return Run(numbers[0], header.device, header.scope, header.first, header.first_counter, numbers, decoded)


def only(run: Run, numbers: Collection[int]) -> Run:
    """The same run with the changes of these entries alone."""
    others = dict.fromkeys(set(range(run.first, run.last + 1)) - set(numbers), _LEFT_OUT)
    return replace(run, decoded=split(run.decoded, run.first, others)[0]) if others else run


def unite(uniter: Uniter, run: Run, aside: Mapping[int, Reason]) -> None:
    """Take the admitted part into the rows, and remember the part set aside in the graph."""
    admitted = run.decoded
    clocks = _Clocks(admitted.entries.clocks, admitted.entries.last, run.first_counter)
    if aside:
        admitted, left = split(admitted, run.first, aside)
        strange = [number for number, reason in aside.items() if reason == VALUE]
        for table in _kept_aside(left, run.first, strange):
            uniter.keep_aside(table, clocks.of(table))
    for made in admitted.news:
        uniter.insert(made)
    for changed in admitted.edits:
        uniter.change(changed, clocks.of(changed))
    uniter.finish()


def _kept_aside(left: Decoded, first: int, strange: Collection[int]) -> Iterator[EditTable]:
    """The changes that keep their place in the graph; without their values where an entry is aside for these."""
    sound = left
    if strange:
        sound, wrong = split(left, first, dict.fromkeys(strange, _LEFT_OUT))
        blank = [without_strays(table) for table in wrong.edits if table.kind in KINDS]
        yield from (table for table in blank if table.dots)
    yield from (table for table in sound.edits if table.kind in KINDS)


class _Clocks:
    """The clock of each dot of a segment: that of the entry which used it."""

    def __init__(self, clocks: list[int], last: list[int], first_counter: int) -> None:
        spans = map(sub, last, [first_counter - 1, *last])
        self._at = list(chain.from_iterable(map(repeat, clocks, spans)))
        self._first = first_counter

    def of(self, table: EditTable) -> list[int]:
        """The clock of each row."""
        # The dots are of one stream: what lies above their counters is the same
        at, first = self._at, (table.dots[0] & ~COUNTER_MASK) + self._first
        return [at[dot - first] for dot in table.dots]


def check_run(header: Header, decoded: Decoded) -> None:
    """Refuse content that is not what its header says, or that comes in types we know otherwise."""
    last = decoded.entries.last
    spans = list(map(sub, last, [header.first_counter - 1, *last]))
    dots = [table.ids for table in decoded.news] + [table.dots for table in decoded.edits]
    counters = [counter & COUNTER_MASK for table in dots for counter in (min(table), max(table))]
    sound = (
        len(last) == header.last - header.first + 1
        and last[-1] == header.last_counter
        and 0 <= min(spans) <= max(spans) <= ENTRY_CAP
        and (not counters or (min(counters) >= header.first_counter and max(counters) <= header.last_counter))
        and sum(map(len, dots)) == len(set(chain.from_iterable(dots)))  # no dot twice
        and (header.format >= FORMAT_OF_SEVERAL or not any(map(are_several, decoded.entries.twins)))
    )
    if not sound or not has_known_types(decoded):
        raise broken()


def has_known_types(decoded: Decoded) -> bool:
    """Does everything we know come in the type we know it by?"""
    return all(map(_fits, decoded.edits)) and all(map(_fits_new, decoded.news))


def _fits_new(table: NewTable) -> bool:
    # A name never changes its meaning: what we know must come in the type we know it by.
    known = fields_of(KINDS[table.kind]) if table.kind in KINDS else {}
    return all(
        wire_type(table.kind, name) == kind
        for name, kind in zip(table.cells, table.types, strict=True)
        if name in known
    )


def _fits(table: EditTable) -> bool:
    cls = KINDS.get(table.kind)
    fields = cells_of(cls).get(table.cell) if cls is not None else None
    if fields is None:
        return table.cell != AWAY or (table.type == TEXT and table.elements is None)
    many = fields[0].many
    return (table.elements is not None) == many and table.type == (
        INTEGER if many else wire_type(table.kind, table.cell)
    )
