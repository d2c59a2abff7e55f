"""The time line of a household, a village, a unit (帮扶动态): all of its records that happened, of whatever kind."""

from collections.abc import Iterator
from datetime import date

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.declared.happening import Happening
from fupin_desktop.ledger.declared.selection import Equal, Linked, Selection
from fupin_desktop.ledger.declared.tab import Records
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.record import Record, fields_of, kind_of
from fupin_desktop.subjects import chain_of, records_of
from fupin_desktop.timeline.events import Event, events_of, newest_first
from fupin_desktop.timeline.happenings import happenings


def timeline_of(finder: Finder, subject: Record, today: date) -> list[Event]:
    """Everything of the subject, the newest first; what was withdrawn or put away is left out."""
    mine = [
        event
        for happening in happenings().values()
        for event in events_of(finder, happening, list(_records(finder, happening, subject)), today)
    ]
    return newest_first(mine)


def _records(finder: Finder, happening: Happening, subject: Record) -> Iterator[Record]:
    cls = KINDS[happening.kind]
    if chain_of(cls)[-1] is type(subject):
        yield from records_of(finder, Records(happening.kind), subject)
    for kind, via in happening.also:
        leads = (one.name for one in fields_of(KINDS[kind]).values() if one.link == kind_of(type(subject)))
        if name := next(leads, ""):
            yield from finder.select(Selection(happening.kind, (Linked(kind, via, (Equal(name, subject.id),)),)))
