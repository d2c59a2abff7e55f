"""Meetings (E57) and what was voted on in them."""

from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_KINDS = {
    "meeting": (
        'division TEXT, type TEXT, "on" TEXT, place TEXT, chair TEXT, recorder TEXT, due INTEGER, attended INTEGER,'
        " topic TEXT, minutes TEXT, scans TEXT",
        "division",
    ),
    "meeting_vote": (
        "meeting INTEGER, matter TEXT, household INTEGER, agreed INTEGER, against INTEGER, abstained INTEGER,"
        " resolution TEXT, carried INTEGER",
        "meeting",
    ),
}


def upgrade() -> None:
    """Add the tables."""
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_{home} ON {kind} ({home})")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
