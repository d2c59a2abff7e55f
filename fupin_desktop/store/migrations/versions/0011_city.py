"""Speed at the size of a city: an index by which people are found, the order of the lists, the last visits.

The index of people is made anew, empty; whoever brings the book up fills it from the members.
"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Indexes in the order of the lists; the search index anew, empty; the last visit of each household."""
    op.execute("DROP INDEX ix_household_household_code")
    op.execute(
        "CREATE INDEX ix_household_list ON household"
        " (household_code, village_code, status, attribute, cause_main, house_danger_grade, away)"
    )
    op.execute("CREATE INDEX ix_member_head ON member (household) WHERE relation = '01'")
    op.execute("CREATE INDEX ix_member_id_no ON member (id_no) WHERE id_no IS NOT NULL")
    op.execute("CREATE TABLE last_visit (household INTEGER NOT NULL, date TEXT NOT NULL, PRIMARY KEY (household))")
    op.execute(
        "INSERT INTO last_visit SELECT household, max(date) FROM visit"
        " WHERE household IS NOT NULL AND away IS NULL AND date IS NOT NULL GROUP BY household"
    )
    op.execute("DROP TABLE person_search")
    op.execute(
        "CREATE TABLE person_search (record INTEGER NOT NULL, place INTEGER NOT NULL, name TEXT NOT NULL,"
        " initials TEXT NOT NULL, pinyin TEXT NOT NULL, id_tail TEXT NOT NULL, PRIMARY KEY (record))"
    )
    op.execute(
        "CREATE VIRTUAL TABLE person_index USING fts5"
        "(text, content='', columnsize=0, tokenize=\"ascii tokenchars '#.!='\")"
    )
