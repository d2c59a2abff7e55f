"""Finding people by folded names: the search index holds them, and is made anew by whoever brings the book up."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index anew, empty."""
    op.execute("DROP TABLE person_search")
    op.execute(
        "CREATE TABLE person_search (record INTEGER NOT NULL, name TEXT NOT NULL, initials TEXT NOT NULL,"
        " pinyin TEXT NOT NULL, id_tail TEXT NOT NULL, PRIMARY KEY (record))"
    )
