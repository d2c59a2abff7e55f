"""What the content of a segment may unfold to (FORMAT.md §4): a bound that follows from the bytes it travelled in."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from fupin_desktop.sync.bundles.columns import TEXT, broken

# What content may unfold to: the bytes of its lines, a line that stands for many rows counted for each of them, and so
# much for each value and each row.  A few bytes could else become as many records as a county has.
UNFOLDED_FREE = 512 * 1024
UNFOLDED_TIMES = 64  # ... and so many times the bytes it travelled in
_PER_VALUE, _PER_ROW = 4, 16


def whole_rows(value: Any) -> int:
    """The number of rows a table says it has."""
    if type(value) is not int or value < 1:
        raise broken()
    return value


def unfolds_at_most(travelled: int) -> int:
    """What content that travelled in so many bytes may unfold to."""
    return UNFOLDED_FREE + UNFOLDED_TIMES * travelled


def unfolded(plain: bytes) -> int:
    """What content unfolds to, told by its header and the lengths of its lines alone."""
    head, *lines = plain.split(b"\n")
    return unfolded_as(msgspec.json.decode(head), lines)


def unfolded_as(header: Mapping[str, Any], lines: Sequence[bytes]) -> int:
    """The same, of content whose header was read; whatever is raised, the header is none."""
    total = at = 0
    for table in (*header["entries"], *header["new"], *header["edit"]):
        rows, columns = whole_rows(table["rows"]), table["columns"]
        total += rows * (_PER_ROW + _PER_VALUE * len(columns))
        for _name, kind, how in columns:
            total += len(lines[at]) * (rows if (kind, how) == (TEXT, "c") else 1)
            at += 1
    return total
