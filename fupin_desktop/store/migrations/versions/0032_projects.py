"""Projects of villages (E31): their tables, and the project a housing case is part of."""

from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

_KINDS = {
    "project_step": (
        '"case" INTEGER, from_stage TEXT, to_stage TEXT, "on" TEXT, "by" TEXT, opinion TEXT, paper TEXT, meeting'
        " TEXT, photos TEXT",
        "case",
    ),
    "village_project": (
        "stage TEXT, ended_why TEXT, stage_on TEXT, notice INTEGER, village INTEGER, name TEXT, type TEXT, subtype"
        " TEXT, type_other TEXT, plan_item INTEGER, place TEXT, content TEXT, goal TEXT, quantity TEXT, unit TEXT,"
        " planned_start TEXT,"
        " planned_end TEXT, budget INTEGER, fund_source TEXT, procurement TEXT, vote INTEGER, tender TEXT, contractor"
        " TEXT, responsible TEXT, households INTEGER, persons INTEGER, poor_households INTEGER, poor_persons INTEGER,"
        " local_poor_hired INTEGER, hired_days INTEGER, established_on TEXT, tendered_on TEXT, started_on TEXT,"
        " completed_on TEXT, accepted_on TEXT, handed_on TEXT, result TEXT, final_cost INTEGER, cost_reason TEXT,"
        " acceptors TEXT, benefit INTEGER, keeper TEXT, photos_before TEXT, photos_during TEXT, photos_after TEXT,"
        " remark TEXT",
        "village",
    ),
    "project_funding": (
        '"case" INTEGER, source TEXT, planned INTEGER, actual INTEGER, "on" TEXT, paper TEXT, principle TEXT,'
        " reason TEXT",
        "case",
    ),
    "project_check": (
        '"case" INTEGER, date TEXT, about TEXT, inspector TEXT, points TEXT, photos TEXT, to_mend TEXT, mend_by'
        " TEXT, mended_on TEXT, rectification TEXT",
        "case",
    ),
}


def upgrade() -> None:
    """Add the tables and the column."""
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f'CREATE INDEX ix_{kind}_{home} ON {kind} ("{home}")')
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
    op.execute("ALTER TABLE housing_case ADD COLUMN village_project INTEGER")
