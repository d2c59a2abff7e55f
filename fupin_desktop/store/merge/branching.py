"""The branch of a forked stream that was not chosen goes on under a name of its own, so that nothing of it is lost."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.ledger.dot import COUNTER_BITS, COUNTER_MASK, stream_of
from fupin_desktop.store.unite.run import Run
from fupin_desktop.sync.bundles.content import LINK, EditTable, NewTable


def renamed(run: Run, stream: int, counter: int) -> None:
    """Give the run's own dots from `counter` on to `stream`; what came before the fork keeps its name."""
    naming = _Naming(run.stream, stream, counter)
    for made in run.decoded.news:
        naming.new(made)
    for changed in run.decoded.edits:
        naming.edit(changed)
    run.stream = stream


class _Naming:
    def __init__(self, old: int, new: int, counter: int) -> None:
        self._old = old
        self._base = new << COUNTER_BITS
        self._counter = counter

    def new(self, table: NewTable) -> None:
        table.ids = self._dots(table.ids)
        table.columns = [self._values(t, column) for t, column in zip(table.types, table.columns, strict=True)]

    def edit(self, table: EditTable) -> None:
        table.dots, table.records = self._dots(table.dots), self._dots(table.records)
        table.bases = self._dots(table.bases)
        table.more = {row: self._dots(bases) for row, bases in table.more.items()}
        table.values = self._values(table.type, table.values)

    def _values(self, kind: str, values: list[Any]) -> list[Any]:
        return [None if value is None else self._dot(value) for value in values] if kind == LINK else values

    def _dots(self, dots: Sequence[int]) -> list[int]:
        return [self._dot(dot) for dot in dots]

    def _dot(self, dot: int) -> int:
        counter = dot & COUNTER_MASK
        return self._base + counter if stream_of(dot) == self._old and counter >= self._counter else dot
