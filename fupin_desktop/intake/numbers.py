"""Numbers that people carry: identity documents (GB 11643), cards (Luhn), telephones.

Own code of a few lines: the libraries that know these numbers refuse divisions they have never heard of.
"""

import re
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.values import half_width

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_NUMBER = re.compile(r"[1-9]\d{16}[\dX]|[1-9]\d{14}")
_NO_WIDTH = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]")
# Greek chi, Cyrillic ha and the sign of multiplication look like the X of a document
_EXES = str.maketrans("ΧχХх×", "XXXXX")
_PHONE = re.compile(r"1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}")
MALE, FEMALE = "1", "2"


@dataclass(frozen=True)
class Identity:
    """What a document number says about its bearer: date of birth and sex (GB/T 2261.1)."""

    birth: date
    sex: str


def bare_number(typed: str) -> str:
    """A document number without blanks, in half-width capitals, with the right kind of X."""
    return _NO_WIDTH.sub("", half_width(typed)).translate(_EXES).upper()


def check_digit(first: str) -> str:
    """The eighteenth place for the first seventeen (GB 11643)."""
    return _CHECK[sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11]


def identity(number: str) -> Identity | None:
    """What an 18-place or an old 15-place number says; None when its day does not exist or it is no such number.

    The division at its front is not looked up: divisions are renamed, people keep their numbers.
    """
    if not _NUMBER.fullmatch(number):
        return None
    digits = number if len(number) == 18 else f"{number[:6]}19{number[6:]}0"
    try:
        birth = date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return None
    return Identity(birth, MALE if int(digits[16]) % 2 else FEMALE)


def checks(number: str) -> bool:
    """True when the check digit is right; a 15-place number has none."""
    return len(number) == 15 or check_digit(number[:17]) == number[17]


def card_checks(number: str) -> bool:
    """True when a card number passes Luhn's check and has the length of a card."""
    if not re.fullmatch(r"\d{12,19}", number):
        return False
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def is_phone(number: str) -> bool:
    """True for a mobile of eleven digits, or a landline with or without its area."""
    return _PHONE.fullmatch(number) is not None
