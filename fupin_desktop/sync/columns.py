"""Columns of a segment: one JSON array a line, with how it is written named in the header (FORMAT.md, 'Content').

`p` plain, `d` differences of integers, `c` one value that holds for every row.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.values import LARGEST
from fupin_desktop.ledger.words import _

INTEGER, TEXT = "i", "t"
_encode = msgspec.json.encode
_whole = msgspec.json.Decoder(list[int])
_integers = msgspec.json.Decoder(list[int | None])
_texts = msgspec.json.Decoder(list[str | None])
Column = tuple[str, str, str]
_HOWS = {INTEGER: ("p", "d", "c"), TEXT: ("p", "c")}


def broken() -> Refusal:
    """The content breaks the format: a programming error or an attack, never a person's slip."""
    return Refusal("segment.content", _("The content of this bundle breaks the format. Nothing of it was read in."))


def write(name: str, kind: str, values: Sequence[Any]) -> tuple[Column, bytes]:
    """One column and how it was written."""
    first = values[0]
    if len(values) > 1 and values.count(first) == len(values):
        return (name, kind, "c"), _encode([first])
    if kind == INTEGER and None not in values and max(values) - min(values) <= LARGEST:
        return (name, kind, "d"), _encode([first, *(after - before for before, after in pairwise(values))])
    return (name, kind, "p"), _encode(values)


def read(column: Column, line: bytes, rows: int) -> list[Any]:
    """The values of one column; refuses a wrong length, a wrong type, or an integer out of bounds."""
    _name, kind, how = column
    if how not in _HOWS.get(kind, ()):
        raise broken()
    try:
        values = _read_integers(line, how) if kind == INTEGER else _texts.decode(line)
    except msgspec.MsgspecError:
        raise broken() from None
    if how == "c":
        values = values * rows if len(values) == 1 else []
    if len(values) != rows:
        raise broken()
    return values


def _read_integers(line: bytes, how: str) -> list[Any]:
    if how == "d":
        values: list[Any] = list(accumulate(_whole.decode(line)))
        known = values
    else:
        values = _integers.decode(line)
        known = [value for value in values if value is not None]
    if known and not -LARGEST <= min(known) <= max(known) <= LARGEST:
        raise broken()
    return values
