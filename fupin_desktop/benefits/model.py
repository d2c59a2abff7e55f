"""The policy card of a household: the policies it is entitled to in a year, and what it received of them (M5)."""

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, text, yes
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_

_M5 = "003 (六)4, M5"


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdBenefit(Record):
    """惠民政策 (003 (六)4: 各项惠民政策落实到贫困农户): one policy of a household in a year, amounts in fen.

    The gap is what is due less what was received; it is worked out, never entered.
    """

    label: ClassVar[str] = N_("Policy for the household")
    home: ClassVar[str] = "household"
    titled: ClassVar[tuple[str, ...]] = ("year", "item", "other_name")

    household: Annotated[Dot | None, link(N_("Household"), "household", required=True, key=True, source=_M5)] = None
    year: Annotated[int | None, integer(N_("Year"), low=2013, high=2100, required=True, key=True, source=_M5)] = None
    item: Annotated[str | None, choice(N_("Policy"), "benefit_item", required=True, key=True, source=_M5)] = None
    member: Annotated[Dot | None, link(N_("For the member"), "member", key=True, source=_M5)] = None
    other_name: Annotated[
        str | None, text(N_("Which other policy"), key=True, help=N_("Needed for “other”"), source=_M5)
    ] = None
    entitled: Annotated[bool | None, yes(N_("Entitled"), required=True, source=_M5)] = None
    due_amount: Annotated[int | None, money(N_("Amount due"), source=_M5)] = None
    received: Annotated[bool | None, yes(N_("Received"), source=_M5)] = None
    received_amount: Annotated[int | None, money(N_("Amount received"), source=_M5)] = None
    received_on: Annotated[dt.date | None, day(N_("Received on"), source=_M5)] = None
    why_not: Annotated[
        str | None, text(N_("Why not received yet"), high=200, help=N_("And who sees to it"), source=_M5)
    ] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source=_M5)] = None
