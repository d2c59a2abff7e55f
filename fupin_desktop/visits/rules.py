"""Rules of visits and follow-up tasks: what a visit must have, what is overdue, what comes first."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.feature import Rule
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.policy import Parameter, parameter
from fupin_desktop.visits.model import FollowUpTask, Visit

OPEN, DOING, DONE, CANCELLED = "open", "doing", "done", "cancelled"
UNFINISHED = (OPEN, DOING)


def check_visit(visit: Visit, today: date) -> None:
    """Refuse a visit without date or visitors, in the future, or without a word or a photograph (E24, 002 §23).

    Codes: `visit.date`, `visit.future`, `visit.visitors`, `visit.empty`.
    """
    if visit.date is None:
        raise _no("date", _("On which day was the visit? Nothing was saved."))
    if visit.date > today:
        raise Refusal(
            "visit.future",
            _("A visit cannot lie in the future. Nothing was saved; correct the date."),
            where={"field": "date"},
        )
    if not any(name.strip() for name in visit.visitors):
        raise _no("visitors", _("Who made the visit? Name at least one person. Nothing was saved."))
    if not has_content(visit):
        text = _("Write down what was found, or add a photograph: a date alone is no visit. Nothing was saved.")
        raise Refusal("visit.empty", text, where={"field": "findings"})


def _no(field: str, message: str) -> Refusal:
    return Refusal(f"visit.{field}", message, where={"field": field})


def has_content(visit: Visit) -> bool:
    """The routine rule: besides its date a visit has some text or a photograph."""
    texts = (visit.findings, visit.requests, visit.promised)
    return bool(visit.photos) or any((text or "").strip() for text in texts)


def matter_of(visit: Visit) -> str:
    """What has to be followed up: the request, else the promise; empty when there is neither (E25)."""
    return (visit.requests or "").strip() or (visit.promised or "").strip()


def visit_alert(division: str, today: date) -> Parameter | None:
    """After how many days without a visit a household is named (C04), with the paper; None where no paper says so."""
    try:
        return parameter("visit_alert_days_household", division, today)
    except Refusal:
        return None


def alert_day(limit: Parameter, today: date) -> date:
    """The first day that still counts: households last visited before it, or never, are named."""
    return today - timedelta(days=int(limit.value))


def is_visit_due(last: date | None, today: date, limit: int) -> bool:
    """True when nobody has called within `limit` days (`visit_alert`), or ever."""
    return last is None or (today - last).days > limit


def is_unfinished(task: FollowUpTask) -> bool:
    """True for a task that is open or in hand."""
    return task.state in UNFINISHED


def is_overdue(task: FollowUpTask, today: date) -> bool:
    """True for an unfinished task whose due day has passed; on the due day itself it is in time."""
    return is_unfinished(task) and task.due is not None and task.due < today


def in_order(tasks: Iterable[FollowUpTask], today: date) -> list[FollowUpTask]:
    """Overdue first, then by due day, those without one last, the finished after all (E25)."""
    return sorted(
        tasks,
        key=lambda task: (not is_unfinished(task), not is_overdue(task, today), task.due or date.max),
    )


def _judge_visit(ledger: Ledger, visit: Visit, before: Visit | None) -> None:
    del before
    check_visit(visit, ledger.today)


RULES: Mapping[type[Record], Rule] = {Visit: _judge_visit}
