"""Rules of plans and measures: what a measure must have, how progress may run, what is overdue."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from fupin_desktop.ledger.declared.feature import Rule
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.showing import yuan
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.approval import Plan, refuse_other_words, refuse_unripe
from fupin_desktop.plans.model import HouseholdPlan, MeasureFunding, MeasureProgress, YearMeasure
from fupin_desktop.plans.yearly import HouseholdSurvey, HouseholdYearPlan, PlanSignature
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.policy.values import find_value

PLANNED, DOING, DONE, CANCELLED = "planned", "doing", "done", "cancelled"
RUNNING = (PLANNED, DOING)


def check_plan(plan: Plan) -> list[str]:
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


def check_progress(step: MeasureProgress, measure: YearMeasure, steps: Iterable[MeasureProgress], today: date) -> None:
    """Refuse progress of a measure given up, in the future, or going back without a remark (E23: monotone unless
    reason); `steps` are those reported so far.

    Codes: `measure.cancelled`, `progress.future`, `progress.back`.
    """
    if measure.state == CANCELLED:
        raise Refusal("measure.cancelled", _("This measure was given up. Nothing was saved."))
    refuse_ahead(step.date, today, "date", "progress.future")
    before = reached(steps, step.date)
    if (step.percent or 0) < before and not (step.remark or "").strip():
        message = _("{before} % had been reported. To go back, say why in the remark. Nothing was saved.")
        raise Refusal("progress.back", message.format(before=before), where={"field": "remark"})


def state_at(percent: int) -> str:
    """The state of a measure by its progress: 100 % is done, anything above nought is under way."""
    if percent >= 100:
        return DONE
    return DOING if percent else PLANNED


def refuse_state(measure: YearMeasure, before: str | None, steps: Sequence[MeasureProgress]) -> None:
    """Refuse, as `measure.state`, a state that the progress reported so far does not bear out.

    `before` is the state as it was read, None for a new measure.  A measure is given up with a reason, which stands in
    its progress.
    """
    if measure.state in (before, state_at(reached(steps))):
        return
    if measure.state == CANCELLED and any((step.remark or "").strip() for step in steps):
        return
    message = _("The state of a measure follows from its progress: report that instead. Nothing was saved.")
    raise Refusal("measure.state", message, where={"field": "state"})


def is_overdue(measure: YearMeasure, today: date) -> bool:
    """True for a measure not ended after its due day, or without one after the end of its year."""
    if measure.state not in RUNNING:
        return False
    last = measure.due or (date(measure.year, 12, 31) if measure.year else None)
    return last is not None and last < today


def sameness(measure: YearMeasure) -> tuple[object, ...]:
    """What makes two measures of a household one and the same: year, member, project, kind and content."""
    names = ("household", "member", "year", "project8", "category", "content")
    return tuple(getattr(measure, name) for name in names)


def copied(measure: YearMeasure, year: int) -> YearMeasure:
    """A household's measure as planned for another year: nothing done, to be confirmed (000 三(四)).

    一户一法: a copy counts as nobody's measure until somebody has asked the household.  Its days move by whole years.
    """
    years = year - measure.year if measure.year is not None else 0
    return YearMeasure(
        household=measure.household,
        member=measure.member,
        year=year,
        project8=measure.project8,
        batch5=measure.batch5,
        category=measure.category,
        content=measure.content,
        support=measure.support,
        scale=measure.scale,
        scale_unit=measure.scale_unit,
        planned_fund=measure.planned_fund,
        responsible=measure.responsible,
        start=_later(measure.start, years),
        due=_later(measure.due, years),
        state=PLANNED,
        to_be_confirmed=True,
    )


def _later(day: date | None, years: int) -> date | None:
    if day is None:
        return None
    leap = (day.month, day.day) == (2, 29)  # that day is missing in most years
    return day.replace(year=day.year + years, day=28 if leap and years else day.day)


def refuse_exit_year(year: int | None, starts: Parameter | None, ends: Parameter | None) -> None:
    """Refuse, as `plan.exit_year`, a planned year of exit outside the campaign, as the papers of the area set it.

    Where no paper sets a day, that side is open (Shanwei 002 §1 sets the end, Guangzhou 003 (十二) both).
    """
    if year is None:
        return
    late = ends is not None and year > date.fromisoformat(ends.text).year
    early = starts is not None and year < date.fromisoformat(starts.text).year
    if late and ends is not None:
        message = _("Here all are to have left poverty by {day} ({cited}). Nothing was saved; correct the year.")
        told = message.format(day=ends.text, cited=ends.cited)
    elif early and starts is not None:
        message = _("Here the work began on {day} ({cited}). Nothing was saved; correct the year.")
        told = message.format(day=starts.text, cited=starts.cited)
    else:
        return
    raise Refusal("plan.exit_year", told, where={"field": "planned_exit_year"})


def _judge_plan(ledger: Ledger, plan: HouseholdPlan, before: HouseholdPlan | None) -> None:
    if before is None or before is plan or before.planned_exit_year != plan.planned_exit_year:
        refuse_exit_year(plan.planned_exit_year, *ledger.gathered(_campaign))
    _judge_agreement(ledger, plan, before)


def _judge_agreement(ledger: Ledger, plan: Plan, before: Plan | None) -> None:
    """Rules of both plans: what was signed is what stands, and only a plan that lacks nothing is approved."""
    refuse_other_words(ledger, plan, before)
    refuse_unripe(ledger, plan, before)
    ledger.note(check_plan(plan))


def _judge_survey(ledger: Ledger, survey: HouseholdSurvey, before: HouseholdSurvey | None) -> None:
    del before
    refuse_ahead(survey.date, ledger.today, "date", "plan.future")
    ledger.note(check_survey(survey))


def check_survey(survey: HouseholdSurvey) -> list[str]:
    """Warnings about a survey: more able to work than live there, a loan without its purpose (M15)."""
    found = []
    if survey.persons is not None and (survey.labourers or 0) > survey.persons:
        found.append(_("More persons can work than live in the household: is it right?"))
    if survey.loan_wish and not survey.loan_purpose:
        found.append(_("A loan is wished for: ask for what purpose."))
    return found


def _judge_signature(ledger: Ledger, signature: PlanSignature, before: PlanSignature | None) -> None:
    del before
    refuse_ahead(signature.on, ledger.today, "on", "plan.future")


def _judge_funding(ledger: Ledger, funding: MeasureFunding, before: MeasureFunding | None) -> None:
    """Refuses a day to come (`plan.future`); as `funding.twice` a source that stands already, where one has no day."""
    del before
    refuse_ahead(funding.on, ledger.today, "on", "plan.future")
    measures, sources = ledger.gathered(_money_of)
    others = [one for one in sources.get(funding.measure, ()) if one.id != funding.id]
    if any(one.source == funding.source and None in (one.on, funding.on) for one in others):
        message = _(
            "This source stands on the measure already. Nothing was saved; correct that entry or, where the money came"
            " in several parts, give each part its day."
        )
        raise Refusal("funding.twice", message, where={"field": "on"})
    ledger.note(check_funding(measures.get(funding.measure, YearMeasure()), [*others, funding]))


def _money_of(
    ledger: Ledger, batch: Sequence[MeasureFunding]
) -> tuple[Mapping[Dot | None, YearMeasure], Mapping[Dot | None, list[MeasureFunding]]]:
    """The measures of a batch of sources, and all sources they have in the book."""
    ids = sorted({one.measure for one in batch if one.measure is not None})
    sources: dict[Dot | None, list[MeasureFunding]] = {}
    for one in ledger.find(MeasureFunding, measure=ids) if ids else ():
        sources.setdefault(one.measure, []).append(one)
    return {one.id: one for one in ledger.find(YearMeasure, id=ids)} if ids else {}, sources


def check_funding(measure: YearMeasure, sources: Sequence[MeasureFunding]) -> list[str]:
    """Warnings where sources and measure do not agree: more planned, more come in, more spent than is said; in fen."""
    planned = sum(one.planned or 0 for one in sources)
    actual = sum(one.actual or 0 for one in sources)
    found = []
    if measure.planned_fund is not None and planned > measure.planned_fund:
        text = _("The sources give {sum} yuan, and {planned} yuan are planned for the measure.")
        found.append(text.format(sum=yuan(planned), planned=yuan(measure.planned_fund)))
    expected = max(planned, measure.planned_fund or 0)
    if expected and actual > expected:
        text = _("{sum} yuan have come in for the measure, more than the {planned} yuan that were planned.")
        found.append(text.format(sum=yuan(actual), planned=yuan(expected)))
    if measure.actual_fund is not None and actual < measure.actual_fund:
        text = _("{spent} yuan were spent on the measure, and its sources have given {sum} yuan.")
        found.append(text.format(sum=yuan(actual), spent=yuan(measure.actual_fund)))
    return found


def _campaign(ledger: Ledger, batch: Sequence[Record]) -> tuple[Parameter | None, Parameter | None]:
    """First and last day of the campaign in the book's own area."""
    del batch
    starts, ends = (find_value(ledger, code, ledger.division) for code in ("campaign_start", "exit_deadline"))
    return starts, ends


def _judge_measure(ledger: Ledger, measure: YearMeasure, before: YearMeasure | None) -> None:
    ledger.note(check_measure(measure))
    steps = ledger.gathered(_steps_of).get(measure.id, ()) if measure.id is not None else ()
    refuse_state(measure, before.state if before else None, steps)


def _judge_progress(ledger: Ledger, step: MeasureProgress, before: MeasureProgress | None) -> None:
    del before
    assert step.measure is not None  # a required link, looked at before any rule
    measure = ledger.get(YearMeasure, step.measure)
    steps = [one for one in ledger.gathered(_steps_of).get(step.measure, ()) if one.id != step.id]
    check_progress(step, measure, steps, ledger.today)
    if measure.to_be_confirmed and (step.percent or 0) > 0:
        ledger.note([_("This measure was copied, and nobody has confirmed yet that the household was asked.")])


def _steps_of(ledger: Ledger, batch: Sequence[Record]) -> Mapping[Dot | None, list[MeasureProgress]]:
    measures = {one.id if isinstance(one, YearMeasure) else getattr(one, "measure", None) for one in batch} - {None}
    found: dict[Dot | None, list[MeasureProgress]] = {}
    for step in ledger.find(MeasureProgress, measure=sorted(measures)) if measures else ():
        found.setdefault(step.measure, []).append(step)
    return found


RULES: Mapping[type[Record], Rule] = {
    HouseholdPlan: _judge_plan,
    HouseholdSurvey: _judge_survey,
    HouseholdYearPlan: _judge_agreement,
    PlanSignature: _judge_signature,
    MeasureFunding: _judge_funding,
    YearMeasure: _judge_measure,
    MeasureProgress: _judge_progress,
}
