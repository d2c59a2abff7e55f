"""Visits that count: in the village, of leaders, disputes, committees, matters by four meetings, the log of cadres."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

_KINDS = {
    "village_visit": (
        'village_code TEXT, date TEXT, start TEXT, "end" TEXT, visitors TEXT, whom TEXT, person TEXT, topics TEXT,'
        " findings TEXT, requests TEXT, answer TEXT, photos TEXT",
        "village_code",
    ),
    "leader_visit": (
        "village_code TEXT, date TEXT, leader TEXT, level TEXT, unit_name TEXT, post TEXT, purposes TEXT,"
        " companions TEXT, findings TEXT, problems TEXT, solved TEXT, photos TEXT",
        "village_code",
    ),
    "leader_call": ("leader_visit INTEGER, household INTEGER, words TEXT", "leader_visit"),
    "dispute": (
        "village_code TEXT, raised_on TEXT, kind TEXT, matter TEXT, parties TEXT, handlers TEXT, outcome TEXT,"
        " settled_on TEXT, result TEXT, papers TEXT",
        "village_code",
    ),
    "village_rule": (
        "village_code TEXT, title TEXT, kind TEXT, adopted_on TEXT, meeting INTEGER, ended_on TEXT, words TEXT,"
        " scans TEXT",
        "village_code",
    ),
    "committee_member": (
        'village_code TEXT, name TEXT, post TEXT, start TEXT, "end" TEXT, party_member INTEGER, phone TEXT,'
        " remark TEXT",
        "village_code",
    ),
    "party_overhaul": (
        "village_code TEXT, begun_on TEXT, problem TEXT, steps TEXT, responsible TEXT, due TEXT, ended_on TEXT,"
        " result TEXT, photos TEXT",
        "village_code",
    ),
    "matter_trail": (
        "village_code TEXT, matter TEXT, proposal INTEGER, consultation INTEGER, deliberation INTEGER,"
        " resolution INTEGER, resolution_notice INTEGER, result_notice INTEGER, given_up INTEGER, remark TEXT",
        "village_code",
    ),
    "journal_line": ("cadre INTEGER, date TEXT, line TEXT", "cadre"),
}


def upgrade() -> None:
    """Add the column of those who took part in a meeting, and the tables."""
    op.execute("ALTER TABLE meeting ADD COLUMN present TEXT")
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f"CREATE INDEX ix_{kind}_{home} ON {kind} ({home})")
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
