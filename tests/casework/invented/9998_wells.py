"""Wells."""

from alembic import op

revision = "9998"
down_revision = "NEWEST"
branch_labels = None
depends_on = None

_KINDS = {
    "well": (
        "stage TEXT, stage_on TEXT, notice INTEGER, household INTEGER, depth INTEGER, assembly INTEGER, dug_on TEXT,"
        " photos_before TEXT, photos_after TEXT, away TEXT",
        "household",
    ),
    "well_step": (
        '"case" INTEGER, from_stage TEXT, to_stage TEXT, "on" TEXT, "by" TEXT, opinion TEXT, paper TEXT, meeting TEXT,'
        " photos TEXT, away TEXT",
        '"case"',
    ),
    "assembly": (
        'village_code TEXT, name TEXT, "on" TEXT, due INTEGER, attended INTEGER, agreed INTEGER, away TEXT',
        "village_code",
    ),
}


def upgrade() -> None:
    """Make the tables."""
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_{home.strip(chr(34))} ON {kind} ({home})")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
