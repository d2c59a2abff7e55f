"""A score (综合得分) as it is worked out of records, and its course from month to month.

Points are held in hundredths.  A mark that cannot be known is no nought: its score is None, and the total says that it
is at least so much.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fupin_desktop.ledger.declared.selection import Selection


@dataclass(frozen=True)
class Mark:
    """One row of a score: its weight in points, what it scores in hundredths, what is against what target.

    `how` says how it is counted, `worked` the same with the figures of this row; `source` on which paper or record it
    stands; `behind` are the records it was worked out of.
    """

    name: str
    label: str
    weight: int | None
    score: int | None
    actual: str = ""
    target: str = ""
    reached: bool | None = None
    how: str = ""
    worked: str = ""
    source: str = ""
    behind: Selection | None = None


@dataclass(frozen=True)
class Score:
    """The marks of one day; `beside` are rows that are told with them and bring no points."""

    day: date
    marks: tuple[Mark, ...]
    beside: tuple[Mark, ...] = ()

    @property
    def total(self) -> int | None:
        """The sum of what is known, in hundredths of a point; None where nothing is."""
        known = [mark.score for mark in self.marks if mark.score is not None]
        return sum(known) if known else None

    @property
    def unknown(self) -> tuple[Mark, ...]:
        """The marks of which there is no data: the total is at least what it says."""
        return tuple(mark for mark in self.marks if mark.score is None)

    @property
    def reached(self) -> bool | None:
        """Are all targets met?  None while nothing missed one, and not all are known."""
        if any(mark.reached is False for mark in self.marks):
            return False
        return True if all(mark.reached for mark in self.marks) else None


@dataclass(frozen=True)
class Trend:
    """Scores of the ends of months, the last of them of the day it was asked for; `notes` are told under them."""

    scores: tuple[Score, ...]
    notes: tuple[str, ...] = ()

    def at(self, day: date) -> Score:
        """The score of this day, else the last one."""
        return next((one for one in self.scores if one.day == day), self.scores[-1])


@dataclass(frozen=True)
class Scored:
    """A household of a list of scores."""

    record: Any
    score: Score
