"""Correcting a number that says which record this is (更正编号): with a reason, to one that nobody else has."""

from typing import Any, TypeVar

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.record import Record, key_of
from fupin_desktop.ledger.words import _

R = TypeVar("R", bound=Record)


def correct_number(ledger: Ledger, record: R, why: str, **numbers: Any) -> R:
    """Correct fields of the natural key: a code mistyped, a year, a telephone that tells namesakes apart.

    The home is no such field: a record goes to another place by a move.  Refuses a missing reason (`why.missing`), a
    field that is free or the home (`field.not_a_number`), and a number another record has (`record.exists`).
    """
    if not why.strip():
        raise Refusal("why.missing", _("A reason is needed. Nothing was changed."), where={"field": "why"})
    cls = type(record)
    for name in numbers:
        if name not in key_of(cls) or name == cls.home:
            text = _("Only the numbers that tell one record from another are corrected so. Nothing was changed.")
            raise Refusal("field.not_a_number", text, where={"field": name})
    saved = ledger.save(record.but(**numbers), managed=tuple(numbers))
    ledger.note_why(why.strip())
    return saved
