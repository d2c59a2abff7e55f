"""Reading records out of the book, each with the reading it came from."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection

from fupin_desktop.ledger.declared.figure import Count, Measure, Tally, Total
from fupin_desktop.ledger.declared.selection import Amount, Selection
from fupin_desktop.ledger.dot import COUNTER_BITS, Dot, counter_of, dot, stream_of
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.ledger import Finder
from fupin_desktop.ledger.notation.canonical import members_of
from fupin_desktop.ledger.notation.values import to_stored
from fupin_desktop.ledger.record import Reading, Record, fields_of, groups_of, key_of, kind_of
from fupin_desktop.ledger.scope import division_of
from fupin_desktop.ledger.system.picture import PictureFacts, facts_from
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver
from fupin_desktop.store.read.naming import record_at
from fupin_desktop.store.rows import record_from
from fupin_desktop.store.select import selected
from fupin_desktop.store.select.joined import Joined, in_register, stands_alone
from fupin_desktop.store.select.selecting import class_named
from fupin_desktop.store.streams import Cells, Streams

R = TypeVar("R", bound=Record)
T = TypeVar("T")
_COUNTER = re.compile(r"[1-9][0-9]{0,12}")


class Reader:
    """Reads through one connection, so that everything read is of one moment."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._once: dict[Callable[[Finder], Any], tuple[frozenset[str], Any]] = {}  # what was found, and told by what

    @cached_property
    def streams(self) -> Streams:
        """The local numbers of streams; read when first asked for."""
        return Streams(self.connection)

    @cached_property
    def cells(self) -> Cells:
        """The local numbers of cells."""
        return Cells(self.connection)

    @cached_property
    def moved(self) -> dict[int, str]:
        """Records that live elsewhere than where they were made, with the division they have come to."""
        return dict(driver.rows(self.connection, "SELECT record, division FROM moved"))

    def forget_numbers(self) -> None:
        """Read the local numbers anew: those given since a savepoint went back with it."""
        for name in ("streams", "cells", "moved", "_twins"):
            self.__dict__.pop(name, None)
        self._once.clear()

    def place_of(self, id: int) -> str:
        """The division in which a record lives: where it was made, unless its household has moved."""
        return self.moved.get(id) or division_of(self.streams.scope(stream_of(id)))

    def get(self, cls: type[R], id: Dot) -> R:
        """The record; refuses one the book does not hold.  Code `record.unknown`."""
        found = self._records(cls, "id=?", (id,))
        if not found:
            raise Refusal("record.unknown", _("The book holds no such record."), where={"id": self.text_of(id)})
        return found[0]

    def find(self, cls: type[R], *, with_away: bool = False, **equal: Any) -> list[R]:
        """The records whose fields equal the given values; a sequence means any of them."""
        parts: list[str] = [] if with_away else [self.visible(kind_of(cls))]
        values: list[object] = []
        for name, wanted in equal.items():
            part, more = self._condition(cls, name, wanted)
            parts.append(part)
            values.extend(more)
        return self._records(cls, " AND ".join(parts) or "1", tuple(values))

    def pieces(self, cls: type[R], size: int) -> Iterator[list[R]]:
        """The records of the register, so many at a time: whoever looks at all of them need not hold them."""
        kind = kind_of(cls)
        ids = [row[0] for row in driver.rows(self.connection, f'SELECT id FROM "{kind}" WHERE {self.visible(kind)}')]
        ids.sort()
        return (self._among(cls, ids[at : at + size]) for at in range(0, len(ids), size))

    def once(self, read: Callable[[Finder], T], *told_by: type[Record]) -> T:
        """What `read` finds, read once until a record of one of the kinds it is told by is written here."""
        if read not in self._once:
            self._once[read] = (frozenset(map(kind_of, told_by)), read(self))
        found: T = self._once[read][1]
        return found

    def _forget(self, written: Collection[str]) -> None:
        """Records of these kinds were written: what was found before is not asked again."""
        self._once = {read: kept for read, kept in self._once.items() if kept[0].isdisjoint(written)}

    @staticmethod
    def visible(kind: str) -> str:
        """The condition on the rows of a kind that leaves out what was put away, unless somebody worked on it without
        knowing, and of twins that were joined all but the one that stands for them (`ledger.declared.standing.OWN`).
        """
        alias = f'"{kind}"'
        return f"{in_register(alias)} AND {stands_alone(alias)}"

    @cached_property
    def joined(self) -> Joined:
        """The joined twins of this moment."""
        return Joined(self.connection, self.text_of)

    def picture_facts(self, keys: Sequence[str]) -> dict[str, PictureFacts]:
        """When and where these photographs were taken; those whose content has not arrived are left out."""
        sql = "SELECT key, taken_at, place FROM picture WHERE key IN (SELECT value FROM json_each(?))"
        rows = driver.rows(self.connection, sql, (json.dumps(list(keys)),))
        return {key: facts_from(taken_at, place) for key, taken_at, place in rows}

    # --- selections -------------------------------------------------------------------------------------------------

    def select(self, selection: Selection, *, start: int = 0, limit: int | None = None) -> list[Record]:
        """The records of a selection, in its order; `limit` of them from the place `start`, counted from 0."""
        cls = class_named(selection.kind)
        wanted = selected.ids(self.connection, self.joined, selection, start, limit)
        found = {one.id: one for one in self._among(cls, wanted)}
        return [found[Dot(id)] for id in wanted]

    def count(self, selection: Selection) -> int:
        """How many records a selection has."""
        return self.tally(selection, Count()).whole

    def total(self, selection: Selection, amount: Amount) -> int | None:
        """The sum of an amount in fen over a selection; None where no record has one."""
        found = self.tally(selection, Total(amount))
        return found.part if found.over else None

    def tally(self, selection: Selection, measure: Measure) -> Tally:
        """What a measure counts over a selection; one statement."""
        return selected.tally(self.connection, self.joined, selection, measure)

    def by(self, selection: Selection, path: Sequence[str], measure: Measure) -> Mapping[object, Tally]:
        """The same for each value at the end of a way of links and one field; one statement."""
        return selected.grouped(self.connection, self.joined, selection, path, measure)

    def _among(self, cls: type[R], ids: Sequence[int]) -> list[R]:
        return self._records(cls, "id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))

    def twins_of(self, id: int) -> set[int]:
        """The record and all it was joined with: what hangs on any of them is found from each."""
        return set(self.joined.groups.get(id, {id}))

    def _condition(self, cls: type[Record], name: str, wanted: object) -> tuple[str, list[object]]:
        field = None if name == "id" else fields_of(cls)[name]
        several = wanted if isinstance(wanted, list | tuple | set | frozenset) else None
        if field is not None and field.kind is Kind.LINK and not field.many and self.joined.groups:
            ids = [one for one in (several if several is not None else [wanted]) if isinstance(one, int)]
            several = sorted({twin for one in ids for twin in self.twins_of(one)}) or several
        if several is not None:
            stored = [value if field is None or field.many else to_stored(field, value) for value in several]
            return f'"{name}" IN ({",".join("?" * len(stored))})', stored
        if wanted is None:
            return f'"{name}" IS NULL', []
        return f'"{name}"=?', [wanted if field is None else to_stored(field, wanted)]

    def by_key(self, cls: type[R], *key: object) -> R | None:
        """The one record with this natural key; refuses a key that names two.  Code `record.ambiguous`."""
        wanted: dict[str, Any] = dict(zip(key_of(cls), key, strict=False))
        found = self.find(cls, **wanted)
        if len(found) > 1:
            raise Refusal(
                "record.ambiguous",
                _("Two records carry this number. Nothing was changed. Join or part them on the Exchange page first."),
                where={"kind": kind_of(cls), "ids": [self.text_of(record.id) for record in found if record.id]},
            )
        return found[0] if found else None

    def _records(self, cls: type[R], where: str, values: Sequence[object]) -> list[R]:
        kind, names, listed = kind_of(cls), *_columns(cls)  # type: ignore[arg-type]  # a class can be a key
        sql = f'SELECT {listed} FROM "{kind}" WHERE {where} ORDER BY id'
        rows = [dict(zip(names, row, strict=True)) for row in driver.rows(self.connection, sql, tuple(values))]
        heads = self._heads(kind, where, values) if rows else {}
        return [self._record(cls, row, heads.get(row["id"], {})) for row in rows]

    def _record(self, cls: type[R], row: Mapping[str, Any], heads: Mapping[tuple[str, str], list[Any]]) -> R:
        stored = {**row}
        del stored["id"]
        seen = {cell: tuple(_agreeing(found)) for cell, found in heads.items()}
        return record_from(cls, row, Reading(stored, seen), _unread_groups(cls, heads))

    def _heads(
        self, kind: str, where: str, values: Sequence[object]
    ) -> dict[int, dict[tuple[str, str], list[tuple[Any, ...]]]]:
        sql = (
            "SELECT v.record, v.cell, v.element, v.dot, v.value, v.clock FROM version v"
            f' WHERE v.record IN (SELECT id FROM "{kind}" WHERE {where}) AND v.head > 0'
        )
        found: dict[int, dict[tuple[str, str], list[tuple[Any, ...]]]] = {}
        for record, cell, element, change, value, clock in driver.rows(self.connection, sql, tuple(values)):
            device, _scope = self.streams.name(stream_of(change))
            key = (self.cells.name(cell)[1], element)
            order = (clock, device, counter_of(change))
            found.setdefault(record, {}).setdefault(key, []).append((order, change, value))
        return found

    # --- names ------------------------------------------------------------------------------------------------------

    def text_of(self, id: int) -> str:
        """A dot in the text form that is the same everywhere."""
        device, scope = self.streams.name(stream_of(id))
        return f"{device}.{scope}.{counter_of(id)}"

    def dot_of(self, text: str) -> Dot:
        """The dot a text form names; refuses one this book has not heard of.  Code `record.unknown`."""
        device, _first, rest = text.partition(".")
        scope, _second, counter = rest.rpartition(".")
        number = self.streams.known(device, scope)
        if number is None or not _COUNTER.fullmatch(counter) or int(counter) >= 1 << COUNTER_BITS:
            raise Refusal("record.unknown", _("The book holds no such record."), where={"id": text})
        return dot(number, int(counter))

    def record_at(self, kind: str, name: str) -> Record:
        """A record by its dot in text form or by its natural key, as `naming.record_at` has it."""
        return record_at(self, kind, name)


@cache
def _columns(cls: type[Record]) -> tuple[tuple[str, ...], str]:
    """The columns of a kind's table as its records need them, and the same as they are asked for."""
    names = ("id", *fields_of(cls), AWAY)
    return names, ",".join(f'"{name}"' for name in names)


def _unread_groups(cls: type[Record], heads: Mapping[tuple[str, str], list[Any]]) -> frozenset[str]:
    """The fields of a group whose standing value is no group: its columns are empty, and it is not."""
    groups = groups_of(cls)
    broken = {
        cell
        for (cell, _element), found in (heads.items() if groups else ())
        if cell in groups and (shown := max(found)[2]) is not None and members_of(shown) is None
    }
    return frozenset(name for cell in broken for name in groups[cell])


def _agreeing(found: list[tuple[Any, ...]]) -> Iterable[Dot]:
    # The heads whose value equals the value seen: others stay open, editing is not settling.
    shown = max(found)[2]
    return sorted(change for _order, change, value in found if value == shown)
