"""Household (E11) and how it changed (E13), member (E12) and a member's year."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, number, photo, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_

MOST_PERSONS = 200  # of one household: several generations under one number are real
HEAD = "01"  # the relation code of the head of a household (户主)
# Who has left stays visible and is not counted (E13: natural decrease; households that ended)
LEFT = frozenset({"died", "married_out", "moved_out", "removed_error", "removed_other"})
ENDED = frozenset({"terminated", "split", "merged", "closed"})
# Applied, and not taken in: the household has a file and an identification case, and counts nowhere as poor (E16)
CANDIDATE = "candidate"
# 未纳入: applied and was turned away; it keeps its file, counts nowhere, and may apply again
NOT_ADMITTED = "not_admitted"
OUTSIDE = frozenset({CANDIDATE, NOT_ADMITTED})


@dataclass(frozen=True, kw_only=True, repr=False)
class Household(Record):
    """户 (E11).  The head is the member whose relation is 户主; see `rules.head_of`."""

    label: ClassVar[str] = N_("Household")
    home: ClassVar[str] = "village_code"
    ended: ClassVar[Mapping[str, frozenset[str]]] = {"status": ENDED | OUTSIDE}

    household_code: Annotated[
        str | None, text(N_("Household code"), digits=20, high=24, required=True, key=True, source="E11")
    ] = None
    village_code: Annotated[str | None, text(N_("Village code"), digits=12, high=12, required=True, source="E11")] = (
        None
    )
    natural_village: Annotated[str | None, text(N_("Natural village"), privacy=Privacy.PUBLIC, source="E02")] = None
    group_name: Annotated[str | None, text(N_("Villagers' group"), privacy=Privacy.PUBLIC, source="E03")] = None
    address_detail: Annotated[str | None, text(N_("Address"), high=200, privacy=Privacy.SEALED, source="E11")] = None
    phone: Annotated[str | None, text(N_("Telephone"), high=30, privacy=Privacy.OFFICE, source="E11")] = None
    bank_name: Annotated[str | None, text(N_("Bank"), source="E11")] = None
    card_tail: Annotated[str | None, text(N_("Last four of the card"), high=4, source="E14")] = None
    persons: Annotated[int | None, integer(N_("Persons"), high=MOST_PERSONS, privacy=Privacy.PUBLIC, source="E11")] = (
        None
    )
    identification_standard: Annotated[
        str | None, choice(N_("Standard of identification"), "id_standard", source="E11 A17")
    ] = None
    attribute: Annotated[str | None, choice(N_("Household attribute"), "hh_attribute", source="E11 A18")] = None
    labour_class: Annotated[str | None, choice(N_("Labour class"), "labour_class", source="002 §3")] = None
    martyr_army_family: Annotated[bool | None, yes(N_("Martyr's or soldier's family"), source="E11 A19")] = None
    one_child_household: Annotated[bool | None, yes(N_("One-child household"), source="E11 A20")] = None
    two_daughter_household: Annotated[bool | None, yes(N_("Two-daughter household"), source="E11 A21")] = None
    reservoir_migrant: Annotated[bool | None, yes(N_("Reservoir migrant"), source="E11")] = None
    cause_main: Annotated[str | None, choice(N_("Main cause of poverty"), "cause", source="E11 A22")] = None
    cause_other: Annotated[
        tuple[str, ...], choice(N_("Other causes of poverty"), "cause_other", many=True, source="E11 A23")
    ] = ()
    power_living: Annotated[bool | None, yes(N_("Power in the house"), source="E11 A32")] = None
    power_production: Annotated[bool | None, yes(N_("Power for production"), source="E11")] = None
    water_difficult: Annotated[bool | None, yes(N_("Water hard to get"), source="E11 A33")] = None
    water_safe: Annotated[bool | None, yes(N_("Safe drinking water"), source="E11 A34")] = None
    water_source: Annotated[str | None, choice(N_("Source of drinking water"), "water", source="E11")] = None
    tv_signal: Annotated[bool | None, yes(N_("Television"), source="E11")] = None
    broadband: Annotated[bool | None, yes(N_("Broadband"), source="E11")] = None
    cooperative_member: Annotated[bool | None, yes(N_("Member of a farmers' cooperative"), source="E11 A36")] = None
    house_area: Annotated[Decimal | None, number(N_("Area of the house"), unit="平方米", high=2000, source="E11")] = (
        None
    )
    house_structure: Annotated[str | None, choice(N_("Structure of the house"), "structure", source="E11")] = None
    house_built_year: Annotated[int | None, integer(N_("House built in"), low=1800, high=2100, source="E11")] = None
    house_dangerous: Annotated[bool | None, yes(N_("Dangerous house"), group="danger", source="E11 A56")] = None
    house_danger_grade: Annotated[
        str | None, choice(N_("Danger grade"), "danger", group="danger", source="E11 A56")
    ] = None
    sanitary_toilet: Annotated[bool | None, yes(N_("Sanitary toilet"), source="E11")] = None
    fuel: Annotated[str | None, choice(N_("Main fuel"), "fuel", source="E11")] = None
    road_km: Annotated[
        Decimal | None, number(N_("Distance to the main village road"), unit="公里", high=500, source="E11")
    ] = None
    road_type: Annotated[str | None, choice(N_("Road to the house"), "road_type", source="E11")] = None
    farmland: Annotated[Decimal | None, number(N_("Farmland"), unit="亩", high=100000, source="E11")] = None
    irrigated: Annotated[Decimal | None, number(N_("Irrigated farmland"), unit="亩", high=100000, source="E11")] = None
    woodland: Annotated[Decimal | None, number(N_("Woodland"), unit="亩", high=100000, source="E11")] = None
    orchard: Annotated[Decimal | None, number(N_("Orchards"), unit="亩", high=100000, source="E11")] = None
    grassland: Annotated[Decimal | None, number(N_("Grassland"), unit="亩", high=100000, source="E11")] = None
    water_surface: Annotated[Decimal | None, number(N_("Water surface"), unit="亩", high=100000, source="E11")] = None
    status: Annotated[
        str | None,
        choice(
            N_("Status"), "hh_status", required=True, hand=Hand.MANAGED, begins="registered", source="E11, 000 五(一)"
        ),
    ] = None
    entered_on: Annotated[date | None, day(N_("Registered on"), source="E11")] = None
    exit_year: Annotated[
        int | None,
        integer(
            N_("Year of exit"), low=2013, high=2100, privacy=Privacy.PUBLIC, hand=Hand.MANAGED, source="E11, 002 §3"
        ),
    ] = None
    planned_exit_year: Annotated[
        int | None, integer(N_("Planned year of exit"), low=2013, high=2100, privacy=Privacy.PUBLIC, source="E11")
    ] = None
    baseline_income_pc: Annotated[int | None, money(N_("Income per head at the start"), low=None, source="E11")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E11")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Member(Record):
    """家庭成员 (E12): what does not change from year to year."""

    label: ClassVar[str] = N_("Member")
    home: ClassVar[str] = "household"
    ended: ClassVar[Mapping[str, frozenset[str]]] = {"change_type": LEFT}

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E12")] = None
    person_code: Annotated[str | None, text(N_("Person code"), digits=22, high=24, key=True, source="E12")] = None
    name: Annotated[str | None, text(N_("Name"), required=True, privacy=Privacy.MINOR, source="E12")] = None
    sex: Annotated[str | None, choice(N_("Sex"), "sex", source="E12")] = None
    id_type: Annotated[str | None, choice(N_("Kind of document"), "id_type", source="E12")] = None
    id_no: Annotated[
        str | None, text(N_("Document number"), bare=True, high=30, privacy=Privacy.OFFICE, source="E12")
    ] = None
    birth_date: Annotated[date | None, day(N_("Date of birth"), source="E12")] = None
    relation: Annotated[str | None, choice(N_("Relation to the head"), "relation", required=True, source="E12")] = None
    ethnic: Annotated[str | None, text(N_("Ethnic group"), high=20, words="ethnic", source="E12")] = None
    political: Annotated[str | None, choice(N_("Political status"), "political", source="E12")] = None
    education: Annotated[str | None, choice(N_("Education"), "education", source="E12")] = None
    health: Annotated[
        tuple[str, ...], choice(N_("Health"), "health", many=True, privacy=Privacy.SEALED, source="E12")
    ] = ()
    disability_type: Annotated[
        str | None,
        choice(N_("Kind of disability"), "disability_type", privacy=Privacy.SEALED, group="disability", source="E12"),
    ] = None
    disability_grade: Annotated[
        str | None,
        choice(N_("Grade of disability"), "disability_grade", privacy=Privacy.SEALED, group="disability", source="E12"),
    ] = None
    disability_cert: Annotated[
        str | None,
        text(N_("Disability certificate"), high=30, privacy=Privacy.OFFICE, group="disability", source="E12"),
    ] = None
    in_army: Annotated[bool | None, yes(N_("Serving soldier"), source="E12")] = None
    change_type: Annotated[
        str | None, choice(N_("Joined or left"), "member_change", hand=Hand.MANAGED, source="E12, E13")
    ] = None
    change_date: Annotated[date | None, day(N_("Joined or left on"), hand=Hand.MANAGED, source="E12, E13")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class MemberYear(Record):
    """A member's facts of one year (E12; the dictionary's head: facts that hold for a year are rows of a year)."""

    label: ClassVar[str] = N_("Member's year")
    home: ClassVar[str] = "member"

    member: Annotated[Dot | None, link(N_("Member"), "member", required=True, key=True, source="E12")] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, key=True, source="E12")] = None
    school_state: Annotated[str | None, choice(N_("At school"), "school", source="E12")] = None
    school_name: Annotated[str | None, text(N_("School"), source="E12, 002 §8")] = None
    labour_capacity: Annotated[
        str | None, choice(N_("Labour capacity"), "labour", privacy=Privacy.SEALED, source="E12")
    ] = None
    skill_state: Annotated[str | None, text(N_("Skills"), high=100, source="E12, 002 §6")] = None
    training_need: Annotated[str | None, text(N_("Wants to be trained in"), high=100, source="E12, 002 §6")] = None
    job_wish: Annotated[str | None, text(N_("Wish for work"), high=100, source="E12, 002 §6")] = None
    job_expectation: Annotated[str | None, text(N_("Expects of work"), high=100, source="E12")] = None
    vocational_school_wish: Annotated[
        bool | None, yes(N_("Wants to go to a vocational school"), source="E12, 002 §8")
    ] = None
    work_state: Annotated[str | None, choice(N_("Works or not"), "work_state", source="E12")] = None
    work_place: Annotated[str | None, choice(N_("Works where"), "work_place", source="E12")] = None
    work_months: Annotated[int | None, integer(N_("Months of work"), high=12, unit="月", source="E12")] = None
    employer_name: Annotated[str | None, text(N_("Employer"), high=100, source="E12, 000 五(九)")] = None
    medical_resident: Annotated[bool | None, yes(N_("Residents' medical insurance"), source="E12")] = None
    medical_employee: Annotated[bool | None, yes(N_("Employees' medical insurance"), source="E12")] = None
    serious_illness_insured: Annotated[bool | None, yes(N_("Serious illness insurance"), source="E12")] = None
    serious_relief: Annotated[
        bool | None, yes(N_("Covered by serious-illness relief"), source="002 §9 全部纳入重特大疾病救助范围, M8")
    ] = None
    pension_resident: Annotated[bool | None, yes(N_("Residents' pension insurance"), source="E12")] = None
    pension_employee: Annotated[bool | None, yes(N_("Employees' pension insurance"), source="E12")] = None
    pension_grade: Annotated[
        int | None,
        money(
            N_("Pension paid in or received"),
            help=N_("The grade of the payments, or what is received, in a year"),
            source="E12, 002 §7",
        ),
    ] = None
    pension_receiving: Annotated[bool | None, yes(N_("Receives a pension"), source="E12")] = None
    dibao: Annotated[bool | None, yes(N_("Subsistence allowance"), source="E12")] = None
    wubao: Annotated[bool | None, yes(N_("Five guarantees"), source="E12")] = None
    left_behind: Annotated[
        tuple[str, ...], choice(N_("Left behind"), "left_behind", many=True, source="E12, 002 §7")
    ] = ()
    verified: Annotated[bool | None, yes(N_("Checked this year"), source="dictionary, head")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdChange(Record):
    """户变动 (E13): a person who came or left, or what became of the whole household; each with its reason (002 §24).

    It is made by `change_household`, which also moves the household's status and its persons; one written in error is
    followed by another, so that the account of a year can be read off the changes.
    """

    label: ClassVar[str] = N_("Change of a household")
    home: ClassVar[str] = "household"
    append_only: ClassVar[bool] = True

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E13")] = None
    type: Annotated[str | None, choice(N_("What changed"), "hh_change", required=True, source="E13, 002 §24")] = None
    date: Annotated[dt.date | None, day(N_("Date"), required=True, source="E13")] = None
    member: Annotated[Dot | None, link(N_("Member"), "member", source="E13")] = None
    member_change: Annotated[
        str | None, choice(N_("How the person came or left"), "member_change", source="E13, E12")
    ] = None
    other_household: Annotated[
        Dot | None,
        link(
            N_("Other household"),
            "household",
            help=N_("With which it was merged, or from which it was split"),
            source="E13",
        ),
    ] = None
    reasons: Annotated[
        tuple[str, ...], choice(N_("Reasons by number"), "hh_reason", many=True, source="E13, 003 (四)")
    ] = ()
    why: Annotated[str | None, note(N_("Reason"), source="E13, 002 §24")] = None
    approver: Annotated[str | None, text(N_("Approved by"), source="E13, 002 §24")] = None
    evidence: Annotated[tuple[str, ...], photo(N_("Photographs of the evidence"), source="E13")] = ()
    persons: Annotated[
        int | None,
        integer(
            N_("Persons"),
            high=MOST_PERSONS,
            privacy=Privacy.PUBLIC,
            hand=Hand.MANAGED,
            help=N_("Persons of the household on that day"),
            source="F32, F33",
        ),
    ] = None
