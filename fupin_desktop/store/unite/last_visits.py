"""The day of the last visit to each household (`last_visit`), kept by whoever writes visits.

The list of households shows it and chips ask for it: to look through the visits of forty thousand households takes
longer than a person waits.  Local; it follows from the visits alone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat

from sqlalchemy import Connection

from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.store import driver
from fupin_desktop.sync.bundles.content import NewTable
from fupin_desktop.visits.model import Visit

VISIT = kind_of(Visit)
TOLD_BY = frozenset({"household", "date", AWAY})  # the cells it follows from

_LATER = """
INSERT INTO last_visit (household, date) VALUES (?, ?)
ON CONFLICT (household) DO UPDATE SET date = excluded.date WHERE excluded.date > last_visit.date
"""
_VISITED = "SELECT DISTINCT household FROM visit WHERE household IS NOT NULL AND {where}"
_GIVEN = "(SELECT value FROM json_each(?))"
_AGAIN = """
INSERT INTO last_visit SELECT household, max(date) FROM visit
WHERE household IS NOT NULL AND away IS NULL AND date IS NOT NULL AND {where} GROUP BY household
"""


class LastVisits:
    """Gathers what a union does to visits, and writes it once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._later: dict[int, str] = {}  # by household, the newest day that came
        self._again: set[int] = set()  # households to be looked at as a whole
        self._changed: set[int] = set()  # visits

    def came(self, table: NewTable, *, all_new: bool) -> None:
        """New visits; of those that were here already nobody knows from the table what stands."""
        cells: Mapping[str, Sequence[object]] = dict(zip(table.cells, table.columns, strict=True))
        if "household" not in cells:  # a visit that leads nowhere; two columns without an end would never end either
            return
        for household, day in zip(cells["household"], cells.get("date", repeat(None)), strict=False):
            if not isinstance(household, int):
                continue
            if all_new and isinstance(day, str):
                if day > self._later.get(household, ""):
                    self._later[household] = day
            else:
                self._again.add(household)

    def changed(self, visits: Iterable[int]) -> None:
        """These visits get another household, day or put-away; to be told before it is written."""
        fresh = set(visits) - self._changed
        self._changed |= fresh
        self._again |= self._households(fresh)

    def write(self) -> None:
        """Keep what was gathered; the visits are written."""
        if self._changed:
            self._again |= self._households(self._changed)
        driver.many(self._connection, _LATER, self._later.items())
        look_again(self._connection, self._again)
        self._later, self._again, self._changed = {}, set(), set()

    def _households(self, visits: Iterable[int]) -> set[int]:
        sql = _VISITED.format(where=f"id IN {_GIVEN}")
        return {row[0] for row in driver.rows(self._connection, sql, (json.dumps(list(visits)),))}


def visited_by(connection: Connection, span: tuple[int, int]) -> set[int]:
    """The households to which visits lead whose numbers lie between these two."""
    return {row[0] for row in driver.rows(connection, _VISITED.format(where="id > ? AND id < ?"), span)}


def look_again(connection: Connection, households: Iterable[int]) -> None:
    """Work the last visit of these households out from their visits."""
    given = json.dumps(sorted(households))
    if given != "[]":
        driver.run(connection, f"DELETE FROM last_visit WHERE household IN {_GIVEN}", (given,))
        driver.run(connection, _AGAIN.format(where=f"household IN {_GIVEN}"), (given,))


def look_at_all(connection: Connection) -> None:
    """Work all last visits out from the visits."""
    driver.run(connection, "DELETE FROM last_visit")
    driver.run(connection, _AGAIN.format(where="1"))
