"""Who is taken in and why: identification, comparison hits, screening lists; verification; exclusion (E16, E17)."""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

_STEP = (
    '"case" INTEGER, from_stage TEXT, to_stage TEXT, "on" TEXT, "by" TEXT, opinion TEXT, paper TEXT, meeting TEXT,'
    " photos TEXT"
)
_SIGNED = "signed_cadre TEXT, signed_secretary TEXT, signed_committee TEXT, signed_on TEXT, signature_scans TEXT"
_KINDS = {
    "identification_case": (
        "stage_on TEXT, notice INTEGER, household INTEGER, year INTEGER, way TEXT, persons INTEGER, stage TEXT,"
        " surveyor TEXT, surveyed_on TEXT, survey_scans TEXT, applied_on TEXT, application TEXT, looks TEXT,"
        " looks_note TEXT, priorities TEXT, priorities_note TEXT, entries TEXT, entries_note TEXT, bars TEXT,"
        f" bars_note TEXT, screened_on TEXT, screened_by TEXT, {_SIGNED}, vote INTEGER, income_year INTEGER,"
        " override_reason TEXT, rejected_why TEXT, approved_on TEXT",
        "household",
    ),
    "identification_step": (_STEP, '"case"'),
    "comparison_hit": (
        "household INTEGER, kind TEXT, found_on TEXT, member INTEGER, source TEXT, detail TEXT, answer TEXT,"
        " answered_on TEXT, answered_by TEXT, answer_note TEXT",
        "household",
    ),
    "screening_item": (
        'county_code TEXT, "list" TEXT, "no" INTEGER, "text" TEXT, active INTEGER, confirmed_by TEXT',
        "county_code",
    ),
    "verification_round": (
        "county_code TEXT, year INTEGER, name TEXT, opened_on TEXT, due TEXT, document TEXT",
        "county_code",
    ),
    "verification_card": (
        'household INTEGER, round INTEGER, year INTEGER, result TEXT, bar TEXT, "on" TEXT, "by" TEXT, found TEXT,'
        " photos TEXT",
        "household",
    ),
    "exclusion_case": (
        "stage_on TEXT, notice INTEGER, household INTEGER, year INTEGER, bar TEXT, found TEXT, evidence TEXT,"
        f" persons INTEGER, stage TEXT, {_SIGNED}, vote INTEGER, benefits_end TEXT, reported_to TEXT,"
        " reported_on TEXT, withdrawn_why TEXT",
        "household",
    ),
    "exclusion_step": (_STEP, '"case"'),
}


def upgrade() -> None:
    """Add the tables, and how many persons a household had when it changed."""
    op.execute("ALTER TABLE household_change ADD COLUMN persons INTEGER")
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_{home.strip(chr(34))} ON {kind} ({home})")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
