"""Figures of leaders' visits: too few in a village by a level, or by a leader who answers for a place (002 §23)."""

from functools import partial
from typing import Any

from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.report import IN_TIMES, ReportColumn
from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    Between,
    Condition,
    Equal,
    Matched,
    OneOf,
    Selection,
    Unless,
    as_of,
)
from fupin_desktop.ledger.words import N_

LIMIT = "leader_visits_min_year"
_LIMIT_LABEL = N_("how often leaders are to come in a year")
_VILLAGES = Selection("village", order=("code",), standing=COUNTED)
_ANSWERING = ("first_responsible", "city_leader", "county_leader", "town_leader")
LEVELS = {
    "city": N_("Villages with too few visits of city leaders"),
    "county": N_("Villages with too few visits of county leaders"),
    "town": N_("Villages with too few visits of township leaders"),
    "unit": N_("Villages with too few visits of the unit's leaders"),
}


def _of_year(asked: Any) -> Condition:
    return Between("date", f"{asked.year}-01-01", f"{asked.year}-12-31")


def _few_in_villages(level: str, asked: Any) -> Figure | None:
    limit = asked.limit(LIMIT, asked.day)
    if limit is None:
        return None
    came = (_of_year(asked), Equal("level", level))
    enough = Matched("leader_visit", (("village_code", "code"),), came, least=limit.count)
    return Figure(_VILLAGES, Part((Unless((enough,)),)))


def _few_by_leaders(asked: Any) -> Figure | None:
    limit = asked.limit(LIMIT, asked.day)
    if limit is None:
        return None
    answering = (OneOf("role", _ANSWERING), *as_of(asked.day, "start", "end"))
    enough = Matched("leader_visit", (), (_of_year(asked),), least=limit.count, named=(("leader", "name"),))
    leaders = Selection("place_responsibility", answering, ("division", "name"), COUNTED)
    return Figure(leaders, Part((Unless((enough,)),)))


GAPS = (
    *(
        Gap(
            f"leader_visits_{level}", label,
            N_("In this year leaders of the level led fewer visits to the village than the paper says (002 §23)."),
            partial(_few_in_villages, level), LIMIT, _LIMIT_LABEL,
        )
        for level, label in LEVELS.items()
    ),
    Gap(
        "leader_visits_person",
        N_("Leaders with too few visits"),
        N_("Who answers for a place led fewer visits this year than the paper says (002 §23, 003 (十五))."),
        _few_by_leaders, LIMIT, _LIMIT_LABEL,
    ),
)  # fmt: skip


def _columns(asked: Any) -> tuple[ReportColumn, ...]:
    days = Between("date", asked.period.first.isoformat(), asked.period.last.isoformat())
    visits = Selection("leader_visit", (days,), ("date",), COUNTED)
    group, told = N_("Leaders' visits"), partial(ReportColumn, of_quarters=True, unit=IN_TIMES)
    levels = {"province": N_("Province"), "city": N_("City"), "county": N_("County"), "town": N_("Township"),
              "unit": N_("Units")}  # fmt: skip
    return (
        told(name="leaders", group=group, label=N_("All levels"), figure=Figure(visits)),
        *(
            told(name=f"leaders_{code}", group=group, label=label, figure=Figure(visits.having(Equal("level", code))))
            for code, label in levels.items()
        ),
    )


FIGURES = {"visits": _columns}
