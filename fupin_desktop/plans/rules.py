"""Rules of plans and measures: what a measure must have, how progress may run, what is overdue."""

from collections.abc import Iterable
from datetime import date

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure

PLANNED, DOING, DONE, CANCELLED = "planned", "doing", "done", "cancelled"
RUNNING = (PLANNED, DOING)


def check_plan(plan: HouseholdPlan) -> list[str]:
    """Warnings about a household's plan: one without the household's signature is not agreed (000 三(四))."""
    return [] if plan.household_signed else [_("The household has not signed this plan yet.")]


def check_measure(measure: YearMeasure) -> list[str]:
    """Warnings about a measure (E22); refuses, as `measure.due`, a due day before the first."""
    if measure.start and measure.due and measure.due < measure.start:
        message = _("The due day lies before the first day. Nothing was saved; correct one of them.")
        raise Refusal("measure.due", message, where={"field": "due"})
    warnings = []
    if not (measure.responsible or "").strip():
        warnings.append(_("Nobody is named as responsible for this measure."))
    if _over(measure):
        warnings.append(_("More was spent than was planned for this measure."))
    return warnings


def _over(measure: YearMeasure) -> bool:
    return measure.planned_fund is not None and (measure.actual_fund or 0) > measure.planned_fund


def reached(steps: Iterable[MeasureProgress], until: date | None = None) -> int:
    """The percentage last reported, by date and then by order of entry; 0 before the first report.

    With `until`, as it stood on that day.
    """
    dated = [s for s in steps if s.date is not None and (until is None or s.date <= until)]
    if not dated:
        return 0
    return max(enumerate(dated), key=lambda pair: (pair[1].date, pair[0]))[1].percent or 0


def check_progress(step: MeasureProgress, before: int, today: date) -> None:
    """Refuse progress in the future, or going back without a remark that says why (E23: monotone unless reason).

    Codes: `progress.future`, `progress.back`.
    """
    if step.date is not None and step.date > today:
        message = _("Progress cannot be reported for a day to come. Nothing was saved; correct the date.")
        raise Refusal("progress.future", message, where={"field": "date"})
    if (step.percent or 0) < before and not (step.remark or "").strip():
        message = _("{before} % had been reported. To go back, say why in the remark. Nothing was saved.")
        raise Refusal("progress.back", message.format(before=before), where={"field": "remark"})


def state_at(percent: int) -> str:
    """The state of a measure by its progress: 100 % is done, anything above nought is under way."""
    if percent >= 100:
        return DONE
    return DOING if percent else PLANNED


def is_overdue(measure: YearMeasure, today: date) -> bool:
    """True for a measure not ended after its due day, or without one after the end of its year."""
    if measure.state not in RUNNING:
        return False
    last = measure.due or (date(measure.year, 12, 31) if measure.year else None)
    return last is not None and last < today


def same_measure(one: YearMeasure, other: YearMeasure) -> bool:
    """True when two measures of a household are one and the same: year, project, kind and content agree."""
    names = ("household", "year", "project8", "category", "content")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def copied(measure: YearMeasure, household: Dot) -> YearMeasure:
    """A measure as planned for another household: nothing done, nobody's name, to be confirmed (000 三(四)).

    一户一法: a copy counts as nobody's measure until somebody has asked that household.
    """
    return YearMeasure(
        household=household,
        year=measure.year,
        project8=measure.project8,
        batch5=measure.batch5,
        category=measure.category,
        content=measure.content,
        scale=measure.scale,
        scale_unit=measure.scale_unit,
        planned_fund=measure.planned_fund,
        responsible=measure.responsible,
        start=measure.start,
        due=measure.due,
        state=PLANNED,
        to_be_confirmed=True,
    )
