"""What people do with visits: log one, correct it, withdraw it, and bring what was asked for to an end."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Finder, Ledger
from fupin_desktop.ledger.record import Record, facts_of
from fupin_desktop.ledger.words import _
from fupin_desktop.visits.model import FollowUpTask, Visit
from fupin_desktop.visits.rules import (
    CANCELLED,
    DOING,
    DONE,
    OPEN,
    OTHER,
    PROMISE,
    REQUEST,
    is_unfinished,
    is_withdrawn,
)

_MOVED = ("state", "result", "done_on", "reopened")


@dataclass(frozen=True)
class Promise:
    """A promise made on a visit (承诺事项, E24): what, until when, by whom; without a name the first visitor's."""

    matter: str
    due: dt.date | None = None
    owner: str | None = None


def log_visit(
    ledger: Ledger,
    *,
    household: Dot,
    date: dt.date,
    visitors: Sequence[str],
    topics: Sequence[str] = (),
    photos: Sequence[str] = (),
    due: dt.date | None = None,
    promises: Sequence[Promise] = (),
    **facts: Any,
) -> tuple[Visit, list[FollowUpTask]]:
    """Log one call at one household (E24), and what has to follow from it.

    What was asked for becomes an open task, each promise one of its own, a text under `promised` too; `due` is the day
    of those that name none.  Further facts under the field names of `Visit`: `type` a code of visit_type, `topics`
    codes of visit_topic, `photos` keys of the book's photographs.  Refuses what `check_visit` refuses, and, as
    `task.due`, a due day before the visit.
    """
    made = [one for one in promises if one.matter.strip()]
    if (facts.get("promised") or "").strip():
        made.insert(0, Promise(facts["promised"]))
    visit = Visit(
        household=household,
        date=date,
        visitors=tuple(name.strip() for name in visitors if name.strip()),
        topics=tuple(topics),
        photos=tuple(photos),
        **{**facts, "promised": "\n".join(one.matter.strip() for one in made) or None},
    )
    for one in (due, *(promise.due for promise in made)):
        _refuse_early(one, date)
    saved = ledger.save(visit)
    return saved, _tasks_from(ledger, saved, due, made)


@dataclass(frozen=True)
class VisitLine:
    """One of many visits: the household, and its own facts; `photos` is asked when the line is written."""

    household: Dot | None
    facts: Mapping[str, Any]
    photos: Callable[[], Sequence[str]] = tuple


@dataclass(frozen=True)
class LineLogged:
    """What became of a line: the visit, or why it was refused."""

    visit: Visit | None = None
    refusal: Refusal | None = None


def log_visits(
    ledger: Ledger, shared: Mapping[str, Any], lines: Sequence[VisitLine], *, together: bool = False
) -> list[LineLogged]:
    """Log one round of visits at many households (E24), as one act: day, visitors, kind and topics are `shared`.

    A line that is refused leaves nothing and stops no other; with `together` the first refusal stops all of them.
    Refuses a line without a household (`visit.household`), a household that stands in two lines (`visit.twice`), and
    what `log_visit` refuses.
    """
    made: list[LineLogged] = []
    taken: dict[Dot, int] = {}
    for number, line in enumerate(lines, 1):
        try:
            with ledger.savepoint():
                made.append(LineLogged(_log_line(ledger, shared, line, taken)))
        except Refusal as refusal:
            if together:
                raise _of_line(refusal, number) from None
            made.append(LineLogged(refusal=refusal))
        if line.household is not None:
            taken.setdefault(line.household, number)
    return made


def _log_line(ledger: Ledger, shared: Mapping[str, Any], line: VisitLine, taken: Mapping[Dot, int]) -> Visit:
    if line.household is None:
        raise Refusal("visit.household", _("Which household? Nothing was saved of this line."))
    if line.household in taken:
        message = _("This household stands in line {number} already. Nothing was saved of this line.")
        raise Refusal("visit.twice", message.format(number=taken[line.household]))
    return log_visit(ledger, household=line.household, **shared, **line.facts, photos=line.photos())[0]


def _of_line(refusal: Refusal, number: int) -> Refusal:
    message = _("Line {number}: {message}").format(number=number, message=refusal.message)
    return Refusal(refusal.code, message, where={**refusal.where, "line": number})


def _refuse_early(due: dt.date | None, visited: dt.date) -> None:
    if due is not None and due < visited:
        message = _("The due day lies before the visit. Nothing was saved; correct the date.")
        raise Refusal("task.due", message, where={"field": "due"})


def _tasks_from(ledger: Ledger, visit: Visit, due: dt.date | None, promises: Sequence[Promise]) -> list[FollowUpTask]:
    asked = (visit.requests or "").strip()
    wanted = [*([(REQUEST, Promise(asked, due))] if asked else []), *((PROMISE, one) for one in promises)]
    return ledger.save_all(
        FollowUpTask(
            household=visit.household,
            visit=visit.id,
            origin=origin,
            matter=one.matter.strip(),
            owner=(one.owner or "").strip() or visit.visitors[0],
            due=one.due or due,
        )
        for origin, one in wanted
    )


def correct_visit(ledger: Ledger, visit: Visit, why: str = "", **facts: Any) -> Visit:
    """Correct a visit as its user saw it (E24): the words written before stay in the history.

    Facts under the field names of `Visit`; to another household it does not go: it is withdrawn and logged there.  The
    tasks that came from it stay as they are, which is said.  Refuses a withdrawn visit (`visit.withdrawn`), a
    correction that changes nothing (`visit.same`), and what `check_visit` refuses.
    """
    _refuse_withdrawn(visit)
    corrected = visit.but(**facts)
    if corrected == visit:
        raise Refusal("visit.same", _("This is what stands there already. Nothing was changed."))
    saved = ledger.save(corrected)
    if why.strip():
        ledger.note_why(why.strip())
    if (visit.requests, visit.promised) != (corrected.requests, corrected.promised):
        _tell_standing(ledger, tasks_of(ledger, visit))
    return saved


def withdraw_visit(ledger: Ledger, visit: Visit, why: str, *, with_tasks: bool = False) -> list[FollowUpTask]:
    """Withdraw a visit that was not made, or not so, with the reason; it stays to be read and is not counted.

    `with_tasks` gives up what came from it and is not finished, for the same reason; gives back those tasks.  Else
    they stay, which is said.  Refuses a missing reason (`why.missing`) and a withdrawn visit (`visit.withdrawn`).
    """
    _refuse_withdrawn(visit)
    unfinished = [task for task in tasks_of(ledger, visit) if is_unfinished(task)]
    ledger.put_away(visit, why)
    if not with_tasks:
        _tell_standing(ledger, unfinished)
        return []
    return [give_up_task(ledger, task, why) for task in unfinished]


def tasks_of(finder: Finder, visit: Visit) -> list[FollowUpTask]:
    """The tasks that came from a visit, in the order of making."""
    return finder.find(FollowUpTask, visit=visit.id) if visit.id is not None else []


def _refuse_withdrawn(visit: Visit) -> None:
    if is_withdrawn(visit):
        message = _("This visit was withdrawn. Nothing was changed; log the visit anew if it was made after all.")
        raise Refusal("visit.withdrawn", message)


def _tell_standing(ledger: Ledger, tasks: Sequence[FollowUpTask]) -> None:
    standing = [task.matter or "" for task in tasks if is_unfinished(task)]
    if standing:
        message = _("Its tasks stand as they were written: {matters}.")
        ledger.note([message.format(matters="；".join(standing))])


def take_task(ledger: Ledger, task: FollowUpTask, owner: str) -> FollowUpTask:
    """Take an unfinished task in hand, under a name; refuses a task that has come to its end (`task.finished`) and no
    name (`task.owner`)."""
    _refuse_finished(task)
    if not owner.strip():
        raise Refusal("task.owner", _("Who takes it in hand? Nothing was changed."), where={"field": "owner"})
    return ledger.save(task.but(owner=owner.strip(), state=DOING), managed=_MOVED)


def finish_task(ledger: Ledger, task: FollowUpTask, result: str) -> FollowUpTask:
    """Bring a task to its end today; refuses an empty result (`task.result`) and a finished task (`task.finished`)."""
    _refuse_finished(task)
    ended = task.but(state=DONE, result=_needed(result), done_on=ledger.today)
    return ledger.save(ended, managed=_MOVED)


def give_up_task(ledger: Ledger, task: FollowUpTask, why: str) -> FollowUpTask:
    """Give a task up, with the reason as its result; codes as of `finish_task`."""
    _refuse_finished(task)
    ended = task.but(state=CANCELLED, result=_needed(why), done_on=ledger.today)
    return ledger.save(ended, managed=_MOVED)


def reopen_task(ledger: Ledger, task: FollowUpTask, why: str = "") -> FollowUpTask:
    """Open a finished task again, and count it; what was written as its result stays readable until it is finished
    anew, the reason is kept with the entry.  Refuses a task that is open (`task.open`)."""
    if is_unfinished(task):
        raise Refusal("task.open", _("This task is open already. Nothing was changed."))
    again = task.but(state=OPEN, done_on=None, reopened=(task.reopened or 0) + 1)
    saved = ledger.save(again, managed=_MOVED)
    if why.strip():
        ledger.note_why(why.strip())
    return saved


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


def _make_task(ledger: Ledger, task: FollowUpTask) -> FollowUpTask:
    # Nobody asked for it on a visit: somebody at the desk thought of it
    return ledger.save(task if task.origin else task.but(origin=OTHER))


MAKERS: Mapping[type[Record], Maker] = {FollowUpTask: _make_task, Visit: _make_visit}
