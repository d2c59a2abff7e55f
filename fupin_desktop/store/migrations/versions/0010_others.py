"""An entry names all others of its command, and the last saves of this desk are noted.

An entry that is not cut yet says what it named before in the new form.  It names no more than it did: a copy of this
book that an earlier program still opens cuts it into the same bytes.
"""

import msgspec
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None
_WAITS = "Waits for the rest of its command, written in other places or parts by the same act."


def upgrade() -> None:
    """Make the table of saves; write the entries of the tail anew, and what is said of those that wait."""
    op.execute(
        "CREATE TABLE own_save (id INTEGER NOT NULL, device TEXT NOT NULL, command TEXT NOT NULL, actor TEXT NOT NULL,"
        " wall TEXT NOT NULL, entries TEXT NOT NULL, act TEXT NOT NULL, kind TEXT NOT NULL, records INTEGER NOT NULL,"
        " changes INTEGER NOT NULL, undoes TEXT NOT NULL, PRIMARY KEY (id))"
    )
    connection = op.get_bind()
    connection.exec_driver_sql("UPDATE set_aside SET message=? WHERE code='entry.twin'", (_WAITS,))
    rows = connection.exec_driver_sql("SELECT stream, number, body FROM tail").all()
    for stream, number, body in rows:
        told = msgspec.json.decode(body)
        twin = told.pop("twin", None)
        told["others"] = [twin] if twin else []
        connection.exec_driver_sql(
            "UPDATE tail SET body=? WHERE stream=? AND number=?", (msgspec.json.encode(told), stream, number)
        )
