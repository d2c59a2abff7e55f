"""Households are found by the end of their telephone number."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """An index over the last four signs."""
    op.execute("CREATE INDEX ix_household_phone ON household (substr(phone, -4)) WHERE phone IS NOT NULL")
