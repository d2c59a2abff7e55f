"""Gap lists of duties: poor villages for which no leader of the county, or no first responsible person, answers."""

from typing import Any

from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import (
    Condition,
    Equal,
    Matched,
    Unless,
    as_of,
)
from fupin_desktop.ledger.words import N_
from fupin_desktop.villages.selections import POOR_VILLAGES


def _answered_by(asked: Any, role: str) -> Condition:
    held = (Equal("role", role), *as_of(asked.day, "start", "end"))
    return Matched("place_responsibility", (("division", "code"),), held)


def _no_county_leader(asked: Any) -> Figure:
    return Figure(POOR_VILLAGES, Part((Unless((_answered_by(asked, "county_leader"),)),)))


def _no_first_responsible(asked: Any) -> Figure:
    return Figure(POOR_VILLAGES, Part((Unless((_answered_by(asked, "first_responsible"),)),)))


GAPS = (
    Gap("no_county_leader", N_("Poor villages no county leader answers for"),
        N_("Leaders of the county answer for villages, each for his (002 §23); today none does for these."),
        _no_county_leader),
    Gap("no_first_responsible", N_("Poor villages without a first responsible person"),
        N_("Of each unit one person is the first who answers for its village (000 三(一)); today none does for these."),
        _no_first_responsible),
)  # fmt: skip
