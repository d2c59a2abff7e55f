"""People and grades as the window's lists show them."""

from datetime import date

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import is_minor
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.notation.signs import visible
from fupin_desktop.ledger.notation.values import stored_day
from fupin_desktop.ledger.privacy import minor_name
from fupin_desktop.ledger.words import _


def person(name: str | None, born: str | None, today: date) -> str:
    """A name in a list: in full for grown-ups, the family name and × for those under 18."""
    if not name:
        return NOTHING
    return minor_name(name) if born and _is_young(stored_day(born), today) else visible(name)


def _is_young(born: date | None, today: date) -> bool:
    # A day that cannot be read may be a child's
    return born is None or is_minor(born, today)


def head_name(head: Member | None, today: date) -> str:
    """The name of a head of household; a head under 18 is masked like any child."""
    return person(head.name, str(head.birth_date or ""), today) if head is not None else NOTHING


def grade(letter: str | None) -> str:
    """A danger grade in a narrow place: its letter."""
    return _("grade {letter}").format(letter=letter) if letter else NOTHING
