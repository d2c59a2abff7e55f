"""What lies outside of where its writer may write: records of other places, and households that moved (sync.md §6)."""

from collections.abc import Iterable, Iterator, Mapping

from sqlalchemy import Connection

from fupin_desktop.ledger.dot import stream_of
from fupin_desktop.ledger.scope import division_of
from fupin_desktop.store import driver
from fupin_desktop.store.hanging import HANGING, PARENT
from fupin_desktop.store.streams import Streams
from fupin_desktop.store.unite.knowing import Knowledge
from fupin_desktop.store.unite.run import Run
from fupin_desktop.sync.admission import FOREIGN, MOVED, Reason
from fupin_desktop.sync.moving import Half, within

ROOT = "household"
Written = tuple[int, str, int, bool]  # a dot, the kind and id of what it is about, and whether that is a new child


def foreign(streams: Streams, run: Run) -> dict[int, Reason]:
    """The changes to records of another scope, and new records that hang on one of another place."""
    away = {number for number in run.streams if streams.scope(number) != run.scope}
    if not away:
        return {}
    here = division_of(run.scope)
    others = {number for number in away if division_of(streams.scope(number)) != here}
    return {
        dot: FOREIGN
        for dot, _kind, record, is_child in _written(run)
        if stream_of(record) in (others if is_child else away)
    }


def _written(run: Run) -> Iterator[Written]:
    """Every change with what it is about: a record, or for a new one what it hangs on."""
    for changed in run.decoded.edits:
        yield from ((dot, changed.kind, id, False) for dot, id in zip(changed.dots, changed.records, strict=True))
    for made in run.decoded.news:
        if made.kind in HANGING and HANGING[made.kind] in made.cells:
            homes = made.columns[made.cells.index(HANGING[made.kind])]
            pairs = zip(made.ids, homes, strict=True)
            yield from ((dot, PARENT[made.kind], id, True) for dot, id in pairs if id is not None)


class Kin:
    """Finds the household a record belongs to: among the runs of a replay, else in the rows."""

    def __init__(self, runs: Iterable[Run], rows: Connection) -> None:
        self._rows = rows
        self._parents: dict[int, int] = {}
        for run in runs:
            for table in run.decoded.news:
                if table.kind in HANGING and HANGING[table.kind] in table.cells:
                    homes = table.columns[table.cells.index(HANGING[table.kind])]
                    self._parents.update(zip(table.ids, homes, strict=True))

    def root(self, kind: str, record: int) -> int | None:
        """The household; None for what belongs to none, or hangs on something that is not here."""
        seen: set[int] = set()
        while kind != ROOT:
            parent = self._parent(kind, record) if kind in HANGING and record not in seen else None
            if parent is None:
                return None
            seen.add(record)
            kind, record = PARENT[kind], parent
        return record

    def _parent(self, kind: str, record: int) -> int | None:
        if record in self._parents:
            return self._parents[record]
        rows = driver.rows(self._rows, f'SELECT "{HANGING[kind]}" FROM "{kind}" WHERE id=?', (record,))
        return rows[0][0] if rows else None


class Bounds:
    """Tells what of a run lies outside, where households have moved."""

    def __init__(self, streams: Streams, knowledge: Knowledge, kin: Kin, halves: Iterable[Half]) -> None:
        self._streams = streams
        self._knowledge = knowledge
        self._kin = kin
        self._halves: dict[tuple[str, int], list[Half]] = {}
        for half in halves:
            self._halves.setdefault((half.scope, half.household), []).append(half)

    def outside(self, run: Run) -> Mapping[int, Reason]:
        """The changes that are not within their writer's rights, each with the reason."""
        found = foreign(self._streams, run)
        for dot, kind, record, _is_child in _written(run):
            halves = self._halves.get((run.scope, self._kin.root(kind, record) or 0))
            if halves is not None:
                found.pop(dot, None)
                if not self._is_within(dot, record, run, halves):
                    found[dot] = MOVED if self._is_native(record, run) else FOREIGN
        return found

    def _is_native(self, record: int, run: Run) -> bool:
        return division_of(self._streams.scope(stream_of(record))) == division_of(run.scope)

    def _is_within(self, dot: int, record: int, run: Run, halves: Iterable[Half]) -> bool:
        known = [half for half in halves if self._knowledge.knows(dot, half.dot)]
        return within(known, native=self._is_native(record, run))
