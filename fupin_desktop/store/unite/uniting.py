"""Union of sets, in SQL: new records and changes of cells become rows, whatever the order in which they come.

The common case costs one insert for a record, and for a change one version row and one update.  What is not common (two
heads, a base that has not come, a change set aside) goes through `Resolver`, one cell at a time.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import compress, repeat
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import cells_of, fields_of
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.store import driver
from fupin_desktop.store.read.resolving import CellKey, Resolver
from fupin_desktop.store.rows import group_columns
from fupin_desktop.store.streams import Cells, Streams
from fupin_desktop.store.unite.followed import Followed
from fupin_desktop.store.unite.row_updates import RowUpdates
from fupin_desktop.sync.bundles.content import EditTable, NewTable

_VERSION = "INSERT OR IGNORE INTO version (record, cell, element, dot, value, clock, base, head)"
_SUPERSEDE = "UPDATE version SET head=min(head, 0) WHERE record=? AND cell=? AND element=? AND dot=?"
_HEADS = """
SELECT v.record, v.cell, v.element, v.dot FROM json_each(?) j
CROSS JOIN version v ON v.record = j.value WHERE v.head > 0
"""
VersionRow = tuple[int, int, str, int, Any, int, int, int]  # record, cell, element, dot, value, clock, base, head
_RECORD = itemgetter(0)


@dataclass
class Tally:
    """What a union did: records made, cells changed, cells that now stand as a question, and what nobody knows yet."""

    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    questions: set[CellKey] = field(default_factory=set)
    unknown: bool = False

    def add(self, other: "Tally") -> None:
        """Count what another union made and changed; its questions are for the whole to tell."""
        for mine, theirs in ((self.new, other.new), (self.changed, other.changed)):
            for kind, count in theirs.items():
                mine[kind] = mine.get(kind, 0) + count
        self.unknown |= other.unknown


_AMONG = "record IN (SELECT value FROM json_each(?))"


class Uniter:
    """Takes tables of one segment, or of one local save, into the book's rows; `finish` writes what was gathered."""

    def __init__(
        self,
        connection: Connection,
        streams: Streams,
        cells: Cells,
        tally: Tally | None = None,
        stages: Stages | None = None,
    ) -> None:
        self._stages = stages or Stages()
        self._connection = connection
        self._cells = cells
        self._resolver = Resolver(connection, streams, cells)
        self._versions: list[VersionRow] = []
        self._further: list[tuple[int, int]] = []
        self._parents: list[tuple[CellKey, int, int]] = []  # cell, the change, a base that came before this union
        self._updates = RowUpdates(connection)
        self._slow: dict[CellKey, None] = {}
        self._taken: set[int] = set()  # cells
        self._watch_early = self._any("early")
        self._followed = Followed(connection)
        self.tally = tally or Tally()

    def _any(self, table: str) -> bool:
        return bool(driver.rows(self._connection, f"SELECT 1 FROM {table} LIMIT 1"))

    # --- records ----------------------------------------------------------------------------------------------------

    def insert(self, table: NewTable) -> None:
        """Make the records that are not here yet."""
        cls = KINDS.get(table.kind)
        if cls is None:
            self.tally.unknown = True
            return
        names = [name for name in table.cells if name in fields_of(cls)]
        self.tally.unknown |= len(names) < len(table.cells)
        columns = [column for name, column in zip(table.cells, table.columns, strict=True) if name in fields_of(cls)]
        marks = ",".join("?" * (len(names) + 1))
        listed = ",".join(["id", *(f'"{name}"' for name in names)])
        made = driver.many(
            self._connection,
            f'INSERT INTO "{table.kind}" ({listed}) VALUES ({marks}) ON CONFLICT(id) DO NOTHING',
            zip(table.ids, *columns, strict=True),
        )
        self.tally.new[table.kind] = self.tally.new.get(table.kind, 0) + len(table.ids)
        self._followed.came(table, all_new=made == len(table.ids))
        if self._watch_early:
            self._take_early(table.ids)

    def _take_early(self, ids: Sequence[int]) -> None:
        given = (str(list(ids)),)
        rows = driver.rows(self._connection, f"SELECT record, cell, element FROM early WHERE {_AMONG}", given)
        if rows:
            self._slow.update(dict.fromkeys(rows))
            driver.run(self._connection, f"DELETE FROM early WHERE {_AMONG}", given)

    # --- changes ----------------------------------------------------------------------------------------------------

    def change(self, table: EditTable, clocks: Sequence[int]) -> None:
        """Take changes of one cell in; `clocks` gives the clock of each row."""
        cls = KINDS.get(table.kind)
        if cls is None or (table.cell != AWAY and table.cell not in cells_of(cls)):
            self.tally.unknown = True
            return
        cell = self._cells.number(table.kind, table.cell)
        if cell in self._taken:
            # A second table of one cell: heads were found within the first alone
            self._slow.update(dict.fromkeys(_keys(table, cell)))
        self._taken.add(cell)
        stored = _stored_bases(table)
        heads = self._place(table, cell, stored)
        self._gather(table, cell, clocks, stored, heads)
        self._stages.lap("apply")
        if table.elements is None:
            self._slow.update(dict.fromkeys((record, cell, "") for record in _twice(table.records, heads)))
            self._gather_update(table, cell, heads)
        else:
            self._note_early(table.kind, _keys(table, cell))
            self._slow.update(dict.fromkeys(_keys(table, cell)))
        self._followed.changes(table.kind, table.cell, table.records)
        self.tally.changed[table.kind] = self.tally.changed.get(table.kind, 0) + len(table.dots)

    def keep_aside(self, table: EditTable, clocks: Sequence[int]) -> None:
        """Remember changes not admitted: they keep their place in the graph, and are neither value nor head."""
        cell = self._cells.number(table.kind, table.cell)
        self._gather(table, cell, clocks, _stored_bases(table), [-1] * len(table.dots))
        self._slow.update(dict.fromkeys(_keys(table, cell)))

    def _gather(
        self, table: EditTable, cell: int, clocks: Sequence[int], stored: Sequence[int], heads: Sequence[int]
    ) -> None:
        elements = table.elements or repeat("")
        columns = (table.records, repeat(cell), elements, table.dots, table.values, clocks, stored, heads)
        self._versions.extend(zip(*columns, strict=False))
        self._further += ((table.dots[row], base) for row, bases in table.more.items() for base in bases)

    def _place(self, table: EditTable, cell: int, stored: Sequence[int]) -> list[int]:
        """1 for a change that no other of these changes stands on, 0 for the others; many-valued cells are not judged.

        Bases that are neither the record itself nor among these changes are parents, to be superseded.
        """
        heads = [1] * len(table.dots)
        named = _named(table, stored)
        within = dict(zip(table.dots, range(len(heads)), strict=True)) if named and table.elements is None else {}
        for record, dot, base, element in named:
            row = within.get(base)
            if row is not None and table.records[row] == record:
                heads[row] = 0
            elif base != record:
                self._parents.append(((record, cell, element), dot, base))
        return heads

    def _gather_update(self, table: EditTable, cell: int, heads: Sequence[int]) -> None:
        fields = cells_of(KINDS[table.kind]).get(table.cell, ())
        records = list(compress(table.records, heads))
        values = list(compress(table.values, heads))
        columns: dict[str, Sequence[Any]] = {table.cell: values}
        if fields and fields[0].group:
            expanded = [group_columns(fields, value) for value in values]
            columns = {field.name: [row[field.name] for row in expanded] for field in fields}
        self._updates.add(table.kind, cell, records, columns)

    def _write_updates(self) -> None:
        for kind, named in self._updates.write():
            self._note_early(kind, [(record, cell, "") for record, cell in named])
        self._stages.lap("update")

    def _note_early(self, kind: str, keys: Sequence[CellKey]) -> None:
        sql = f'SELECT id FROM "{kind}" WHERE id IN (SELECT value FROM json_each(?))'
        here = {id for (id,) in driver.rows(self._connection, sql, (str([record for record, *_ in keys]),))}
        missing = [key for key in keys if key[0] not in here]
        if missing:
            driver.many(self._connection, "INSERT OR IGNORE INTO early VALUES (?,?,?)", missing)
            self._watch_early = True

    # --- the rest ---------------------------------------------------------------------------------------------------

    def finish(self) -> Tally:
        """Write the versions, and settle the cells that need more than the common case."""
        if self._versions:
            self._write_versions()
        self._write_updates()
        for key in self._slow:
            self._followed.changes(*self._cells.name(key[1]), [key[0]])
            if self._resolver.resolve(key):
                self.tally.questions.add(key)
        self._stages.lap("heads")
        self._slow.clear()
        self._followed.write()
        self._stages.lap("search index")
        return self.tally

    def _write_versions(self) -> None:
        # In the order of the records: the tree grows at its end, and its pages stay full.
        self._versions.sort(key=_RECORD)
        self._stages.lap("apply")
        before = self._heads_before()
        self._stages.lap("heads")
        driver.insert(self._connection, _VERSION, self._versions)
        self._stages.lap("apply")
        if self._further:
            driver.many(self._connection, "INSERT OR IGNORE INTO further_base VALUES (?, ?)", self._further)
        self._supersede()
        self._answer_waiting()
        if before:
            self._find_contested(before)
        self._versions, self._further, self._parents = [], [], []

    def _heads_before(self) -> dict[CellKey, set[int]]:
        """The heads that stand in cells of the records to be changed."""
        records = list(dict.fromkeys(map(_RECORD, self._versions)))
        found: dict[CellKey, set[int]] = {}
        for record, cell, element, dot in driver.rows(self._connection, _HEADS, (str(records),)):
            found.setdefault((record, cell, element), set()).add(dot)
        return found

    def _supersede(self) -> None:
        bases = [(*key, base) for key, _dot, base in self._parents]
        if bases and driver.many(self._connection, _SUPERSEDE, bases) < len(bases):
            lost = [(base, dot, key) for key, dot, base in self._parents if not self._resolver.holds(key, base)]
            driver.many(
                self._connection,
                "INSERT OR IGNORE INTO waiting VALUES (?,?,?,?,?)",
                [(base, dot, *key) for base, dot, key in lost],
            )
            self._slow.update(dict.fromkeys(key for _base, _dot, key in lost))

    def _answer_waiting(self) -> None:
        awaited = {base for (base,) in driver.rows(self._connection, "SELECT base FROM waiting")}
        if awaited:
            came = [row for row in self._versions if row[3] in awaited]
            self._slow.update(dict.fromkeys(row[:3] for row in came))
            driver.many(self._connection, "DELETE FROM waiting WHERE base=?", [(row[3],) for row in came])

    def _find_contested(self, before: dict[CellKey, set[int]]) -> None:
        """Cells with more than one head now go to the resolver."""
        for key, _dot, base in self._parents:
            before.get(key, set()).discard(base)
        for record, cell, element, dot, _value, _clock, _base, head in self._versions:
            key = (record, cell, element)
            if head > 0 and key in before:
                before[key].add(dot)
                if len(before[key]) > 1:
                    self._slow[key] = None


def _keys(table: EditTable, cell: int) -> list[CellKey]:
    rows = len(table.dots)
    return list(zip(table.records, [cell] * rows, table.elements or [""] * rows, strict=True))


def _stored_bases(table: EditTable) -> list[int]:
    """The first base of each change; 0 for the record itself: most changes are a cell's first, and 0 takes no room."""
    return [base if base != record else 0 for base, record in zip(table.bases, table.records, strict=True)]


def _named(table: EditTable, stored: Sequence[int]) -> list[tuple[int, int, int, str]]:
    """Record, change, base and element of each base that stands beside, or instead of, the record itself."""
    rows = zip(table.records, table.dots, stored, table.elements or repeat(""), strict=False)
    named = list(compress(rows, stored))
    for row, bases in table.more.items():
        element = table.elements[row] if table.elements is not None else ""
        named += ((table.records[row], table.dots[row], base, element) for base in bases)
    return named


def _twice(records: Sequence[int], heads: Sequence[int]) -> set[int]:
    """The records that more than one head names."""
    standing = list(compress(records, heads))
    if len(set(standing)) == len(standing):
        return set()
    return {record for record, count in Counter(standing).items() if count > 1}
