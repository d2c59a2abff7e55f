"""Rules of plans of villages and units: four parts, survey and hearing before approval, milestones in time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value
from fupin_desktop.village_plans.model import (
    PARTS,
    Milestone,
    PlanHearing,
    PlanItem,
    UnitMilestone,
    UnitPlan,
    VillageMilestone,
    VillagePlan,
    VillageSurvey,
)

Plan: TypeAlias = VillagePlan | UnitPlan
DEADLINE = "exit_deadline"
_SAID = (*PARTS, "planned_money")


def deadline_of(ledger: Ledger) -> Parameter | None:
    """The last day of exit in the book's own area, from which milestones are counted back; None where no paper says."""
    return find_value(ledger, DEADLINE, ledger.division)


def missing_parts(plan: Plan) -> list[str]:
    """Which of the four parts nobody has written, by their labels (有计划、有资金、有目标、有措施)."""
    fields = fields_of(type(plan))
    return [_(fields[name].label) for name in PARTS if not (getattr(plan, name) or "").strip()]


def village_lacks(plan: VillagePlan, survey: VillageSurvey | None, hearing: PlanHearing | None) -> list[str]:
    """What a village's plan lacks before it may be approved, each in a few words (M4)."""
    found = [_("the part “{part}” is empty").format(part=part) for part in missing_parts(plan)]
    if survey is None or survey.away is not None:
        found.append(_("there is no survey of the village"))
    if hearing is None or hearing.away is not None:
        found.append(_("nobody was heard before the plan was made"))
    elif not (hearing.minutes or "").strip() and hearing.meeting is None and not hearing.scans:
        found.append(_("the hearing has no minutes"))
    for one in (survey, hearing):
        if one is not None and one.date is not None and plan.approved_on is not None and one.date > plan.approved_on:
            text = _("“{what}” of {day} lies after the approval")
            found.append(text.format(what=_(type(one).label), day=one.date))
    return found


def unit_lacks(plan: UnitPlan, milestones: Sequence[UnitMilestone]) -> list[str]:
    """What a unit's plan lacks before it may be approved: a part, or any milestone (000 七(二))."""
    found = [_("the part “{part}” is empty").format(part=part) for part in missing_parts(plan)]
    return found if milestones else [*found, _("there is no milestone yet")]


def lacks(ledger: Ledger, plan: Plan) -> list[str]:
    """What a plan lacks before it may be approved."""
    if isinstance(plan, UnitPlan):
        return unit_lacks(plan, ledger.find(UnitMilestone, plan=plan.id) if plan.id else [])

    def one(cls: type[Any], id: object) -> Any:
        return next(iter(ledger.find(cls, id=id, with_away=True)), None) if id is not None else None

    return village_lacks(plan, one(VillageSurvey, plan.survey), one(PlanHearing, plan.hearing))


def check_plan(ledger: Ledger, plan: Plan, before: Plan | None) -> None:
    """Refuse years in the wrong order (`village_plan.years`), an approval of what lacks something
    (`village_plan.lacks`) or without its day (`village_plan.approval`), and other words under an approval
    (`village_plan.approved`)."""
    if plan.first_year is not None and plan.last_year is not None and plan.last_year < plan.first_year:
        message = _("The last year of the plan lies before its first. Nothing was saved; correct one of them.")
        raise Refusal("village_plan.years", message, where={"field": "last_year"})
    refuse_ahead(plan.approved_on, ledger.today, "approved_on", "village_plan.future")
    if plan.approved_by:
        _refuse_unapprovable(ledger, plan, before)


def _refuse_unapprovable(ledger: Ledger, plan: Plan, before: Plan | None) -> None:
    if plan.approved_on is None:
        message = _("The day of approval is needed. Nothing was saved; enter it.")
        raise Refusal("village_plan.approval", message, where={"field": "approved_on"})
    same = before is not None and before is not plan and before.approved_on == plan.approved_on and before.approved_by
    if same and any(getattr(before, name) != getattr(plan, name) for name in _SAID):
        message = _(
            "This plan was approved on {day}. Nothing was saved; what is written now is approved anew: enter the new"
            " day of approval, or take the approval out."
        )
        told = message.format(day=plan.approved_on)
        raise Refusal("village_plan.approved", told, where={"field": "approved_on"})
    if found := lacks(ledger, plan):
        message = _("The plan cannot be approved yet: {lacks}. Nothing was saved; enter what is missing first.")
        told = message.format(lacks="；".join(found))
        raise Refusal("village_plan.lacks", told, where={"field": "approved_by", "lacks": found})


def check_survey(ledger: Ledger, survey: VillageSurvey | PlanHearing, before: Record | None) -> None:
    """Refuse a day to come of a survey or a hearing (`village_plan.future`)."""
    del before
    refuse_ahead(survey.date, ledger.today, "date", "village_plan.future")


def check_item(ledger: Ledger, item: PlanItem, before: PlanItem | None) -> None:
    """Refuse a year outside the plan (`plan_item.year`), a due day before the first (`plan_item.due`), and a day to
    come of what is done (`village_plan.future`); tell items that cost more than the plan has."""
    del before
    plans, items = ledger.gathered(_plans_of)
    plan = plans.get(item.plan)
    if plan is not None and not (plan.first_year or 0) <= (item.year or 0) <= (plan.last_year or 9999):
        message = _("The plan goes from {first} to {last}. Nothing was saved; correct the year.")
        told = message.format(first=plan.first_year, last=plan.last_year)
        raise Refusal("plan_item.year", told, where={"field": "year"})
    if item.start and item.due and item.due < item.start:
        message = _("The due day lies before the first day. Nothing was saved; correct one of them.")
        raise Refusal("plan_item.due", message, where={"field": "due"})
    refuse_ahead(item.done_on, ledger.today, "done_on", "village_plan.future")
    if plan is not None and plan.planned_money is not None:
        others = [one for one in items.get(plan.id, ()) if one.id != item.id]
        total = sum(one.planned_fund or 0 for one in (*others, item))
        if total > plan.planned_money:
            text = _("The items cost {total} yuan, and the plan has {held}.")
            ledger.note([text.format(total=yuan(total), held=yuan(plan.planned_money))])


def _plans_of(
    ledger: Ledger, batch: Sequence[PlanItem]
) -> tuple[Mapping[Dot | None, VillagePlan], Mapping[Dot | None, list[PlanItem]]]:
    """The plans of a batch of items, and all items they have in the book."""
    ids = sorted({one.plan for one in batch if one.plan is not None})
    items: dict[Dot | None, list[PlanItem]] = {}
    for one in ledger.find(PlanItem, plan=ids) if ids else ():
        items.setdefault(one.plan, []).append(one)
    return {one.id: one for one in ledger.find(VillagePlan, id=ids)} if ids else {}, items


def check_milestone(ledger: Ledger, milestone: Milestone, before: Milestone | None) -> None:
    """Refuse a milestone without a day (`milestone.due`), one after the deadline of the area (`milestone.late`), and a
    day to come of what is done (`village_plan.future`)."""
    del before
    if milestone.due is None:
        message = _("Say by when it is done: how many months before the deadline, or the day. Nothing was saved.")
        raise Refusal("milestone.due", message, where={"field": "due"})
    deadline = ledger.gathered(_deadline)
    if deadline is not None and milestone.due > date.fromisoformat(deadline.text):
        message = _("Here all is to be done by {day} ({cited}). Nothing was saved; correct the day.")
        told = message.format(day=deadline.text, cited=deadline.cited)
        raise Refusal("milestone.late", told, where={"field": "due"})
    refuse_ahead(milestone.done_on, ledger.today, "done_on", "village_plan.future")


def _deadline(ledger: Ledger, batch: Sequence[Record]) -> Parameter | None:
    del batch
    return deadline_of(ledger)


RULES: Mapping[type[Record], Rule] = {
    VillageSurvey: check_survey,
    PlanHearing: check_survey,
    VillagePlan: check_plan,
    UnitPlan: check_plan,
    PlanItem: check_item,
    VillageMilestone: check_milestone,
    UnitMilestone: check_milestone,
}
