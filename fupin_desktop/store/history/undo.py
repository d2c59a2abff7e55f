"""Undoing a save of this desk (撤销): its inverse, in all places of its command, as one act that stays in the log.

What was made is put away, what was changed is written back, over what the save left and nothing else: where somebody
has written since, nothing is undone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot, stream_of
from fupin_desktop.ledger.entry import AWAY, Edit
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.notation.canonical import items_of
from fupin_desktop.ledger.notation.values import from_stored
from fupin_desktop.ledger.record import Record, cells_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver
from fupin_desktop.store.history.undo_reasons import Reasons
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import cell_value, group_columns
from fupin_desktop.store.unite.quoting import gather
from fupin_desktop.store.write.own_saves import KEPT, UNDO, Save, Written, own_saves
from fupin_desktop.store.write.writable_book import WritableBook
from fupin_desktop.store.write.writing import BookLedger

_COMMAND_CAP = 100


@dataclass(frozen=True)
class Undone:
    """What was undone, and what its writer is warned of."""

    save: Save
    warnings: list[str]


def undo(book: WritableBook, id: str = "") -> Undone:
    """Undo a save of this desk by its id; without one, the newest that can be undone (`undo.nothing` if there is none).

    Refuses with `undo.unknown`, and for the reasons of `why_not`; nothing is changed then.
    """
    with book.read() as reader:
        save = _named(reader, book.identity.device.id, id)
    with book.write(f"{UNDO}{save.command}"[:_COMMAND_CAP]) as ledger:
        device = ledger.act.device  # of a copy a new one, whose saves these are not
        save = _named(ledger, device, save.id)
        reasons = Reasons(ledger, device)
        if (refusal := reasons.why_not(save)) is not None:
            raise refusal
        ledger.undoes = save.id
        _write_back(ledger, reasons.written(save))
        return Undone(save, ledger.warnings)


def next_undo(reader: Reader, device: str) -> Save | None:
    """The save that would be undone now, for the window to name it (撤销 修改年收入); None when there is none."""
    reasons = Reasons(reader, device)
    steps = (save for save in own_saves(reader, device) if not save.is_undo)
    return next((save for save in steps if reasons.why_not(save) is None), None)


def unsent_save(reader: Reader, device: str, record: Dot) -> Save | None:
    """The save of this desk that made a record, while nobody else can hold it and it can be undone; else None.

    Nobody else holds what no bundle was sealed with.
    """
    reasons = Reasons(reader, device)
    saves = (save for save in own_saves(reader, device) if not save.is_undo)
    made = next((save for save in saves if record in reasons.written(save).made), None)
    if made is None or _is_sealed(reader, device, made) or reasons.why_not(made) is not None:
        return None
    return made


def _is_sealed(reader: Reader, device: str, save: Save) -> bool:
    sql = "SELECT 1 FROM sealed WHERE stream=? AND number>=?"
    entries = [(reader.streams.known(device, scope), number) for scope, number in save.entries]
    return any(driver.rows(reader.connection, sql, entry) for entry in entries)


@dataclass(frozen=True)
class Candidate:
    """A save of this desk, and why it cannot be undone; None where it can."""

    save: Save
    refusal: Refusal | None


def candidates(reader: Reader, device: str, limit: int = KEPT) -> list[Candidate]:
    """The last saves of this desk that stand, the newest first: what was undone already is left out."""
    reasons = Reasons(reader, device)
    saves = own_saves(reader, device)
    undone = {save.undoes for save in saves if save.is_undo}
    standing = [save for save in saves if not save.is_undo and save.id not in undone][:limit]
    return [Candidate(save, reasons.why_not(save)) for save in standing]


@dataclass(frozen=True)
class Foretold:
    """What undoing would do to one record: put away what was made (no field), or write a field back.

    `now` and `then` are stored values; of a field with many values, one element that leaves or comes back.
    """

    record: Record
    field: str = ""
    now: object = None
    then: object = None


def foretell(reader: Reader, device: str, save: Save) -> list[Foretold]:
    """What undoing a save would do, record by record, for whoever is asked whether it is meant."""
    found = Reasons(reader, device).written(save)
    kept = {id: reader.find(KINDS[kind], with_away=True, id=id) for id, kind in found.records.items() if kind in KINDS}
    told = [Foretold(kept[new.dot][0]) for new in found.news if kept.get(new.dot)]
    for (id, cell, element), edits in found.cells.items():
        if not kept.get(id):
            continue
        before, after = _before(reader, edits[0]), edits[-1].value
        if element:
            before, after = (element if before else None), (element if after else None)
        told += _by_field(kept[id][0], cell, after, before)
    return told


def _by_field(record: Record, cell: str, now: object, then: object) -> list[Foretold]:
    """A cell as its fields: a group tells each of its fields that differs."""
    fields = cells_of(type(record)).get(cell, ())
    if not fields or not fields[0].group:
        return [Foretold(record, cell, now, then)]
    after, before = group_columns(fields, now), group_columns(fields, then)
    return [Foretold(record, name, after[name], before[name]) for name in after if after[name] != before[name]]


def _named(reader: Reader, device: str, id: str) -> Save:
    if not id:
        save = next_undo(reader, device)
        if save is None:
            raise Refusal("undo.nothing", _("There is no save of this desk that can be undone. Nothing was changed."))
        return save
    found = next((save for save in own_saves(reader, device) if save.id == id), None)
    if found is None:
        message = _("This is none of the last saves of this desk. Nothing was changed.")
        raise Refusal("undo.unknown", message, where={"id": id})
    return found


def _write_back(ledger: BookLedger, found: Written) -> None:
    why = _("Undone: {name}").format(name=found.save.name)
    for new in reversed(found.news):
        ledger.put_away(ledger.get(KINDS[new.kind], Dot(new.dot)), why)
    for (record, cell, element), edits in found.cells.items():
        cls = KINDS[edits[0].kind]
        value, fields = _before(ledger, edits[0]), cells_of(cls).get(cell, ())
        if not element and fields and not fields[0].group:
            value = from_stored(fields[0], value)
        ledger.settle(ledger.get(cls, Dot(record)), cell, value, why, element=element)
    ledger.note_why(why)


def _before(reader: Reader, first: Edit) -> object:
    """The value of a cell on which a change was written, as it is stored."""
    (base,) = first.bases
    if base != first.record:
        sql = "SELECT value FROM version WHERE record=? AND dot=?"
        return driver.rows(reader.connection, sql, (first.record, base))[0][0]
    if first.cell == AWAY:
        return None
    fields = cells_of(KINDS[first.kind])[first.cell]
    value = cell_value(fields, dict(_given(reader, first.record, fields)))
    return int(first.element in set(items_of(value) or ())) if first.element else value


def _given(reader: Reader, record: int, fields: tuple[Field, ...]) -> Iterator[tuple[str, object]]:
    """What a record was made with, of these fields: the log alone still knows it."""
    entries = gather(reader, stream_of(record), {record}).entries
    made = next(new for entry in entries.values() for new in entry.news if new.dot == record)
    yield from ((field.name, made.values.get(field.name)) for field in fields)
