"""Rules of projects: a type and what of it, a plan item of the same village, money above plan only with a word."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fupin_desktop.casework.rules import check_case
from fupin_desktop.households.persons import refuse_nameless
from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead, refuse_backward
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.paths import class_named
from fupin_desktop.policy.values import find_value
from fupin_desktop.village_projects.gates import SELF_BUILT
from fupin_desktop.village_projects.model import ProjectCheck, ProjectFunding, VillageProject

LIMIT = "self_built_limit"
_BOUNDS = (("poor_households", "households"), ("poor_persons", "persons"))


def is_of_type(subtype: str, type: str | None) -> bool:
    """True when what is built belongs to the type of project: its code begins with that of the type."""
    return subtype.startswith(f"{type}_")


def check_project(ledger: Ledger, record: VillageProject, before: VillageProject | None) -> None:
    """That of every case; refuses what is built of another type (`project.subtype`), an “other” type without a word
    (`other.word`), a last day before the first (`project.end`), more poor people than it serves (`project.poor`), a
    plan item of another village (`project.plan_item`), a cost above the budget without a reason
    (`project.above_budget`); tells what is more than villagers may build themselves."""
    check_case(ledger, record, before)
    refuse_nameless(record.type, record.type_other, "type_other")
    if record.subtype and not is_of_type(record.subtype, record.type):
        message = _("This does not belong to the type of project. Nothing was saved; choose another.")
        raise Refusal("project.subtype", message, where={"field": "subtype"})
    refuse_backward(record.planned_start, record.planned_end, "project.end", "planned_end")
    _refuse_more_poor(record)
    _refuse_foreign_item(ledger, record)
    if record.final_cost is not None and record.final_cost > (record.budget or 0):
        _refuse_above(record.final_cost, record.budget, record.cost_reason, "project.above_budget", "cost_reason")
    known = list(_doubts(ledger, before)) if before is not None and before is not record else []
    ledger.note([text for text in _doubts(ledger, record) if text not in known])


def _refuse_more_poor(record: VillageProject) -> None:
    for part, whole in _BOUNDS:
        of_all = getattr(record, whole)
        if of_all is not None and (getattr(record, part) or 0) > of_all:
            message = _("More poor people than it serves in all. Nothing was saved; correct one of the numbers.")
            raise Refusal("project.poor", message, where={"field": part})


def _refuse_foreign_item(ledger: Ledger, record: VillageProject) -> None:
    if record.plan_item is None:
        return
    village = ledger.gathered(_village_of_items).get(record.plan_item, record.village)
    if village != record.village:
        message = _("This item is of another village's plan. Nothing was saved; choose one of this village.")
        raise Refusal("project.plan_item", message, where={"field": "plan_item"})


def _refuse_above(amount: int, planned: int | None, why: str | None, code: str, field: str) -> None:
    """Refuse more than was planned for which nobody gives a reason."""
    if (why or "").strip():
        return
    text = _(
        "{amount} yuan are more than the {planned} that were planned. Nothing was saved; enter why, or correct it."
    )
    told = text.format(amount=yuan(amount), planned=yuan(planned) if planned is not None else "—")
    raise Refusal(code, told, where={"field": field})


def _village_of_items(ledger: Ledger, batch: Sequence[VillageProject]) -> Mapping[Dot | None, Dot | None]:
    """By plan item, the village whose plan it is of; plans are another feature's, so they are known by name alone."""
    ids = sorted({one.plan_item for one in batch if one.plan_item is not None})
    items: list[Any] = ledger.find(class_named("plan_item"), id=ids) if ids else []
    held = sorted({one.plan for one in items if one.plan is not None})
    plans: list[Any] = ledger.find(class_named("village_plan"), id=held) if held else []
    villages = {one.id: one.village for one in plans}
    return {one.id: villages[one.plan] for one in items if one.plan in villages}


def _doubts(ledger: Ledger, record: VillageProject) -> Iterator[str]:
    limit = find_value(ledger, LIMIT, ledger.division) if record.procurement == SELF_BUILT else None
    if limit is not None and record.budget is not None and record.budget > limit.fen:
        told = _("{budget} yuan are more than villagers may build themselves here ({limit} yuan, {cited}).")
        yield told.format(budget=yuan(record.budget), limit=yuan(int(limit.fen)), cited=limit.cited)


def check_funding(ledger: Ledger, record: ProjectFunding, before: ProjectFunding | None) -> None:
    """Refuse money of a day to come (`day.ahead`) and more than planned without a reason (`project_funding.above`);
    tell sources that come to more than the budget (R000-41)."""
    refuse_ahead(record.on, ledger.today, "on")
    if record.planned is not None and record.actual is not None and record.actual > record.planned:
        _refuse_above(record.actual, record.planned, record.reason, "project_funding.above", "reason")
    project = next(iter(ledger.find(VillageProject, id=record.case)), VillageProject())
    others = [one for one in ledger.find(ProjectFunding, case=record.case) if one.id != record.id]
    planned = sum(one.planned or 0 for one in (*others, record))
    if project.budget and planned > project.budget and (before is None or before.planned != record.planned):
        text = _("The sources planned come to {sum} yuan, more than the budget of {budget} yuan.")
        ledger.note([text.format(sum=yuan(planned), budget=yuan(project.budget))])


def check_check(ledger: Ledger, record: ProjectCheck, before: ProjectCheck | None) -> None:
    """Refuse a check of a day to come (`day.ahead`) and mending before it (`project_check.mended`)."""
    del before
    refuse_ahead(record.date, ledger.today, "date")
    refuse_ahead(record.mended_on, ledger.today, "mended_on")
    for name in ("mend_by", "mended_on"):
        refuse_backward(record.date, getattr(record, name), "project_check.mended", name)


RULES: Mapping[type[Record], Rule] = {
    VillageProject: check_project,
    ProjectFunding: check_funding,
    ProjectCheck: check_check,
}
