"""What an office does with rights: write an exception, with its reason."""

from datetime import date

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.model import Waiver


def waive(ledger: Ledger, act: str, *, until: date, why: str, person: str | None = None, division: str = "") -> Waiver:
    """Let a person (without a name: everybody) take both steps in a place, the book's own by default, until a day.

    Refuses what `check_waiver` refuses, `why.missing` without a reason, and `role.may_not` who may not write one.
    """
    ledger.may("waiver.write")
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    place = division or ledger.division
    return ledger.save(Waiver(division=place, act=act, person=person or None, until=until, why=why.strip()))
