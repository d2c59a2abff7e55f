"""The brake (大批注销拦截): whoever puts away or blanks many households at once waits for a second person (sync.md §3).

Judged along one stream, in the order of its own numbers, so that every book that holds it judges alike.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.words import N_
from fupin_desktop.sync.admission import entry_of
from fupin_desktop.sync.content import Decoded, EditTable

MOST = 20  # households within the window
SHARE = 20  # ... and one in so many of the village's
FEW = 3  # so many are never a mass, however small the village
WINDOW_MS = 30 * 24 * 3600 * 1000  # of the entries' own clocks
BLANKED = 3  # emptied cells that make a household blank
KIND = "household"
REASON = (
    "entry.brake",
    N_("Many households put away or emptied at once; waits until a second person decides."),
)


class Strike(NamedTuple):
    """What one entry takes out of the register."""

    number: int
    ms: int
    actor: str
    households: frozenset[int]


def strikes(decoded: Decoded, first: int) -> list[Strike]:
    """The entries of a segment that put households away or empty them."""
    hit: dict[int, dict[int, int]] = {}
    for table in decoded.edits:
        if table.kind != KIND or table.elements is not None or not _may_strike(table):
            continue
        for dot, record, value in zip(table.dots, table.records, table.values, strict=True):
            weight = _weight(table.cell, value)
            if weight:
                counts = hit.setdefault(entry_of(dot, decoded.entries.last, first), {})
                counts[record] = counts.get(record, 0) + weight
    return [_strike(decoded, first, number, counts) for number, counts in sorted(hit.items())]


def _may_strike(table: EditTable) -> bool:
    return table.cell == AWAY or None in table.values


def _weight(cell: str, value: object) -> int:
    if cell == AWAY:
        return BLANKED if value is not None else 0
    return int(value is None)


def _strike(decoded: Decoded, first: int, number: int, counts: Mapping[int, int]) -> Strike:
    entries = decoded.entries
    households = frozenset(record for record, weight in counts.items() if weight >= BLANKED)
    return Strike(number, entries.clocks[number - first] >> 16, entries.actors[number - first], households)


def limit(households: int) -> int:
    """How many may go within the window, of a village with so many households."""
    return max(FEW, min(MOST, households // SHARE))


def stopped(found: Iterable[Strike], households: int, released: Iterable[int]) -> set[int]:
    """The numbers of the entries that wait.  What waits, and what a second person let pass, counts no further."""
    let_pass, waiting = set(released), set()
    passed: list[Strike] = []
    for strike in found:
        recent = [one.households for one in passed if 0 <= strike.ms - one.ms <= WINDOW_MS]
        together = strike.households.union(*recent)
        if not strike.households or strike.number in let_pass:
            continue
        if len(together) > limit(households):
            waiting.add(strike.number)
        else:
            passed.append(strike)
    return waiting
