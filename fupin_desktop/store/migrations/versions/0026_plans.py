"""One household, one plan: surveys, plans of years, signatures, sources of money; policy cards; plans of villages."""

from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

_FACTS = {
    "household_plan": (
        "loan_wish INTEGER",
        "loan_purpose TEXT",
        "loan_amount INTEGER",
        "version INTEGER",
        "approved_on TEXT",
    ),
    "year_measure": ("support TEXT",),
}
_KINDS = {
    "household_benefit": (
        "household INTEGER, year INTEGER, item TEXT, member INTEGER, other_name TEXT, entitled INTEGER, "
        "due_amount INTEGER, received INTEGER, received_amount INTEGER, received_on TEXT, why_not TEXT, "
        "remark TEXT",
        "household",
    ),
    "household_survey": (
        "household INTEGER, date TEXT, surveyor TEXT, respondent TEXT, persons INTEGER, "
        "labourers INTEGER, income_pc INTEGER, cause TEXT, needs TEXT, wish TEXT, loan_wish INTEGER, "
        "loan_purpose TEXT, loan_amount INTEGER, household_signed INTEGER, photos TEXT",
        "household",
    ),
    "household_year_plan": (
        "household INTEGER, year INTEGER, goal TEXT, expected_income INTEGER, responsible TEXT, "
        "version INTEGER, approved_by TEXT, approved_on TEXT, household_signed INTEGER, signed_on TEXT",
        "household",
    ),
    "measure_funding": (
        'measure INTEGER, source TEXT, planned INTEGER, actual INTEGER, "on" TEXT, remark TEXT',
        "measure",
    ),
    "plan_signature": (
        'household INTEGER, year INTEGER, signer TEXT, name TEXT, "on" TEXT, photos TEXT, '
        "version INTEGER, wish TEXT, cause_analysis TEXT, goal TEXT, planned_exit_year INTEGER, "
        "expected_income INTEGER",
        "household",
    ),
    "plan_hearing": (
        "village INTEGER, date TEXT, heard TEXT, persons INTEGER, names TEXT, opinions TEXT, "
        "taken_up TEXT, minutes TEXT, meeting INTEGER, scans TEXT",
        "village",
    ),
    "plan_item": (
        "plan INTEGER, year INTEGER, name TEXT, project8 TEXT, content TEXT, planned_fund INTEGER, "
        "fund_source TEXT, households INTEGER, responsible TEXT, start TEXT, due TEXT, done_on TEXT, "
        "remark TEXT",
        "plan",
    ),
    "unit_milestone": (
        "plan INTEGER, name TEXT, months_before INTEGER, due TEXT, done_on TEXT, remark TEXT",
        "plan",
    ),
    "unit_plan": (
        "unit INTEGER, first_year INTEGER, last_year INTEGER, work TEXT, funds TEXT, goals TEXT, "
        "measures TEXT, planned_money INTEGER, approved_by TEXT, approved_on TEXT, scans TEXT",
        "unit",
    ),
    "village_milestone": (
        "plan INTEGER, name TEXT, months_before INTEGER, due TEXT, done_on TEXT, remark TEXT",
        "plan",
    ),
    "village_plan": (
        "village INTEGER, first_year INTEGER, last_year INTEGER, work TEXT, funds TEXT, goals TEXT, "
        "measures TEXT, planned_money INTEGER, survey INTEGER, hearing INTEGER, approved_by TEXT, "
        "approved_on TEXT, scans TEXT",
        "village",
    ),
    "village_survey": (
        "village INTEGER, date TEXT, surveyors TEXT, households INTEGER, findings TEXT, problems TEXT, "
        "suggestions TEXT, photos TEXT",
        "village",
    ),
}


def upgrade() -> None:
    """Add the columns and the tables."""
    for table, facts in _FACTS.items():
        for fact in facts:
            op.execute(f"ALTER TABLE {table} ADD COLUMN {fact}")
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f'CREATE INDEX ix_{kind}_{home} ON {kind} ("{home}")')
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
