"""What came and went since a day, as it is recorded: the register less the baseline equals it, or something is missing.

Recorded are changes of households (E13) and moves between villages (R000-11: 现有数减期初数等于有记录的增减).
"""

from datetime import date, timedelta
from typing import Any, NamedTuple

from fupin_desktop.households.model import ENDED, Household
from fupin_desktop.households.selections import HOUSEHOLDS, MEMBERS
from fupin_desktop.ledger.declared.selection import Between, Condition, Equal, Leads, OneOf, Selection
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
    return Counted(
        finder.count(HOUSEHOLDS.having(here)), finder.count(MEMBERS.having(Leads("household", (here,))))
    )  # fmt: skip


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
    found = Counted()
    for change in finder.select(changes_since(village, day, *CAME, *WENT, _APPLIES, "increase", "decrease")):
        found = found.plus(*_weight(finder, change, day))
    for move in finder.select(moves_since(village, day)):
        sign = 1 if getattr(move, "to", None) == village else -1
        found = found.plus(
            sign, sign * _persons(finder, getattr(move, "household", None), getattr(move, "moved_on", day))
        )
    return found


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


def _persons(finder: Finder, household: Any, on: date) -> int:
    """How many moved on that day: those of now, without who came since and with who left since."""
    later = Between("date", low=(on + timedelta(days=1)).isoformat())
    since = finder.select(Selection("household_change", (Equal("household", household), later)))
    net = sum({"increase": 1, "decrease": -1}.get(getattr(one, "type", ""), 0) for one in since)
    homes = finder.find(Household, id=household, with_away=True)
    return next((home.persons or 0 for home in homes), 0) - net
