"""Figures of visits: how often people called (帮扶走访量), and whom nobody or not his own helper has called on in time.

A household is counted once a day, however many came and wrote it down (dictionary §7).
"""

from datetime import date, timedelta
from functools import partial
from typing import Any

from fupin_desktop.households.selections import HELPED
from fupin_desktop.ledger.declared.figure import Distinct, Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_TIMES, ReportColumn, ReportKind
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Between,
    Condition,
    Equal,
    Leads,
    Matched,
    Selection,
    Unless,
    as_of,
)
from fupin_desktop.ledger.words import N_, words

HELPER = "household_cadre"
_ONCE_A_DAY = ("household", "date")
_told = partial(ReportColumn, of_quarters=True)
_TOGETHER, _BY_KIND, _VILLAGE = N_("Calls at households"), N_("Calls by their kind"), N_("In the village")
_KINDS = {
    "daily": N_("Ordinary"), "led": N_("Led by a leader"), "return": N_("Return visits"), "greeting": N_("Greetings"),
    "check": N_("Checks"), "survey": N_("Surveys"),
}  # fmt: skip


def within(kind: str, asked: Any, *more: Condition) -> Selection:
    """The records of a kind whose day lies in the period that was asked for."""
    days = Between("date", asked.period.first.isoformat(), asked.period.last.isoformat())
    return Selection(kind, (days, *more), ("date",), COUNTED)


def _columns(asked: Any) -> tuple[ReportColumn, ...]:
    visits, village = within("visit", asked), within("village_visit", asked)
    assert _KINDS.keys() == set(words("visit_type")), "every kind of visit has its column"
    return (
        _told("visits", _TOGETHER, N_("Calls"), IN_TIMES, Figure(visits, Distinct(_ONCE_A_DAY))),
        _told(
            "visited", _TOGETHER, N_("Households called at"), IN_HOUSEHOLDS, Figure(visits, Distinct(("household",)))
        ),
        *(
            _told(code, _BY_KIND, label, IN_TIMES, Figure(visits, Distinct(_ONCE_A_DAY, (Equal("type", code),))))
            for code, label in _KINDS.items()
        ),
        _told("in_village", _VILLAGE, N_("Visits in the village"), IN_TIMES, Figure(village)),
    )


VISITS = ReportKind(
    "visits",
    N_("Visits of the period"),
    "帮扶走访量（数据字典§7）",
    _columns,
    (
        N_("Calls: a household is counted once a day, however many came; withdrawn visits are not counted."),
        N_("By kind: once a day and kind, so a day with two kinds of call counts in both columns."),
        N_("In the village: calls at offices, groups, firms and people outside the register; no call at a household."),
    ),
)


def _not_by_helper(asked: Any) -> Figure | None:
    limit = asked.limit("visit_alert_days_person", asked.day)
    if limit is None:
        return None
    first: date = asked.day - timedelta(days=limit.count)
    held = (Equal("role", HELPER), *as_of(asked.day, "start", "end"), Leads("household", (HELPED,)))
    # Who became a helper only lately had no time yet
    grown = Unless((Between("start", low=(first + timedelta(days=1)).isoformat()),))
    own = Matched(
        "visit",
        (("household", "household"),),
        (Between("date", low=first.isoformat(), high=asked.day.isoformat()),),
        named=(("visitors", "cadre.name"),),
    )
    duties = Selection("responsibility", (*held, grown), ("household",), COUNTED)
    return Figure(duties, Part((Unless((own,)),)))


GAPS = (
    Gap(
        "helper_no_visit",
        N_("Households whose helper has not called"),
        N_("The helper's own name stands in no visit of the household within the days of the alert (C04)."),
        _not_by_helper,
        "visit_alert_days_person",
        N_("after how many days without an own visit to name a helper"),
    ),
)
