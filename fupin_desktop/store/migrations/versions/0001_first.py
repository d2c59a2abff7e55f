"""The first schema: the tables of the records, and those of the log and the exchange."""

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# name: columns in order; `:i` an integer, else text; `id` first and `away` last are every record's own
RECORDS = {
    "assisting_unit": ("village_code name unit_class liaison"),
    "village": (
        "code name town county is_poor_village:i natural_villages:i natural_villages_200:i households:i "
        "registered_population:i dibao_households:i wubao_households:i danger_households:i income_pc:i "
        "collective_income:i farmland woodland unpaved_km unpaved_200:i unsafe_water_households:i "
        "no_power_households:i tv_households:i broadband_households:i clinics:i doctors:i party_members:i "
        "unit:i team_leader first_secretary contact_phone"
    ),
    "household": (
        "household_code village_code natural_village group_name address_detail phone bank_name card_tail "
        "persons:i identification_standard attribute labour_class martyr_army_family:i reservoir_migrant:i "
        "cause_main cause_other power_living:i power_production:i water_difficult:i water_safe:i tv_signal:i "
        "broadband:i cooperative_member:i house_area house_structure house_built_year:i house_dangerous:i "
        "house_danger_grade sanitary_toilet:i fuel road_km road_type farmland woodland status entered_on "
        "exit_year:i planned_exit_year:i baseline_income_pc:i remark"
    ),
    "member": (
        "household:i person_code name sex id_type id_no birth_date relation ethnic political education health "
        "disability_type disability_grade disability_cert in_army:i change_type change_date"
    ),
    "member_year": (
        "member:i year:i school_state labour_capacity work_place work_months:i medical_resident:i "
        "medical_employee:i serious_illness_insured:i pension_resident:i pension_employee:i "
        "pension_receiving:i dibao:i wubao:i verified:i"
    ),
    "income_year": (
        "household:i year:i persons:i wage:i business:i property:i transfer:i family_planning:i dibao_money:i "
        "wubao_money:i pension_money:i ecology_money:i other_transfer:i medical_reimbursed:i medical_aid:i "
        "business_cost:i transfer_paid:i outstanding_debt:i source verified:i"
    ),
    "bank_card": ("household:i account_no bank holder_name active:i"),
    "cadre": ("village_code name unit_name post phone"),
    "responsibility": ("household:i cadre:i role start end remark"),
    "visit": ("household:i date visitors type topics findings requests promised photos household_signed:i"),
    "follow_up_task": ("household:i visit:i matter owner due state result done_on"),
    "household_plan": (
        "household:i wish cause_analysis goal planned_exit_year:i approved_by household_signed:i signed_on"
    ),
    "year_measure": (
        "household:i member:i year:i project8 batch5 category content scale scale_unit planned_fund:i "
        "actual_fund:i benefit_income:i own_input responsible start due state to_be_confirmed:i "
        "household_signed:i"
    ),
    "measure_progress": ("measure:i date percent:i remark photos"),
    "housing_case": (
        "household:i year_plan:i danger_grade appraised_on appraiser report_no sole_dwelling:i subsidy_class "
        "mode build_way persons:i area_before area_after contractor budget:i subsidy_amount:i stage stage_on "
        "started_on completed_on accepted_on paid_on progress_words notice:i photos_before photos_during "
        "photos_after remark"
    ),
    "housing_step": ("case:i from_stage to_stage on by opinion paper meeting photos"),
    "notice": (
        "division kind number title legal_basis body issuer co_issuer contact contact_phone contact_address "
        "days:i selection snapshot snapshot_hash state drafted_by checked_by issued_by issued_on backdated:i "
        "posted_from posted_to closed_on result"
    ),
    "posting": ("notice:i place on photos"),
    "objection": ("notice:i received_on channel anonymous:i matter handler due reply replied_on upheld:i"),
    "grant": ("device serial:i person role statement signature why"),
    "decision": ("division scope act device first:i last:i hash turn:i why slot"),
    "same_as": ("kind one:i other:i why"),
    "day_confirmation": ("confirmed newest"),
}
INDEXES = (
    ("ix_assisting_unit_village_code", "assisting_unit", "village_code"),
    ("ix_village_code", "village", "code"),
    ("ix_household_household_code", "household", "household_code"),
    ("ix_household_village_code", "household", "village_code"),
    ("ix_member_household", "member", "household"),
    ("ix_member_person_code", "member", "person_code"),
    ("ix_member_year_member", "member_year", "member"),
    ("ix_income_year_household", "income_year", "household"),
    ("ix_bank_card_household", "bank_card", "household"),
    ("ix_cadre_village_code", "cadre", "village_code"),
    ("ix_responsibility_household", "responsibility", "household"),
    ("ix_visit_household", "visit", "household"),
    ("ix_follow_up_task_household", "follow_up_task", "household"),
    ("ix_household_plan_household", "household_plan", "household"),
    ("ix_year_measure_household", "year_measure", "household"),
    ("ix_measure_progress_measure", "measure_progress", "measure"),
    ("ix_housing_case_household", "housing_case", "household"),
    ("ix_housing_step_case", "housing_step", "case"),
    ("ix_notice_division", "notice", "division"),
    ("ix_notice_number", "notice", "number"),
    ("ix_posting_notice", "posting", "notice"),
    ("ix_objection_notice", "objection", "notice"),
    ("ix_decision_division", "decision", "division"),
    ("ix_grant_device", "grant", "device"),
    ("ix_same_as_one", "same_as", "one"),
)
OWN = (
    """CREATE TABLE asked_photo (
	partner TEXT NOT NULL,
	"key" TEXT NOT NULL,
	PRIMARY KEY (partner, "key")
)""",
    """CREATE TABLE audit (
	id INTEGER NOT NULL,
	at TEXT NOT NULL,
	actor TEXT NOT NULL,
	event TEXT NOT NULL,
	about TEXT NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (id)
)""",
    """CREATE TABLE cell (
	no INTEGER NOT NULL,
	kind TEXT NOT NULL,
	name TEXT NOT NULL,
	PRIMARY KEY (no)
)""",
    "CREATE UNIQUE INDEX ix_cell_name ON cell (kind, name)",
    """CREATE TABLE digest (
	scope TEXT NOT NULL,
	sha256 TEXT,
	dirty INTEGER,
	PRIMARY KEY (scope)
)""",
    """CREATE TABLE draft (
	page TEXT NOT NULL,
	body TEXT NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (page)
)""",
    """CREATE TABLE early (
	record INTEGER NOT NULL,
	cell INTEGER NOT NULL,
	element TEXT NOT NULL,
	PRIMARY KEY (record, cell, element)
)
 WITHOUT ROWID""",
    """CREATE TABLE further_base (
	dot INTEGER NOT NULL,
	base INTEGER NOT NULL,
	PRIMARY KEY (dot, base)
)
 WITHOUT ROWID""",
    """CREATE TABLE journal (
	id INTEGER NOT NULL,
	at TEXT NOT NULL,
	file TEXT NOT NULL,
	file_hash TEXT NOT NULL,
	bundle_id TEXT NOT NULL,
	sender TEXT NOT NULL,
	status TEXT NOT NULL,
	report TEXT NOT NULL,
	actor TEXT NOT NULL,
	undone INTEGER DEFAULT 0 NOT NULL,
	PRIMARY KEY (id)
)""",
    "CREATE INDEX ix_journal_file ON journal (file_hash)",
    """CREATE TABLE kept (
	record INTEGER NOT NULL,
	kind TEXT NOT NULL,
	dot INTEGER NOT NULL,
	PRIMARY KEY (record)
)""",
    """CREATE TABLE meta (
	"key" TEXT NOT NULL,
	value TEXT,
	PRIMARY KEY ("key")
)""",
    """CREATE TABLE partner (
	id TEXT NOT NULL,
	clock INTEGER NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (id)
)""",
    """CREATE TABLE person_search (
	record INTEGER NOT NULL,
	initials TEXT NOT NULL,
	pinyin TEXT NOT NULL,
	id_tail TEXT NOT NULL,
	PRIMARY KEY (record)
)""",
    """CREATE TABLE picture (
	"key" TEXT NOT NULL,
	name TEXT NOT NULL,
	file_key TEXT NOT NULL,
	bytes INTEGER NOT NULL,
	taken_at TEXT NOT NULL,
	place TEXT NOT NULL,
	PRIMARY KEY ("key")
)""",
    """CREATE TABLE receipt (
	device TEXT NOT NULL,
	stream INTEGER NOT NULL,
	number INTEGER NOT NULL,
	counter INTEGER NOT NULL,
	hash TEXT NOT NULL,
	PRIMARY KEY (device, stream)
)""",
    """CREATE TABLE sealed (
	partner TEXT NOT NULL,
	stream INTEGER NOT NULL,
	number INTEGER NOT NULL,
	at TEXT NOT NULL,
	PRIMARY KEY (partner, stream)
)""",
    """CREATE TABLE segment (
	stream INTEGER NOT NULL,
	first INTEGER NOT NULL,
	hash TEXT NOT NULL,
	last INTEGER NOT NULL,
	last_counter INTEGER NOT NULL,
	state TEXT NOT NULL,
	unknown INTEGER DEFAULT 0 NOT NULL,
	journal INTEGER,
	header BLOB NOT NULL,
	signature TEXT NOT NULL,
	packed BLOB NOT NULL,
	PRIMARY KEY (stream, first, hash)
)""",
    """CREATE TABLE set_aside (
	stream INTEGER NOT NULL,
	number INTEGER NOT NULL,
	code TEXT NOT NULL,
	message TEXT NOT NULL,
	PRIMARY KEY (stream, number)
)
 WITHOUT ROWID""",
    """CREATE TABLE stream (
	no INTEGER NOT NULL,
	device TEXT NOT NULL,
	scope TEXT NOT NULL,
	number INTEGER DEFAULT 0 NOT NULL,
	counter INTEGER DEFAULT 0 NOT NULL,
	hash TEXT DEFAULT '' NOT NULL,
	PRIMARY KEY (no)
)""",
    "CREATE UNIQUE INDEX ix_stream_name ON stream (device, scope)",
    """CREATE TABLE tail (
	stream INTEGER NOT NULL,
	number INTEGER NOT NULL,
	clock INTEGER NOT NULL,
	last_counter INTEGER NOT NULL,
	body BLOB NOT NULL,
	PRIMARY KEY (stream, number)
)""",
    """CREATE TABLE version (
	record INTEGER NOT NULL,
	cell INTEGER NOT NULL,
	element TEXT NOT NULL,
	dot INTEGER NOT NULL,
	value BLOB,
	clock INTEGER NOT NULL,
	base INTEGER NOT NULL,
	head INTEGER NOT NULL,
	PRIMARY KEY (record, cell, element, dot)
)
 WITHOUT ROWID""",
    "CREATE INDEX ix_version_question ON version (record, cell) WHERE head = 2",
    """CREATE TABLE waiting (
	base INTEGER NOT NULL,
	dot INTEGER NOT NULL,
	record INTEGER NOT NULL,
	cell INTEGER NOT NULL,
	element TEXT NOT NULL,
	PRIMARY KEY (base, dot)
)
 WITHOUT ROWID""",
)


def upgrade() -> None:
    """Make every table."""
    for name, columns in RECORDS.items():
        op.execute(_create(name, columns))
    for name, table, column in INDEXES:
        op.execute(f'CREATE INDEX {name} ON "{table}" ("{column}")')
    for name in RECORDS:
        op.execute(f'CREATE INDEX ix_{name}_away ON "{name}" (id) WHERE away IS NOT NULL')
    for statement in OWN:
        op.execute(statement)


def _create(name: str, columns: str) -> str:
    listed = [_column(text) for text in columns.split()]
    return (
        f"CREATE TABLE {name} (\n\tid INTEGER NOT NULL, \n\t{', '.join(listed)}, \n\taway TEXT, \n\tPRIMARY KEY (id)\n)"
    )


def _column(text: str) -> str:
    name, _colon, kind = text.partition(":")
    return f'"{name}" {"INTEGER" if kind else "TEXT"}'
