"""What an edit stands on, and the reading that is left after it."""

from collections.abc import Iterable, Mapping

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.entry import AWAY, Edit
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.canonical import items_of
from fupin_desktop.ledger.record import Reading, Record
from fupin_desktop.store.rows import cell_value


def bases_of(record: Record, reading: Reading, cell: str, element: str) -> tuple[int, ...]:
    """The changes a new one stands on: those its writer saw, or the making of the record."""
    assert record.id is not None
    return reading.heads.get((cell, element)) or (record.id,)


def read_again(
    record: Record,
    stored: Mapping[str, object],
    heads: Mapping[tuple[str, str], tuple[Dot, ...]],
    edits: Iterable[Edit],
) -> Reading:
    """The reading of a record just saved: what is changed next stands on what was written now."""
    written = {(edit.cell, edit.element): (Dot(edit.dot),) for edit in edits}
    return Reading({**stored, AWAY: record.away}, {**heads, **written})


def elements_of(stored: object) -> set[str]:
    """The elements of a many-valued field as stored."""
    # What an older program let in may be no list: then nothing can be taken out of it, and what is put in heals it
    return set(items_of(stored) or ())


def is_left_unread(record: Record, fields: Iterable[Field], reading: Reading, new: object) -> bool:
    """Does a cell differ in nothing but what could not be read?  Nobody meant to empty it by saving the rest."""
    readable = {name: value for name, value in reading.values.items() if name not in record.unreadable}
    unread = any(field.name in record.unreadable for field in fields)
    return unread and cell_value(fields, readable) == new
