"""Relief in money (E54): relief payments, insurance of crops and animals, interest met for a loan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, note, number, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class ReliefPayment(Record):
    """救助 (E54; 002 §7): what a household was granted and paid in an emergency or for want of support."""

    label: ClassVar[str] = N_("Relief")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("type", "approved_on", "amount")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E54")] = None
    type: Annotated[
        str | None,
        choice(N_("Kind of relief"), "relief_type", required=True, privacy=Privacy.PUBLIC, source="E54, R002-24, N14"),
    ] = None
    amount: Annotated[
        int | None, money(N_("Amount"), low=1, required=True, privacy=Privacy.PUBLIC, source="E54, N14")
    ] = None
    approved_on: Annotated[date | None, day(N_("Granted on"), source="E54")] = None
    paid_on: Annotated[date | None, day(N_("Paid on"), privacy=Privacy.PUBLIC, source="E54")] = None
    payer: Annotated[str | None, text(N_("Paid by"), high=100, source="E54")] = None
    member: Annotated[
        Dot | None, link(N_("Member"), "member", help=N_("Where it was for one person"), source="E54")
    ] = None
    standard: Annotated[int | None, money(N_("Standard"), source="F22")] = None
    type_other: Annotated[str | None, text(N_("Other kind of relief"), source="W3")] = None
    reason: Annotated[str | None, note(N_("Reason"), high=400, privacy=Privacy.SEALED, source="E54")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class AgriInsurance(Record):
    """政策性农业保险 (E54, 002 §14): what a household insured in a year, the premium and what was paid for damage."""

    label: ClassVar[str] = N_("Agricultural insurance")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("year", "thing", "insurer")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E54")] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, source="E54")] = None
    thing: Annotated[str | None, choice(N_("What is insured"), "insured_thing", required=True, source="E54")] = None
    quantity: Annotated[Decimal | None, number(N_("Quantity"), high=1_000_000, source="E54")] = None
    unit: Annotated[str | None, text(N_("Unit of the quantity"), high=10, source="E54")] = None
    insurer: Annotated[str | None, text(N_("Insurer"), high=100, source="E54")] = None
    premium: Annotated[int | None, money(N_("Premium"), source="E54")] = None
    subsidy: Annotated[int | None, money(N_("Of it paid by the state"), source="E54, R002-59")] = None
    claim: Annotated[int | None, money(N_("Paid for damage"), source="E54")] = None
    claim_on: Annotated[date | None, day(N_("Damage paid on"), source="E54")] = None
    thing_other: Annotated[str | None, text(N_("What else is insured"), source="E54")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class InterestSubsidy(Record):
    """扶贫贷款贴息 (E54, 002 §14): the interest a household paid for a loan and what of it was met."""

    label: ClassVar[str] = N_("Interest met for a loan")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("bank", "start")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, source="E54")] = None
    bank: Annotated[str | None, text(N_("Bank"), required=True, source="E54")] = None
    principal: Annotated[int | None, money(N_("Loan"), source="E54, E39")] = None
    start: Annotated[date | None, day(N_("Interest from"), required=True, source="E54")] = None
    end: Annotated[date | None, day(N_("Interest until"), required=True, source="E54")] = None
    interest_paid: Annotated[int | None, money(N_("Interest paid"), required=True, source="R002-59")] = None
    subsidy: Annotated[int | None, money(N_("Interest met"), source="R002-59")] = None
    paid_on: Annotated[date | None, day(N_("Paid on"), source="E54")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E54")] = None
