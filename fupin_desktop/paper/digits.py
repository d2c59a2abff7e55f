"""Finding what looks like an identity, card or mobile number in a passage of text, however it is broken up.

Strict on purpose: a number is judged by its shape, never by its check digit, since a mistyped one still points at a
person.  Only whole dates and amounts may lie near enough to look alike, and a passage of nothing else is let pass.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum


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
_AMOUNT = r"\d{1,8}\.\d{1,2}"
_HARMLESS = re.compile(rf"(?:{_DAY}|{_AMOUNT})(?:\s*[-~]?\s*(?:{_DAY}|{_AMOUNT}))*")
_MOBILE = re.compile(r"(?:(?:00)?86)?1\d{10}")
_LONGEST = 24  # digits; nobody's number is longer, and a heap of figures need not be tried whole


def suspicious(text: str) -> list[Found]:
    """The identity-, card- and mobile-like numbers in a text, each once, in order."""
    found = (hit for run in _RUN.finditer(plain(text)) for hit in _in_run(run[0]))
    return list(dict.fromkeys(found))


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


def _in_run(run: str) -> Iterator[Found]:
    if _HARMLESS.fullmatch(run):
        return
    parts = _PARTS.findall(run)
    for start in range(len(parts)):
        number = ""
        for part in parts[start:]:
            number += part
            if len(number) > _LONGEST and number != part:
                break
            yield from _judged(number)


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
