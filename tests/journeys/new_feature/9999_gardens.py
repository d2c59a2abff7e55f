"""Gardens."""

from alembic import op

revision = "9999"
down_revision = "NEWEST"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    columns = "household INTEGER, beds INTEGER, topics TEXT, away TEXT, PRIMARY KEY (id)"
    op.execute(f"CREATE TABLE garden (id INTEGER NOT NULL, {columns})")
    op.execute("CREATE INDEX ix_garden_household ON garden (household)")
