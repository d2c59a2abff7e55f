"""What E02–E15, E24 and E25 of the data dictionary declare: further fields, and the kinds that were missing.

A column that is added stands at the end of its table, wherever the field stands in its declaration: nothing reads a
row by position.  Digests count the fields of a kind, so all are worked out anew.
"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# `:i` an integer, else text, as in 0001
COLUMNS = {
    "assisting_unit": ("affiliation_level division_code leading_group_head deputy phone active_from active_to"),
    "village": (
        "designated_year:i assist_type special_area terrain direction committee_head labour_force:i grassland "
        "water_surface water_difficult_households:i public_toilets:i library:i finance_station:i cash_point:i "
        "ecommerce_point:i credit_village:i"
    ),
    "cadre": (
        "sex id_no sent_by_division team:i roles concurrent_post party_member:i start planned_end end end_reason"
    ),
    "responsibility": "end_reason",
    "household": (
        "one_child_household:i two_daughter_household:i water_source irrigated orchard grassland water_surface"
    ),
    "member_year": (
        "school_name skill_state training_need job_wish job_expectation vocational_school_wish:i work_state "
        "employer_name pension_grade:i left_behind"
    ),
    "income_year": "income_tax:i social_security_paid:i support_paid:i other_paid:i price_index",
    "bank_card": "verified_on",
    "visit": "start end income_update:i measure_link:i housing_link:i gps",
    "follow_up_task": "origin reopened:i",
    "measure_progress": "visit:i",
}
KINDS = {
    "natural_village": (
        "village_code name code population:i households:i road_hardened:i unpaved_km power_through:i "
        "water_safe_households:i remark"
    ),
    "villager_group": "village_code name code natural_village:i population:i households:i remark",
    "assistance_link": "village_code unit:i role start end end_reason",
    "place_responsibility": "division role name unit_name post phone start end end_reason",
    "work_team": "division type name parent_team:i temp_party_branch:i start end end_reason remark",
    "responsibility_letter": "division level year:i signers signed_on scan remark",
    "household_change": (
        "household:i type date member:i member_change other_household:i reasons why approver evidence"
    ),
}
HOMES = {
    "natural_village": "village_code",
    "villager_group": "village_code",
    "assistance_link": "village_code",
    "place_responsibility": "division",
    "work_team": "division",
    "responsibility_letter": "division",
    "household_change": "household",
}


def upgrade() -> None:
    """Add the columns and make the tables."""
    for kind, columns in COLUMNS.items():
        for column in columns.split():
            op.execute(f'ALTER TABLE "{kind}" ADD COLUMN {_column(column)}')
    for kind, columns in KINDS.items():
        listed = ", ".join(map(_column, columns.split()))
        op.execute(f"CREATE TABLE {kind} (id INTEGER NOT NULL, {listed}, away TEXT, PRIMARY KEY (id))")
        op.execute(f'CREATE INDEX ix_{kind}_{HOMES[kind]} ON {kind} ("{HOMES[kind]}")')
        op.execute(f"CREATE INDEX ix_{kind}_away ON {kind} (id) WHERE away IS NOT NULL")
    op.execute("UPDATE digest SET dirty = 1")


def _column(said: str) -> str:
    name, _colon, integer = said.partition(":")
    return f'"{name}" {"INTEGER" if integer else "TEXT"}'
