"""The content of a segment: entries as columns (FORMAT.md, 'Content').  Dots are local integers on this side."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import add
from typing import Any

import msgspec

from fupin_desktop.ledger.clock import COUNT_BITS, unpack
from fupin_desktop.ledger.dot import COUNTER_BITS, COUNTER_MASK
from fupin_desktop.ledger.entry import Edit, Entry, New
from fupin_desktop.sync.bundles.columns import INTEGER, TEXT, Column, Values, broken, read, write
from fupin_desktop.sync.bundles.others import is_sound, others_as_text
from fupin_desktop.sync.bundles.strict import Id, ScopeName, check_text, load
from fupin_desktop.sync.bundles.unfolding import unfolded_as, unfolds_at_most, whole_rows

LINK = "l"
CELLS_CAP = 4_000_000  # values in all tables of a segment; the writer closes one at 1 MiB, far below
STREAMS_CAP = 10_000  # streams one segment may name
_ENTRY = {"ms": INTEGER, "count": INTEGER, "late": INTEGER, "zone": INTEGER, "last": INTEGER}
_ENTRY |= {"actor": TEXT, "command": TEXT, "twin": TEXT, "why": TEXT}
_ENTRY_FILLED = frozenset(_ENTRY.keys() - {"twin", "why"})
_EDIT_FILLED = frozenset({"#", "record@", "record", "base@", "base", "element"})
_NEW_FILLED = frozenset({"#"})
_EDIT = {"#": INTEGER, "record@": INTEGER, "record": INTEGER, "base@": INTEGER, "base": INTEGER}
_EDIT |= {"more": TEXT, "element": TEXT}
_ZONE_CAP = 1439  # minutes east or west
_WALL_END = 1 << 47  # milliseconds; beyond is no wall clock
StreamName = tuple[str, str]
_StreamName = tuple[Id, ScopeName]
TypeOf = Callable[[str, str], str]


@dataclass
class NewTable:
    """Records of one kind: their dots, and a column of canonical values for each cell."""

    kind: str
    ids: list[int]
    cells: list[str]
    types: list[str]
    columns: list[list[Any]]


@dataclass
class EditTable:
    """Changes of one cell of one kind.  `more` holds the further bases of rows that have more than one."""

    kind: str
    cell: str
    type: str
    dots: list[int]
    records: list[int]
    bases: list[int]
    more: dict[int, list[int]]
    elements: list[str] | None
    values: list[Any]


@dataclass
class EntryTable:
    """The entries, and the last counter each used; `twins`, as text (`sync.others`), the others of its command."""

    clocks: list[int]
    walls: list[int]
    zones: list[int]
    actors: list[str]
    commands: list[str]
    twins: list[str | None]
    whys: list[str | None]
    last: list[int]


@dataclass
class Decoded:
    """A segment's content, ready for set-based work."""

    entries: EntryTable
    news: list[NewTable]
    edits: list[EditTable]


# --- writing --------------------------------------------------------------------------------------------------------


class _Streams:
    """The streams a segment names, its own first."""

    def __init__(self, own: int) -> None:
        self.index: dict[int, int] = {own: 0}

    def split(self, dots: Sequence[int | None]) -> tuple[list[int | None], list[int | None]]:
        index = self.index
        where = [None if dot is None else index.setdefault(dot >> COUNTER_BITS, len(index)) for dot in dots]
        return where, [None if dot is None else dot & COUNTER_MASK for dot in dots]


class _Sheet:
    """Lines and their descriptions, as they are written."""

    def __init__(self, streams: _Streams) -> None:
        self.streams = streams
        self.lines: list[bytes] = []
        self.described: list[Column] = []

    def add(self, name: str, kind: str, values: Sequence[Any]) -> None:
        column, line = write(name, kind, values)
        self.described.append(column)
        self.lines.append(line)

    def add_dots(self, name: str, dots: Sequence[int | None]) -> None:
        where, counters = self.streams.split(dots)
        self.add(name + "@", INTEGER, where)
        self.add(name, INTEGER, counters)

    def add_values(self, name: str, kind: str, values: Sequence[Any]) -> None:
        if kind == LINK:
            self.add_dots(name, values)
        else:
            self.add(name, kind, values)


def encode(entries: Sequence[Entry], own: int, name_of: Callable[[int], StreamName], type_of: TypeOf) -> bytes:
    """The content of a segment with these entries of the local stream `own`, before compression."""
    streams = _Streams(own)
    lines: list[bytes] = []
    parts = (
        ("entries", [_write_entries(entries, streams)]),
        ("new", [_write_new(kind, rows, streams, type_of) for kind, rows in _by_kind(entries).items()]),
        ("edit", [_write_edits(cell, rows, streams, type_of) for cell, rows in _by_cell(entries).items()]),
    )
    header: dict[str, Any] = {}
    for part, tables in parts:
        header[part] = [description for description, _lines in tables]
        lines.extend(line for _description, table in tables for line in table)
    header["streams"] = [name_of(number) for number in streams.index]
    return b"\n".join([msgspec.json.encode(header), *lines])


def _by_kind(entries: Iterable[Entry]) -> dict[str, list[New]]:
    rows: dict[str, list[New]] = {}
    for entry in entries:
        for new in entry.news:
            rows.setdefault(new.kind, []).append(new)
    return rows


def _by_cell(entries: Iterable[Entry]) -> dict[tuple[str, str], list[Edit]]:
    rows: dict[tuple[str, str], list[Edit]] = {}
    for entry in entries:
        for edit in entry.edits:
            rows.setdefault((edit.kind, edit.cell), []).append(edit)
    return rows


def _last_counters(entries: Sequence[Entry]) -> list[int]:
    counters: list[int] = []
    for entry in entries:
        dots = [new.dot for new in entry.news] + [edit.dot for edit in entry.edits]
        counters.append(max(dots) & COUNTER_MASK if dots else (counters[-1] if counters else 0))
    return counters


def _write_entries(entries: Sequence[Entry], streams: _Streams) -> tuple[dict[str, Any], list[bytes]]:
    sheet = _Sheet(streams)
    clocks = [unpack(entry.clock) for entry in entries]
    sheet.add("ms", INTEGER, [ms for ms, _count in clocks])
    sheet.add("count", INTEGER, [count for _ms, count in clocks])
    sheet.add("late", INTEGER, [entry.wall_ms - ms for entry, (ms, _count) in zip(entries, clocks, strict=True)])
    sheet.add("zone", INTEGER, [entry.zone for entry in entries])
    sheet.add("actor", TEXT, [entry.actor for entry in entries])
    sheet.add("command", TEXT, [entry.command for entry in entries])
    sheet.add("twin", TEXT, [others_as_text(entry.others) for entry in entries])
    sheet.add("why", TEXT, [entry.why for entry in entries])
    sheet.add("last", INTEGER, _last_counters(entries))
    return {"rows": len(entries), "columns": sheet.described}, sheet.lines


def _write_new(kind: str, rows: list[New], streams: _Streams, type_of: TypeOf) -> tuple[dict[str, Any], list[bytes]]:
    sheet = _Sheet(streams)
    sheet.add("#", INTEGER, [row.dot & COUNTER_MASK for row in rows])
    cells = list(dict.fromkeys(cell for row in rows for cell in row.values))
    types = {cell: type_of(kind, cell) for cell in cells}
    for cell in cells:
        sheet.add_values(cell, types[cell], [row.values.get(cell) for row in rows])
    return {"kind": kind, "rows": len(rows), "cells": types, "columns": sheet.described}, sheet.lines


def _write_edits(
    cell: tuple[str, str], rows: list[Edit], streams: _Streams, type_of: TypeOf
) -> tuple[dict[str, Any], list[bytes]]:
    sheet = _Sheet(streams)
    many = any(row.element for row in rows)
    kind = INTEGER if many else type_of(*cell)
    sheet.add("#", INTEGER, [row.dot & COUNTER_MASK for row in rows])
    sheet.add_dots("record", [row.record for row in rows])
    sheet.add_dots("base", [row.bases[0] for row in rows])
    if any(len(row.bases) > 1 for row in rows):
        sheet.add("more", TEXT, [_write_more(row.bases[1:], streams) for row in rows])
    if many:
        sheet.add("element", TEXT, [row.element for row in rows])
    sheet.add_values("=", kind, [row.value for row in rows])
    described = {"kind": cell[0], "cell": cell[1], "type": kind, "rows": len(rows), "columns": sheet.described}
    return described, sheet.lines


def _write_more(bases: Sequence[int], streams: _Streams) -> str | None:
    where, counters = streams.split(bases)
    return json.dumps(list(zip(where, counters, strict=True))) if bases else None


# --- reading --------------------------------------------------------------------------------------------------------


class Content:
    """A segment's content: first its header, then, once its streams have local numbers, its tables."""

    def __init__(self, data: bytes, travelled: int = 0) -> None:
        """`travelled` is how many bytes the content took on its way; without it the content's own length counts."""
        head, *self._lines = data.split(b"\n")
        try:
            check_text(data)
            self._header = load(head)
            self.streams = msgspec.convert(self._header["streams"], list[_StreamName])
            unfolded = unfolded_as(self._header, self._lines)
        except (ValueError, TypeError, KeyError, IndexError):
            raise broken() from None
        if unfolded > unfolds_at_most(travelled or len(data)):
            raise broken()
        if not 1 <= len(self.streams) <= STREAMS_CAP or len(set(self.streams)) < len(self.streams):
            raise broken()
        self._next = self._cells = 0

    def decode(self, bases: Sequence[int]) -> Decoded:
        """The tables; `bases[i]` is the local number of stream i, shifted to where a dot keeps it."""
        try:
            (heads,) = self._header["entries"]
            entries = self._read_entries(heads)
            news = [self._read_new(table, bases) for table in self._header["new"]]
            edits = [self._read_edits(table, bases) for table in self._header["edit"]]
        except (KeyError, TypeError, ValueError, IndexError, AttributeError, RecursionError):
            raise broken() from None
        if self._next != len(self._lines):
            raise broken()
        return Decoded(entries, news, edits)

    def _columns(
        self, table: Mapping[str, Any], kinds: Mapping[str, str], filled: frozenset[str] = frozenset()
    ) -> dict[str, Values]:
        """The columns of a table; those named in `kinds` must be of that kind, others a later program may read.

        Those in `filled` hold no null.
        """
        rows, described = table["rows"], table["columns"]
        # One value may stand for any number of rows, so the bytes alone put no bound to what they unfold to.
        self._cells += whole_rows(rows) * len(described)
        if self._cells > CELLS_CAP:
            raise broken()
        found: dict[str, Values] = {}
        for name, kind, how in described:
            if name in found or kinds.get(name, kind) != kind:
                raise broken()
            found[name] = read((name, kind, how), self._lines[self._next], rows, null=name not in filled)
            self._next += 1
        return found

    def _read_entries(self, table: Mapping[str, Any]) -> EntryTable:
        found = self._columns(table, _ENTRY, _ENTRY_FILLED)
        (least, most), (first, last) = found["count"].bounds(), found["ms"].bounds()
        if least < 0 or most > 0xFFFF or first < 0 or last >> 47:
            raise broken()
        if not all(twin is None or is_sound(twin) for twin in set(found["twin"])):
            raise broken()
        shifted = map((1 << COUNT_BITS).__mul__, found["ms"])
        clocks = list(map(add, shifted, found["count"]))
        walls = list(map(add, found["ms"], found["late"]))
        (west, east), early, late = found["zone"].bounds(), min(walls), max(walls)
        if west < -_ZONE_CAP or east > _ZONE_CAP or early < 0 or late >= _WALL_END:
            raise broken()
        names = (found["actor"], found["command"])
        return EntryTable(clocks, walls, found["zone"], *names, found["twin"], found["why"], found["last"])

    def _read_new(self, table: Mapping[str, Any], bases: Sequence[int]) -> NewTable:
        types: dict[str, str] = table["cells"]
        found = self._columns(table, {"#": INTEGER, **_kinds(types)}, _NEW_FILLED)
        columns = [_values(found, cell, kind, bases) for cell, kind in types.items()]
        ids = [bases[0] + counter for counter in _counters(found["#"])]
        return NewTable(_text(table["kind"]), ids, list(types), list(types.values()), columns)

    def _read_edits(self, table: Mapping[str, Any], bases: Sequence[int]) -> EditTable:
        kind = table["type"]
        found = self._columns(table, {**_EDIT, **_kinds({"=": kind})}, _EDIT_FILLED)
        elements, own = found.get("element"), _counters(found["#"])
        values = _values(found, "=", kind, bases)
        if elements is not None and (kind != INTEGER or not {0, 1}.issuperset(values)):
            raise broken()
        _check_earlier(found, "record", own)
        _check_earlier(found, "base", own)
        return EditTable(
            kind=_text(table["kind"]),
            cell=_text(table["cell"]),
            type=kind,
            dots=[bases[0] + counter for counter in own],
            records=_dots(found, "record", bases),
            bases=_dots(found, "base", bases),
            more=_read_more(found.get("more"), own, bases),
            elements=elements,
            values=values,
        )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise broken()
    return value


def _kinds(types: Mapping[str, str]) -> dict[str, str]:
    """The columns that cells of these types take, with the kind of each."""
    if not {INTEGER, TEXT, LINK}.issuperset(types.values()):
        raise broken()
    found = {name: INTEGER if kind == LINK else kind for name, kind in types.items()}
    return found | {f"{name}@": INTEGER for name, kind in types.items() if kind == LINK}


def _counters(values: Values) -> Values:
    least, most = values.bounds()
    if least < 1 or most > COUNTER_MASK:
        raise broken()
    return values


def _check_earlier(found: Mapping[str, Values], name: str, own: list[int]) -> None:
    """What a change names in its own stream came before it: so it is no ancestor of itself."""
    where, counters = found[name + "@"], found[name]
    if where.constant and where.only != 0:
        return
    if 0 in where and any(
        index == 0 and counter >= dot for index, counter, dot in zip(where, counters, own, strict=True)
    ):
        raise broken()


def _dots(found: Mapping[str, Values], name: str, bases: Sequence[int]) -> list[int]:
    where, counters = found[name + "@"], _counters(found[name])
    if where.constant:
        base = bases[_index(where.only)]
        return [base + counter for counter in counters]
    if where.bounds()[0] < 0:
        raise broken()
    return [bases[index] + counter for index, counter in zip(where, counters, strict=True)]


def _index(value: Any) -> int:
    if type(value) is not int or value < 0:
        raise broken()
    return value


def _values(found: Mapping[str, Values], name: str, kind: str, bases: Sequence[int]) -> list[Any]:
    if kind != LINK:
        return found[name]
    if None not in found[name]:
        return _dots(found, name, bases)
    return [
        None if index is None and counter is None else _one_dot(index, counter, bases)
        for index, counter in zip(found[name + "@"], found[name], strict=True)
    ]


def _one_dot(index: Any, counter: Any, bases: Sequence[int]) -> int:
    if type(index) is not int or type(counter) is not int or index < 0 or not 1 <= counter <= COUNTER_MASK:
        raise broken()
    return bases[index] + counter


def _read_more(column: list[str | None] | None, own: list[int], bases: Sequence[int]) -> dict[int, list[int]]:
    more: dict[int, list[int]] = {}
    for row, text in enumerate(column or ()):
        if text is not None:
            named = load(text.encode())
            if any(index == 0 and counter >= own[row] for index, counter in named):
                raise broken()
            more[row] = [_one_dot(index, counter, bases) for index, counter in named]
    return more
