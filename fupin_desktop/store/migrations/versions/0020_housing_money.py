"""Housing to the fen: channels of money, the table of standards, builders, what has to be mended."""

from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_FACTS = {
    "housing_case": (
        "plan_checked INTEGER",
        "plan_note TEXT",
        "builder INTEGER",
        "subsidy_reason TEXT",
        "planned_start TEXT",
    ),
    "housing_inspection": ("to_mend TEXT", "mend_by TEXT", "mended_on TEXT"),
}
_KINDS = {
    "housing_builder": (
        "village_code TEXT, name TEXT, qualification_no TEXT, grade TEXT, valid_from TEXT, valid_to TEXT, phone TEXT",
        "village_code",
    ),
    "housing_funding": (
        '"case" INTEGER, channel TEXT, planned INTEGER, actual INTEGER, "on" TEXT, paper TEXT',
        '"case"',
    ),
    "housing_standard": (
        'area TEXT, year INTEGER, "group" TEXT, mode TEXT, grade TEXT, amount INTEGER, document INTEGER',
        "area",
    ),
}


def upgrade() -> None:
    """Add the columns and the tables."""
    for table, facts in _FACTS.items():
        for fact in facts:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {fact}")
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_{home.strip(chr(34))} ON {kind} ({home})")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
