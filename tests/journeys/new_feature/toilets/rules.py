"""What is refused of meetings and money; the figures of the feature: gap, report, chart, strip, tabs."""

from collections.abc import Mapping
from typing import Any

from fupin_desktop.toilets.model import ToiletFund, ToiletGrant, VillageMeeting

from fupin_desktop.ledger.declared.chart import Chart, Point, Series, Shape
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.declared.figure import Figure, Part, Share, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import (
    IN_HOUSEHOLDS,
    IN_PERCENT,
    IN_PERSONS,
    IN_YUAN,
    ReportColumn,
    ReportKind,
)
from fupin_desktop.ledger.declared.selection import COUNTED, Amount, Equal, Leads, Selection
from fupin_desktop.ledger.declared.tab import CaseBoard, Charted, FigureStrip, Records, Tab, Told
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import N_, _


def check_meeting(ledger: Ledger, record: VillageMeeting, before: VillageMeeting | None) -> None:
    """Refuse votes that are not as many as people came (`meeting.votes`), and a day to come (`meeting.date`)."""
    del before
    votes = (record.agreed or 0) + (record.against or 0) + (record.abstained or 0)
    if votes != record.attended:
        message = _("{votes} votes of {came} who came: the votes are not right. Nothing was saved.")
        raise Refusal("meeting.votes", message.format(votes=votes, came=record.attended), where={"field": "attended"})
    if record.on is not None and record.on > ledger.today:
        message = _("A meeting cannot lie in the future. Nothing was saved.")
        raise Refusal("meeting.date", message, where={"field": "on"})


def check_grant(ledger: Ledger, record: ToiletGrant, before: ToiletGrant | None) -> None:
    """Refuse more than the source holds (`grant.above`)."""
    del before
    fund = next(iter(ledger.find(ToiletFund, id=record.fund)), ToiletFund())
    others = sum(one.amount or 0 for one in ledger.find(ToiletGrant, fund=record.fund) if one.id != record.id)
    given = others + (record.amount or 0)
    if given > (fund.amount or 0):
        message = _("{given} yuan would be given of the {held} this source holds. Nothing was saved.")
        told = message.format(given=yuan(given), held=yuan(fund.amount or 0))
        raise Refusal("grant.above", told, where={"field": "amount"})


RULES: Mapping[type[Record], Rule] = {VillageMeeting: check_meeting, ToiletGrant: check_grant}

# --- figures --------------------------------------------------------------------------------------------------------

_CASES = Selection("toilet_case", order=("stage_on",), standing=COUNTED)
_GRANTS = Selection("toilet_grant", order=("on",), standing=COUNTED)
_MEETINGS = Selection("village_meeting", order=("on",))
_BUILT, _MONEY = Equal("stage", "built"), Total(Amount(("amount",)))
_UNMET = Figure(_CASES, Part((Equal("meeting", None),)))
GAPS = (Gap("toilet_unmet", N_("Toilets no meeting has spoken of"), N_("A meeting decides."), lambda _asked: _UNMET),)


def _columns(_asked: Any) -> tuple[ReportColumn, ...]:
    group = N_("Toilets")
    return (
        ReportColumn("cases", group, N_("Toilet cases"), IN_HOUSEHOLDS, Figure(_CASES)),
        ReportColumn("rate", group, N_("Built"), IN_PERCENT, Figure(_CASES, Share((_BUILT,)))),
        ReportColumn("given", group, N_("Money given"), IN_YUAN, Figure(_GRANTS, _MONEY)),
    )


def _into_progress(_asked: Any) -> tuple[ReportColumn, ...]:
    built = Figure(_CASES, Part((_BUILT,)))
    return (ReportColumn("toilets", N_("Toilets"), N_("Toilets built"), IN_HOUSEHOLDS, built),)


REPORTS = (ReportKind("toilets", N_("Conversion of toilets"), "户厕改造方案", _columns, (N_("Built: with photos."),)),)
FIGURES = {"progress": _into_progress}

# --- files ----------------------------------------------------------------------------------------------------------


def _money(finder: Finder, household: Any, _asked: Any) -> Chart:
    mine = _GRANTS.having(Leads("case", (Equal("household", household.id),)))
    funds = finder.find(ToiletFund, village_code=household.village_code)
    points = (Point(one.name or "", Figure(mine.having(Equal("fund", one.id)), _MONEY)) for one in funds)
    return Chart(Shape.BARS, IN_YUAN, (Series("", tuple(points)),))


def _strip(_finder: Finder, household: Any, _asked: Any) -> tuple[Told, ...]:
    mine = _GRANTS.having(Leads("case", (Equal("household", household.id),)))
    return (Told(N_("Money given"), Figure(mine, _MONEY), IN_YUAN),)


def _attendance(finder: Finder, village: Any, _asked: Any) -> Chart:
    held = sorted(finder.find(VillageMeeting, village_code=village.code), key=lambda one: str(one.on))
    lines = ((N_("Came"), Amount(("attended",))), (N_("Votes for"), Amount(("agreed",))))

    def points(amount: Amount) -> tuple[Point, ...]:
        one_each = (Figure(_MEETINGS.having(Equal("id", one.id)), Total(amount)) for one in held)
        return tuple(Point(str(one.on), figure) for one, figure in zip(held, one_each, strict=True))

    return Chart(Shape.LINES, IN_PERSONS, tuple(Series(_(label), points(amount)) for label, amount in lines))


def _built(_finder: Finder, village: Any, _asked: Any) -> Chart:
    mine = _CASES.having(Leads("household", (Equal("village_code", village.code),)))
    return Chart(Shape.RING, IN_PERCENT, (Series("", (Point(_("Built"), Figure(mine, Share((_BUILT,)))),)),))


_OF_A_HOUSEHOLD = (
    *(FigureStrip(_strip), CaseBoard("toilet_case"), Charted(N_("Money by source"), _money)),
    *(Records("toilet_grant"), Records("household")),
)
_OF_A_VILLAGE = (
    *(Charted(N_("Votes of the meetings"), _attendance), Charted(N_("Toilets built"), _built)),
    *(CaseBoard("toilet_case"), Records("village_meeting"), Records("toilet_fund")),
)
TABS = {
    "household": (Tab("toilet", N_("Toilet"), _OF_A_HOUSEHOLD),),
    "village": (Tab("toilets", N_("Meetings and toilets"), _OF_A_VILLAGE),),
}
