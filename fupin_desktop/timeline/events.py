"""Events: a day, what it was, who did it, in which words; in lists numbers and sealed words are covered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.happening import Happening
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.privacy import PRIVATE
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.showing import NOTHING, listed
from fupin_desktop.ledger.words import _
from fupin_desktop.titles import link_titles

_SEP, _ENDS = "；", "。；; "


@dataclass(frozen=True)
class Event:
    """One thing that happened: `time` as it was written (9:30), `what` the kind in words, `record` to be opened."""

    day: date
    time: str
    what: str
    words: str
    people: tuple[str, ...]
    record: Record

    @property
    def id(self) -> Dot:
        """The id of its record."""
        assert self.record.id is not None, "events are made of saved records"
        return self.record.id


def events_of(finder: Finder, happening: Happening, records: Sequence[Record], today: date) -> Iterator[Event]:
    """The events of records of one kind; one without its day has not happened yet."""
    happened = [one for one in records if isinstance(getattr(one, happening.day), date)]
    if not happened:
        return
    cls = type(happened[0])
    fields = [fields_of(cls)[name] for name in happening.words if fields_of(cls)[name].privacy not in PRIVATE]
    linked = {field.name: _titles(finder, field, happened, today) for field in fields if field.kind is Kind.LINK}
    for record in happened:
        told = (_text(record, field, linked.get(field.name, {})) for field in fields)
        yield Event(
            getattr(record, happening.day),
            str(getattr(record, happening.time) or "") if happening.time else "",
            _(cls.label),
            _SEP.join(text for text in told if text),
            tuple(_names(record, happening)),
            record,
        )


def _titles(finder: Finder, field: Field, records: Iterable[Record], today: date) -> dict[int, str]:
    return link_titles(finder, field, {id for one in records for id in _ids(getattr(one, field.name))}, today)


def _ids(value: object) -> tuple[int, ...]:
    several = value if isinstance(value, tuple) else (value,)
    return tuple(one for one in several if isinstance(one, int))


def _text(record: Record, field: Field, titles: dict[int, str]) -> str:
    value = getattr(record, field.name)
    if field.kind is Kind.LINK:
        return covered("、".join(titles[one] for one in _ids(value) if one in titles))
    text = listed(field, value).replace("\n", " ")
    return "" if text == NOTHING else text.rstrip(_ENDS)


def _names(record: Record, happening: Happening) -> Iterator[str]:
    for name in happening.people:
        value = getattr(record, name)
        yield from (str(one) for one in (value if isinstance(value, tuple) else (value,)) if one)


def newest_first(events: Iterable[Event]) -> list[Event]:
    """By day from the newest, within a day by the hour, those without one after them."""
    days: dict[date, list[Event]] = defaultdict(list)
    for one in events:
        days[one.day].append(one)
    return [one for day in sorted(days, reverse=True) for one in in_the_day(days[day])]


def in_the_day(events: Iterable[Event]) -> list[Event]:
    """By the hour; those without one after them, in the order of making."""
    return sorted(events, key=lambda one: (not one.time, one.time.rjust(5, "0"), one.id))
