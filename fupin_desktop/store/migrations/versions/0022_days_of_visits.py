"""Visits in the order of their days: without it the list of a city's visits was sorted anew for each of its pages."""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the index."""
    op.execute("CREATE INDEX ix_visit_date ON visit (date)")
