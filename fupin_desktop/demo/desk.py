"""A desk of the demonstration: an open book, the day it writes on, and the records its commands need."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta, timezone
from random import Random
from typing import Any, TypeVar

from fupin_desktop.demo.people import Home, Place
from fupin_desktop.households.model import Household
from fupin_desktop.imaging.drawing import drawn
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.writing import BookLedger

R = TypeVar("R", bound=Record)
_ZONE = timezone(timedelta(hours=8))


class Calendar:
    """The day of all desks; within a day each command is some minutes later than the one before."""

    def __init__(self, first: date) -> None:
        self.now = _morning(first)

    @property
    def today(self) -> date:
        """The day."""
        return self.now.date()

    def turn_to(self, day: date) -> None:
        """A later day begins at nine o'clock."""
        self.now = max(self.now, _morning(day))

    def pass_by(self) -> None:
        """Twenty seconds go by."""
        self.now += timedelta(seconds=20)

    def wall(self) -> datetime:
        """The clock on the wall of every desk."""
        return self.now


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=_ZONE)


class Desk:
    """An open book and whoever works with it."""

    def __init__(self, book: Book, calendar: Calendar) -> None:
        self.book, self.calendar = book, calendar
        book.wall = calendar.wall
        self._homes: dict[str, Dot] = {}

    @contextmanager
    def write(self, command: str) -> Iterator[BookLedger]:
        """One command on this desk, today."""
        self.calendar.pass_by()
        with self.book.write(command) as ledger:
            yield ledger

    def picture(self, ledger: BookLedger, scene: str, caption: str, dice: Random) -> str:
        """A drawn picture kept in the book of this command, as taken today; the key records name it by."""
        content = drawn(scene, caption, dice)
        taken_at = self.calendar.now.strftime("%Y-%m-%dT%H:%M:%S")
        return self.book.pictures.keep(ledger.connection, content, taken_at)

    def home(self, ledger: BookLedger, code: str) -> Dot:
        """The household of a code in this book."""
        if code not in self._homes:
            self._homes = {
                one.household_code: one.id for one in ledger.find(Household) if one.household_code and one.id
            }
        return self._homes[code]

    def household(self, ledger: BookLedger, code: str) -> Household:
        """The household of a code, as it stands."""
        return ledger.get(Household, self.home(ledger, code))


class VillageDesk(Desk):
    """The desk of a village: its laptop, or the office's book while it has none."""

    def __init__(self, book: Book, calendar: Calendar, place: Place, homes: list[Home], *, is_laptop: bool) -> None:
        super().__init__(book, calendar)
        self.place, self.homes, self.is_laptop = place, homes, is_laptop
        self.secretary = ""  # the first secretary (第一书记)
        self.cadres: list[str] = []  # who visits
        self.responsible: dict[str, str] = {}  # by household, the cadre who answers for it
        self.is_silent = False  # a laptop that sends nothing any more

    def of_homes(self, ledger: BookLedger, cls: type[R], homes: Sequence[Home] | None = None, **equal: Any) -> list[R]:
        """The records of these households, of all of the village by default, whose fields equal the given values."""
        return ledger.find(cls, household=[self.home(ledger, home.code) for home in homes or self.homes], **equal)

    @property
    def code(self) -> str:
        """The village's code."""
        return self.place.code

    @property
    def name(self) -> str:
        """The village's name."""
        return self.place.name
