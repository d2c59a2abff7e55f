"""Columns of a segment: one JSON array a line, with how it is written named in the header (FORMAT.md, 'Content').

`p` plain, `d` differences of integers, `c` one value that holds for every row.
"""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Annotated, Any

import msgspec

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.values import LARGEST
from fupin_desktop.ledger.words import _

INTEGER, TEXT = "i", "t"
_encode = msgspec.json.encode
_Exact = Annotated[int, msgspec.Meta(ge=-LARGEST, le=LARGEST)]
_differences = msgspec.json.Decoder(list[int])
_DECODERS: dict[tuple[str, bool], Any] = {
    (INTEGER, True): msgspec.json.Decoder(list[_Exact | None]),
    (INTEGER, False): msgspec.json.Decoder(list[_Exact]),
    (TEXT, True): msgspec.json.Decoder(list[str | None]),
    (TEXT, False): msgspec.json.Decoder(list[str]),
}
Column = tuple[str, str, str]
_HOWS = {INTEGER: ("p", "d", "c"), TEXT: ("p", "c")}


def broken() -> Refusal:
    """The content breaks the format: a programming error or an attack, never a person's slip.

    Code `segment.content`.
    """
    return Refusal("segment.content", _("The content of this bundle breaks the format. Nothing of it was read in."))


def write(name: str, kind: str, values: Sequence[Any]) -> tuple[Column, bytes]:
    """One column and how it was written."""
    first = values[0]
    if len(values) > 1 and values.count(first) == len(values):
        return (name, kind, "c"), _encode([first])
    if kind == INTEGER and None not in values and max(values) - min(values) <= LARGEST:
        return (name, kind, "d"), _encode([first, *(after - before for before, after in pairwise(values))])
    return (name, kind, "p"), _encode(values)


class Values(list[Any]):
    """The values of a column, one a row.

    `only` is the one value of a column that has one for all rows (`constant`), `span` the least and the greatest of
    integers, as far as reading them told.
    """

    only: Any = None
    constant = False
    span: tuple[int, int] | None = None

    def bounds(self) -> tuple[int, int]:
        """The least and the greatest; of integers without null."""
        return self.span or (min(self), max(self))


def read(column: Column, line: bytes, rows: int, *, null: bool = True) -> Values:
    """The values of one column; refuses a wrong length, a wrong type, or an integer out of bounds."""
    _name, kind, how = column
    if how not in _HOWS.get(kind, ()):
        raise broken()
    try:
        values = _summed(line) if how == "d" else Values(_DECODERS[kind, null].decode(line))
    except msgspec.MsgspecError:
        raise broken() from None
    if how == "c":
        values = _spread(values, rows)
    if len(values) != rows:
        raise broken()
    return values


def _spread(values: Values, rows: int) -> Values:
    if len(values) != 1:
        raise broken()
    spread = Values(list(values) * rows)
    spread.only, spread.constant = values[0], True
    spread.span = (values[0], values[0])
    return spread


def _summed(line: bytes) -> Values:
    values = Values(accumulate(_differences.decode(line)))
    if values:
        values.span = low, high = min(values), max(values)
        if not -LARGEST <= low <= high <= LARGEST:
            raise broken()
    return values
