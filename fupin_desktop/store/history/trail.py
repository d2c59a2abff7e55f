"""The trail of several records (数据轨迹): each change with the value before it and after it, the newest first."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fupin_desktop.ledger.dot import stream_of
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.record import Record, cells_of, kind_of
from fupin_desktop.store import driver
from fupin_desktop.store.history.history import Chronicle, Who
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import group_columns
from fupin_desktop.store.unite.quoting import gather

MADE = ""  # the field of the line that says a record was entered

_CHANGES = """
SELECT record, cell, element, value, dot FROM version WHERE record IN (SELECT value FROM json_each(?))
ORDER BY clock, dot
"""


@dataclass(frozen=True)
class Step:
    """One change of one field.  `old` and `new` are stored values; of a field with many values, an element that came
    has only a `new`, one that left only an `old`.  A line with the field `MADE` has as `new` what the record was made
    with, by field; one with the field `away` the reason it was put away."""

    record: Record
    field: str
    old: Any
    new: Any
    who: Who


def trail(reader: Reader, records: Sequence[Record]) -> list[Step]:
    """Every change of these records, the newest first; of one moment, in the order they were written."""
    by_id = {record.id: record for record in records if record.id is not None}
    chronicle, given = Chronicle(reader), _given(reader, list(by_id))
    steps = [Step(record, MADE, None, given.get(id, {}), chronicle.who(id)) for id, record in by_id.items()]
    standing: dict[tuple[int, str], Any] = {}
    for id, cell, element, value, dot in driver.rows(reader.connection, _CHANGES, (json.dumps(list(by_id)),)):
        record, who = by_id[id], chronicle.who(dot)
        name = reader.cells.name(cell)[1]
        if element:
            steps.append(Step(record, name, None if value else element, element if value else None, who))
            continue
        for field, after in _fields(record, name, value):
            before = standing.get((id, field), given.get(id, {}).get(field))
            standing[id, field] = after
            if before != after:
                steps.append(Step(record, field, before, after, who))
    return sorted(steps, key=lambda step: step.who.clock, reverse=True)


def _fields(record: Record, cell: str, value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a cell with what it says of each; a cell this program does not know stands for itself."""
    fields = cells_of(type(record)).get(cell, ())
    if cell == AWAY or not fields or not fields[0].group:
        yield cell, value
    else:
        yield from group_columns(fields, value).items()


def _given(reader: Reader, ids: Sequence[int]) -> dict[int, Mapping[str, object]]:
    """What each of these records was made with; the log alone knows it."""
    by_stream: dict[int, set[int]] = {}
    for id in ids:
        by_stream.setdefault(stream_of(id), set()).add(id)
    return {
        new.dot: new.values
        for stream, dots in by_stream.items()
        for entry in gather(reader, stream, dots).entries.values()
        for new in entry.news
        if new.dot in dots
    }


def kinds_of(steps: Sequence[Step]) -> list[str]:
    """The kinds of record a trail is of, in the order in which they come."""
    return list(dict.fromkeys(kind_of(type(step.record)) for step in steps))
