"""Rules after an exit: of whom, on which days, with a result; what is solved was a problem; a relapse is told."""

from collections.abc import Mapping
from typing import TypeVar

from fupin_desktop.after_exit.model import AfterExitVisit, UnitFollowUp
from fupin_desktop.households.model import Household
from fupin_desktop.households.register import EXITED, RETURNED
from fupin_desktop.ledger.declared.feature import Maker, Rule
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.terms import refuse_ahead
from fupin_desktop.ledger.words import _, word
from fupin_desktop.notices.paths import class_named

Look = TypeVar("Look", AfterExitVisit, UnitFollowUp)
_ASSURANCES = ("food", "clothing", "education", "medical", "housing")
_RESULT = (*_ASSURANCES, "income_trend", "policies_kept", "findings", "problem", "photos")


def keep_visit(ledger: Ledger, visit: AfterExitVisit) -> AfterExitVisit:
    """Keep a monitoring visit (E20); it belongs to the newest exit case of the household, unless another is named."""
    if visit.exit_case is None and visit.household is not None:
        cases = ledger.find(class_named("exit_case"), household=visit.household)
        newest = max(cases, key=lambda one: (getattr(one, "year", None) or 0, one.id or 0), default=None)
        visit = visit.but(exit_case=newest.id if newest is not None else None)
    return ledger.save(visit)


def check_visit(ledger: Ledger, record: AfterExitVisit, before: AfterExitVisit | None) -> None:
    """Refuse what cannot be of a monitoring visit, and tell an assurance that no longer holds, where it is new.

    Codes `after_exit.date`, `after_exit.not_exited`, `after_exit.solved`; `after_exit.empty` a visit without any result
    (E20: 后续跟踪).  One kept before that was asked may be corrected as it is, and is found where it stands.
    """
    _refuse(ledger, record, before)
    lost = [name for name in _ASSURANCES if getattr(record, name) is False]
    known = [name for name in _ASSURANCES if before is not None and getattr(before, name) is False]
    if lost and (before is record or lost != known):
        labels = "、".join(_(fields_of(AfterExitVisit)[name].label) for name in lost)
        text = _("No longer assured after the exit: {items}. If the household fell back, open a return case.")
        ledger.note([text.format(items=labels)])


def has_result(look: Look) -> bool:
    """Does it say anything of what was found there, in an answer, in words or by a photograph?"""
    found = (getattr(look, name) for name in _RESULT if hasattr(look, name))
    return any(value.strip() if isinstance(value, str) else value not in (None, ()) for value in found)


def check_follow_up(ledger: Ledger, record: UnitFollowUp, before: UnitFollowUp | None) -> None:
    """Refuse what cannot be of a return visit of the unit, also one that says nothing; codes as of monitoring."""
    _refuse(ledger, record, before)


def _refuse(ledger: Ledger, record: Look, before: Look | None) -> None:
    for name in ("on", "solved_on"):
        refuse_ahead(getattr(record, name), ledger.today, name, "after_exit.date")
    solved = record.solved_on is not None
    if solved and not (record.problem or "").strip():
        text = _("What was solved? Nothing was saved; enter the problem.")
        raise Refusal("after_exit.solved", text, where={"field": "problem"})
    if record.solved_on is not None and record.on is not None and record.solved_on < record.on:
        text = _("A problem is solved after it was found, not before. Nothing was saved; correct the date.")
        raise Refusal("after_exit.solved", text, where={"field": "solved_on"})
    if before is None and record.household is not None:
        _refuse_not_exited(ledger, record)
    if (before is None or before is record or has_result(before)) and not has_result(record):
        text = _(
            "What was found there? A day and a name alone say nothing of the household: enter what was seen, an answer,"
            " a problem or a photograph. Nothing was saved."
        )
        raise Refusal("after_exit.empty", text, where={"field": "findings"})


def _refuse_not_exited(ledger: Ledger, record: Look) -> None:
    for home in ledger.find(Household, id=record.household):
        if home.status not in (EXITED, RETURNED):
            text = _("A household that is “{status}” has not exited yet. Nothing was saved; log an ordinary visit.")
            message = text.format(status=word("hh_status", home.status or ""))
            raise Refusal("after_exit.not_exited", message, where={"field": "household"})


RULES: Mapping[type[Record], Rule] = {AfterExitVisit: check_visit, UnitFollowUp: check_follow_up}
MAKERS: Mapping[type[Record], Maker] = {AfterExitVisit: keep_visit}
