"""What came and went since a day, as it is recorded: the register less the baseline equals it, or something is missing.

Recorded are changes of households (E13) and moves between villages (R000-11: 现有数减期初数等于有记录的增减).
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from fupin_desktop.households.model import ENDED, Household
from fupin_desktop.households.selections import HOUSEHOLDS, MEMBERS
from fupin_desktop.ledger.declared.selection import ALL, Between, Condition, Equal, Leads, OneOf, Selection
from fupin_desktop.ledger.ledger import Finder

CAME = ("added", "restored")
WENT = tuple(sorted(ENDED))
_APPLIES = "applied"


class Counted(NamedTuple):
    """Households and persons."""

    households: int = 0
    persons: int = 0

    def plus(self, households: int, persons: int) -> "Counted":
        """With so many more."""
        return Counted(self.households + households, self.persons + persons)


def standing(finder: Finder, village: str) -> Counted:
    """The register of a village as it stands: who applies and who ended is not counted."""
    here: Condition = Equal("village_code", village)
    members = MEMBERS.having(Leads("household", (here,)))
    return Counted(finder.count(HOUSEHOLDS.having(here)), finder.count(members))


def changes_since(village: str | None, day: date, *types: str) -> Selection:
    """The recorded changes of a village's households after a day, of these types."""
    after = Between("date", low=(day + timedelta(days=1)).isoformat())
    here = Leads("household", (Equal("village_code", village),))
    return Selection("household_change", (after, OneOf("type", types), here), ("date",))


def moves_since(village: str | None, day: date) -> Selection:
    """The halves of moves, into a village and out of it, that this village holds, after a day."""
    after = Between("moved_on", low=(day + timedelta(days=1)).isoformat())
    return Selection("household_move", (after, Equal("division", village)), ("moved_on",))


def recorded_since(finder: Finder, village: str, day: date) -> Counted:
    """How many more (or fewer) households and persons the records account for since a day."""
    found, moves = Counted(), [_Half.of(move) for move in finder.select(moves_since(village, day))]
    first = {half.household: half for half in reversed(moves)}
    came = {half.household for half in first.values() if half.to == village}
    left = tuple(half.household for half in first.values() if half.to != village)
    for change in _changes(finder, village, day, left):
        if change.household not in came:  # it came with the persons it has now, whatever changed and where
            found = found.plus(*_weight(finder, change, day))
    for half in moves:
        sign = 1 if half.to == village else -1
        found = found.plus(sign, sign * _persons(finder, half.household))
    return found


class _Half(NamedTuple):
    """Which household moved to where."""

    household: int
    to: str

    @classmethod
    def of(cls, move: Any) -> "_Half":
        return cls(move.household, move.to)


def _changes(finder: Finder, village: str, day: date, left: tuple[int, ...]) -> list[Any]:
    """What changed in the households that live here, and in those that lived here before they moved away."""
    here = changes_since(village, day, *CAME, *WENT, _APPLIES, "increase", "decrease")
    after, types = here.where[:2]
    gone = Selection(here.kind, (after, types, OneOf("household", left)), here.order, ALL)
    return [*finder.select(here), *(finder.select(gone) if left else ())]


def _weight(finder: Finder, change: Any, day: date) -> tuple[int, int]:
    if change.type in ("increase", "decrease"):
        return 0, 1 if change.type == "increase" else -1
    if change.type == _APPLIES and not _was_there(finder, change, day):
        return 0, 0  # it was never one of those at the beginning
    sign = 1 if change.type in CAME else -1
    return sign, sign * (change.persons or 0)


def _was_there(finder: Finder, change: Any, day: date) -> bool:
    homes = finder.find(Household, id=change.household, with_away=True)
    return any(home.entered_on is not None and home.entered_on <= day for home in homes)


def _persons(finder: Finder, household: Any) -> int:
    homes = finder.find(Household, id=household, with_away=True)
    return next((home.persons or 0 for home in homes), 0)
