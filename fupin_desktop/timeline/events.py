"""Events: a day, what it was, who did it, in which words; in lists numbers and sealed words are covered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.showing import NOTHING, listed
from fupin_desktop.ledger.privacy import PRIVATE
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.subjects import chain_of
from fupin_desktop.titles import link_titles

_SEP, _ENDS = "；", "。；; "


@dataclass(frozen=True)
class Event:
    """One thing that happened: `time` as it was written (9:30), `what` the kind in words, `record` to be opened.

    `whose` is the head of the household in whose file it stands, where it stands in one.
    """

    day: date
    time: str
    what: str
    words: str
    people: tuple[str, ...]
    record: Record
    whose: str = ""

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
    heads = _heads(finder, happened, today)
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
            heads.get(record.id, ""),
        )


def _heads(finder: Finder, records: Sequence[Record], today: date) -> dict[Dot | None, str]:
    """The heads of the households on which records of one kind hang, however long the chain."""
    chain = chain_of(type(records[0]))
    if chain[-1] is not Household or len(chain) == 1:
        return {}
    held = {one.id: getattr(one, chain[0].home) for one in records}
    for above in chain[1:-1]:
        wanted = sorted({id for id in held.values() if id is not None})
        found = {one.id: getattr(one, above.home) for one in finder.find(above, id=wanted, with_away=True)}
        held = {id: found.get(higher) for id, higher in held.items()}
    homes = {id for id in held.values() if id is not None}
    named = link_titles(finder, fields_of(chain[-2])[chain[-2].home], homes, today)
    return {id: named.get(home, "").partition(" · ")[0] for id, home in held.items()}


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
