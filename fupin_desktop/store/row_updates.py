"""New values of rows, gathered over the cells of a union: fields changed in the same records go into one statement."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.store import driver


@dataclass
class _Update:
    """New values of columns, for the same records in the same order; `cells` are the numbers of what changes."""

    kind: str
    records: list[int]
    columns: dict[str, Sequence[Any]] = field(default_factory=dict)
    cells: list[int] = field(default_factory=list)


class RowUpdates:
    """Gathers, then writes; a column of a record is given once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gathered: list[_Update] = []

    def add(self, kind: str, cell: int, records: list[int], columns: dict[str, Sequence[Any]]) -> None:
        """These records of a kind get these values; `cell` is the number of the cell they belong to."""
        known = next((one for one in self._gathered if one.kind == kind and one.records == records), None)
        if known is None:
            known = _Update(kind, records)
            self._gathered.append(known)
        known.columns.update(columns)
        known.cells.append(cell)

    def write(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Write all; where some of the rows are not here, gives the kind, and every record and cell to look at."""
        for one in self._gathered:
            setting = ",".join(f'"{name}"=?' for name in one.columns)
            rows = zip(*one.columns.values(), one.records, strict=True)
            done = driver.many(self._connection, f'UPDATE "{one.kind}" SET {setting} WHERE id=?', rows)
            if done < len(one.records):
                yield one.kind, [(record, cell) for cell in one.cells for record in one.records]
        self._gathered = []
