"""What people do with plans: make one, set its measures, report how far they are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, facts_of
from fupin_desktop.ledger.words import _
from fupin_desktop.plans.approval import HOUSEHOLD
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure
from fupin_desktop.plans.rules import (
    CANCELLED,
    PLANNED,
    RUNNING,
    copied,
    reached,
    sameness,
    state_at,
)
from fupin_desktop.plans.signing import record_signature, revised, sign
from fupin_desktop.plans.yearly import PlanSignature

_STATE = ("state",)
_COPIED = ("state", "to_be_confirmed")


def make_plan(
    ledger: Ledger,
    plan: HouseholdPlan,
    *,
    wish: str,
    cause_analysis: str,
    planned_exit_year: int,
    **facts: Any,
) -> HouseholdPlan:
    """Make a household's three-year plan, or revise it as its user saw it (E21); a revised plan must be signed anew.

    `plan` is that record, or a new one of the household; `planned_exit_year` lies within the campaign of the book's
    area (`plan.exit_year`).  Refuses, as `record.exists`, a second plan of a household.
    """
    made = revised(
        ledger, plan, wish=wish, cause_analysis=cause_analysis, planned_exit_year=planned_exit_year, **facts
    )  # fmt: skip
    return ledger.save(made, managed=("version",))


def sign_plan(ledger: Ledger, plan: HouseholdPlan, on: dt.date) -> HouseholdPlan:
    """Note that the household signed its plan; refuses a day to come."""
    return sign(ledger, plan, signer=HOUSEHOLD, on=on)


def set_measure(
    ledger: Ledger,
    *,
    household: Dot,
    year: int,
    project8: str,
    batch5: str,
    category: str,
    content: str,
    measure: YearMeasure | None = None,
    **facts: Any,
) -> YearMeasure:
    """Set a measure of the year (E22), or correct `measure`; further facts under the field names of `YearMeasure`.

    `planned_fund` and `actual_fund` are in fen.
    """
    made = (measure or YearMeasure()).but(
        household=household,
        year=year,
        project8=project8,
        batch5=batch5,
        category=category,
        content=content,
        **facts,
    )
    return ledger.save(made if made.state else made.but(state=PLANNED), managed=_STATE)


def confirm_measure(ledger: Ledger, measure: YearMeasure) -> YearMeasure:
    """Say that this household was asked, and that the copied measure is meant for it."""
    return ledger.save(measure.but(to_be_confirmed=None), managed=_COPIED)


def report_progress(
    ledger: Ledger,
    measure: YearMeasure,
    *,
    date: dt.date,
    percent: int,
    note: str | None = None,
    photos: Sequence[str] = (),
    visit: Dot | None = None,
) -> tuple[MeasureProgress, YearMeasure]:
    """Report how far a measure has come, in whole percent (E23); 100 % ends it, later reports move its state.

    `visit` is the one on which it was seen.  Going back needs a note that says why.  A report dated before others
    leaves the state to the newest.
    """
    steps = ledger.find(MeasureProgress, measure=measure.id)
    said = MeasureProgress(measure=measure.id, date=date, percent=percent, remark=note, visit=visit)
    saved = ledger.save(said.but(photos=tuple(photos)))
    state = state_at(reached([*steps, saved]))
    return saved, ledger.save(measure.but(state=state), managed=_STATE) if state != measure.state else measure


def cancel_measure(ledger: Ledger, measure: YearMeasure, why: str) -> YearMeasure:
    """Give a measure up; the reason stands as a last line of its progress.  Codes `measure.ended`, `why.missing`."""
    if measure.state not in RUNNING:
        raise Refusal("measure.ended", _("This measure has ended already. Nothing was changed."))
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    percent = reached(ledger.find(MeasureProgress, measure=measure.id))
    ledger.save(MeasureProgress(measure=measure.id, date=ledger.today, percent=percent, remark=why.strip()))
    return ledger.save(measure.but(state=CANCELLED), managed=_STATE)


def _new_ones(ledger: Ledger, made: Sequence[YearMeasure], known: Sequence[YearMeasure]) -> list[YearMeasure]:
    had = {sameness(measure) for measure in known}
    return ledger.save_all([measure for measure in made if sameness(measure) not in had], managed=_COPIED)


def copy_year(
    ledger: Ledger, *, from_year: int, to_year: int, households: Sequence[Dot] | None = None
) -> list[YearMeasure]:
    """Copy the measures of one year to another for the same households, all by default; each waits to be confirmed.

    Those given up and what stands in that year already are left out; refuses, as `measure.year`, the same year twice.
    """
    if from_year == to_year:
        message = _("Measures cannot be copied into their own year. Nothing was changed; choose another year.")
        raise Refusal("measure.year", message, where={"field": "to"})
    chosen: dict[str, Any] = {} if households is None else {"household": households}
    known = ledger.find(YearMeasure, year=to_year, **chosen)
    given = [m for m in ledger.find(YearMeasure, year=from_year, **chosen) if m.state != CANCELLED and m.household]
    made = [copied(measure, to_year) for measure in given]
    return _new_ones(ledger, made, known)


def _make_measure(ledger: Ledger, measure: YearMeasure) -> YearMeasure:
    return set_measure(ledger, **facts_of(measure))


def _make_progress(ledger: Ledger, step: MeasureProgress) -> MeasureProgress:
    given = facts_of(step)
    measure = ledger.get(YearMeasure, given.pop("measure"))
    return report_progress(ledger, measure, note=given.pop("remark", None), **given)[0]


MAKERS: Mapping[type[Record], Maker] = {
    YearMeasure: _make_measure,
    MeasureProgress: _make_progress,
    PlanSignature: record_signature,
}
