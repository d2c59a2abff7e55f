"""Policy documents and parameters of a county, and exceptions to a second person."""

from alembic import op

revision = "0009"
down_revision = "0007"
branch_labels = None
depends_on = None

_KINDS = {
    "policy_document": (
        "area",
        "area TEXT, number TEXT, title TEXT, issuer TEXT, issued_on TEXT, basis TEXT, begins TEXT, ends TEXT",
    ),
    "policy_parameter": (
        "area",
        "area TEXT, code TEXT, value TEXT, state TEXT, begins TEXT, ends TEXT, document INTEGER, clause TEXT,"
        " price_base TEXT, applies_to TEXT, why TEXT, serial INTEGER",
    ),
    "waiver": ("division", "division TEXT, act TEXT, person TEXT, until TEXT, why TEXT"),
}


def upgrade() -> None:
    """Make the tables."""
    for kind, (home, columns) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_{home} ON {kind} ({home})")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
