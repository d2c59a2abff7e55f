"""The value of one cell from the set of its changes (sync.md §2): heads, value, question.  Exact, in no hurry."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import counter_of, stream_of
from fupin_desktop.ledger.record import cells_of
from fupin_desktop.ledger.values import many_text
from fupin_desktop.store.rows import group_columns
from fupin_desktop.store.streams import Cells, Streams

CellKey = tuple[int, int, str]  # record, cell, element


@dataclass(frozen=True)
class Version:
    """One change of a cell."""

    dot: int
    value: Any
    clock: int
    bases: frozenset[int]
    admitted: bool


def heads_of(versions: list[Version]) -> list[Version]:
    """The admitted changes that no other admitted change knows of, also through changes set aside."""
    by_dot = {version.dot: version for version in versions}
    known: set[int] = set()
    reached = [base for version in versions if version.admitted for base in version.bases]
    while reached:
        dot = reached.pop()
        if dot not in known:
            known.add(dot)
            reached.extend(by_dot[dot].bases if dot in by_dot else ())
    return [version for version in versions if version.admitted and version.dot not in known]


class Resolver:
    """Works out a cell and writes its row."""

    def __init__(self, connection: Connection, streams: Streams, cells: Cells) -> None:
        self._connection = connection
        self._streams = streams
        self._cells = cells

    def holds(self, key: CellKey, dot: int) -> bool:
        """True when this change of the cell is here."""
        found = self._connection.exec_driver_sql(
            "SELECT 1 FROM version WHERE record=? AND cell=? AND element=? AND dot=?", (*key, dot)
        )
        return found.first() is not None

    def versions(self, key: CellKey) -> list[Version]:
        """Every change of the cell that came, also those set aside."""
        rows = self._connection.exec_driver_sql(
            "SELECT v.dot, v.value, v.clock, v.base, v.head,"
            " (SELECT json_group_array(f.base) FROM further_base f WHERE f.dot = v.dot)"
            " FROM version v WHERE v.record=? AND v.cell=? AND v.element=?",
            key,
        )
        return [
            Version(dot, value, clock, frozenset({base, *json.loads(further)}), head >= 0)
            for dot, value, clock, base, head, further in rows
        ]

    def order(self, version: Version) -> tuple[int, str, int]:
        """What decides which of several concurrent values is shown first: clock, device, counter."""
        device, _scope = self._streams.name(stream_of(version.dot))
        return version.clock, device, counter_of(version.dot)

    def resolve(self, key: CellKey) -> bool:
        """Mark the heads, write the value; True when the cell is a question."""
        heads = heads_of(self.versions(key))
        asked = len({version.value for version in heads if not self._waits(version.dot)}) > 1
        self._mark(key, heads, 2 if asked else 1)
        if heads:
            self._write(key, max(heads, key=self.order).value)
        return asked

    def _waits(self, dot: int) -> bool:
        return self._connection.exec_driver_sql("SELECT 1 FROM waiting WHERE dot=?", (dot,)).first() is not None

    def _mark(self, key: CellKey, heads: list[Version], mark: int) -> None:
        connection = self._connection
        connection.exec_driver_sql(
            "UPDATE version SET head=0 WHERE record=? AND cell=? AND element=? AND head > 0", key
        )
        if heads:
            connection.exec_driver_sql(
                "UPDATE version SET head=? WHERE record=? AND cell=? AND element=? AND dot=?",
                [(mark, *key, version.dot) for version in heads],
            )

    def _write(self, key: CellKey, value: Any) -> None:
        record, cell, element = key
        kind, name = self._cells.name(cell)
        fields = cells_of(KINDS[kind]).get(name, ())
        if element:
            columns: dict[str, Any] = {name: self._with_element(kind, name, record, element, present=bool(value))}
        elif fields and fields[0].group:
            columns = group_columns(fields, value)
        else:
            columns = {name: value}
        setting = ",".join(f'"{column}"=?' for column in columns)
        self._connection.exec_driver_sql(f'UPDATE "{kind}" SET {setting} WHERE id=?', (*columns.values(), record))

    def _with_element(self, kind: str, name: str, record: int, element: str, *, present: bool) -> str | None:
        row = self._connection.exec_driver_sql(f'SELECT "{name}" FROM "{kind}" WHERE id=?', (record,)).first()
        items = set(json.loads(row[0])) if row and row[0] else set()
        items = items | {element} if present else items - {element}
        return many_text(list(items))
