"""Indicators of villages (E32)."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.execute(
        "CREATE TABLE village_indicator (id INTEGER NOT NULL, village_code TEXT, code TEXT, measured_on TEXT,"
        " value TEXT, target TEXT, measured_by TEXT, evidence TEXT, remark TEXT, away TEXT, PRIMARY KEY (id))"
    )
    op.execute("CREATE INDEX ix_village_indicator_village_code ON village_indicator (village_code)")
    op.execute("CREATE INDEX ix_village_indicator_away ON village_indicator (id) WHERE away IS NOT NULL")
