"""The last saves of this desk, under the names people know them by: noted with each save, for whoever wants it undone.

The note is local and short: what was written stands in the entries, which are read when somebody asks for the inverse.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Any

import msgspec
from sqlalchemy import Connection

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.clock import wall_time
from fupin_desktop.ledger.entry import Edit, Entry, New, Others, records_of
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.store import driver, tail
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.unite.quoting import entries_of
from fupin_desktop.store.unite.taking import decode
from fupin_desktop.sync.bundles.segment import Segment, read_header

UNDO = "undo."  # begins the command of what undoes another
KEPT = 50  # saves that are noted
Cell = tuple[int, str, str]  # record, cell, element
_NAMES = {
    "new": N_("Add: {what}"),
    "edit": N_("Change: {what}"),
    "away": N_("Put away: {what}"),
    "back": N_("Take back: {what}"),
}
_WITHDRAWN = N_("Withdraw: {what}")  # a visit that is put away was withdrawn: the window says it with that word
_entries = msgspec.json.Decoder(Others)


@dataclass(frozen=True)
class Save:
    """One command of this desk.  `kind` and `act` say what it began with, `records` how many it wrote altogether."""

    entries: Others
    command: str
    actor: str
    wall: str
    act: str
    kind: str
    records: int
    changes: int
    undoes: str = ""  # the id of the save it undid

    @property
    def id(self) -> str:
        """By which it is named on the command line: scope and number of its first entry."""
        scope, number = self.entries[0]
        return f"{scope}.{number}"

    @property
    def is_undo(self) -> bool:
        """Does it undo another save?"""
        return bool(self.undoes)

    @property
    def name(self) -> str:
        """What it did, in words: 修改年收入."""
        is_withdrawn = self.act == "away" and self.command.endswith(".withdraw")
        words = N_("Undo: {what}") if self.is_undo else _WITHDRAWN if is_withdrawn else _NAMES[self.act]
        told = _(words).format(what=_(KINDS[self.kind].label) if self.kind in KINDS else self.kind)
        more = self.records - 1
        return _("{name} and {count} more").format(name=told, count=more) if more else told


@dataclass(frozen=True)
class Written:
    """What a save wrote, in all of its entries."""

    device: str
    save: Save
    entries: Sequence[Entry]

    @cached_property
    def news(self) -> list[New]:
        """What it made."""
        return [new for entry in self.entries for new in entry.news]

    @cached_property
    def edits(self) -> list[Edit]:
        """What it changed."""
        return [edit for entry in self.entries for edit in entry.edits]

    @cached_property
    def records(self) -> dict[int, str]:
        """The records it made or changed, each with its kind."""
        return records_of(self.entries)

    @cached_property
    def made(self) -> set[int]:
        """The records it made."""
        return {new.dot for new in self.news}

    @cached_property
    def dots(self) -> set[int]:
        """The changes it wrote."""
        return {edit.dot for edit in self.edits}

    @cached_property
    def cells(self) -> dict[Cell, list[Edit]]:
        """What it changed of records it did not make, cell by cell, first to last."""
        found: dict[Cell, list[Edit]] = {}
        for edit in sorted((edit for edit in self.edits if edit.record not in self.made), key=lambda one: one.dot):
            found.setdefault((edit.record, edit.cell, edit.element), []).append(edit)
        return found


def note_save(connection: Connection, device: str, left: list[tuple[str, tail.Full]], undoes: str = "") -> None:
    """Note the entries that a command left, and the save it undid; nothing when it left none."""
    if not left:
        return
    parts, first = [part for _scope, one in left for part in one.parts], left[0][1].entry
    kinds = list(chain(*(part.made for part in parts), *(part.edited for part in parts)))
    entries = sorted((scope, one.entry.number) for scope, one in left)
    row = (
        device, first.command, first.actor, wall_time(first.wall_ms, first.zone), msgspec.json.encode(entries).decode(),
        _act(parts), _about(first.command, kinds), _count(parts), sum(part.changes for part in parts),
        undoes,
    )  # fmt: skip
    sql = (
        "INSERT INTO own_save (device, command, actor, wall, entries, act, kind, records, changes, undoes)"
        " VALUES (?,?,?,?,?,?,?,?,?,?)"
    )
    driver.run(connection, sql, row)
    driver.run(connection, "DELETE FROM own_save WHERE id <= (SELECT max(id) FROM own_save) - ?", (KEPT,))


def _about(command: str, kinds: Sequence[str]) -> str:
    """The kind a save is named by: that of its command where it wrote one (`visit.log` is a visit), else the first."""
    kind = command.partition(".")[0]
    return kind if kind in kinds else kinds[0]


def _count(parts: list[tail.Part]) -> int:
    """How many records they made or changed; each is made once, and may be changed in several."""
    changed = {id for part in parts for ids in part.edited.values() for id in ids}
    made = [ids for part in parts for ids in part.made.values()]
    if changed:
        changed.difference_update(*made)
    return len(changed) + sum(map(len, made))


def _act(parts: list[tail.Part]) -> str:
    if any(part.made for part in parts):
        return "new"
    away = next((part.first_away for part in parts if part.first_away is not None), None)
    if away is None:
        return "edit"
    return "away" if away.value is not None else "back"


def own_saves(reader: Reader, device: str, limit: int = KEPT) -> list[Save]:
    """The last saves of a device, the newest first."""
    sql = (
        "SELECT entries, command, actor, wall, act, kind, records, changes, undoes FROM own_save"
        " WHERE device=? ORDER BY id DESC LIMIT ?"
    )
    return [_save(*row) for row in driver.rows(reader.connection, sql, (device, limit))]


def _save(entries: str, *rest: Any) -> Save:
    return Save(_entries.decode(entries), *rest)


def written(reader: Reader, device: str, save: Save) -> Written:
    """What a save wrote, read from the log."""
    found = [entry for scope, number in save.entries for entry in _entry(reader, device, scope, number)]
    return Written(device, save, found)


def _entry(reader: Reader, device: str, scope: str, number: int) -> Iterator[Entry]:
    stream = reader.streams.known(device, scope)
    assert stream is not None
    if (waiting := tail.entry(reader.connection, stream, number)) is not None:
        yield waiting
        return
    sql = "SELECT header, signature, packed FROM segment WHERE stream=? AND state='in' AND first<=? AND last>=?"
    for raw, signature, packed in driver.rows(reader.connection, sql, (stream, number, number)):
        run = decode(reader.streams, Segment(read_header(raw), raw, signature, packed))
        yield entries_of(run, range(run.first, run.last + 1), set(run.dots()))[number]
