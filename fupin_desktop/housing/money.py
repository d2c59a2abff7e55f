"""Money of housing cases: from which channels it comes, how much is due by the table, what was paid to the household.

All amounts in fen (002 §10, E27, R002-35 … R002-37).
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Hand, choice, day, integer, link, money, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.scope import BELOW
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingFunding(Record):
    """改造资金来源 (002 §10: 多渠道筹集改造资金): one channel of a case, what is planned and what came in."""

    label: ClassVar[str] = N_("Source of money for the house")
    home: ClassVar[str] = "case"

    case: Annotated[Dot | None, link(N_("Housing case"), "housing_case", required=True, key=True, source="E27")] = None
    channel: Annotated[
        str | None, choice(N_("Channel"), "house_channel", required=True, key=True, source="002 §10, R002-35")
    ] = None
    planned: Annotated[int | None, money(N_("Planned"), low=0, source="E27 funding")] = None
    actual: Annotated[int | None, money(N_("Come in"), low=0, source="E27 funding")] = None
    on: Annotated[date | None, day(N_("Came in on"), source="E27 funding")] = None
    paper: Annotated[str | None, text(N_("Paper"), high=200, source="E27 funding")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingStandard(Record):
    """补助标准 (002 §10: 分类补助标准，差异化补助): what an area grants in a year, by group, way of repair and grade.

    The papers print no amount: the table is empty at delivery.  What a line leaves open holds for all of it.
    """

    scope_class: ClassVar[str] = BELOW
    label: ClassVar[str] = N_("Subsidy standard for houses")
    home: ClassVar[str] = "area"

    area: Annotated[
        str | None, text(N_("Area"), numbers=True, high=12, required=True, key=True, source="R002-36 city")
    ] = None
    year: Annotated[
        int | None, integer(N_("Year"), low=2013, high=2030, required=True, key=True, source="R002-36 year")
    ] = None
    group: Annotated[
        str | None, choice(N_("Subsidy group"), "house_class", key=True, source="R002-36 household_type")
    ] = None
    mode: Annotated[str | None, choice(N_("Way of repair"), "house_mode", key=True, source="R002-36 mode")] = None
    grade: Annotated[str | None, choice(N_("Danger grade"), "danger", key=True, source="R002-36")] = None
    amount: Annotated[
        int | None, money(N_("Amount"), low=1, required=True, privacy=Privacy.PUBLIC, source="R002-36 amount")
    ] = None
    document: Annotated[Dot | None, link(N_("Document"), "policy_document", source="R002-36")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class HousingPayment(Record):
    """危房改造补助发放 (E27 HousingPayment, 002 §10): straight to the household's own card (一卡通), in one or more
    batches.  A wrong one is put away with a reason."""

    label: ClassVar[str] = N_("Payment of the housing subsidy")
    home: ClassVar[str] = "case"
    append_only: ClassVar[bool] = True

    case: Annotated[Dot | None, link(N_("Housing case"), "housing_case", required=True, source="E27")] = None
    card: Annotated[Dot | None, link(N_("Bank card"), "bank_card", required=True, source="E27, 002 §10")] = None
    amount: Annotated[int | None, money(N_("Amount"), low=1, required=True, source="E27")] = None
    on: Annotated[date | None, day(N_("Paid on"), required=True, source="E27")] = None
    batch: Annotated[str | None, text(N_("Batch"), source="E27")] = None
    voucher: Annotated[str | None, text(N_("Voucher"), source="E27")] = None
    recorded_by: Annotated[str | None, text(N_("Recorded by"), hand=Hand.MANAGED, source="E27")] = None
