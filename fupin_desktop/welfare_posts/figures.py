"""Figures of welfare posts: seats, holders, the share that poor households fill (002 §6, M7), empty posts."""

from typing import Any

from fupin_desktop.households.selections import HELPED
from fupin_desktop.ledger.declared.figure import Figure, Part, Share, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_PERCENT, IN_PERSONS, ReportColumn, Unit
from fupin_desktop.ledger.declared.selection import COUNTED, Amount, Equal, Leads, Linked, Selection, Unless, as_of
from fupin_desktop.ledger.declared.tab import FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_

POSTS = Selection("welfare_post", order=("kind", "name"), standing=COUNTED)
HOLDERS = Selection("post_holder", order=("start",), standing=COUNTED)
IN_SEATS = Unit(N_("seats"))
POOR = Leads("household", (HELPED,))


def _posts(asked: Any) -> Selection:
    """Those there are on the day; one of which nobody knows since when is there."""
    ended = as_of(asked.day, "start", "end")[1]
    return POSTS.having(ended)


def _holders(asked: Any) -> Selection:
    return HOLDERS.having(*as_of(asked.day, "start", "end"))


def _vacant(asked: Any) -> Figure:
    return Figure(_posts(asked), Part((Unless((Linked("post_holder", "post", as_of(asked.day, "start", "end")),)),)))


def _unpaid(asked: Any) -> Figure:
    return Figure(_holders(asked), Part((Equal("monthly_pay", None), Leads("post", (Equal("monthly_pay", None),)))))


GAPS = (
    Gap(
        "post_vacant",
        N_("Welfare posts nobody holds"),
        N_("Every welfare post has a holder (002 §6)."),
        _vacant,
    ),
    Gap(
        "post_no_pay",
        N_("Holders of posts without pay"),
        N_("What a post pays a month is entered (E52)."),
        _unpaid,
    ),
)


def columns(asked: Any) -> tuple[ReportColumn, ...]:
    """Seats, holders, those from households still to be helped, and their share (M7)."""
    group, held = N_("Welfare posts"), _holders(asked)
    seats = Figure(_posts(asked), Total(Amount(("seats",))))
    return (
        ReportColumn("seats", group, N_("Seats of the post"), IN_SEATS, seats),
        ReportColumn("holders", group, N_("Holders"), IN_PERSONS, Figure(held), True),
        ReportColumn("poor_holders", group, N_("Holders who are poor"), IN_PERSONS, Figure(held, Part((POOR,))), True),
        ReportColumn("poor_share", group, N_("Share of the poor"), IN_PERCENT, Figure(held, Share((POOR,))), True),
    )


def _strip(_finder: Finder, village: Any, asked: Any) -> tuple[Told, ...]:
    held = _holders(asked).having(Leads("post", (Equal("village_code", village.code),)))
    return (
        Told(N_("Holders of welfare posts"), Figure(held), IN_PERSONS),
        Told(N_("Share of the poor"), Figure(held, Share((POOR,))), IN_PERCENT),
    )


WORK = N_("Work and training")
TABS = {
    "household": (Tab("work", WORK, (Records("post_holder", via="household"),)),),
    "village": (Tab("work", WORK, (FigureStrip(_strip), Records("welfare_post"), Records("post_holder"))),),
}
