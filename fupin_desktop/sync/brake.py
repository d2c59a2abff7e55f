"""The brake (大批注销拦截): whoever puts away or empties many households waits for a second person (sync.md §3).

Judged along one stream, in the order of its own numbers, so that every book that holds it judges alike.  No clock is
asked: a stream's clocks are its writer's own word, and a laptop that means harm dates its entries a month apart.  What
clears the account is an office's decision, which no laptop can write.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple
from unicodedata import category

from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.words import N_
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.bundles.content import Decoded, EditTable

MOST = 20  # households of one place that one stream may strike before somebody looks
SHARE = 20  # ... and one in so many of the place's households
FEW = 3  # so many are never a mass, however small the place
STRUCK = 3  # emptied cells, or persons put away, that strike a household as putting it away does
KIND, PERSON = "household", "member"
HOME = {KIND: "village_code", PERSON: "household"}  # changed to another place, the record is gone from its own
REASON = (
    "entry.brake",
    N_("Many households put away or emptied by one laptop; waits until a second person decides."),
)
Root = Callable[[str, int], int | None]  # the household a record belongs to
Mark = tuple[str, int]  # what was taken from a household: a cell, a put-away by its change, or one of its persons


class Strike(NamedTuple):
    """What one entry takes out of households, and which it puts back, over which changes."""

    number: int
    actor: str
    taken: Mapping[int, Collection[Mark]]
    back: Mapping[int, Collection[int]]


def may_strike(edits: Iterable[EditTable]) -> bool:
    """Do these changes take households or persons out of the register, or empty cells of households?"""
    return any(map(_is_watched, edits))


def strikes(decoded: Decoded, first: int, root: Root, division: str, aside: Collection[int] = ()) -> list[Strike]:
    """The entries of a segment that take households of a division out of the register, or put them back.

    `aside` are those that do not stand for another reason: they put nothing back.
    """
    taken: dict[int, dict[int, set[Mark]]] = {}
    back: dict[int, dict[int, Sequence[int]]] = {}
    for table in filter(_is_watched, decoded.edits):
        for row, (dot, record, value) in enumerate(zip(table.dots, table.records, table.values, strict=True)):
            number = entry_of(dot, decoded.entries.last, first)
            household = root(table.kind, record)
            if household is not None and _takes(table, value, division):
                taken.setdefault(number, {}).setdefault(household, set()).update(_marks(table, record, dot))
            elif (table.kind, table.cell) == (KIND, AWAY) and value is None and number not in aside:
                back.setdefault(number, {})[record] = (table.bases[row], *table.more.get(row, ()))
    actors = decoded.entries.actors
    return [
        Strike(number, actors[number - first], taken.get(number, {}), back.get(number, {}))
        for number in sorted(taken.keys() | back.keys())
    ]


def _is_watched(table: EditTable) -> bool:
    if table.kind not in (KIND, PERSON):
        return False
    if table.cell in (AWAY, HOME[table.kind]):
        return True
    return table.kind == KIND and _holds_empty(table)


def _takes(table: EditTable, value: object, division: str) -> bool:
    if table.cell == AWAY:
        return value is not None
    if table.cell == HOME[table.kind]:
        return table.kind == PERSON or value != division
    return table.kind == KIND and _is_empty(table, value)


def _holds_empty(table: EditTable) -> bool:
    # Asked of every change of a merge: a text that begins with a letter or a digit says something, and costs no more
    values = set(table.values)
    if None in values or (table.elements is not None and 0 in values):
        return True
    odd = [value for value in values if value.__class__ is str and not value[:1].isalnum()]
    return any(_is_empty(table, value) for value in odd)


def _is_empty(table: EditTable, value: object) -> bool:
    """Nothing, a member taken out, or text without a letter or a digit: written over a value it empties the cell.

    A word such as 无 is a value: rosters are full of it, and who fills it in takes nothing away.
    """
    if value is None or (table.elements is not None and value == 0):
        return True
    return isinstance(value, str) and not any(map(_says_something, value))


def _says_something(sign: str) -> bool:
    return category(sign)[0] in "LN"


def _marks(table: EditTable, record: int, dot: int) -> Iterator[Mark]:
    if table.kind == PERSON:
        yield PERSON, record
    elif table.cell in (AWAY, HOME[KIND]):
        yield from ((f"{table.cell} {part}", dot if table.cell == AWAY else 0) for part in range(STRUCK))
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
        after = _after(account, strike)
        struck = _struck(after)
        if not struck <= _struck(account) and len(struck) > limit(households):
            waiting.add(strike.number)
        else:
            account = after
    return waiting


def _after(account: Mapping[int, set[Mark]], strike: Strike) -> dict[int, set[Mark]]:
    left = {home: _left(account.get(home, ()), bases) for home, bases in strike.back.items()}
    taken = {home: left.get(home, account.get(home, set())) | set(marks) for home, marks in strike.taken.items()}
    return {**account, **left, **taken}


def _left(marks: Iterable[Mark], bases: Collection[int]) -> set[Mark]:
    """What stays on the account of a household that was put back: emptied cells, persons, and put-aways beside it."""
    return {(name, what) for name, what in marks if not (name.startswith(f"{AWAY} ") and what in bases)}


def _struck(account: Mapping[int, Collection[Mark]]) -> set[int]:
    return {household for household, marks in account.items() if len(marks) >= STRUCK}
