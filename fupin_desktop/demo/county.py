"""The county of the demonstration: its office, its villages with their laptops, and what was counted while it lived."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from fupin_desktop.demo.desk import Calendar, Desk, VillageDesk
from fupin_desktop.demo.dice import Dice
from fupin_desktop.demo.people import Numbers


@dataclass
class County:
    """Everything a chapter works with.

    `counts` is what the chapters themselves count, by village and by kind of record, beside what the books say.
    """

    out: Path
    dice: Dice
    calendar: Calendar
    numbers: Numbers
    office: Desk
    second: Desk  # another person at the office's book: who confirms what the first has recorded
    villages: list[VillageDesk] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    @property
    def today(self) -> date:
        """The day of all desks."""
        return self.calendar.today

    @property
    def laptops(self) -> list[VillageDesk]:
        """The villages that have a laptop of their own."""
        return [desk for desk in self.villages if desk.is_laptop]

    @property
    def divisions(self) -> list[str]:
        """The divisions of the laptops in use: their notices are numbered there."""
        return [desk.code for desk in self.laptops]

    def count(self, village: str, kind: str, more: int = 1) -> None:
        """So many records of a kind were made of a village."""
        self.counts[village, kind] += more
