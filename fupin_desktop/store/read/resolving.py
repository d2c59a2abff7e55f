"""The value of one cell from the set of its changes (sync.md §2): heads, value, question.  Exact, in no hurry."""

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import counter_of, stream_of
from fupin_desktop.ledger.notation.canonical import items_of, many_text
from fupin_desktop.ledger.record import cells_of
from fupin_desktop.store import driver
from fupin_desktop.store.rows import group_columns
from fupin_desktop.store.streams import Cells, Streams

CellKey = tuple[int, int, str]  # record, cell, element

_VERSIONS = """
SELECT v.dot, v.value, v.clock, v.base, v.head,
    (SELECT json_group_array(f.base) FROM further_base f WHERE f.dot = v.dot),
    EXISTS (SELECT 1 FROM waiting w WHERE w.dot = v.dot)
FROM version v WHERE v.record=? AND v.cell=? AND v.element=?
"""
_MARK = """
UPDATE version SET head = ? * (dot IN (SELECT value FROM json_each(?)))
WHERE record=? AND cell=? AND element=? AND head >= 0
"""


@dataclass(frozen=True)
class Version:
    """One change of a cell."""

    dot: int
    value: Any
    clock: int
    bases: frozenset[int]
    admitted: bool
    waits: bool  # for a base that has not come


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
        sql = "SELECT 1 FROM version WHERE record=? AND cell=? AND element=? AND dot=?"
        return bool(driver.rows(self._connection, sql, (*key, dot)))

    def versions(self, key: CellKey) -> list[Version]:
        """Every change of the cell that came, also those set aside."""
        return [
            Version(dot, value, clock, frozenset({base, *json.loads(further)}), head >= 0, bool(waits))
            for dot, value, clock, base, head, further, waits in driver.rows(self._connection, _VERSIONS, key)
        ]

    def order(self, version: Version) -> tuple[int, str, int]:
        """What decides which of several concurrent values is shown first: clock, device, counter."""
        device, _scope = self._streams.name(stream_of(version.dot))
        return version.clock, device, counter_of(version.dot)

    def resolve(self, key: CellKey) -> bool:
        """Mark the heads, write the value; True when the cell is a question."""
        heads = heads_of(self.versions(key))
        asked = len({version.value for version in heads if not version.waits}) > 1
        self._mark(key, heads, 2 if asked else 1)
        if heads:
            self._write(key, max(heads, key=self.order).value)
        return asked

    def _mark(self, key: CellKey, heads: list[Version], mark: int) -> None:
        driver.run(self._connection, _MARK, (mark, str([version.dot for version in heads]), *key))

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
        driver.run(self._connection, f'UPDATE "{kind}" SET {setting} WHERE id=?', (*columns.values(), record))

    def _with_element(self, kind: str, name: str, record: int, element: str, *, present: bool) -> str | None:
        rows = driver.rows(self._connection, f'SELECT "{name}" FROM "{kind}" WHERE id=?', (record,))
        items = set(items_of(rows[0][0]) or ()) if rows else set()
        items = items | {element} if present else items - {element}
        return many_text(list(items))
