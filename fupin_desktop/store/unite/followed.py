"""What follows from the rows of a book and is kept beside them: the index of people, the last visits.

Whoever writes rows tells it here, and `write` brings both up to date in the same transaction.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from fupin_desktop.store import driver
from fupin_desktop.store.search.person_index import SEARCHED_CELLS, SEARCHED_KIND, index_members, make_index_anew
from fupin_desktop.store.unite.last_visits import TOLD_BY, VISIT, LastVisits, look_at_all
from fupin_desktop.sync.bundles.content import NewTable


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


# What two books that hold the same records say alike.  Words of the index are compared by how often, and in whom, each
# stands: a million rows on each side, which the database adds up by itself.
FOLLOWED = {
    "person_search": "SELECT * FROM person_search ORDER BY record",
    "person_index": "SELECT term, count(*), sum(doc & 4294967295), sum(offset) FROM temp.person_word GROUP BY term",
    "last_visit": "SELECT * FROM last_visit ORDER BY household",
}


@contextmanager
def words_of_index(connection: Connection) -> Iterator[None]:
    """Within it, `temp.person_word` lists every word of the index of people."""
    listing = "fts5vocab('main', 'person_index', 'instance')"
    driver.run(connection, f"CREATE VIRTUAL TABLE temp.person_word USING {listing}")
    try:
        yield
    finally:
        driver.run(connection, "DROP TABLE temp.person_word")


def make_followed_anew(connection: Connection) -> None:
    """Make everything that follows from the records out of them once more."""
    make_index_anew(connection)
    look_at_all(connection)
