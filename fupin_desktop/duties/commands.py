"""What people do with duties: end a responsibility or a term; a new cadre's term gets its planned end."""

import datetime as dt
from collections.abc import Mapping
from typing import TypeVar

from fupin_desktop.duties.model import Cadre, PlaceResponsibility, Responsibility
from fupin_desktop.duties.rules import HELPER, is_current, term_end, term_years
from fupin_desktop.ledger.declared.feature import Maker
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _

Duty = TypeVar("Duty", Responsibility, PlaceResponsibility)
Ending = TypeVar("Ending", Responsibility, PlaceResponsibility, Cadre)
_ENDED = ("end", "end_reason")


def end_responsibility(ledger: Ledger, duty: Duty, on: dt.date, why: str) -> Duty:
    """End a responsibility on its last day, with the reason; it stays in the history (E09).

    Refuses one that has ended (`responsibility.ended`), an end before its start (`responsibility.end`) and a missing
    reason (`why.missing`).  Says when nobody is left who answers for the household.
    """
    ended = _end(ledger, duty, on, why)
    if isinstance(duty, Responsibility) and duty.role == HELPER:
        others = ledger.find(Responsibility, household=duty.household, role=HELPER)
        if not any(is_current(one, ledger.today) for one in others if one.id != duty.id):
            ledger.note([_("After that nobody answers for this household: name somebody.")])
    return ended


def end_term(ledger: Ledger, cadre: Cadre, on: dt.date, why: str) -> Cadre:
    """End a cadre's term on its last day, with the reason (E08, 002 §19); codes as of `end_responsibility`.

    Responsibilities are not ended with it: somebody else has to take them over.
    """
    ended = _end(ledger, cadre, on, why)
    left = [one for one in ledger.find(Responsibility, cadre=cadre.id) if is_current(one, on + dt.timedelta(days=1))]
    if left:
        text = _("{count} households still name this cadre as responsible: name somebody else there.")
        ledger.note([text.format(count=len({one.household for one in left}))])
    return ended


def _end(ledger: Ledger, one: Ending, on: dt.date, why: str) -> Ending:
    if one.end is not None:
        message = _("This has ended already. Nothing was changed.")
        raise Refusal("responsibility.ended", message, where={"field": "end"})
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    return ledger.save(one.but(end=on, end_reason=why.strip()), managed=_ENDED)


def _make_cadre(ledger: Ledger, cadre: Cadre) -> Cadre:
    if cadre.start is None or cadre.planned_end is not None:
        return ledger.save(cadre)
    years = term_years(ledger, ledger.division, cadre.start)
    return ledger.save(cadre.but(planned_end=term_end(cadre.start, int(years.value))) if years else cadre)


MAKERS: Mapping[type[Record], Maker] = {Cadre: _make_cadre}
