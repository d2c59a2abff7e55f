"""New values of rows, gathered over the cells of a union: one statement for each kind takes every row once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from sqlalchemy import Connection

from fupin_desktop.store import driver

# Stands where a row keeps what it has in a column.  Values are text, integers or nothing: never a fraction.
_KEPT = 0.5


@dataclass
class _Update:
    """New values of one kind: for each column by record, and the cells they belong to."""

    columns: dict[str, dict[int, Any]] = field(default_factory=dict)
    cells: list[tuple[int, Sequence[int]]] = field(default_factory=list)

    def add(self, cell: int, records: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        for name, values in columns.items():
            self.columns.setdefault(name, {}).update(zip(records, values, strict=True))
        self.cells.append((cell, records))

    def keys(self) -> list[tuple[int, int]]:
        return [(record, cell) for cell, records in self.cells for record in records]


class RowUpdates:
    """Gathers, then writes; of a column of a record, what is given last stands."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._gathered: dict[str, _Update] = {}

    def add(self, kind: str, cell: int, records: Sequence[int], columns: Mapping[str, Sequence[Any]]) -> None:
        """These records of a kind get these values; `cell` is the number of the cell they belong to."""
        self._gathered.setdefault(kind, _Update()).add(cell, records, columns)

    def write(self) -> Iterator[tuple[str, list[tuple[int, int]]]]:
        """Write all; where some of the rows are not here, gives the kind, and every record and cell to look at."""
        for kind, update in self._gathered.items():
            # To find and write a row costs more than to bind a value: a row is written once, whatever changed in it
            records = sorted(set().union(*update.columns.values()))
            names = sorted(update.columns)  # so that the statement is one that is kept prepared
            columns = [map(update.columns[name].get, records, repeat(_KEPT)) for name in names]
            setting = ",".join(f'"{name}"=iif(?{n}={_KEPT},"{name}",?{n})' for n, name in enumerate(names, 1))
            sql = f'UPDATE "{kind}" SET {setting} WHERE id=?{len(names) + 1}'
            if driver.many(self._connection, sql, zip(*columns, records, strict=True)) < len(records):
                yield kind, update.keys()
        self._gathered = {}
