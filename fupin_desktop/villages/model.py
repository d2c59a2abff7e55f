"""Village (E04) with its natural villages and groups (E02, E03), assisting unit (E05) and link of both (E06)."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, note, number, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class AssistingUnit(Record):
    """帮扶单位 (E05): who assists the village, as the village's own file names it."""

    label: ClassVar[str] = N_("Assisting unit")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E06")
    ] = None
    name: Annotated[str | None, text(N_("Unit name"), required=True, key=True, source="E05")] = None
    unit_class: Annotated[str | None, choice(N_("Unit class"), "unit_class", source="E05")] = None
    affiliation_level: Annotated[str | None, choice(N_("Level of the unit"), "affiliation_level", source="E05")] = None
    division_code: Annotated[
        str | None,
        text(N_("Division of the unit"), numbers=True, high=12, help=N_("2, 4, 6, 9 or 12 digits"), source="E05"),
    ] = None
    leading_group_head: Annotated[str | None, text(N_("Head of the leading group"), source="E05, 003 (十五)")] = None
    deputy: Annotated[str | None, text(N_("Deputy in charge"), source="E05, 003 (十五)")] = None
    liaison: Annotated[str | None, text(N_("Liaison person"), source="E05, 003 (十五)")] = None
    phone: Annotated[str | None, text(N_("Telephone"), high=30, privacy=Privacy.OFFICE, source="E05")] = None
    active_from: Annotated[dt.date | None, day(N_("Assists from"), source="E05")] = None
    active_to: Annotated[dt.date | None, day(N_("Assists until"), source="E05")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class Village(Record):
    """行政村 (E04) with the figures of the village sheet (村基本情况)."""

    label: ClassVar[str] = N_("Village")
    home: ClassVar[str] = "code"

    code: Annotated[
        str | None, text(N_("Division code"), digits=12, high=12, required=True, key=True, source="E01")
    ] = None
    name: Annotated[str | None, text(N_("Village name"), required=True, privacy=Privacy.PUBLIC, source="E01")] = None
    town: Annotated[str | None, text(N_("Township"), privacy=Privacy.PUBLIC, source="E01")] = None
    county: Annotated[str | None, text(N_("County"), privacy=Privacy.PUBLIC, source="E01")] = None
    is_poor_village: Annotated[bool | None, yes(N_("Relatively poor village"), source="E04, 002 §2, 003 (三)")] = None
    designated_year: Annotated[
        int | None, integer(N_("Designated in the year"), low=2013, high=2100, source="E04, 002 §2")
    ] = None
    assist_type: Annotated[str | None, choice(N_("Kind of assistance"), "assist_type", source="E04, 002 §19")] = None
    special_area: Annotated[tuple[str, ...], choice(N_("Special area"), "area_tag", many=True, source="E04")] = ()
    terrain: Annotated[str | None, text(N_("Terrain"), help=N_("Such as mountains, hills, plain"), source="E04")] = None
    direction: Annotated[str | None, text(N_("Direction of development"), high=200, source="E04")] = None
    committee_head: Annotated[str | None, text(N_("Head of the village committee"), source="E04")] = None
    natural_villages: Annotated[int | None, integer(N_("Natural villages"), source="E02")] = None
    natural_villages_200: Annotated[
        int | None, integer(N_("Natural villages of 200 people and more"), source="E02, 002 §11")
    ] = None
    households: Annotated[int | None, integer(N_("Registered households"), source="E04")] = None
    registered_population: Annotated[int | None, integer(N_("Registered population"), source="E04")] = None
    labour_force: Annotated[int | None, integer(N_("Persons able to work"), unit="人", source="E04")] = None
    dibao_households: Annotated[int | None, integer(N_("Households on subsistence allowance"), source="E04")] = None
    wubao_households: Annotated[int | None, integer(N_("Five-guarantee households"), source="E04")] = None
    danger_households: Annotated[int | None, integer(N_("Households in dangerous houses"), source="E04")] = None
    income_pc: Annotated[int | None, money(N_("Villagers' disposable income per head"), source="E04")] = None
    collective_income: Annotated[int | None, money(N_("Collective income of the village"), source="E04")] = None
    farmland: Annotated[Decimal | None, number(N_("Farmland"), unit="亩", source="E04")] = None
    woodland: Annotated[Decimal | None, number(N_("Woodland"), unit="亩", source="E04")] = None
    grassland: Annotated[Decimal | None, number(N_("Grassland"), unit="亩", source="E04")] = None
    water_surface: Annotated[Decimal | None, number(N_("Water surface"), unit="亩", source="E04")] = None
    unpaved_km: Annotated[Decimal | None, number(N_("Unpaved road to the township"), unit="公里", source="E04")] = None
    unpaved_200: Annotated[int | None, integer(N_("Natural villages of 200 without paved road"), source="002 §11")] = (
        None
    )
    unsafe_water_households: Annotated[int | None, integer(N_("Households without safe water"), source="E04")] = None
    water_difficult_households: Annotated[
        int | None, integer(N_("Households whose water is hard to get"), source="E04")
    ] = None
    no_power_households: Annotated[int | None, integer(N_("Households without power"), source="E04")] = None
    tv_households: Annotated[int | None, integer(N_("Households with television"), source="E04")] = None
    broadband_households: Annotated[int | None, integer(N_("Households with broadband"), source="E04")] = None
    clinics: Annotated[int | None, integer(N_("Clinics"), source="E04")] = None
    doctors: Annotated[int | None, integer(N_("Licensed (assistant) doctors"), source="E04")] = None
    public_toilets: Annotated[int | None, integer(N_("Public toilets"), source="E04")] = None
    library: Annotated[bool | None, yes(N_("Library or reading room"), source="E04, 002 §9")] = None
    finance_station: Annotated[bool | None, yes(N_("Finance and insurance station"), source="E04, 002 §14")] = None
    cash_point: Annotated[bool | None, yes(N_("Point for small cash"), source="E04, 002 §14")] = None
    ecommerce_point: Annotated[bool | None, yes(N_("E-commerce point"), source="E04, 002 §14")] = None
    credit_village: Annotated[bool | None, yes(N_("Credit village"), source="E04, 002 §14")] = None
    party_members: Annotated[int | None, integer(N_("Party members"), source="E04")] = None
    unit: Annotated[Dot | None, link(N_("Assisting unit"), "assisting_unit", source="E06")] = None
    team_leader: Annotated[str | None, text(N_("Leader of the resident team"), source="E08")] = None
    first_secretary: Annotated[str | None, text(N_("First secretary"), source="E08")] = None
    contact_phone: Annotated[str | None, text(N_("Office telephone"), high=30, numbers=True, source="E08")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class NaturalVillage(Record):
    """自然村 (E02).  From `natural_village_road_min_pop` people on, its road is to be paved (002 §11)."""

    label: ClassVar[str] = N_("Natural village")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E02")
    ] = None
    name: Annotated[
        str | None, text(N_("Name of the place"), required=True, key=True, privacy=Privacy.PUBLIC, source="E02")
    ] = None
    code: Annotated[
        str | None,
        text(N_("Local code"), digits=15, high=15, help=N_("The village code and three digits"), source="E02"),
    ] = None
    population: Annotated[int | None, integer(N_("Registered population"), unit="人", source="E02, 002 §11")] = None
    households: Annotated[int | None, integer(N_("Registered households"), unit="户", source="E02")] = None
    road_hardened: Annotated[bool | None, yes(N_("Paved road to the village"), source="E02, 002 §11")] = None
    unpaved_km: Annotated[Decimal | None, number(N_("Unpaved road"), high=9999, unit="公里", source="E02, 002 §11")] = (
        None
    )
    power_through: Annotated[bool | None, yes(N_("Has power"), source="E02, 002 §11")] = None
    water_safe_households: Annotated[
        int | None, integer(N_("Households with safe water"), unit="户", source="E02, 002 §11")
    ] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E02")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class VillagerGroup(Record):
    """村民小组 (E03)."""

    label: ClassVar[str] = N_("Villagers' group")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E03")
    ] = None
    name: Annotated[
        str | None, text(N_("Name of the place"), required=True, key=True, privacy=Privacy.PUBLIC, source="E03")
    ] = None
    code: Annotated[
        str | None,
        text(N_("Local code"), digits=15, high=15, help=N_("The village code and three digits"), source="E03"),
    ] = None
    natural_village: Annotated[Dot | None, link(N_("Natural village"), "natural_village", source="E03")] = None
    population: Annotated[int | None, integer(N_("Registered population"), unit="人", source="E03")] = None
    households: Annotated[int | None, integer(N_("Registered households"), unit="户", source="E03")] = None
    remark: Annotated[str | None, note(N_("Remark"), source="E03")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class AssistanceLink(Record):
    """单位—村结对 (E06): which unit assists the village, since when.  It ends by `end_link`, never by overwriting."""

    label: ClassVar[str] = N_("Link of unit and village")
    home: ClassVar[str] = "village_code"

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, key=True, source="E06")
    ] = None
    unit: Annotated[Dot | None, link(N_("Assisting unit"), "assisting_unit", required=True, key=True, source="E06")] = (
        None
    )
    role: Annotated[str | None, choice(N_("Role"), "assist_role", required=True, source="E06, 003 (三)")] = None
    start: Annotated[dt.date | None, day(N_("From"), required=True, key=True, correctable=True, source="E06")] = None
    end: Annotated[dt.date | None, day(N_("Until"), hand=Hand.MANAGED, group="ending", source="E06, 002 §22")] = None
    end_reason: Annotated[
        str | None, text(N_("Why it ended"), high=200, hand=Hand.MANAGED, group="ending", source="E06, 002 §22")
    ] = None
