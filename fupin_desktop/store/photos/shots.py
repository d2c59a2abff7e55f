"""Photographs as people look at them: of which record and field, when taken, here or not arrived yet (完整性)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.store import driver
from fupin_desktop.store.photos.photo_shelf import PHOTO_FIELDS, is_key
from fupin_desktop.store.photos.pictures import kept
from fupin_desktop.store.read.reading import Reader


@dataclass(frozen=True)
class Shot:
    """One photograph of a record.  `taken_at` is ISO 8601, empty when nobody knows; `here` is False while only its
    name has arrived; `dot` is the change by which the record names it, 0 for one that no record names yet."""

    key: str
    record: Record | None = None
    field: str = ""
    taken_at: str = ""
    here: bool = False
    dot: int = 0


class Completeness(NamedTuple):
    """How many photographs are named, and how many of them have not arrived."""

    named: int
    missing: int


def shots_of(reader: Reader, records: Iterable[Record]) -> list[Shot]:
    """Every photograph these records name, record by record, in the order of their fields."""
    named = [
        (record, name, key)
        for record in records
        for name in PHOTO_FIELDS.get(kind_of(type(record)), ())
        for key in getattr(record, name)
        if is_key(key)
    ]
    known = {one.key: one for one in kept(reader.connection, [key for _record, _name, key in named])}
    return [
        Shot(key, record, name, known[key].taken_at if key in known else "", key in known, _dot(reader, record, key))
        for record, name, key in named
    ]


def bare_shots(reader: Reader, keys: Sequence[str]) -> list[Shot]:
    """Photographs by their keys alone: those of the tray, or of a form that is not saved yet."""
    known = {one.key: one for one in kept(reader.connection, keys)}
    return [Shot(key, taken_at=known[key].taken_at if key in known else "", here=key in known) for key in keys]


def completeness(shots: Sequence[Shot]) -> Completeness:
    """Each photograph counts once, however many records name it."""
    here = {shot.key for shot in shots if shot.here}
    named = {shot.key for shot in shots}
    return Completeness(len(named), len(named - here))


def _dot(reader: Reader, record: Record, key: str) -> int:
    sql = "SELECT max(dot) FROM version WHERE record=? AND element=? AND value=1 AND head > 0"
    rows = driver.rows(reader.connection, sql, (record.id, key))
    return int(rows[0][0] or record.id or 0)
