"""Figures of relocation: moved without a follow-up or without an exit, late, settlements that lack something (M9)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from fupin_desktop.households.selections import HELPED
from fupin_desktop.ledger.declared.figure import Figure, Part, Total
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_PERSONS, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Amount,
    Between,
    Condition,
    Either,
    Equal,
    Leads,
    Linked,
    OneOf,
    Selection,
    Unless,
)
from fupin_desktop.ledger.declared.tab import CaseBoard, Records, Tab
from fupin_desktop.ledger.words import N_, word, words
from fupin_desktop.relocation.path import MOVED, PATH

_ENDED = tuple(side.code for side in PATH.sides if side.ends)
# Who lives where nature is very harsh comes first (004 二(二))
CASES = Selection("relocation_case", order=("-harsh", "stage_on"), standing=COUNTED)
LIVE = CASES.having(Unless((OneOf("stage", _ENDED),)))
_MOVED: Condition = Either((OneOf("stage", MOVED), Equal("earlier", 1)))
_FOLLOWED: Condition = Linked("relocation_follow_up", "case")
FACILITIES = ("water", "power", "road", "network", "school", "clinic", "culture")


def _not_followed(_asked: Any) -> Figure:
    return Figure(LIVE.having(_MOVED), Part((Unless((_FOLLOWED,)),)))


def _not_exited(_asked: Any) -> Figure:
    return Figure(LIVE.having(_MOVED), Part((Leads("household", (HELPED,)),)))


def _late(asked: Any) -> Figure:
    past = Between("planned_on", high=(asked.today - timedelta(days=1)).isoformat())
    return Figure(LIVE, Part((past, Unless((_MOVED,)))))


def _lacking(_asked: Any) -> Figure:
    lacks = Either(tuple(Equal(name, 0) for name in FACILITIES))
    return Figure(Selection("settlement_area", order=("name",), standing=COUNTED), Part((lacks,)))


GAPS = (
    Gap(
        "relocated_no_follow_up",
        N_("Relocated without a follow-up"),
        N_("A household that moved is followed up by industry, work or ecology (004 二(二))."),
        _not_followed,
    ),
    Gap(
        "relocated_not_exited",
        N_("Relocated and still poor"),
        N_("Who is moved leaves poverty (004 二(二): 搬迁一户、脱贫一户)."),
        _not_exited,
    ),
    Gap(
        "relocation_late",
        N_("Relocations not moved in time"),
        N_("A household moves by the day that was planned (E28)."),
        _late,
    ),
    Gap(
        "settlement_lacks",
        N_("Settlements that lack a facility"),
        N_("A settlement has water, power, road, network, school, clinic and culture (002 §12, 004 二(二))."),
        _lacking,
    ),
)


def _by_follow_up() -> Iterator[ReportColumn]:
    for code in words("follow_up_kind"):
        figure = Figure(LIVE.having(_MOVED, Linked("relocation_follow_up", "case", (Equal("kind", code),))))
        label = word("follow_up_kind", code)
        yield ReportColumn(f"follow_{code}", N_("Followed up by"), label, IN_HOUSEHOLDS, figure)


def columns(_asked: Any) -> tuple[ReportColumn, ...]:
    """Cases that were not given up, households and persons moved, how they are followed up, who left poverty."""
    group, moved = N_("Relocation"), LIVE.having(_MOVED)
    exited = Part((Leads("household", (Equal("status", "exited"),)),))
    return (
        ReportColumn("cases", group, N_("Relocations"), IN_HOUSEHOLDS, Figure(LIVE)),
        ReportColumn("moved", group, N_("Moved households"), IN_HOUSEHOLDS, Figure(moved)),
        ReportColumn("persons", group, N_("Persons moved"), IN_PERSONS, Figure(moved, Total(Amount(("persons",))))),
        ReportColumn("followed", group, N_("Followed up"), IN_HOUSEHOLDS, Figure(moved, Part((_FOLLOWED,)))),
        *_by_follow_up(),
        ReportColumn("exited", group, N_("Exited households"), IN_HOUSEHOLDS, Figure(moved, exited)),
    )


REPORTS = (
    ReportKind(
        "relocation",
        N_("Relocation and follow-up"),
        "《中共汕尾市委 汕尾市人民政府关于新时期精准扶贫精准脱贫三年攻坚的实施意见》§12",
        columns,
        (N_("Moved: in this programme or an earlier one; what was rejected or withdrawn is not counted."),),
    ),
)

TABS = {
    "household": (Tab("cases", N_("Cases"), (Records("relocation_follow_up"),)),),
    "village": (Tab("relocation", N_("Relocation"), (CaseBoard("relocation_case"), Records("settlement_area"))),),
}
