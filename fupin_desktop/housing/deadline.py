"""When a house is late: not begun though planned, or not accepted by the last day of housing works (002 §10·j)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from fupin_desktop.casework.gates import Lack
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.standing import Standing
from fupin_desktop.ledger.words import _


@dataclass(frozen=True)
class InTime:
    """Begun as planned and accepted by the deadline of the place; it is told and stops nothing.  Code `case.late`."""

    code: ClassVar[str] = "case.late"

    def lack(self, at: Standing) -> Lack | None:
        """What is late."""
        if not _can_be_late(at.case):  # most cases of a place are over: of them nothing is read
            return None
        home = at.household
        place = (home.village_code if home is not None else None) or at.division
        limit = at.look.parameter("housing_deadline", place, at.today) if place else None
        text = overdue(at.case, at.today, date.fromisoformat(limit.text) if limit is not None else None)
        return Lack("case.late", text, "planned_start", stops=False) if text else None

    def gives(self, at: Standing) -> Mapping[str, Any]:
        """Nothing."""
        del at
        return {}


def overdue(case: Case, today: date, deadline: date | None) -> str:
    """Why a case is late, in a sentence; empty when it is not.

    The last day itself is in time.  A case that ended, or is accepted, is never late.
    """
    if not _can_be_late(case):
        return ""
    order = type(case).path.order
    if deadline is not None and today > deadline:
        return _("Not accepted by {day}, the last day of housing works.").format(day=deadline)
    planned: date | None = getattr(case, "planned_start", None)
    begun = order.index(case.stage) >= order.index("started") or "started" not in type(case).path.on_way(case.way)
    if planned is not None and today > planned and not begun:
        return _("Planned to begin on {day} and not begun.").format(day=planned)
    return ""


def _can_be_late(case: Case) -> bool:
    order = type(case).path.order
    return case.stage in order and order.index(case.stage) < order.index("accepted")
