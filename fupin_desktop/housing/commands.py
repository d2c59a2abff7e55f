"""What people do with housing cases: open one, bring it a stage on, several at once."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase, HousingStep
from fupin_desktop.housing.rules import (
    DATES,
    NOTICES,
    came_from,
    check_eligible,
    photo_field,
    refuse_date,
    refuse_order,
    refuse_without_photos,
)
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.commands import may_pass, passed_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.rules import kind_named


@dataclass(frozen=True)
class StepPapers:
    """What goes with a step: by whom, on what paper, at which meeting, whose opinion, which photographs, what notice.

    `photos` are keys of the book's photographs.
    """

    by: str = ""
    paper: str | None = None
    meeting: str | None = None
    opinion: str | None = None
    photos: Sequence[str] = ()
    notice: Dot | None = None


def open_case(
    ledger: Ledger, *, household: Dot, year_plan: int, on: dt.date | None = None, **facts: Any
) -> HousingCase:
    """Open a housing case with the household's application (E27); `on` is the day of application, today by default.

    Further facts under the field names of `HousingCase`; persons are taken from the household when not given.
    """
    day = on or ledger.today
    persons = facts.pop("persons", None) or ledger.get(Household, household).persons
    case = HousingCase(
        household=household, year_plan=year_plan, persons=persons, stage="applied", stage_on=day, **facts
    )
    refuse_date(case, day, ledger.today)
    ledger.note(check_eligible(case))
    saved = ledger.save(case)
    ledger.save(HousingStep(case=saved.id, to_stage="applied", on=day, by=ledger.actor))
    return saved


def advance(
    ledger: Ledger, case: HousingCase, *, to: str, on: dt.date | None = None, papers: StepPapers | None = None
) -> HousingCase:
    """Bring a case to its next stage on a day, today by default, and keep the step (E27).

    Refuses what is out of order, goes back in time or lies ahead, a posted stage without its closed notice, and
    acceptance without photographs; codes `case.order`, `case.date`, `case.notice`, `case.photos`.
    """
    with_it, day = papers or StepPapers(), on or ledger.today
    refuse_order(case, to, came_from(ledger.find(HousingStep, case=case.id)))
    refuse_date(case, day, ledger.today)
    moved = _moved(case, to, day, with_it)
    if to in NOTICES:
        moved = moved.but(notice=_closed_notice(ledger, moved, to, day).id)
    refuse_without_photos(moved, to)
    ledger.save(_step(ledger, case, to, day, with_it))
    return ledger.save(moved)


def _moved(case: HousingCase, to: str, day: dt.date, papers: StepPapers) -> HousingCase:
    changes: dict[str, Any] = {"stage": to, "stage_on": day}
    if to in DATES:
        changes[DATES[to]] = day
    if papers.photos:
        field = photo_field(to)
        changes[field] = tuple(dict.fromkeys((*getattr(case, field), *papers.photos)))
    if papers.notice is not None:
        changes["notice"] = papers.notice
    return case.but(**changes)


def _step(ledger: Ledger, case: HousingCase, to: str, day: dt.date, papers: StepPapers) -> HousingStep:
    return HousingStep(
        case=case.id,
        from_stage=case.stage,
        to_stage=to,
        on=day,
        by=papers.by or ledger.actor,
        opinion=papers.opinion,
        paper=papers.paper,
        meeting=papers.meeting,
        photos=tuple(papers.photos),
    )


def _closed_notice(ledger: Ledger, case: HousingCase, to: str, day: dt.date) -> Notice:
    # The linked notice if it is of this stage, else any that passed and lists this household; the roster takes cases in
    # at any stage, so nobody asks for the notices of stages that lie behind.
    kind, digits = NOTICES[to]
    code = ledger.get(Household, _known(case.household)).household_code or ""
    linked = ledger.get(Notice, case.notice) if case.notice is not None else None
    if linked is None or linked.kind != kind or digits not in (0, len(linked.division or "")):
        linked = passed_notice(ledger, kind, code, digits=digits)
    if linked is None or not may_pass(ledger, linked, code):
        text = _("“{stage}” needs a notice “{kind}” that lists this household, has closed and has no open objection.")
        next_step = _("Nothing was changed; draft, post and close that notice first.")
        sentence = text.format(stage=word("house_stage", to), kind=kind_named(kind).label)
        raise Refusal("case.notice", f"{sentence}{next_step}", where={"field": "notice"})
    if linked.posted_to is not None and day <= linked.posted_to:
        text = _("The notice hangs until {day}; the case moves on the day after. Nothing was changed.")
        raise Refusal("case.notice", text.format(day=linked.posted_to), where={"field": "on"})
    return linked


def _known(id: Dot | None) -> Dot:
    assert id is not None  # every case has its household
    return id


def advance_many(
    ledger: Ledger,
    cases: Iterable[HousingCase],
    *,
    to: str,
    on: dt.date | None = None,
    papers: StepPapers | None = None,
) -> tuple[list[HousingCase], list[tuple[HousingCase, Refusal]]]:
    """Bring several cases to a stage; those that may not go stay where they are and are named with the reason."""
    moved: list[HousingCase] = []
    refused: list[tuple[HousingCase, Refusal]] = []
    for case in cases:
        try:
            moved.append(advance(ledger, case, to=to, on=on, papers=papers))
        except Refusal as refusal:
            refused.append((case, refusal))
    return moved, refused
