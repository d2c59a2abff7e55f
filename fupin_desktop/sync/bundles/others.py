"""The other entries of one command, as a segment names them (FORMAT.md §4, `twin`)."""

import re
from itertools import pairwise

from fupin_desktop.ledger.entry import Others

_ONE = re.compile(r"([0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}|[0-9]{12})(/[sro])? [1-9][0-9]{0,15}")
_BETWEEN = ","


def others_as_text(others: Others) -> str | None:
    """`SCOPE NUMBER` of each, in their order; None where the command left no other entry."""
    return _BETWEEN.join(f"{scope} {number}" for scope, number in others) or None


def others_in(text: str | None) -> Others:
    """The entries that such a text names."""
    named = (one.split(" ") for one in text.split(_BETWEEN)) if text else ()
    return tuple((scope, int(number)) for scope, number in named)


def are_several(text: str | None) -> bool:
    """Does an entry name more than one other?  The segment that holds it is of format 2."""
    return text is not None and _BETWEEN in text


def is_sound(text: str) -> bool:
    """Is this the one form: each name as it should be, sorted, none twice?"""
    if not all(map(_ONE.fullmatch, text.split(_BETWEEN))):
        return False
    others = others_in(text)
    return all(one < other for one, other in pairwise(others))
