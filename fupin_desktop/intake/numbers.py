"""Numbers as offices type them: documents with strange signs in them, cards (Luhn), telephones."""

import re

from fupin_desktop.households.rules import plain_id

_NO_WIDTH = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")
# Greek chi, Cyrillic ha and the sign of multiplication look like the X of a document
_EXES = str.maketrans("ΧχХх×", "XXXXX")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}")
_CARD = re.compile(r"[0-9]{12,19}")


def bare_number(typed: str) -> str:
    """A document or card number without blanks and invisible signs, in half-width capitals, with the right X."""
    return plain_id(_NO_WIDTH.sub("", typed).translate(_EXES))


def card_checks(number: str) -> bool:
    """True when a card number passes Luhn's check and has the length of a card (ISO/IEC 7812-1)."""
    if not _CARD.fullmatch(number):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def is_phone(number: str) -> bool:
    """True for a mobile of eleven digits, or a landline with or without its area."""
    return _PHONE.fullmatch(number) is not None
