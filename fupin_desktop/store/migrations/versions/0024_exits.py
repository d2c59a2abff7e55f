"""Exits (E18), returns (E19), and what is done after an exit (E20)."""

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_STEP = (
    '"case" INTEGER, from_stage TEXT, to_stage TEXT, "on" TEXT, "by" TEXT, opinion TEXT, paper TEXT, meeting TEXT,'
    " photos TEXT"
)
_ASSURANCES = ", ".join(
    f"{item} INTEGER, {item}_evidence TEXT, {item}_photos TEXT"
    for item in ("food", "clothing", "education", "medical", "housing")
)
_KINDS = {
    "exit_case": (
        f"stage TEXT, stage_on TEXT, notice INTEGER, household INTEGER, year INTEGER, vote INTEGER, {_ASSURANCES},"
        ' housing_case INTEGER, income_pc INTEGER, "line" INTEGER, line_state TEXT, consent TEXT, consent_by TEXT,'
        " consent_on TEXT, consent_photos TEXT, refusal_reason TEXT, policy_until TEXT, announcement INTEGER,"
        " verified_on TEXT, confirmed_on TEXT, flagged_on TEXT, remark TEXT",
        "household",
    ),
    "exit_step": (_STEP, "case"),
    "exit_county_visit": (
        '"case" INTEGER, "on" TEXT, visitors TEXT, paper TEXT, findings TEXT, agrees INTEGER, photos TEXT',
        "case",
    ),
    "return_case": (
        "stage TEXT, stage_on TEXT, notice INTEGER, household INTEGER, year INTEGER, causes TEXT, reason TEXT,"
        " evidence TEXT, evidence_words TEXT, income_pc INTEGER, help_planned TEXT, vote INTEGER, confirmed_on TEXT",
        "household",
    ),
    "return_step": (_STEP, "case"),
    "after_exit_visit": (
        'household INTEGER, exit_case INTEGER, "on" TEXT, "by" TEXT, food INTEGER, clothing INTEGER, education INTEGER,'
        " medical INTEGER, housing INTEGER, income_trend TEXT, policies_kept INTEGER, findings TEXT, problem TEXT,"
        " solved_on TEXT, solution TEXT, photos TEXT",
        "household",
    ),
    "unit_follow_up": (
        'household INTEGER, unit INTEGER, "on" TEXT, period TEXT, "by" TEXT, findings TEXT, problem TEXT, due TEXT,'
        " solved_on TEXT, solution TEXT, photos TEXT",
        "household",
    ),
}


def upgrade() -> None:
    """Add the tables."""
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f'CREATE INDEX ix_{kind}_{home} ON {kind} ("{home}")')
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
