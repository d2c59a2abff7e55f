"""The brake (大批注销拦截): whoever puts away or empties many households waits for a second person (sync.md §3).

Judged along one stream, in the order of its own numbers, so that every book that holds it judges alike.  No clock is
asked: a stream's clocks are its writer's own word, and a laptop that means harm dates its entries a month apart.  What
clears the account is an office's decision, which no laptop can write.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.words import N_
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.content import Decoded, EditTable

MOST = 20  # households of one place that one stream may strike before somebody looks
SHARE = 20  # ... and one in so many of the place's households
FEW = 3  # so many are never a mass, however small the place
STRUCK = 3  # emptied cells, or persons put away, that strike a household as putting it away does
KIND, PERSON = "household", "member"
REASON = (
    "entry.brake",
    N_("Many households put away or emptied by one laptop; waits until a second person decides."),
)
Root = Callable[[str, int], int | None]  # the household a record belongs to
Mark = tuple[str, int]  # what was taken from a household: a cell of it, or one of its persons


class Strike(NamedTuple):
    """What one entry takes out of households, and which it puts back."""

    number: int
    actor: str
    taken: Mapping[int, Collection[Mark]]
    back: Collection[int]


def may_strike(decoded: Decoded) -> bool:
    """Does a segment put households or persons away, or empty cells of households?"""
    return any(_is_watched(table) for table in decoded.edits)


def strikes(decoded: Decoded, first: int, root: Root) -> list[Strike]:
    """The entries of a segment that take households out of the register, or put them back."""
    taken: dict[int, dict[int, set[Mark]]] = {}
    back: dict[int, set[int]] = {}
    for table in filter(_is_watched, decoded.edits):
        for dot, record, value in zip(table.dots, table.records, table.values, strict=True):
            number = entry_of(dot, decoded.entries.last, first)
            household = root(table.kind, record)
            if household is not None and _takes(table.cell, value):
                taken.setdefault(number, {}).setdefault(household, set()).update(_marks(table, record))
            elif table.kind == KIND and table.cell == AWAY:
                back.setdefault(number, set()).add(record)
    actors = decoded.entries.actors
    return [
        Strike(number, actors[number - first], taken.get(number, {}), back.get(number, ()))
        for number in sorted(taken.keys() | back.keys())
    ]


def _is_watched(table: EditTable) -> bool:
    if table.elements is not None or table.kind not in (KIND, PERSON):
        return False
    return table.cell == AWAY or (table.kind == KIND and None in table.values)


def _takes(cell: str, value: object) -> bool:
    return (value is not None) == (cell == AWAY)


def _marks(table: EditTable, record: int) -> Iterator[Mark]:
    if table.kind == PERSON:
        yield PERSON, record
    elif table.cell == AWAY:
        yield from ((AWAY, part) for part in range(STRUCK))
    else:
        yield table.cell, 0


def limit(households: int) -> int:
    """How many may go before somebody looks, of a place with so many households."""
    return max(FEW, min(MOST, households // SHARE))


def stopped(found: Iterable[Strike], households: int, released: Collection[int]) -> set[int]:
    """The numbers of the entries that wait.

    All that one stream takes adds up, however it is spread over entries: half a household in each is no way round.
    What waits counts no further; what a second person let pass clears the account, as somebody has looked.
    """
    account: dict[int, set[Mark]] = {}
    waiting = set()
    for strike in found:
        if strike.number in released:
            account = {}
            continue
        for household in strike.back:
            account.pop(household, None)
        after = {home: account.get(home, set()) | set(marks) for home, marks in strike.taken.items()}
        struck = _struck(account)
        if not _struck(after) <= struck and len(struck | _struck(after)) > limit(households):
            waiting.add(strike.number)
        else:
            account |= after
    return waiting


def _struck(account: Mapping[int, Collection[Mark]]) -> set[int]:
    return {household for household, marks in account.items() if len(marks) >= STRUCK}
