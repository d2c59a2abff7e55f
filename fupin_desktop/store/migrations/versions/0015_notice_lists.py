"""Where the list of a notice stands, and which notice it replaces."""

from alembic import op

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.execute("ALTER TABLE notice ADD COLUMN list_layout TEXT")
    op.execute("ALTER TABLE notice ADD COLUMN replaces INTEGER")
