"""JSON from strangers, as strictly as FORMAT.md has it, and the forms of what stands in it."""

import json
import re
import unicodedata
from typing import Annotated, Any, NoReturn

import msgspec

from fupin_desktop.ledger.notation.values import LARGEST

# A character has one way to be written.  Only what JSON itself escapes so (control characters) may stand as \u00xx.
_ESCAPE = re.compile(rb"\\u(?!00[01])")
Id = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
Hash = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
AgeRecipient = Annotated[str, msgspec.Meta(pattern=r"\Aage1[02-9ac-hj-np-z]{58}\Z")]
ScopeName = Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})(/[sro])?\Z")]
Authority = Annotated[str, msgspec.Meta(pattern=r"\A([0-9a-f]{32})?\Z")]  # empty before enrolment
Division = Annotated[str, msgspec.Meta(pattern=r"\A([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})\Z")]
Code = Annotated[str, msgspec.Meta(pattern=r"\A[a-z]{1,20}\.[a-z_]{1,40}\Z")]
Whole = Annotated[int, msgspec.Meta(ge=0, le=LARGEST)]
Number = Annotated[int, msgspec.Meta(ge=1, le=LARGEST)]
Counter = Annotated[int, msgspec.Meta(ge=0, le=(1 << 40) - 1)]
Milliseconds = Annotated[int, msgspec.Meta(ge=0, lt=1 << 47)]  # with its count, a clock is one 63-bit number
Count = Annotated[int, msgspec.Meta(ge=0, le=0xFFFF)]


def load(raw: bytes) -> Any:
    """The JSON in these bytes; ValueError for anything the format does not allow."""
    check_text(raw)
    try:
        return json.loads(raw, object_pairs_hook=_once, parse_int=_integer, parse_float=_refuse, parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deep") from None


def check_text(raw: bytes) -> None:
    """Refuse by ValueError what is not UTF-8 in NFC, or hides a character behind an escape."""
    if not unicodedata.is_normalized("NFC", raw.decode()):
        raise ValueError("not NFC")
    if _hides_a_character(raw):
        raise ValueError("needless escape")


def _hides_a_character(raw: bytes) -> bool:
    # Found by what is rare, and looked back from there: backslashes before it stand in pairs, each one of the text
    end = 0
    for found in _ESCAPE.finditer(raw):
        before = raw[end : found.start()]
        if (len(before) - len(before.rstrip(b"\\"))) % 2 == 0:
            return True
        end = found.end()
    return False


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("repeated key")
    return found


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > LARGEST:
        raise ValueError("beyond 2^53")
    return int(digits)


def _refuse(text: str) -> NoReturn:
    raise ValueError(text)
