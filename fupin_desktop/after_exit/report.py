"""Gap lists after an exit: not monitored in time, not revisited by the unit in time, problems that are not solved."""

from datetime import timedelta
from typing import Any

from fupin_desktop.ledger.declared.figure import Figure, Part
from fupin_desktop.ledger.declared.gap import Gap
from fupin_desktop.ledger.declared.selection import COUNTED, Between, Condition, Equal, Linked, Selection, Unless
from fupin_desktop.ledger.words import N_

MONITOR_DAYS, UNIT_DAYS = "after_exit_monitor_days", "unit_follow_up_days"
_EXITED = Selection("household", (Equal("status", "exited"),), ("household_code",), COUNTED)


def _not_since(asked: Any, code: str, kind: str) -> Figure | None:
    """Exited households that nobody looked at within so many days, of those that exited before that."""
    limit = asked.limit(code, asked.today)
    if limit is None:
        return None
    since = Between("on", low=(asked.today - timedelta(days=limit.count)).isoformat())
    fresh = Between("confirmed_on", low=(asked.today - timedelta(days=limit.count)).isoformat())
    seen = Unless((Linked(kind, "household", (since,)),))
    return Figure(_EXITED, Part((seen, Unless((Linked("exit_case", "household", (fresh,)),)))))


def _not_monitored(asked: Any) -> Figure | None:
    return _not_since(asked, MONITOR_DAYS, "after_exit_visit")


def _not_revisited(asked: Any) -> Figure | None:
    return _not_since(asked, UNIT_DAYS, "unit_follow_up")


def _unsolved(kind: str) -> Figure:
    open_problem: tuple[Condition, ...] = (Unless((Equal("problem", None),)), Equal("solved_on", None))
    return Figure(Selection(kind, order=("on",), standing=COUNTED), Part(open_problem))


GAPS = (
    Gap(
        "exit_not_monitored",
        N_("Exited households not monitored in time"),
        N_("Somebody looks at every household that exited within the days of the parameter (000 五(一), E20)."),
        _not_monitored,
        MONITOR_DAYS,
        N_("how often to monitor after an exit"),
    ),
    Gap(
        "exit_not_revisited",
        N_("Exited households the unit has not come back to"),
        N_("The assisting unit comes back to every household that exited within the days of the parameter (002 §24)."),
        _not_revisited,
        UNIT_DAYS,
        N_("how often the unit comes back"),
    ),
    Gap(
        "after_exit_unsolved",
        N_("Problems found by monitoring, not solved"),
        N_("What monitoring after an exit finds is solved (E20)."),
        lambda _asked: _unsolved("after_exit_visit"),
    ),
    Gap(
        "follow_up_unsolved",
        N_("Problems found by the unit, not solved"),
        N_("The unit helps to solve what it finds when it comes back (002 §24, W7)."),
        lambda _asked: _unsolved("unit_follow_up"),
    ),
)
