"""What people do with plans of villages and units: count milestones back from the deadline, approve a plan."""

import datetime as dt
from calendar import monthrange
from collections.abc import Mapping, Sequence
from typing import TypeVar

from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.village_plans.model import Milestone, UnitMilestone, UnitPlan, VillageMilestone, VillagePlan
from fupin_desktop.village_plans.rules import deadline_of

P = TypeVar("P", VillagePlan, UnitPlan)
M = TypeVar("M", bound=Milestone)
_YEAR = 12


def counted_back(deadline: dt.date, months: int) -> dt.date:
    """The day so many months before a deadline; the last day of a month stays the last, or the nearest there is."""
    year, month = divmod(deadline.year * _YEAR + deadline.month - 1 - months, _YEAR)
    length = monthrange(year, month + 1)[1]
    is_last = deadline.day == monthrange(deadline.year, deadline.month)[1]
    return dt.date(year, month + 1, length if is_last else min(deadline.day, length))


def set_milestone(ledger: Ledger, milestone: M) -> M:
    """Set a milestone; without a day it is counted back from the deadline of the area (倒排时间).

    Refuses, as `milestone.no_deadline`, to count back where no paper and no county sets a deadline.
    """
    if milestone.due is not None or milestone.months_before is None:
        return ledger.save(milestone)
    deadline = deadline_of(ledger)
    if deadline is None:
        message = _("No paper and no county sets a deadline here. Nothing was saved; enter the day itself.")
        raise Refusal("milestone.no_deadline", message, where={"field": "due"})
    day = counted_back(dt.date.fromisoformat(deadline.text), milestone.months_before)
    return ledger.save(milestone.but(due=day))


def set_milestones(ledger: Ledger, plan: VillagePlan | UnitPlan, steps: Sequence[tuple[str, int]]) -> list[Milestone]:
    """Set several at once: what is done, and how many months before the deadline; all or none of them."""
    cls: type[Milestone] = VillageMilestone if isinstance(plan, VillagePlan) else UnitMilestone
    with ledger.savepoint():
        return [
            set_milestone(ledger, cls(plan=Dot(plan.id or 0), name=name, months_before=months))
            for name, months in steps
        ]


def approve_plan(ledger: Ledger, plan: P, *, by: str, on: dt.date) -> P:
    """Approve a plan as its user saw it; refuses a nameless approver (`village_plan.approver`), and what the rules of
    its kind refuse (`village_plan.lacks`, `village_plan.future`)."""
    if not by.strip():
        message = _("Who approves the plan must be named. Nothing was saved; enter the name.")
        raise Refusal("village_plan.approver", message, where={"field": "approved_by"})
    return ledger.save(plan.but(approved_by=by.strip(), approved_on=on))


MAKERS: Mapping[type[Record], Maker] = {VillageMilestone: set_milestone, UnitMilestone: set_milestone}
