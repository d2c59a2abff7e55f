"""What follows from the rows of a book and is kept beside them: the index of people, the last visits.

Whoever writes rows tells it here, and `write` brings both up to date in the same transaction.
"""

from collections.abc import Iterable

from sqlalchemy import Connection

from fupin_desktop.store.read.person_index import SEARCHED_CELLS, SEARCHED_KIND, index_members
from fupin_desktop.store.unite.last_visits import TOLD_BY, VISIT, LastVisits
from fupin_desktop.sync.content import NewTable


class Followed:
    """Gathers over one union of rows."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._people: set[int] = set()
        self._visits = LastVisits(connection)

    def came(self, table: NewTable, *, all_new: bool) -> None:
        """New records; some of them were here already unless `all_new`."""
        if table.kind == SEARCHED_KIND:
            self._people.update(table.ids)
        elif table.kind == VISIT:
            self._visits.came(table, all_new=all_new)

    def changes(self, kind: str, cell: str, records: Iterable[int]) -> None:
        """This cell of these records gets another value; to be told before it is written."""
        if kind == SEARCHED_KIND and cell in SEARCHED_CELLS:
            self._people.update(records)
        elif kind == VISIT and cell in TOLD_BY:
            self._visits.changed(records)

    def write(self) -> None:
        """Keep what follows from what was written."""
        index_members(self._connection, self._people)
        self._people = set()
        self._visits.write()
