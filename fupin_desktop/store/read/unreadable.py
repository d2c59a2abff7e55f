"""Stored values that cannot be read, wherever they stand in a book: what an older program let in over the border."""

from collections.abc import Iterator

from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.canonical import members_of
from fupin_desktop.ledger.notation.values import UNREADABLE, from_stored
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.store import driver
from fupin_desktop.store.hanging import kinds_held

Found = tuple[str, int, str]  # kind, record, field or group


def unreadable(connection: Connection) -> Iterator[Found]:
    """Kind, record and field of each, of records that were put away too."""
    for kind in kinds_held(connection):
        cls = KINDS[kind]
        for name, field in fields_of(cls).items():
            yield from ((kind, record, name) for record in _in_column(connection, kind, name, field))
        for group in dict.fromkeys(field.group for field in fields_of(cls).values() if field.group):
            yield from ((kind, record, group) for record in _in_group(connection, kind, group))


def _in_column(connection: Connection, kind: str, name: str, field: Field) -> list[int]:
    # Equal values are read once: most columns have few
    sql = f'SELECT DISTINCT "{name}" FROM "{kind}" WHERE "{name}" IS NOT NULL'
    wrong = [value for (value,) in driver.rows(connection, sql) if from_stored(field, value) is UNREADABLE]
    found = f'SELECT id FROM "{kind}" WHERE "{name}"=? ORDER BY id'
    return [id for value in wrong for (id,) in driver.rows(connection, found, (value,))]


def _in_group(connection: Connection, kind: str, group: str) -> list[int]:
    sql = (
        "SELECT v.record, v.value FROM version v JOIN cell c ON c.no = v.cell"
        " WHERE c.kind=? AND c.name=? AND v.head > 0 AND v.value IS NOT NULL ORDER BY v.record"
    )
    return [id for id, value in driver.rows(connection, sql, (kind, group)) if members_of(value) is None]
