"""Housing to the letter of E27: facts that were missing, inspections of the works, payments of the subsidy."""

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_FACTS = (
    "long_term_resident INTEGER",
    "scattered_wubao INTEGER",
    "area_cap TEXT",
    "design_doc TEXT",
    "contract_signed_on TEXT",
    "subsidy_standard INTEGER",
    "acceptors TEXT",
    "in_sector_plan INTEGER",
)
_KINDS = {
    "housing_inspection": (
        '"case" INTEGER, date TEXT, stage TEXT, inspector TEXT, points TEXT, photos TEXT, rectification TEXT, away TEXT'
    ),
    "housing_payment": (
        '"case" INTEGER, card INTEGER, amount INTEGER, "on" TEXT, batch TEXT, voucher TEXT, recorded_by TEXT, away TEXT'
    ),
}


def upgrade() -> None:
    """Add the columns and the tables."""
    for fact in _FACTS:
        op.execute(f"ALTER TABLE housing_case ADD COLUMN {fact}")
    for kind, columns in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, PRIMARY KEY (id))")
        op.execute(f'CREATE INDEX ix_{kind}_case ON {kind} ("case")')
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
