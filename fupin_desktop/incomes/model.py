"""A household's year of income (E15) and its bank card (E14)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.households.model import MOST_PERSONS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, number, text, yes
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import SEALED
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class IncomeYear(Record):
    """户年度收支 (E15): the provincial items, in fen.

    Transfer income is the sum of its eight parts, transfers paid of their four; either stands alone where only the sum
    was said.  `enter_income` writes both sums, `rules.income_sheet` works out all 13 + 8 lines.
    """

    label: ClassVar[str] = N_("Income of a year")
    home: ClassVar[str] = "household"

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E15")] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, key=True, source="E15")] = None
    persons: Annotated[int | None, integer(N_("Persons"), low=1, high=MOST_PERSONS, source="E15")] = None
    wage: Annotated[int | None, money(N_("Wages"), source="E15 A39")] = None
    business: Annotated[int | None, money(N_("Business income"), source="E15 A40")] = None
    property: Annotated[int | None, money(N_("Property income"), source="E15 A41")] = None
    transfer: Annotated[int | None, money(N_("Transfer income"), hand=Hand.MANAGED, source="E15 A42")] = None
    family_planning: Annotated[int | None, money(N_("Family planning allowance"), source="E15 A42a")] = None
    dibao_money: Annotated[int | None, money(N_("Subsistence allowance received"), source="E15 A42b")] = None
    wubao_money: Annotated[int | None, money(N_("Five-guarantee money"), source="E15 A42c")] = None
    pension_money: Annotated[int | None, money(N_("Pension received"), source="E15 A42d")] = None
    ecology_money: Annotated[int | None, money(N_("Ecological compensation"), source="E15 A42e")] = None
    other_transfer: Annotated[int | None, money(N_("Other transfer income"), source="E15 A42f")] = None
    medical_reimbursed: Annotated[int | None, money(N_("Medical costs reimbursed"), source="E15 A42g")] = None
    medical_aid: Annotated[int | None, money(N_("Medical aid"), source="E15 A42h")] = None
    business_cost: Annotated[int | None, money(N_("Business costs"), source="E15 A43")] = None
    transfer_paid: Annotated[int | None, money(N_("Transfers paid"), hand=Hand.MANAGED, source="E15 A50")] = None
    income_tax: Annotated[int | None, money(N_("Income tax paid"), source="E15 A50a")] = None
    social_security_paid: Annotated[int | None, money(N_("Social security paid"), source="E15 A50b")] = None
    support_paid: Annotated[int | None, money(N_("Support of relatives paid"), source="E15 A50c")] = None
    other_paid: Annotated[int | None, money(N_("Other transfers paid"), source="E15 A50d")] = None
    outstanding_debt: Annotated[int | None, money(N_("Loans outstanding"), source="E15 A51")] = None
    price_index: Annotated[
        Decimal | None,
        number(
            N_("Price index to 2014"),
            places=5,
            high=100,
            help=N_("Prices of this year by those of 2014, such as 1.05"),
            source="E15, 002 §2",
        ),
    ] = None
    negative_why: Annotated[
        str | None,
        text(N_("Why less than nothing is left"), high=200, help=N_("Where costs exceed the income"), source="E15 A52"),
    ] = None
    source: Annotated[str | None, choice(N_("Source of the figures"), "income_source", source="E15")] = None
    verified: Annotated[bool | None, yes(N_("Checked this year"), source="dictionary, head")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class BankCard(Record):
    """一卡通账户 (E14), in the sealed scope: offices, and devices enrolled for it; others see the last four."""

    scope_class: ClassVar[str] = SEALED
    label: ClassVar[str] = N_("Bank card")
    home: ClassVar[str] = "household"
    # Two cards of one bank are told apart by the last four, as offices know them
    titled: ClassVar[tuple[str, ...]] = ("bank", "account_no")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source="E14")] = None
    account_no: Annotated[
        str | None,
        text(N_("Card number"), bare=True, high=30, required=True, key=True, privacy=Privacy.OFFICE, source="E14"),
    ] = None
    bank: Annotated[str | None, text(N_("Bank"), source="E14")] = None
    holder_name: Annotated[str | None, text(N_("Holder"), source="E14")] = None
    verified_on: Annotated[date | None, day(N_("Card checked on"), source="E14, 002 §10")] = None
    active: Annotated[bool | None, yes(N_("In use"), source="E14")] = None
