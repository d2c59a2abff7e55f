"""Help to persons (E48–E54) and relocation (E28): their tables; the coverage by serious-illness relief (M8)."""

from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

_KINDS = {
    "training_event": (
        'village_code TEXT, name TEXT, type TEXT, type_other TEXT, order_based INTEGER, free INTEGER, "start"'
        ' TEXT, "end" TEXT, hours INTEGER, organiser TEXT, place TEXT, others INTEGER, cost INTEGER, remark TEXT,'
        " photos TEXT",
        "village_code",
    ),
    "training_attendance": (
        "member INTEGER, event INTEGER, passed INTEGER, certificate TEXT, remark TEXT",
        "member",
    ),
    "member_skill": (
        "member INTEGER, skill TEXT, level TEXT, certificate TEXT, gained_on TEXT, event INTEGER",
        "member",
    ),
    "work_wish": (
        "member INTEGER, said_on TEXT, wish TEXT, trade TEXT, place TEXT, least_wage INTEGER, graduated_year"
        " INTEGER, remark TEXT",
        "member",
    ),
    "vacancy": (
        "village_code TEXT, employer TEXT, job TEXT, place TEXT, persons INTEGER, monthly_wage INTEGER,"
        " organised_by TEXT, phone TEXT, heard_on TEXT, until TEXT, remark TEXT",
        "village_code",
    ),
    "employment_record": (
        "member INTEGER, employer TEXT, kind TEXT, channel TEXT, channel_other TEXT, vacancy INTEGER, job TEXT,"
        ' from_place TEXT, to_place TEXT, area TEXT, organised_by TEXT, "start" TEXT, "end" TEXT, monthly_wage'
        " INTEGER, stable_months INTEGER, remark TEXT",
        "member",
    ),
    "welfare_post": (
        "village_code TEXT, name TEXT, kind TEXT, kind_other TEXT, seats INTEGER, unit TEXT, monthly_pay INTEGER,"
        ' paid_from TEXT, "start" TEXT, "end" TEXT, remark TEXT',
        "village_code",
    ),
    "post_holder": (
        'post INTEGER, household INTEGER, member INTEGER, name TEXT, "start" TEXT, "end" TEXT, monthly_pay'
        " INTEGER, remark TEXT",
        "post",
    ),
    "education_aid": (
        "member INTEGER, school_year INTEGER, term TEXT, stage TEXT, school TEXT, item TEXT, item_other TEXT,"
        " standard INTEGER, amount INTEGER, paid_on TEXT, payer TEXT, remark TEXT",
        "member",
    ),
    "medical_case": (
        "member INTEGER, year INTEGER, item TEXT, hospital_level TEXT, diagnosis TEXT, serious INTEGER, total"
        " INTEGER, compliant INTEGER, reimbursed_basic INTEGER, reimbursed_serious INTEGER, aid INTEGER, paid_on"
        " TEXT, payer TEXT, settled_on TEXT, remark TEXT",
        "member",
    ),
    "relief_payment": (
        "household INTEGER, member INTEGER, type TEXT, type_other TEXT, amount INTEGER, standard INTEGER,"
        " approved_on TEXT, paid_on TEXT, payer TEXT, reason TEXT",
        "household",
    ),
    "agri_insurance": (
        "household INTEGER, year INTEGER, thing TEXT, thing_other TEXT, quantity TEXT, unit TEXT, insurer TEXT,"
        " premium INTEGER, subsidy INTEGER, claim INTEGER, claim_on TEXT",
        "household",
    ),
    "interest_subsidy": (
        'household INTEGER, bank TEXT, principal INTEGER, "start" TEXT, "end" TEXT, interest_paid INTEGER,'
        " subsidy INTEGER, paid_on TEXT, remark TEXT",
        "household",
    ),
    "care_survey": (
        'member INTEGER, "group" TEXT, surveyed_on TEXT, surveyor TEXT, absent TEXT, carer TEXT, carer_relation'
        " TEXT, carer_phone TEXT, needs TEXT, service TEXT",
        "member",
    ),
    "relocation_step": (
        '"case" INTEGER, from_stage TEXT, to_stage TEXT, "on" TEXT, "by" TEXT, opinion TEXT, paper TEXT, meeting'
        " TEXT, photos TEXT",
        "case",
    ),
    "relocation_case": (
        "stage TEXT, stage_on TEXT, notice INTEGER, household INTEGER, mode TEXT, from_place TEXT, to_place TEXT,"
        " site INTEGER, reason TEXT, harsh INTEGER, wishes_to_move INTEGER, wished_on TEXT, persons INTEGER,"
        " subsidy INTEGER, planned_on TEXT, agreed_on TEXT, moved_on TEXT, earlier INTEGER, old_site TEXT,"
        " stays_as TEXT, remark TEXT, photos_before TEXT, photos_after TEXT",
        "household",
    ),
    "relocation_follow_up": (
        '"case" INTEGER, kind TEXT, kind_other TEXT, content TEXT, measure INTEGER, member INTEGER, "start" TEXT,'
        ' "end" TEXT, income INTEGER',
        "case",
    ),
    "settlement_area": (
        "village_code TEXT, name TEXT, place TEXT, houses INTEGER, demonstration INTEGER, water INTEGER, power"
        " INTEGER, road INTEGER, network INTEGER, school INTEGER, clinic INTEGER, culture INTEGER, restored TEXT,"
        " done_on TEXT, remark TEXT",
        "village_code",
    ),
}
# What is asked of every person, event and vacancy of a list
_LINKS = (
    *(("post_holder", "member"), ("post_holder", "household")),
    *(("training_attendance", "event"), ("employment_record", "vacancy")),
)


def upgrade() -> None:
    """Add the tables and the column."""
    for kind, (columns, home) in _KINDS.items():
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {columns}, away TEXT, PRIMARY KEY (id))")
        op.execute(f'CREATE INDEX ix_{kind}_{home} ON {kind} ("{home}")')
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
    op.execute("ALTER TABLE member_year ADD COLUMN serious_relief INTEGER")
    for kind, link in _LINKS:
        op.execute(f"CREATE INDEX ix_{kind}_{link} ON {kind} ({link})")
