"""Union of sets, in SQL: new records and changes of cells become rows, whatever the order in which they come.

The common case costs one insert for a record, and for a change one version row and one update.  What is not common (two
heads, a base that has not come, a change set aside) goes through `Resolver`, one cell at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import repeat

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import cells_of, fields_of
from fupin_desktop.store.resolving import CellKey, Resolver
from fupin_desktop.store.rows import group_columns
from fupin_desktop.store.search import SEARCHED_CELLS, SEARCHED_KIND, index_members
from fupin_desktop.store.streams import Cells, Streams
from fupin_desktop.sync.content import EditTable, NewTable

_VERSION = (
    "INSERT OR IGNORE INTO version (record, cell, element, dot, value, clock, base, head) VALUES (?,?,?,?,?,?,?,?)"
)
_SUPERSEDE = "UPDATE version SET head=min(head, 0) WHERE record=? AND cell=? AND element=? AND dot=?"
_CONTESTED = """
SELECT v.record, v.element FROM (SELECT DISTINCT value AS record FROM json_each(?)) j
CROSS JOIN version v ON v.record = j.record AND v.cell = ? WHERE v.head > 0
GROUP BY v.record, v.element HAVING count(*) > 1
"""


@dataclass
class Tally:
    """What a union did: records made, cells changed, cells that now stand as a question, and what nobody knows yet."""

    new: dict[str, int] = field(default_factory=dict)
    changed: dict[str, int] = field(default_factory=dict)
    questions: set[CellKey] = field(default_factory=set)
    unknown: bool = False
    people: set[int] = field(default_factory=set)

    def add(self, other: "Tally") -> None:
        """Count what another union made and changed; its questions are for the whole to tell."""
        for mine, theirs in ((self.new, other.new), (self.changed, other.changed)):
            for kind, count in theirs.items():
                mine[kind] = mine.get(kind, 0) + count
        self.unknown |= other.unknown


class Uniter:
    """Takes tables of one segment, or of one local save, into the book's rows."""

    def __init__(self, connection: Connection, streams: Streams, cells: Cells, tally: Tally | None = None) -> None:
        self._connection = connection
        self._cells = cells
        self._resolver = Resolver(connection, streams, cells)
        self._slow: dict[CellKey, None] = {}
        self._watch_early = self._any("early")
        self._watch_waiting = self._any("waiting")
        self.tally = tally or Tally()

    def _any(self, table: str) -> bool:
        return self._connection.exec_driver_sql(f"SELECT 1 FROM {table} LIMIT 1").first() is not None

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
        self._connection.exec_driver_sql(
            f'INSERT INTO "{table.kind}" ({listed}) VALUES ({marks}) ON CONFLICT(id) DO NOTHING',
            list(zip(table.ids, *columns, strict=True)),
        )
        self.tally.new[table.kind] = self.tally.new.get(table.kind, 0) + len(table.ids)
        if table.kind == SEARCHED_KIND:
            self.tally.people.update(table.ids)
        if self._watch_early:
            self._take_early(table.ids)

    def _take_early(self, ids: Sequence[int]) -> None:
        for record in ids:
            rows = self._connection.exec_driver_sql("SELECT cell, element FROM early WHERE record=?", (record,)).all()
            self._slow.update(dict.fromkeys((record, cell, element) for cell, element in rows))
            if rows:
                self._connection.exec_driver_sql("DELETE FROM early WHERE record=?", (record,))

    # --- changes ----------------------------------------------------------------------------------------------------

    def change(self, table: EditTable, clocks: Sequence[int]) -> None:
        """Take changes of one cell in; `clocks` gives the clock of each row."""
        cls = KINDS.get(table.kind)
        if cls is None or (table.cell != AWAY and table.cell not in cells_of(cls)):
            self.tally.unknown = True
            return
        cell = self._cells.number(table.kind, table.cell)
        elements = table.elements or [""] * len(table.dots)
        keys = list(zip(table.records, repeat(cell), elements))
        self._insert_versions(keys, table, clocks, head=1)
        self._supersede(keys, table)
        if table.elements is None:
            self._update_rows(keys, table)
        else:
            self._note_early(keys, table)
            self._slow.update(dict.fromkeys(keys))
        self._find_contested(table.records, cell)
        if table.kind == SEARCHED_KIND and table.cell in SEARCHED_CELLS:
            self.tally.people.update(table.records)
        self.tally.changed[table.kind] = self.tally.changed.get(table.kind, 0) + len(table.dots)

    def keep_aside(self, table: EditTable, clocks: Sequence[int]) -> None:
        """Remember changes not admitted: they keep their place in the graph, and are neither value nor head."""
        cell = self._cells.number(table.kind, table.cell)
        keys = list(zip(table.records, repeat(cell), table.elements or [""] * len(table.dots)))
        self._insert_versions(keys, table, clocks, head=-1)
        if self._watch_waiting:
            self._answer_waiting(keys, table)
        self._slow.update(dict.fromkeys(keys))

    def _insert_versions(self, keys: list[CellKey], table: EditTable, clocks: Sequence[int], head: int) -> None:
        rows = [
            (*key, dot, value, clock, base, head)
            for key, dot, value, clock, base in zip(keys, table.dots, table.values, clocks, table.bases, strict=True)
        ]
        self._connection.exec_driver_sql(_VERSION, rows)
        further = [(table.dots[row], base) for row, bases in table.more.items() for base in bases]
        if further:
            self._connection.exec_driver_sql("INSERT OR IGNORE INTO further_base VALUES (?, ?)", further)

    def _supersede(self, keys: list[CellKey], table: EditTable) -> None:
        parents = [(*key, base) for key, base in zip(keys, table.bases, strict=True) if base != key[0]]
        parents += [(*keys[row], base) for row, bases in table.more.items() for base in bases if base != keys[row][0]]
        if parents and self._connection.exec_driver_sql(_SUPERSEDE, parents).rowcount < len(parents):
            self._await_bases(keys, table)
        if self._watch_waiting:
            self._answer_waiting(keys, table)

    def _await_bases(self, keys: list[CellKey], table: EditTable) -> None:
        rows = []
        for row, (key, dot, base) in enumerate(zip(keys, table.dots, table.bases, strict=True)):
            for needed in (base, *table.more.get(row, ())):
                if needed != key[0] and not self._resolver.holds(key, needed):
                    rows.append((needed, dot, *key))
                    self._slow[key] = None
        if rows:
            self._connection.exec_driver_sql("INSERT OR IGNORE INTO waiting VALUES (?,?,?,?,?)", rows)
            self._watch_waiting = True

    def _answer_waiting(self, keys: list[CellKey], table: EditTable) -> None:
        awaited = {base for (base,) in self._connection.exec_driver_sql("SELECT base FROM waiting")}
        came = [(key, dot) for key, dot in zip(keys, table.dots, strict=True) if dot in awaited]
        self._slow.update(dict.fromkeys(key for key, _dot in came))
        if came:
            self._connection.exec_driver_sql("DELETE FROM waiting WHERE base=?", [(dot,) for _key, dot in came])

    def _update_rows(self, keys: list[CellKey], table: EditTable) -> None:
        fields = cells_of(KINDS[table.kind]).get(table.cell, ())
        if fields and fields[0].group:
            columns = [field.name for field in fields]
            expanded = [group_columns(fields, value) for value in table.values]
            rows = [(*row.values(), record) for row, record in zip(expanded, table.records, strict=True)]
        else:
            columns = [table.cell]
            rows = list(zip(table.values, table.records, strict=True))
        setting = ",".join(f'"{name}"=?' for name in columns)
        done = self._connection.exec_driver_sql(f'UPDATE "{table.kind}" SET {setting} WHERE id=?', rows)
        if done.rowcount < len(rows):
            self._note_early(keys, table)

    def _note_early(self, keys: list[CellKey], table: EditTable) -> None:
        sql = f'SELECT id FROM "{table.kind}" WHERE id IN (SELECT value FROM json_each(?))'
        here = {row[0] for row in self._connection.exec_driver_sql(sql, (str(list(table.records)),))}
        missing = [key for key in keys if key[0] not in here]
        if missing:
            self._connection.exec_driver_sql("INSERT OR IGNORE INTO early VALUES (?,?,?)", missing)
            self._watch_early = True

    def _find_contested(self, records: Sequence[int], cell: int) -> None:
        found = self._connection.exec_driver_sql(_CONTESTED, (str(list(records)), cell))
        self._slow.update(dict.fromkeys((record, cell, element) for record, element in found))

    # --- the rest ---------------------------------------------------------------------------------------------------

    def finish(self) -> Tally:
        """Settle the cells that need more than the common case."""
        for key in self._slow:
            if self._resolver.resolve(key):
                self.tally.questions.add(key)
        self._slow.clear()
        if self.tally.people:
            index_members(self._connection, self.tally.people)
            self.tally.people.clear()
        return self.tally
