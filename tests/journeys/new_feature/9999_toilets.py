"""Toilets."""

from alembic import op

revision = "9999"
down_revision = "NEWEST"
branch_labels = None
depends_on = None

_KINDS = {
    "village_meeting": (
        'village_code TEXT, name TEXT, "on" TEXT, due INTEGER, attended INTEGER, agreed INTEGER, against INTEGER,'
        " abstained INTEGER, away TEXT",
        "village_code",
    ),
    "toilet_case": (
        "stage TEXT, stage_on TEXT, notice INTEGER, household INTEGER, seats INTEGER, subsidy INTEGER, meeting INTEGER,"
        " built_on TEXT, photos_before TEXT, photos_after TEXT, away TEXT",
        "household",
    ),
    "toilet_step": (
        '"case" INTEGER, from_stage TEXT, to_stage TEXT, "on" TEXT, "by" TEXT, opinion TEXT, paper TEXT, meeting TEXT,'
        " photos TEXT, away TEXT",
        "case",
    ),
    "toilet_fund": ("village_code TEXT, name TEXT, amount INTEGER, away TEXT", "village_code"),
    "toilet_grant": ('"case" INTEGER, fund INTEGER, amount INTEGER, "on" TEXT, away TEXT', "case"),
}


def upgrade() -> None:
    """Make the tables."""
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, PRIMARY KEY (id))")
        op.execute(f'CREATE INDEX ix_{kind}_{home} ON {kind} ("{home}")')
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
