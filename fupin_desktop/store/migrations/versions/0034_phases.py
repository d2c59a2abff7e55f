"""In which phase an item of a village's plan is carried out, and how urgent it is."""

from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns."""
    op.execute("ALTER TABLE plan_item ADD COLUMN phase INTEGER")
    op.execute("ALTER TABLE plan_item ADD COLUMN priority INTEGER")
