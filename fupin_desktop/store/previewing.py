"""What a rehearsed merge would change: per place and kind, and for each changed cell the old value beside the new."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import COUNTER_BITS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import cells_of
from fupin_desktop.store.history import Chronicle
from fupin_desktop.store.reading import Reader
from fupin_desktop.store.rows import group_columns
from fupin_desktop.sync.segment import read_header

MOST = 300  # changed cells that are shown of one bundle; all are counted


@dataclass(frozen=True)
class Change:
    """A cell that would change: `old` and `new` as stored; `element` of a many-valued cell."""

    kind: str
    record: int
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
    """Counts of new records and changed cells by (scope, kind), and the first of the changes."""

    new: dict[tuple[str, str], int]
    changed: dict[tuple[str, str], int]
    changes: tuple[Change, ...]

    def as_json(self, reader: Reader) -> dict[str, Any]:
        """For the report of a rehearsal; values stay out of it, as they may be private."""
        places = sorted({*self.new, *self.changed})
        told = [
            {"scope": place, "kind": kind, "new": self.new.get((place, kind), 0),
             "changed": self.changed.get((place, kind), 0)}
            for place, kind in places
        ]  # fmt: skip
        fields = [
            {"scope": one.scope, "kind": one.kind, "record": reader.text_of(one.record), "field": one.field,
             "actor": one.actor, "clock": one.clock, "device": one.device}
            for one in self.changes
        ]  # fmt: skip
        return {"places": told, "changes": fields}


def preview(after: Reader, before: Reader, journal: int) -> Preview:
    """What the merge of this journal entry did in `after`, an open transaction, against the book as it stands."""
    new: Counter[tuple[str, str]] = Counter()
    changed: Counter[tuple[str, str]] = Counter()
    changes: list[Change] = []
    chronicle = Chronicle(after)
    for stream, low, high in _spans(after, journal):
        scope = after.streams.scope(stream)
        for kind in KINDS:
            sql = f'SELECT count(*) FROM "{kind}" WHERE id BETWEEN ? AND ?'
            new[scope, kind] += after.connection.exec_driver_sql(sql, (low, high)).scalar_one()
        for cell, record, element, value, dot in after.connection.exec_driver_sql(_CHANGED, (low, high)):
            kind, name = after.cells.name(cell)
            changed[scope, kind] += 1
            if len(changes) < MOST:
                who = chronicle.who(dot)
                old, value = _old(before, kind, record, name), _new(kind, name, value)
                told = (who.actor, who.clock, who.device, who.typed)
                changes.append(Change(kind, record, scope, name, element, old, value, *told))
    return Preview(dict(+new), dict(+changed), tuple(changes))


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
