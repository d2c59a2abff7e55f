"""驻村日志: what a person did day by day, from the records that name them, and the line they added.

A person is known by the name; among namesakes elsewhere, by the villages in which this one is entered as a cadre.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from fupin_desktop.duties.model import Cadre
from fupin_desktop.duties.persons import called, person_of
from fupin_desktop.journal.model import JournalLine
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.selection import Between, Condition, Either, Named, OneOf, Selection
from fupin_desktop.ledger.declared.standing import along, division_path
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.scope import above
from fupin_desktop.timeline.events import Event, events_of, in_the_day
from fupin_desktop.timeline.happenings import happenings


@dataclass(frozen=True)
class JournalDay:
    """One day of a person: what the records tell, and the line they wrote, if any."""

    day: date
    events: tuple[Event, ...]
    line: JournalLine | None = None


@dataclass(frozen=True)
class Journal:
    """The log of a person over some days, the earliest first; days of which nothing is known are left out."""

    cadre: Cadre
    first: date
    last: date
    days: tuple[JournalDay, ...]

    def at(self, day: date) -> JournalDay:
        """The day, empty where nothing is known of it."""
        return next((one for one in self.days if one.day == day), JournalDay(day, ()))

    @property
    def counted(self) -> dict[str, int]:
        """How many events there were, by what they were."""
        found: dict[str, int] = defaultdict(int)
        for one in (event for day in self.days for event in day.events):
            found[one.what] += 1
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month of a day."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def journal_of(finder: Finder, cadre: Cadre, first: date, last: date, today: date) -> Journal:
    """The log of this person over these days, both included."""
    same = _same_person(finder, cadre)
    places = sorted({code for one in same for code in above(one.village_code or "")})
    days: dict[date, list[Event]] = defaultdict(list)
    for event in _events(finder, cadre.name or "", places, first, last, today):
        days[event.day].append(event)
    lines = {one.date: one for one in _lines(finder, [one.id for one in same if one.id], first, last)}
    known = sorted(days.keys() | {day for day in lines if day is not None})
    return Journal(
        cadre, first, last, tuple(JournalDay(day, tuple(in_the_day(days[day])), lines.get(day)) for day in known)
    )


def _same_person(finder: Finder, cadre: Cadre) -> list[Cadre]:
    """The records of this person: in each village a cadre is known by a record (E08)."""
    same = [one for one in called(finder, cadre.name) if person_of(one) == person_of(cadre)]
    return same or [cadre]


def _events(finder: Finder, name: str, places: Sequence[str], first: date, last: date, today: date) -> Iterator[Event]:
    for happening in happenings().values():
        if happening.people and name:
            selection = _selection(happening, name, places, first, last)
            yield from events_of(finder, happening, finder.select(selection), today)


def _selection(happening: Happening, name: str, places: Sequence[str], first: date, last: date) -> Selection:
    days = Between(happening.day, first.isoformat(), last.isoformat())
    named: Condition = Either(tuple(Named(field, (name,)) for field in happening.people))
    path = division_path(KINDS, KINDS[happening.kind])
    there = (along(path[:-1], OneOf(path[-1], tuple(places))),) if path else ()
    return Selection(happening.kind, (days, named, *there), (happening.day,))


def _lines(finder: Finder, cadres: Sequence[Dot], first: date, last: date) -> list[JournalLine]:
    days = Between("date", first.isoformat(), last.isoformat())
    found = finder.select(Selection("journal_line", (OneOf("cadre", tuple(cadres)), days))) if cadres else []
    return [one for one in found if isinstance(one, JournalLine)]
