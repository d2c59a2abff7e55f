"""Welfare posts (E52): the posts of a village, and who holds them."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import choice, day, integer, link, money, text
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_


@dataclass(frozen=True, kw_only=True, repr=False)
class WelfarePost(Record):
    """公益性岗位 (E52; 002 §6: seven kinds 等, §12: 护林员): posts of one kind in a village."""

    label: ClassVar[str] = N_("Welfare post")
    home: ClassVar[str] = "village_code"
    titled: ClassVar[tuple[str, ...]] = ("name", "kind")

    village_code: Annotated[
        str | None, text(N_("Village code"), digits=12, high=12, required=True, source="E52, R002-21")
    ] = None
    name: Annotated[
        str | None, text(N_("Name of the post"), required=True, privacy=Privacy.PUBLIC, source="E52, R002-21")
    ] = None
    kind: Annotated[
        str | None,
        choice(N_("Kind of post"), "welfare_post", required=True, privacy=Privacy.PUBLIC, source="E52, R002-21"),
    ] = None
    seats: Annotated[
        int | None, integer(N_("Seats of the post"), low=1, high=1000, required=True, source="R002-21, M7")
    ] = None
    unit: Annotated[str | None, text(N_("Employing unit"), high=100, privacy=Privacy.PUBLIC, source="E52")] = None
    monthly_pay: Annotated[int | None, money(N_("Pay a month"), source="R002-21")] = None
    start: Annotated[date | None, day(N_("From"), source="R002-21")] = None
    end: Annotated[date | None, day(N_("Until"), source="R002-21")] = None
    paid_from: Annotated[str | None, text(N_("Paid from"), high=100, source="E52")] = None
    kind_other: Annotated[str | None, text(N_("Other kind of post"), source="W3")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E52")] = None


@dataclass(frozen=True, kw_only=True, repr=False)
class PostHolder(Record):
    """在岗人员 (E52): who holds a post from when to when; a person of the register, or a name (M7: a share of all)."""

    label: ClassVar[str] = N_("Holder of a welfare post")
    home: ClassVar[str] = "post"
    titled: ClassVar[tuple[str, ...]] = ("post", "member", "name")

    post: Annotated[Dot | None, link(N_("Welfare post"), "welfare_post", required=True, source="E52")] = None
    household: Annotated[
        Dot | None,
        link(
            N_("Household"),
            "household",
            help=N_("Empty for a holder outside the register"),
            source="E52, M7",
        ),
    ] = None
    member: Annotated[Dot | None, link(N_("Member"), "member", source="E52, R002-21")] = None
    name: Annotated[
        str | None,
        text(N_("Name"), help=N_("Of a holder outside the register"), privacy=Privacy.PUBLIC, source="E52, M7"),
    ] = None
    start: Annotated[date | None, day(N_("From"), required=True, source="E52, R002-21")] = None
    end: Annotated[date | None, day(N_("Until"), source="E52, R002-21")] = None
    monthly_pay: Annotated[int | None, money(N_("Pay a month"), source="R002-21")] = None
    remark: Annotated[str | None, text(N_("Remark"), high=200, source="E52")] = None
