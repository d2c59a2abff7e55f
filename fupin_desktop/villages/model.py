"""Village (E01–E04) and assisting unit (E05) of the data dictionary."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, integer, link, money, number, text, yes
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
    liaison: Annotated[str | None, text(N_("Liaison person"), source="E05")] = None


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
    is_poor_village: Annotated[bool | None, yes(N_("Relatively poor village"), source="E04, 002 §2")] = None
    natural_villages: Annotated[int | None, integer(N_("Natural villages"), source="E02")] = None
    natural_villages_200: Annotated[
        int | None, integer(N_("Natural villages of 200 people and more"), source="E02, 002 §11")
    ] = None
    households: Annotated[int | None, integer(N_("Registered households"), source="E04")] = None
    registered_population: Annotated[int | None, integer(N_("Registered population"), source="E04")] = None
    dibao_households: Annotated[int | None, integer(N_("Households on subsistence allowance"), source="E04")] = None
    wubao_households: Annotated[int | None, integer(N_("Five-guarantee households"), source="E04")] = None
    danger_households: Annotated[int | None, integer(N_("Households in dangerous houses"), source="E04")] = None
    income_pc: Annotated[int | None, money(N_("Villagers' disposable income per head"), source="E04")] = None
    collective_income: Annotated[int | None, money(N_("Collective income of the village"), source="E04")] = None
    farmland: Annotated[Decimal | None, number(N_("Farmland"), unit="亩", source="E04")] = None
    woodland: Annotated[Decimal | None, number(N_("Woodland"), unit="亩", source="E04")] = None
    unpaved_km: Annotated[Decimal | None, number(N_("Unpaved road to the township"), unit="公里", source="E04")] = None
    unpaved_200: Annotated[int | None, integer(N_("Natural villages of 200 without paved road"), source="002 §11")] = (
        None
    )
    unsafe_water_households: Annotated[int | None, integer(N_("Households without safe water"), source="E04")] = None
    no_power_households: Annotated[int | None, integer(N_("Households without power"), source="E04")] = None
    tv_households: Annotated[int | None, integer(N_("Households with television"), source="E04")] = None
    broadband_households: Annotated[int | None, integer(N_("Households with broadband"), source="E04")] = None
    clinics: Annotated[int | None, integer(N_("Clinics"), source="E04")] = None
    doctors: Annotated[int | None, integer(N_("Licensed (assistant) doctors"), source="E04")] = None
    party_members: Annotated[int | None, integer(N_("Party members"), source="E04")] = None
    unit: Annotated[Dot | None, link(N_("Assisting unit"), "assisting_unit", source="E06")] = None
    team_leader: Annotated[str | None, text(N_("Leader of the resident team"), source="E08")] = None
    first_secretary: Annotated[str | None, text(N_("First secretary"), source="E08")] = None
    contact_phone: Annotated[str | None, text(N_("Office telephone"), high=30, numbers=True, source="E08")] = None
