"""Whom a list of names means, and everybody of a place: for a grid of many at once; for a worker's thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from fupin_desktop.ledger.declared.standing import is_over
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import Within, page_of
from fupin_desktop.titles import titles

MOST = 300  # lines that one looks through before they are written
_ALIKE = 20  # hits of a name that are looked at


@dataclass
class Named:
    """The records that are meant, with what they are called; names of nobody here, and of several."""

    names: dict[Dot, str] = field(default_factory=dict)
    nobody: list[str] = field(default_factory=list)
    several: list[str] = field(default_factory=list)


def named_in(said: Sequence[str], reader: Reader, target: type[Record], within: Within | None, today: date) -> Named:
    """Whom these names mean within a place; who has left is not meant."""
    _refuse_many(len(said))
    found = Named()
    for name in dict.fromkeys(said):
        hits = [one for one in page_of(reader, target, name, within, limit=_ALIKE) if not is_over(one)]
        # A household has no name of its own: it is meant where one alone holds somebody of the name
        exact = [one for one in hits if folded(getattr(one, "name", None) or "") == folded(name)] or (
            hits if not hasattr(target, "name") else []
        )
        if len(exact) == 1:
            found.names |= _called(reader, exact, today)
        else:
            (found.several if exact else found.nobody).append(name)
    return found


def all_of(reader: Reader, target: type[Record], within: Within | None, today: date) -> Mapping[Dot, str]:
    """Everybody of a place who has not left, by what they are called, in the order of making."""
    found = [one for one in page_of(reader, target, "", within, limit=MOST + 1) if not is_over(one)]
    _refuse_many(len(found))
    return _called(reader, found[::-1], today)


def _called(reader: Reader, found: Sequence[Record], today: date) -> dict[Dot, str]:
    named = zip(found, titles(reader, found, today), strict=True)
    return {one.id: title for one, title in named if one.id is not None}


def _refuse_many(count: int) -> None:
    if count > MOST:
        text = _("These are more than {most} lines at once. Nothing was added; take a part of them.")
        raise Refusal("grid.many", text.format(most=MOST), where={"records": count})
