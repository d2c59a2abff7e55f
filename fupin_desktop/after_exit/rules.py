"""Rules after an exit: of whom, on which days; what is solved was a problem; what speaks of a return is told."""

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
_SEEN = (*_ASSURANCES, "income_trend", "policies_kept", "findings", "problem", "photos")
_SEEN_BY_UNIT = ("findings", "problem", "photos")


def keep_visit(ledger: Ledger, visit: AfterExitVisit) -> AfterExitVisit:
    """Keep a monitoring visit (E20); it belongs to the newest exit case of the household, unless another is named."""
    if visit.exit_case is None and visit.household is not None:
        cases = ledger.find(class_named("exit_case"), household=visit.household)
        newest = max(cases, key=lambda one: (getattr(one, "year", None) or 0, one.id or 0), default=None)
        visit = visit.but(exit_case=newest.id if newest is not None else None)
    return ledger.save(visit)


def check_visit(ledger: Ledger, record: AfterExitVisit, before: AfterExitVisit | None) -> None:
    """Refuse what cannot be of a monitoring visit, and tell an assurance that no longer holds, where it is new.

    Codes `after_exit.date`, `after_exit.not_exited`, `after_exit.solved`.
    """
    _refuse(ledger, record, before)
    _tell_nothing_seen(ledger, record, before, _SEEN)
    lost = [name for name in _ASSURANCES if getattr(record, name) is False]
    known = [name for name in _ASSURANCES if before is not None and getattr(before, name) is False]
    if lost and (before is record or lost != known):
        labels = "、".join(_(fields_of(AfterExitVisit)[name].label) for name in lost)
        text = _("No longer assured after the exit: {items}. If the household fell back, open a return case.")
        ledger.note([text.format(items=labels)])


def check_follow_up(ledger: Ledger, record: UnitFollowUp, before: UnitFollowUp | None) -> None:
    """Refuse what cannot be of a return visit of the unit, and tell one that says nothing; codes as of monitoring."""
    _refuse(ledger, record, before)
    _tell_nothing_seen(ledger, record, before, _SEEN_BY_UNIT)


def _tell_nothing_seen(ledger: Ledger, record: Look, before: Look | None, seen: tuple[str, ...]) -> None:
    if before is None and all(getattr(record, name) in (None, "", ()) for name in seen):
        ledger.note([_("Nothing is written of what was seen there: add it while it is known.")])


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


def _refuse_not_exited(ledger: Ledger, record: Look) -> None:
    for home in ledger.find(Household, id=record.household):
        if home.status not in (EXITED, RETURNED):
            text = _("A household that is “{status}” has not exited yet. Nothing was saved; log an ordinary visit.")
            message = text.format(status=word("hh_status", home.status or ""))
            raise Refusal("after_exit.not_exited", message, where={"field": "household"})


RULES: Mapping[type[Record], Rule] = {AfterExitVisit: check_visit, UnitFollowUp: check_follow_up}
MAKERS: Mapping[type[Record], Maker] = {AfterExitVisit: keep_visit}
