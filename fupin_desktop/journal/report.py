"""What a cadre did this year, in figures that open their records (M14: 实绩, 002 §25, 003 (十七)); none is typed.

Counted in the village in whose file the cadre stands: a person who works in two villages has a file in each.
"""

from typing import Any

from fupin_desktop.ledger.declared.figure import Distinct, Figure
from fupin_desktop.ledger.declared.report import IN_HOUSEHOLDS, IN_TIMES, Unit
from fupin_desktop.ledger.declared.selection import COUNTED, Between, Condition, Either, Equal, Leads, Named, Selection
from fupin_desktop.ledger.declared.tab import Told
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.words import N_

_IN_TASKS = Unit(N_("tasks"))


def year_of_cadre(_finder: Finder, cadre: Any, asked: Any) -> tuple[Told, ...]:
    """Calls at households, a household once a day, and at how many; visits in the village; tasks finished; meetings."""

    def of(kind: str, day: str, place: Condition, *named: str) -> Selection:
        year = Between(day, f"{asked.year}-01-01", f"{asked.year}-12-31")
        by = Either(tuple(Named(field, (cadre.name or "",)) for field in named))
        return Selection(kind, (year, by, place), (day,), COUNTED)

    here = Equal("village_code", cadre.village_code)
    visits = of("visit", "date", Leads("household", (here,)), "visitors")
    in_village = of("village_visit", "date", here, "visitors")
    tasks = of("follow_up_task", "done_on", Leads("household", (here,)), "owner").having(Equal("state", "done"))
    meetings = of("meeting", "on", Equal("division", cadre.village_code), "chair", "recorder", "present")
    return (
        Told(N_("Calls this year"), Figure(visits, Distinct(("household", "date"))), IN_TIMES),
        Told(N_("Households called at this year"), Figure(visits, Distinct(("household",))), IN_HOUSEHOLDS),
        Told(N_("Visits in the village this year"), Figure(in_village), IN_TIMES),
        Told(N_("Tasks finished this year"), Figure(tasks), _IN_TASKS),
        Told(N_("Meetings this year"), Figure(meetings), IN_TIMES),
    )
