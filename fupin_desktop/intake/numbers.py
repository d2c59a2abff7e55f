"""Numbers as offices type them: cards (Luhn), telephones; documents are the ledger's (`bare_number`)."""

import re

from fupin_desktop.ledger.codes import bare_number as bare_number

_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}")
_CARD = re.compile(r"[0-9]{12,19}")


def card_checks(number: str) -> bool:
    """True when a card number passes Luhn's check and has the length of a card (ISO/IEC 7812-1)."""
    if not _CARD.fullmatch(number):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def is_phone(number: str) -> bool:
    """True for a mobile of eleven digits, or a landline with or without its area."""
    return _PHONE.fullmatch(number) is not None
