"""Papers: which forms were printed with which values, and which came back signed."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_SIGNED = "household INTEGER, form TEXT, signed_on TEXT, photos TEXT, remark TEXT, away TEXT"
_PRINTED = (
    "form TEXT NOT NULL, household INTEGER NOT NULL, division TEXT NOT NULL, version INTEGER NOT NULL,"
    " year INTEGER NOT NULL, sealed INTEGER NOT NULL,"
    " at TEXT NOT NULL, actor TEXT NOT NULL, shown BLOB NOT NULL, lines TEXT NOT NULL,"
    " PRIMARY KEY (form, household, division)"
)


def upgrade() -> None:
    """Add both tables."""
    op.execute(f"CREATE TABLE signed_paper (id INTEGER NOT NULL, {_SIGNED}, PRIMARY KEY (id))")
    op.execute("CREATE INDEX ix_signed_paper_household ON signed_paper (household)")
    op.execute("CREATE INDEX ix_signed_paper_away ON signed_paper (id) WHERE away IS NOT NULL")
    op.execute(f"CREATE TABLE printed_paper ({_PRINTED})")
