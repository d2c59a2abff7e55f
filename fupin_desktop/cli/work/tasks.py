"""Verbs of follow-up tasks (跟进事项): take, done, drop, reopen."""

from collections.abc import Callable
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.visits.commands import finish_task, give_up_task, reopen_task, take_task
from fupin_desktop.visits.model import FollowUpTask


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    why = arg("--why", required=True)
    verbs.add("task take", _take, "take a follow-up task in hand", BOOK, arg("id"), arg("--by", required=True))
    verbs.add("task done", _done, "a follow-up task is done", BOOK, arg("id"), arg("--result", required=True))
    verbs.add("task drop", _drop, "give a follow-up task up", BOOK, arg("id"), why)
    verbs.add("task reopen", _reopen, "open a finished task again", BOOK, arg("id"), why)


def _take(call: Call) -> dict[str, Any]:
    return _move(call, "task.take", lambda ledger, task: take_task(ledger, task, call.args.by))


def _done(call: Call) -> dict[str, Any]:
    return _move(call, "task.done", lambda ledger, task: finish_task(ledger, task, call.args.result))


def _drop(call: Call) -> dict[str, Any]:
    return _move(call, "task.drop", lambda ledger, task: give_up_task(ledger, task, call.args.why))


def _reopen(call: Call) -> dict[str, Any]:
    return _move(call, "task.reopen", lambda ledger, task: reopen_task(ledger, task, call.args.why))


def _move(call: Call, command: str, act: Callable[[Ledger, FollowUpTask], FollowUpTask]) -> dict[str, Any]:
    with book_of(call) as book, book.write(command) as ledger:
        task = ledger.record_at("follow_up_task", call.args.id)
        assert isinstance(task, FollowUpTask)
        moved = act(ledger, task)
        assert moved.id is not None
        id = ledger.text_of(moved.id)
        return {"id": id, "task_id": id, "state": moved.state, "warnings": ledger.warnings}
