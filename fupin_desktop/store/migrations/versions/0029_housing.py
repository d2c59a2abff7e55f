"""The papers of a housing file: printed, signed, photographed, in two copies."""

from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table."""
    op.execute("""CREATE TABLE housing_paper (id INTEGER NOT NULL, "case" INTEGER, paper TEXT, printed_on TEXT,
        signed_on TEXT, town_copy INTEGER, county_copy INTEGER, photos TEXT, remark TEXT, away TEXT,
        PRIMARY KEY (id))""")
    op.execute('CREATE INDEX ix_housing_paper_case ON housing_paper ("case")')
    op.execute("CREATE INDEX ix_housing_paper_away ON housing_paper (id) WHERE away IS NOT NULL")
