"""Households that move: halves of moves, quotes, and where the moved records live."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_MOVE = 'division TEXT, household INTEGER, origin TEXT, "to" TEXT, moved_on TEXT, turn INTEGER, why TEXT, away TEXT'
_QUOTE = "division TEXT, household INTEGER, body TEXT, away TEXT"
_KINDS = {"household_move": _MOVE, "sealed_move": _MOVE, "quote": _QUOTE, "sealed_quote": _QUOTE}


def upgrade() -> None:
    """Make the tables."""
    for kind, columns in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_division ON {kind} (division)")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
    op.execute(
        "CREATE TABLE moved (record INTEGER NOT NULL, division TEXT NOT NULL, PRIMARY KEY (record)) WITHOUT ROWID"
    )
    op.execute("CREATE INDEX ix_moved_division ON moved (division)")
    op.execute(
        "CREATE TABLE quoted (dot INTEGER NOT NULL, quote INTEGER NOT NULL, PRIMARY KEY (dot, quote)) WITHOUT ROWID"
    )
    op.execute("CREATE INDEX ix_quoted_quote ON quoted (quote)")
