"""Photographs drawn small, kept in the book, so that a list shows them without decoding each one anew."""

from alembic import op

revision = "0017"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.execute(
        "CREATE TABLE small_picture (no INTEGER NOT NULL, key TEXT NOT NULL, content BLOB NOT NULL, PRIMARY KEY (no))"
    )
    op.execute("CREATE UNIQUE INDEX ix_small_picture_key ON small_picture (key)")
