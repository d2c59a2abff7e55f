"""Every field that the data dictionary names of E02 to E15, E24 and E25 is declared, or its reason stands here.

The table is the dictionary's own list of names, entity by entity; a name maps to where the fact is kept.  What is kept
elsewhere than under its own name says where; what is no field says why.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.record import fields_of

# entity: (its kind, the names the dictionary has, and for names kept elsewhere "kind.field")
NAMED: dict[str, tuple[str, str, dict[str, str]]] = {
    "E02": ("natural_village", "code name population households road_hardened unpaved_km power_through"
            " water_safe_households", {}),
    "E03": ("villager_group", "code name population households", {}),
    "E04": ("village", "code name is_poor_village designated_year assist_type special_area registered_population"
            " households collective_income finance_station cash_point ecommerce_point credit_village clinic_count"
            " doctor_count library terrain direction labour_force farmland woodland grassland water_surface income_pc"
            " danger_households unpaved_km water_difficult_households tv_households public_toilets"
            " broadband_households party_members team_leader committee_head",
            {"clinic_count": "village.clinics", "doctor_count": "village.doctors"}),
    "E05": ("assisting_unit", "name unit_class division_code affiliation_level leading_group_head deputy liaison phone"
            " active_from active_to", {}),
    "E06": ("assistance_link", "unit_id village_code role start end end_reason", {"unit_id": "assistance_link.unit"}),
    "E07": ("work_team", "type division parent_team_id temp_party_branch start end",
            {"parent_team_id": "work_team.parent_team"}),
    "E08": ("cadre", "name sex id_no sent_by_unit sent_by_division roles concurrent_post start planned_end end"
            " end_reason party_member", {"sent_by_unit": "cadre.unit_name"}),
    "E09": ("responsibility", "role person target_id division start end",
            {"person": "responsibility.cadre", "target_id": "responsibility.household",
             "division": "place_responsibility.division"}),
    "E10": ("responsibility_letter", "level signers year scan", {}),
    "E11": ("household", "household_code village_code natural_village group_id address_detail phone bank_name"
            " identification_standard attribute labour_class martyr_army_family one_child_household"
            " two_daughter_household reservoir_migrant cause_main cause_other power_living power_production"
            " water_difficult water_safe water_source tv_signal broadband cooperative_member house_area"
            " house_structure house_built_year house_danger_grade sanitary_toilet fuel road_km road_type farmland"
            " irrigated woodland orchard grassland water_surface status entered_on exit_year planned_exit_year"
            " baseline_income_pc head_member_id card_account_id",
            {"group_id": "household.group_name", "head_member_id": "member.relation",
             "card_account_id": "bank_card.household"}),
    "E12": ("member", "name sex id_type id_no birth_date relation ethnic political education school_state school_stage"
            " school_name grade health disability_type disability_grade disability_cert labour_capacity skill_state"
            " training_need job_wish job_expectation vocational_school_wish work_state work_months employer_name"
            " work_place in_army dibao wubao medical_insured serious_illness_insured pension_resident pension_employee"
            " pension_grade_or_amount pension_receiving left_behind change_type change_date",
            {**{name: f"member_year.{name}" for name in (
                *("school_state", "school_name", "labour_capacity", "skill_state", "training_need", "job_wish"),
                *("job_expectation", "vocational_school_wish", "work_state", "work_months", "employer_name"),
                *("work_place", "dibao", "wubao", "serious_illness_insured", "pension_resident"),
                *("pension_employee", "pension_receiving", "left_behind"),
             )},
             "school_stage": "member_year.school_state",
             "grade": "member_year.school_state",
             "medical_insured": "member_year.medical_resident",
             "pension_grade_or_amount": "member_year.pension_grade"}),
    "E13": ("household_change", "type reason_list date approver evidence", {"reason_list": "household_change.reasons"}),
    "E14": ("bank_card", "owner_household holder_name bank account_no verified_on active",
            {"owner_household": "bank_card.household"}),
    "E15": ("income_year", "wage business property transfer family_planning dibao_money wubao_money pension_money"
            " ecology_money other_transfer medical_reimbursed medical_aid business_cost transfer_paid income_tax"
            " social_security_paid support_paid other_paid outstanding_debt year persons source price_index", {}),
    "E24": ("visit", "household_id date start end visitors type topics findings requests promised income_update"
            " measure_links housing_link photos gps household_signed",
            {"household_id": "visit.household", "measure_links": "measure_progress.visit"}),
    "E25": ("follow_up_task", "visit origin owner due state result reopened", {}),
}  # fmt: skip
# Worked out, never stored: one truth (poor of a village, inside or outside poor villages, A52, A53)
WORKED_OUT = {
    "E04": ("poor_population", "poor_households"),
    "E11": ("village_scope",),
    "E15": ("disposable", "per_capita"),
}


@pytest.mark.parametrize("entity", NAMED)
def test_every_name_of_the_dictionary_is_kept_somewhere(entity: str) -> None:
    kind, names, elsewhere = NAMED[entity]
    assert elsewhere.keys() <= set(names.split()), "a name the dictionary does not have"
    for name in names.split():
        held, _dot, field = elsewhere.get(name, f"{kind}.{name}").partition(".")
        assert field in fields_of(KINDS[held]), name


@pytest.mark.parametrize("entity", NAMED)
def test_the_command_line_prints_them(entity: str, run: Callable[..., Any]) -> None:
    kind, names, elsewhere = NAMED[entity]
    printed = run("dictionary", "--format", "json")["$defs"]
    assert {name for name in names.split() if name not in elsewhere} <= printed[kind]["properties"].keys()
    assert json.dumps(printed, ensure_ascii=False), "the dictionary alone"


@pytest.mark.parametrize(("entity", "names"), WORKED_OUT.items())
def test_what_is_worked_out_is_not_stored_twice(entity: str, names: tuple[str, ...]) -> None:
    assert not set(names) & fields_of(KINDS[NAMED[entity][0]]).keys()
