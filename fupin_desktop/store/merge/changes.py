"""How often records of each kind were changed in this file: what was worked out of them holds while no number moved."""

import json
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection

from fupin_desktop.store import driver

_KEY = "changes"  # of the book's notes, under which the numbers are kept
ANY = ""  # in the place of a kind: a merge, whatever it brought


def note_changes(connection: Connection, kinds: Iterable[str] | None) -> None:
    """Records of these kinds were changed, or records of any (None)."""
    numbers = change_numbers(connection)
    told = {kind: numbers.get(kind, 0) + 1 for kind in (kinds if kinds is not None else (ANY,))}
    if told:
        values = (_KEY, json.dumps({**numbers, **told}, sort_keys=True))
        driver.run(connection, "INSERT OR REPLACE INTO meta VALUES (?, ?)", values)


def change_numbers(connection: Connection) -> Mapping[str, int]:
    """The numbers of this moment, by kind, and under `ANY`; a kind without one was never changed."""
    found = driver.rows(connection, "SELECT value FROM meta WHERE key=?", (_KEY,))
    numbers: dict[str, int] = json.loads(found[0][0]) if found else {}
    return numbers
