"""What a rehearsed merge would change: per place and kind, and for each changed cell the old value beside the new."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desktop.households.model import Household, Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS, Dot
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.record import cells_of
from fupin_desktop.store import driver
from fupin_desktop.store.hanging import kinds_held
from fupin_desktop.store.history.history import Chronicle, Who
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import group_columns
from fupin_desktop.sync.bundles.segment import read_header

MOST = 300  # changed cells, and as many new records, that are shown of one bundle; all are counted


@dataclass(frozen=True)
class Change:
    """A cell that would change: `old` and `new` as stored; `element` of a many-valued cell.  A new record has no field.

    What names the record is told here, within the rehearsal: afterwards the book knows neither the streams that were
    new to it nor what stood in them.
    """

    kind: str
    record: str
    head: Member | None
    scope: str
    field: str
    element: str
    old: Any
    new: Any
    actor: str
    clock: str
    device: str
    typed: str = ""


@dataclass(frozen=True)
class Preview:
    """Counts of new records and changed cells by (scope, kind), and the first of both."""

    new: dict[tuple[str, str], int]
    changed: dict[tuple[str, str], int]
    changes: tuple[Change, ...]
    made: tuple[Change, ...]

    def as_json(self) -> dict[str, Any]:
        """For the report of a rehearsal; values stay out of it, as they may be private."""
        places = sorted({*self.new, *self.changed})
        told = [
            {"scope": place, "kind": kind, "new": self.new.get((place, kind), 0),
             "changed": self.changed.get((place, kind), 0)}
            for place, kind in places
        ]  # fmt: skip
        fields = [{**_told(one), "field": one.field} for one in self.changes]
        return {"places": told, "changes": fields, "made": [_told(one) for one in self.made]}


def _told(one: Change) -> dict[str, Any]:
    return {
        "scope": one.scope, "kind": one.kind, "record": one.record, "actor": one.actor, "clock": one.clock,
        "device": one.device,
    }  # fmt: skip


def preview(after: Reader, before: Reader, journal: int) -> Preview:
    """What the merge of this journal entry did in `after`, an open transaction, against the book as it stands."""
    look = _Look(after, before)
    for stream, low, high in _spans(after, journal):
        look.count(after.streams.scope(stream), low, high)
    return Preview(dict(+look.new), dict(+look.changed), tuple(look.changes), tuple(look.made))


class _Look:
    """Counts what came, stream by stream, and describes the first of it."""

    def __init__(self, after: Reader, before: Reader) -> None:
        self._after, self._before = after, before
        self._held = kinds_held(after.connection)
        self._chronicle = Chronicle(after)
        self._heads: dict[tuple[str, int], Member | None] = {}
        self.new: Counter[tuple[str, str]] = Counter()
        self.changed: Counter[tuple[str, str]] = Counter()
        self.changes: list[Change] = []
        self.made: list[Change] = []

    def count(self, scope: str, low: int, high: int) -> None:
        """Take in what lies between these dots of one stream."""
        for kind in self._held:
            ids = self._ids(kind, low, high)
            self.new[scope, kind] += len(ids)
            room = MOST - len(self.made)
            self.made += [self._described(kind, id, scope, self._chronicle.who(id)) for id in ids[:room]]
        for cell, record, element, value, dot in self._after.connection.exec_driver_sql(_CHANGED, (low, high)):
            kind, name = self._after.cells.name(cell)
            self.changed[scope, kind] += 1
            if len(self.changes) < MOST:
                values = {"old": _old(self._before, kind, record, name), "new": _new(kind, name, value)}
                who = self._chronicle.who(dot)
                self.changes.append(self._described(kind, record, scope, who, field=name, element=element, **values))

    def _ids(self, kind: str, low: int, high: int) -> list[int]:
        sql = f'SELECT id FROM "{kind}" WHERE id BETWEEN ? AND ? ORDER BY id'
        return [id for (id,) in driver.rows(self._after.connection, sql, (low, high))]

    def _described(
        self, kind: str, record: int, scope: str, who: Who, *, field: str = "", element: str = "", old: Any = None,
        new: Any = None,
    ) -> Change:  # fmt: skip
        return Change(
            kind, self._after.text_of(record), self._head(kind, record), scope, field, element, old, new, who.actor,
            who.clock, who.device, who.typed,
        )  # fmt: skip

    def _head(self, kind: str, record: int) -> Member | None:
        if (kind, record) not in self._heads:
            self._heads[kind, record] = head_among(self._family(kind, record))
        return self._heads[kind, record]

    def _family(self, kind: str, record: int) -> list[Member]:
        try:
            found = self._after.get(KINDS[kind], Dot(record))
        except Refusal:
            return []  # a change that came before its record
        home = found.id if isinstance(found, Household) else getattr(found, "household", None)
        return self._after.find(Member, household=home) if home is not None else []


_CHANGED = "SELECT cell, record, element, value, dot FROM version WHERE dot BETWEEN ? AND ? AND head <> -1"


def _spans(after: Reader, journal: int) -> Iterator[tuple[int, int, int]]:
    """The dots that came: stream, the first and the last."""
    rows = after.connection.exec_driver_sql(
        "SELECT stream, header FROM segment WHERE journal=? AND state='in' ORDER BY stream, first", (journal,)
    )
    for stream, raw in rows.all():
        header = read_header(raw)
        base = stream << COUNTER_BITS
        yield stream, base + header.first_counter, base + header.last_counter


def _new(kind: str, cell: str, value: Any) -> Any:
    fields = cells_of(KINDS[kind]).get(cell, ())
    return group_columns(fields, value) if fields and fields[0].group else value


def _old(before: Reader, kind: str, record: int, cell: str) -> Any:
    """What stands in the book now; a group as the object it is kept as."""
    fields = cells_of(KINDS[kind]).get(cell, ())
    columns = [field.name for field in fields] or [AWAY]
    listed = ",".join(f'"{name}"' for name in columns)
    row = before.connection.exec_driver_sql(f'SELECT {listed} FROM "{kind}" WHERE id=?', (record,)).first()
    if row is None:
        return None
    grouped = bool(fields) and bool(fields[0].group)
    return dict(zip(columns, row, strict=True)) if grouped else row[0]
