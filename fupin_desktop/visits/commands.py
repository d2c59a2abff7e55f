"""What people do with visits: log one, and bring what was asked for to an end."""

import datetime as dt
from collections.abc import Mapping, Sequence

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.feature import Maker
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, facts_of
from fupin_desktop.ledger.words import _
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import CANCELLED, DOING, DONE, OPEN, is_unfinished, matter_of


def log_visit(
    ledger: Ledger,
    *,
    household: Dot,
    date: dt.date,
    visitors: Sequence[str],
    type: str,
    topics: Sequence[str] = (),
    findings: str | None = None,
    requests: str | None = None,
    promised: str | None = None,
    photos: Sequence[str] = (),
    due: dt.date | None = None,
    household_signed: bool | None = None,
) -> tuple[Visit, FollowUpTask | None]:
    """Log one call at one household (E24).  What was asked for, or else promised, becomes an open task due on `due`.

    `type` is a code of visit_type, `topics` codes of visit_topic, `photos` keys of the book's photographs.
    Refuses what `check_visit` refuses, and a due day before the visit.
    """
    visit = Visit(
        household=household,
        date=date,
        visitors=tuple(name.strip() for name in visitors if name.strip()),
        type=type,
        topics=tuple(topics),
        findings=findings,
        requests=requests,
        promised=promised,
        photos=tuple(photos),
        household_signed=household_signed,
    )
    _refuse_early(due, date)
    saved = ledger.save(visit)
    return saved, _task_from(ledger, saved, due)


def _refuse_early(due: dt.date | None, visited: dt.date) -> None:
    if due is not None and due < visited:
        message = _("The due day lies before the visit. Nothing was saved; correct the date.")
        raise Refusal("task.due", message, where={"field": "due"})


def _task_from(ledger: Ledger, visit: Visit, due: dt.date | None) -> FollowUpTask | None:
    matter = matter_of(visit)
    if not matter:
        return None
    owner = visit.visitors[0]
    return ledger.save(
        FollowUpTask(household=visit.household, visit=visit.id, matter=matter, owner=owner, due=due, state=OPEN)
    )


def take_task(ledger: Ledger, task: FollowUpTask, owner: str) -> FollowUpTask:
    """Take an unfinished task in hand."""
    _refuse_finished(task)
    return ledger.save(task.but(owner=owner, state=DOING))


def finish_task(ledger: Ledger, task: FollowUpTask, result: str) -> FollowUpTask:
    """Bring a task to its end today; refuses an empty result and a task that is not open."""
    _refuse_finished(task)
    return ledger.save(task.but(state=DONE, result=_needed(result), done_on=ledger.today))


def cancel_task(ledger: Ledger, task: FollowUpTask, why: str) -> FollowUpTask:
    """Give a task up, with the reason as its result."""
    _refuse_finished(task)
    return ledger.save(task.but(state=CANCELLED, result=_needed(why), done_on=ledger.today))


def reopen_task(ledger: Ledger, task: FollowUpTask) -> FollowUpTask:
    """Open a finished task again; what was written as its result stays readable until it is finished anew."""
    if is_unfinished(task):
        raise Refusal("task.open", _("This task is open already. Nothing was changed."))
    return ledger.save(task.but(state=OPEN, done_on=None))


def _refuse_finished(task: FollowUpTask) -> None:
    if not is_unfinished(task):
        raise Refusal("task.finished", _("This task has come to its end. Open it again first; nothing was changed."))


def _needed(text: str) -> str:
    if not text.strip():
        message = _("Write what came of it. Nothing was changed.")
        raise Refusal("task.result", message, where={"field": "result"})
    return text.strip()


def _make_visit(ledger: Ledger, visit: Visit) -> Visit:
    return log_visit(ledger, **facts_of(visit))[0]


MAKERS: Mapping[type[Record], Maker] = {Visit: _make_visit}
