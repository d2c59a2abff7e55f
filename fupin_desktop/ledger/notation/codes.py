"""Codes and numbers that name a household or a person: how they are kept, and what is wrong with one.

A code is exactly so many digits.  A wrong one is never read as another household: what is wrong with it is said, with
one sentence for the form, the command line and the cell of a workbook.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from fupin_desktop.ledger.words import N_

_WIDE: dict[int, int] = {code: code - 0xFEE0 for code in range(ord("！"), ord("～") + 1)} | {0x3000: ord(" ")}
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]")
# Greek chi, Cyrillic ha and the sign of multiplication look like the X of a document
_EXES = str.maketrans("ΧχХх×", "XXXXX")
# Excel's mark of a cell that is text, and what keyboards and converters make of it
_APOSTROPHES = "'’‘`´"
_EXPONENT = re.compile(r"[0-9]+(?:\.[0-9]*)?[eE][+\-]?[0-9]+")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]*")
_SIGNIFICANT = 15  # digits of a number that a spreadsheet keeps; it writes noughts for the rest
_SCRIPTS = ("LATIN ", "GREEK ", "CYRILLIC ", "ROMAN NUMERAL")

SENTENCES: Mapping[str, str] = {
    "code.short": N_("{found} digits stand here; the code has {wanted}. Digits are missing."),
    "code.long": N_("{found} digits stand here; the code has {wanted}. There are too many."),
    "code.letter": N_("The letter {sign} stands among the digits; the code has {wanted} digits and no letter."),
    "code.sign": N_("{sign} stands among the digits; the code has {wanted} digits and nothing else."),
    "code.decimal": N_("A number with a decimal point stands here; the code has {wanted} digits and is text."),
    "code.rounded": N_(
        "A program has kept this code as a number and lost its last digits. Set the column to text and type it again."
    ),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a code: a key of `SENTENCES`, and what its sentence names."""

    code: str
    found: int
    wanted: int
    sign: str = ""

    @property
    def facts(self) -> dict[str, object]:
        """What the sentence names."""
        return {"found": self.found, "wanted": self.wanted, "sign": self.sign}


def half_width(text: str) -> str:
    """Full-width digits, letters and signs (０１２Ｘ．) as the half-width ones they stand for."""
    return text if text.isascii() else text.translate(_WIDE)


def _is_bare(typed: str) -> bool:
    # Nearly every code is: nothing has to be looked for in it
    return typed.isascii() and typed.isalnum()


def bare_code(typed: str) -> str:
    """A code as it is kept: half-width, without blanks and invisible signs, without Excel's mark of text before it."""
    if _is_bare(typed):
        return typed
    bare = _UNSEEN.sub("", half_width(typed))
    return bare[1:] if bare[:1] in _APOSTROPHES else bare


def bare_number(typed: str) -> str:
    """A document or card number as it is kept: half-width capitals without blanks, hyphens and invisible signs."""
    if _is_bare(typed):
        return typed.upper()
    return re.sub(r"[\s\-]", "", half_width(_UNSEEN.sub("", typed).translate(_EXES))).upper()


def fault_of(bare: str, wanted: int) -> Fault | None:
    """What is wrong with a code that must have so many digits; None for a good one."""
    found = sum("0" <= sign <= "9" for sign in bare)
    if not bare.strip("0123456789"):
        code = _of_digits(bare, wanted)
        return Fault(code, found, wanted) if code else None
    if _EXPONENT.fullmatch(bare):
        return Fault("code.rounded", found, wanted)
    if _DECIMAL.fullmatch(bare):
        return Fault("code.decimal", found, wanted)
    sign = bare.strip("0123456789")[0]
    letter = unicodedata.name(sign, "").startswith(_SCRIPTS)
    return Fault("code.letter" if letter else "code.sign", found, wanted, sign)


def _of_digits(bare: str, wanted: int) -> str:
    if len(bare) != wanted:
        return "code.short" if len(bare) < wanted else "code.long"
    # No register counts from nought: what ends so was a number
    return "code.rounded" if wanted > _SIGNIFICANT and not bare[_SIGNIFICANT:].strip("0") else ""
