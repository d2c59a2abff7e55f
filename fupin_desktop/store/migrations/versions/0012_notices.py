"""Notices that are true: the meeting, typed tables, why fewer days; and the contact an office prints on its notices."""

from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_FACTS = ("meeting TEXT", "meeting_on TEXT", "typed_rows TEXT", "days_reason TEXT")
_CONTACT = "division TEXT, contact TEXT, contact_phone TEXT, contact_address TEXT, co_issuer TEXT, away TEXT"


def upgrade() -> None:
    """Add the columns and the table."""
    for fact in _FACTS:
        op.execute(f"ALTER TABLE notice ADD COLUMN {fact}")
    op.execute(f"CREATE TABLE notice_contact (id INTEGER NOT NULL, {_CONTACT}, PRIMARY KEY (id))")
    op.execute("CREATE INDEX ix_notice_contact_division ON notice_contact (division)")
    op.execute("CREATE INDEX ix_notice_contact_away ON notice_contact (id) WHERE away IS NOT NULL")
