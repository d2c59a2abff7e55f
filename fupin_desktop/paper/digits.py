"""Finding what looks like an identity, card or mobile number in a passage of text, however it is broken up.

Strict on purpose: a number is judged by its shape, never by its check digit, since a mistyped one still points at a
person.  Only a date, and two dates or amounts with a dash between, are let pass when nothing else adjoins.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

from fupin_desktop.ledger.privacy import HIDDEN


class Kind(Enum):
    """What a leak looks like."""

    IDENTITY = "identity"
    CARD = "card"
    MOBILE = "mobile"
    NAME = "name"
    HIDDEN = "hidden"


@dataclass(frozen=True)
class Found:
    """A suspicious number: its shape and its digits without separators."""

    kind: Kind
    digits: str


# Hyphens and dots of every width, spaces, zero-width characters; PDFium writes a hyphen at a line's end as U+0002.
_BETWEEN = r"[\s\u00ad\u200b-\u200f\u2010-\u2015\u2022\u2027\u2060\u2212\u30fb\ufeff\x02.·。_/\-~]"
_RUN = re.compile(rf"\d(?:{_BETWEEN}*\d)*(?:{_BETWEEN}*X)?")
_PARTS = re.compile(r"\d+X?|X")
_DAY = r"(?:19|20)\d\d[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])"
_AMOUNT = r"(?:0|[1-9]\d{0,7})\.\d\d"
_RANGE = re.compile(rf"{_DAY}(?:\s*[-~]\s*{_DAY})?|{_AMOUNT}[-~]{_AMOUNT}")
_MOBILE = re.compile(r"(?:(?:00)?86)?1\d{10}")
_LONGEST = 24  # digits; nobody's number is longer, and a heap of figures need not be tried whole


def suspicious(text: str, allowed: Collection[str] = ()) -> list[Found]:
    """The identity-, card- and mobile-like numbers in a text, each once, in order; `allowed` ones (digits only) not."""
    found = (hit for run in _RUN.finditer(plain(text)) for hit in _in_run(run[0], allowed))
    return list(dict.fromkeys(found))


def without_numbers(text: str) -> str:
    """A text with every identity-, card- and mobile-like number in it put out of sight."""
    shown, at = "", 0
    for run in _RUN.finditer(plain(text)):  # `plain` gives a character for a character, so places agree
        if any(_in_run(run[0], ())):
            shown += text[at : run.start()] + HIDDEN
            at = run.end()
    return shown + text[at:]


def bare_digits(number: str) -> str:
    """The digits of a number as it is written for people, and its X."""
    return "".join(_PARTS.findall(plain(number)))


def plain(text: str) -> str:
    """Digits of every script and width as ASCII, X in capitals, dashes and dots folded to - and . ."""
    return "".join(_plain(char) for char in text)


def _plain(char: str) -> str:
    digit = unicodedata.digit(char, None)
    if digit is not None:
        return str(digit)
    if char in "xXｘＸ":
        return "X"
    if unicodedata.category(char) == "Pd":
        return "-"
    return {"．": ".", "／": "/", "＿": "_", "～": "~", "−": "-"}.get(char, char)


def _in_run(run: str, allowed: Collection[str]) -> list[Found]:
    if _RANGE.fullmatch(run):
        return []
    found = [hit for parts in _without(_PARTS.findall(run), allowed) for hit in _in_parts(parts)]
    # Of an identity number with a hyphen in it, the tail alone may look like an old one: tell the whole only.
    return [hit for hit in found if not any(hit.digits in other.digits != hit.digits for other in found)]


def _in_parts(parts: list[str]) -> Iterator[Found]:
    for start in range(len(parts)):
        for number in _growing(parts[start:]):
            yield from _judged(number)


def _growing(parts: list[str]) -> Iterator[str]:
    """The first part, the first two as one, and so on, while a number may be so long."""
    number = ""
    for part in parts:
        number += part
        if len(number) > _LONGEST and number != part:
            return
        yield number


def _without(parts: list[str], allowed: Collection[str]) -> Iterator[list[str]]:
    """The stretches of parts before, between and after allowed numbers."""
    stretch: list[str] = []
    at = 0
    while at < len(parts):
        taken = next((n for n, number in enumerate(_growing(parts[at:]), 1) if number in allowed), 0)
        if taken:
            yield stretch
            stretch = []
        else:
            stretch.append(parts[at])
        at += taken or 1
    yield stretch


def _judged(number: str) -> Iterator[Found]:
    if _identity(number):
        yield Found(Kind.IDENTITY, number)
    elif 16 <= len(number) <= 19 and number.isdigit():
        yield Found(Kind.CARD, number)
    elif _MOBILE.fullmatch(number):
        yield Found(Kind.MOBILE, number)


def _identity(number: str) -> bool:
    """18 or 15 digits with a possible date; or longer with one in it, as a disability certificate's number has."""
    if len(number) == 15:
        return number.isdigit() and _possible(f"19{number[6:12]}")
    starts = range(len(number) - 17) if len(number) >= 18 else range(0)
    return any(number[at : at + 17].isdigit() and _possible(number[at + 6 : at + 14]) for at in starts)


def _possible(day: str) -> bool:
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return 1880 <= born.year <= 2099
