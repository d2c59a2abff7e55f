"""Asking: who was asked about a question, comments on it, what receipts say is set aside, and the photo tray."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_KINDS = {
    "question_asked": 'question TEXT, "values" TEXT, whom TEXT, asked_on TEXT, remark TEXT, away TEXT',
    "question_comment": "division TEXT, question TEXT, comment TEXT, away TEXT",
}


def upgrade() -> None:
    """Make the tables."""
    for kind, columns in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
    op.execute("CREATE INDEX ix_question_comment_division ON question_comment (division)")
    op.execute(
        "CREATE TABLE told_aside (partner TEXT NOT NULL, stream INTEGER NOT NULL, first INTEGER NOT NULL,"
        " last INTEGER NOT NULL, code TEXT NOT NULL, PRIMARY KEY (partner, stream, first))"
    )
    op.execute(
        "CREATE TABLE photo_tray (no INTEGER NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, at TEXT NOT NULL,"
        " PRIMARY KEY (no))"
    )
    op.execute("CREATE UNIQUE INDEX ix_photo_tray_key ON photo_tray (key)")
