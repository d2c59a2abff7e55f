"""Verbs of plans of villages and units: milestones counted back from the deadline, approval."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.cli.work.visiting import day
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.village_plans.commands import approve_plan, set_milestones
from fupin_desktop.village_plans.model import UnitPlan, VillagePlan

_KIND = arg("kind", choices=["village_plan", "unit_plan"])


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add(
        "plan milestones", _milestones, "count milestones back from the deadline", BOOK, _KIND, arg("id"),
        arg("--step", action="append", required=True, metavar="WHAT=MONTHS", help="months before the deadline"),
    )  # fmt: skip
    verbs.add(
        "plan ratify", _ratify, "approve a village's or a unit's plan", BOOK, _KIND, arg("id"),
        arg("--by", required=True), arg("--on"),
    )  # fmt: skip


def _plan(reader: Reader, call: Call) -> VillagePlan | UnitPlan:
    found = reader.record_at(call.args.kind, call.args.id)
    assert isinstance(found, VillagePlan | UnitPlan)
    return found


def _step(typed: str) -> tuple[str, int]:
    name, _equal, months = typed.rpartition("=")
    if not name or not months.isdecimal():
        message = _(
            "A milestone is written like “houses done=12”: what, and how many months before. Nothing was saved."
        )
        raise Refusal("milestone.step", message, where={"field": "months_before"})
    return name, int(months)


def _milestones(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("plan.milestones") as ledger:
        made = set_milestones(ledger, _plan(ledger, call), [_step(one) for one in call.args.step])
        told = [{"id": ledger.text_of(one.id or 0), "name": one.name, "due": str(one.due)} for one in made]
        return {"milestones": told, "warnings": ledger.warnings}


def _ratify(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.write("village_plan.approve") as ledger:
        on = day(call.args.on, "on") if call.args.on else ledger.today
        made: Any = approve_plan(ledger, _plan(ledger, call), by=call.args.by, on=on)  # type: ignore[type-var]  # either
        return {"id": ledger.text_of(made.id), "warnings": ledger.warnings}
