"""Scopes: a division code (区划代码) and a class; who may hold what (sync.md §1)."""

import re

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _

DATA, SEALED, BELOW, OFFICE = "", "s", "r", "o"
CLASSES = (DATA, SEALED, BELOW, OFFICE)
_CODE = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12}")
_LENGTHS = (2, 4, 6, 9, 12)


def is_division(code: str) -> bool:
    """True for a division code of 2, 4, 6, 9 or 12 digits."""
    return _CODE.fullmatch(code) is not None


def refuse_no_division(code: str | None, field: str) -> None:
    """Refuse, as `division.form`, a code that somebody gave for a division and that is none; none given is no harm."""
    if code and not is_division(code):
        message = _("A division code has 2, 4, 6, 9 or 12 digits. Nothing was saved; correct it.")
        raise Refusal("division.form", message, where={"field": field})


def refuse_no_village(code: str | None, field: str) -> None:
    """Refuse, as `division.village`, a code that is no village's; none given is no harm."""
    if code and not is_village(code):
        message = _("This belongs to a village: its code has 12 digits. Nothing was saved; correct the code.")
        raise Refusal("division.village", message, where={"field": field})


def is_village(code: str) -> bool:
    """True for the division code of a village: 12 digits."""
    return is_division(code) and len(code) == _LENGTHS[-1]


def scope(division: str, klass: str = DATA) -> str:
    """`441690101200` for village data, `441690101200/s` for its sealed part, and so on."""
    return f"{division}/{klass}" if klass else division


def division_of(name: str) -> str:
    """The division code of a scope."""
    return name.partition("/")[0]


def class_of(name: str) -> str:
    """The class of a scope: empty for village data, else s, r or o."""
    return name.partition("/")[2]


def is_scope(name: str) -> bool:
    """True for a well-formed scope."""
    return is_division(division_of(name)) and class_of(name) in CLASSES and not name.endswith("/")


def is_below(code: str, upper: str) -> bool:
    """True when `code` lies in `upper` or is it."""
    return code.startswith(upper)


def above(code: str) -> list[str]:
    """The codes above and including this one, widest first."""
    return [code[:n] for n in _LENGTHS if n <= len(code)]


def entitled(name: str, division: str, *, office: bool, granted: frozenset[str] = frozenset()) -> bool:
    """May a book of this division hold this scope?

    An office holds all below it; a village its own data and the scopes it was enrolled for, `/s` only when named.
    The `/r` class goes to everybody at or below its code; `/o` stays in its own office.
    """
    code, klass = division_of(name), class_of(name)
    if klass == BELOW:
        places = {division, *map(division_of, granted)}
        return any(is_below(place, code) for place in places) or (office and is_below(code, division))
    if klass == OFFICE:
        return office and code == division
    if office:
        return is_below(code, division)
    return name == division or name in granted
