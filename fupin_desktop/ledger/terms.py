"""Days and terms (起止): from a day to a day, both of which count; without a last day a term goes on."""

from datetime import date

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _


def in_term(start: date | None, end: date | None, today: date) -> bool:
    """True on every day of the term, its first and its last included; without a first day it began before."""
    return (start is None or start <= today) and (end is None or end >= today)


def refuse_ahead(day: date | None, today: date, field: str, code: str = "day.ahead") -> None:
    """Refuse, with this code at this field, a day to come for what is said to have happened."""
    if day is not None and day > today:
        message = _("{day} lies in the future. Nothing was saved; correct the date.").format(day=day)
        raise Refusal(code, message, where={"field": field})


def refuse_backward(start: date | None, end: date | None, code: str, field: str = "end") -> None:
    """Refuse, with this code at this field, a term that ends before it begins."""
    if start is not None and end is not None and end < start:
        message = _("The last day lies before the first. Nothing was saved; correct one of them.")
        raise Refusal(code, message, where={"field": field})
