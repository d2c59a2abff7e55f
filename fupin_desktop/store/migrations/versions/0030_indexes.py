"""Indexes for what lists and reports ask of every row: without one, each row had another table read through."""

from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the indexes."""
    op.execute("CREATE INDEX ix_responsibility_cadre ON responsibility (cadre)")
    op.execute("CREATE INDEX ix_household_change_member ON household_change (member)")
    op.execute("CREATE INDEX ix_leader_visit_leader ON leader_visit (leader)")
