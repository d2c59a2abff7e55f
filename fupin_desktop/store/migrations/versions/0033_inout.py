"""Why cases ended; the county's paper for its reason against a bar; the vote on a house; a year of loss."""

from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

_ENDING = ("exit_case", "return_case", "relocation_case", "housing_case")


def upgrade() -> None:
    """Add the columns."""
    for kind in _ENDING:
        op.execute(f"ALTER TABLE {kind} ADD COLUMN ended_why TEXT")
    op.execute("ALTER TABLE identification_case ADD COLUMN override_paper TEXT")
    op.execute("ALTER TABLE identification_case ADD COLUMN override_on TEXT")
    op.execute("ALTER TABLE housing_case ADD COLUMN vote INTEGER")
    op.execute("ALTER TABLE income_year ADD COLUMN negative_why TEXT")
