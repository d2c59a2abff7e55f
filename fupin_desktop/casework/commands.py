"""What people do with cases of any kind: open one, bring it a stage on, several at once."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from fupin_desktop.casework.model import Case, CaseStep
from fupin_desktop.casework.rules import foreign_level, lacks, refuse, refuse_date, refuse_order
from fupin_desktop.casework.standing import Look, Standing, StepPapers
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _

C = TypeVar("C", bound=Case)
PROGRESS = ("stage", "stage_on")


def open_case(ledger: Ledger, case: C, papers: StepPapers | None = None) -> C:
    """Open a case with the facts it brings, in the first stage of its path; `stage_on` is its day, today by default.

    Refuses a day to come (`case.date`), a stage that is not the first (`case.order`), and a second open case of the
    kind for one home (`case.open_already`).
    """
    path, day, with_it = type(case).path, case.stage_on or ledger.today, papers or StepPapers()
    if case.stage not in (None, path.first):
        text = _("A case is opened at its first stage and goes on by steps (case advance). Nothing was saved.")
        raise Refusal("case.order", text, where={"field": "stage"})
    facts: dict[str, Any] = {path.year: day.year} if path.year and getattr(case, path.year) is None else {}
    opened = case.but(stage=path.first, stage_on=day, **facts)
    refuse_date(case.but(stage_on=None), day, ledger.today)
    with ledger.savepoint():
        saved = ledger.save(opened, managed=PROGRESS)
        _keep_step(ledger, saved, None, day, with_it)
    return saved


def advance(ledger: Ledger, case: C, *, to: str, on: dt.date | None = None, papers: StepPapers | None = None) -> C:
    """Bring a case, as its user saw it, to a next stage on a day, today by default, and keep the step.

    Refuses what is out of order (`case.order`), another level's step (`case.level`), a day that goes back or lies ahead
    (`case.date`), and what the gates of the stage say (`case.notice`, `case.meeting`, `case.photos`, `case.paper`,
    `case.facts`, `case.record`, `case.sum`, `step.same_person`, `case.other`, `case.why`).
    """
    with_it, day, look = papers or StepPapers(), on or ledger.today, Look(ledger, [case])
    refuse_order(case, to, look.steps(case))
    if (level := foreign_level(ledger, case, to, with_it)) is not None:
        raise refuse(level)
    refuse_date(case, day, ledger.today)
    asked = _with_papers(case, to, with_it)
    at = Standing(look, asked, to, day, ledger.today, with_it, ledger.actor, ledger.division)
    for lack in lacks(at):
        raise refuse(lack)
    changes = _managed(at)
    with ledger.savepoint():
        moved = ledger.save(asked.but(**changes), managed=tuple(changes))
        _take_effect(ledger, moved, _keep_step(ledger, moved, case.stage, day, with_it))
    return moved


def _take_effect(ledger: Ledger, case: Case, step: CaseStep) -> None:
    """Change elsewhere what follows from the step."""
    stage = type(case).path.stage(step.to_stage)
    for effect in stage.does if stage else ():
        effect.apply(ledger, case, step)


def _with_papers(case: C, to: str, papers: StepPapers) -> C:
    """The case with the facts and photographs that come with the step."""
    path = type(case).path
    stage = path.stage(to)
    moment = papers.moment or (stage.moment if stage else "")
    facts = dict(papers.facts)
    if papers.photos and moment:
        facts[moment] = tuple(dict.fromkeys((*getattr(case, moment), *papers.photos)))
    return case.but(**facts)


def _managed(at: Standing) -> dict[str, Any]:
    """The fields that follow from the step."""
    stage = type(at.case).path.stage(at.to)
    changes: dict[str, Any] = {"stage": at.to, "stage_on": at.on}
    for gate in stage.waits if stage else ():
        changes.update(gate.gives(at))
    return {**changes, **_dates(at)}


def _dates(at: Standing) -> dict[str, Any]:
    """The date of the case that follows from the step: its day, unless a gate knows a better one."""
    stage = type(at.case).path.stage(at.to)
    if stage is None or not stage.sets:
        return {}
    given = {name: day for gate in stage.waits for name, day in gate.gives(at).items() if name == stage.sets}
    return {stage.sets: at.on, **given}


def _keep_step(ledger: Ledger, case: Case, left: str | None, day: dt.date, papers: StepPapers) -> CaseStep:
    cls = type(case).step
    step = cls(
        case=case.id,
        from_stage=left,
        to_stage=case.stage,
        on=day,
        by=papers.by or ledger.actor,
        opinion=papers.opinion,
        paper=papers.paper,
        meeting=papers.meeting,
        photos=tuple(papers.photos),
    )
    return ledger.save(step, managed=tuple(fields_of(cls)))


def record_step(ledger: Ledger, step: CaseStep, cls: type[C]) -> C:
    """Take the step that a record of one describes, as a form or `record new` gives it: a step is nothing by itself."""
    papers = StepPapers(
        by=step.by or "", paper=step.paper, meeting=step.meeting, opinion=step.opinion, photos=step.photos
    )
    assert step.case is not None
    return advance(ledger, ledger.get(cls, step.case), to=step.to_stage or "", on=step.on, papers=papers)


def correct_day(ledger: Ledger, case: C, step: CaseStep, on: dt.date, why: str) -> C:
    """Correct the day of a step that was written down wrongly.

    A step like it takes its place, the wrong one is put away with the reason, and the date of the case that follows
    from it is corrected.  Refuses a missing reason (`why.missing`), another level's step (`case.level`), and a day to
    come or one that is not between the steps before and after (`case.date`).
    """
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    if (level := foreign_level(ledger, case, step.to_stage or "", StepPapers(paper=step.paper))) is not None:
        raise refuse(level)
    look = Look(ledger, [case])
    steps = look.steps(case)
    at = next((number for number, one in enumerate(steps) if one.id == step.id), 0)
    earlier = steps[at - 1].on if at else None
    later = steps[at + 1].on if at + 1 < len(steps) else None
    refuse_date(case.but(stage_on=earlier), on, ledger.today, later)
    cls = type(case).step
    facts = {name: getattr(step, name) for name in fields_of(cls)}
    changes = _dates(Standing(look, case, step.to_stage or "", on, ledger.today))
    if step.to_stage == case.stage:
        changes["stage_on"] = on
    with ledger.savepoint():
        ledger.put_away(step, why)
        ledger.save(cls(**{**facts, "on": on}), managed=tuple(fields_of(cls)))
        return ledger.save(case.but(**changes), managed=tuple(changes))


def open_many(
    ledger: Ledger, cases: Iterable[C], make: Callable[[Ledger, C], Any], told: Callable[[C], None] | None = None
) -> tuple[list[Any], list[tuple[C, Refusal]]]:
    """Open several cases, each as its feature makes it (`make`); those refused are named with the reason.

    `told` hears of each case before it is tried.
    """
    opened: list[Any] = []
    refused: list[tuple[C, Refusal]] = []
    for case in cases:
        if told is not None:
            told(case)
        try:
            with ledger.savepoint():
                opened.append(make(ledger, case))
        except Refusal as refusal:
            refused.append((case, refusal))
    return opened, refused


def advance_many(
    ledger: Ledger,
    cases: Iterable[C],
    *,
    to: str,
    on: dt.date | None = None,
    papers: StepPapers | None = None,
    told: Callable[[C], None] | None = None,
) -> tuple[list[C], list[tuple[C, Refusal]]]:
    """Bring several cases to a stage; those that may not go stay where they are and are named with the reason.

    In a rehearsal of the book this is the preview: who would go, and who would be refused and why.  `told` hears of
    each case before it is tried.
    """
    moved: list[C] = []
    refused: list[tuple[C, Refusal]] = []
    for case in cases:
        if told is not None:
            told(case)
        try:
            with ledger.savepoint():
                moved.append(advance(ledger, case, to=to, on=on, papers=papers))
        except Refusal as refusal:
            refused.append((case, refusal))
    return moved, refused
