"""Speed at the size of a city: the index by which people are found, and indexes in the order of the lists.

The index of people is made anew, empty; whoever brings the book up fills it from the members.
"""

from alembic import op

revision = "0011"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the search index anew, empty."""
    op.execute("DROP TABLE person_search")
    op.execute(
        "CREATE TABLE person_search (record INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,"
        " initials TEXT NOT NULL, pinyin TEXT NOT NULL, id_tail TEXT NOT NULL, PRIMARY KEY (record))"
    )
    op.execute(
        "CREATE VIRTUAL TABLE person_index USING fts5"
        "(text, content='', columnsize=0, tokenize=\"ascii tokenchars '#.!='\")"
    )
