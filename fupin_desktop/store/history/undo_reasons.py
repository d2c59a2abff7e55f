"""Why a save of this desk cannot be undone (撤销): looked for before its name is offered, and again when it is done."""

from functools import cached_property

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import stream_of
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.record import cells_of, fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store import driver
from fupin_desktop.store.history.history import Chronicle
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.own_saves import Cell, Save, Written, own_saves, written
from fupin_desktop.sync.moving import MOVES, QUOTES

LARGEST = 500  # records made and values changed by a save that is undone so; beyond, a backup is the way back
# What decides who may write where, and what stands where, is undone by its own commands alone
_BINDING = frozenset({"grant", "decision", "day_confirmation", *MOVES, *QUOTES})
_LINKS = [
    (kind, name, field.link)
    for kind, cls in KINDS.items()
    for name, field in fields_of(cls).items()
    if field.kind is Kind.LINK and not field.many
]
_HEADS = """
SELECT c.name, v.element, v.dot, v.value FROM version v JOIN cell c ON c.no = v.cell
WHERE v.record=? AND v.head > 0 ORDER BY v.dot
"""


class Reasons:
    """The reasons of one reading; what a save wrote is read once."""

    def __init__(self, reader: Reader, device: str) -> None:
        self._reader, self._device = reader, device
        self._written: dict[str, Written] = {}

    def why_not(self, save: Save) -> Refusal | None:
        """Why a save of this device cannot be undone; None when it can.

        `undo.large`, `undo.kind`, `undo.aside` (kept aside, so it does not stand), `undo.overwritten` (another desk
        wrote over it), `undo.later` (this desk did), `undo.done`, `undo.built_on` (something hangs on what it made),
        `undo.settled`.
        """
        if save.changes > LARGEST:
            message = _(
                "This save wrote too much to be undone so. Nothing was changed; put back a backup from before it."
            )
            return Refusal("undo.large", message)
        found = self.written(save)
        if not _BINDING.isdisjoint(found.records.values()) or not KINDS.keys() >= set(found.records.values()):
            message = _("This cannot be undone so: it has a command of its own that ends it. Nothing was changed.")
            return Refusal("undo.kind", message)
        return (
            _aside(self._reader, found) or self._overwritten(found) or _built_on(self._reader, found) or _settled(found)
        )

    def written(self, save: Save) -> Written:
        """What a save wrote."""
        if save.id not in self._written:
            self._written[save.id] = written(self._reader, self._device, save)
        return self._written[save.id]

    def _overwritten(self, found: Written) -> Refusal | None:
        """Has somebody written over what this save left, or beside it, or put the record away?"""
        cells, standing = found.cells, dict[Cell, int]()
        for record in found.records:
            for name, element, dot, value in driver.rows(self._reader.connection, _HEADS, (record,)):
                cell = (record, name, element)
                standing[cell], left = dot, self._left(found, cell, dot)
                is_away = name == AWAY and value is not None
                concerns = record in found.made or cell in cells or is_away
                if concerns and left != record and left not in found.dots:
                    return self._by_whom(found, cell, dot)
        lost = (cell for cell, edits in cells.items() if standing.get(cell) not in (edits[-1].dot, None))
        gone = (cell for cell in lost if self._left(found, cell, standing[cell]) != cells[cell][-1].dot)
        return next((self._by_whom(found, cell, standing[cell]) for cell in gone), None)

    def _left(self, found: Written, cell: Cell, dot: int) -> int:
        """The change whose value stands: an undo of this desk left what had stood before the save it undid."""
        undone = self._undone.get(dot)
        if dot in found.dots or undone is None or cell not in undone.cells:
            return dot
        return self._left(found, cell, undone.cells[cell][0].bases[0])

    @cached_property
    def _undone(self) -> dict[int, Written]:
        """By the changes of each undo, what it undid."""
        saves = {save.id: save for save in own_saves(self._reader, self._device)}
        undos = (save for save in saves.values() if save.undoes in saves)
        return {dot: self.written(saves[save.undoes]) for save in undos for dot in self.written(save).dots}

    def _by_whom(self, found: Written, cell: Cell, dot: int) -> Refusal:
        kind = found.records[cell[0]]
        where = {"kind": kind, "id": self._reader.text_of(cell[0]), "field": cell[1]}
        if dot in self._undone and self._undone[dot].save.id == found.save.id:
            return Refusal("undo.done", _("This save was undone already. Nothing was changed."), where=where)
        if self._reader.streams.name(stream_of(dot))[0] == found.device:
            message = _("This desk has written {field} again since: undo that first. Nothing was changed.")
            return Refusal("undo.later", message.format(field=_label(kind, cell[1])), where=where)
        who = Chronicle(self._reader).who(dot)
        message = _(
            "{field} was written by somebody else since ({who}, {when}), so it is not undone. Nothing was changed;"
            " correct it by hand."
        )
        told = message.format(field=_label(kind, cell[1]), who=who.actor, when=who.wall[:16].replace("T", " "))
        return Refusal("undo.overwritten", told, where=where)


def _aside(reader: Reader, found: Written) -> Refusal | None:
    for scope, number in found.save.entries:
        stream = reader.streams.known(found.device, scope)
        if driver.rows(reader.connection, "SELECT 1 FROM set_aside WHERE stream=? AND number=?", (stream, number)):
            message = _("This save is kept aside until an office decides; there is nothing to undo.")
            return Refusal("undo.aside", message)
    return None


def _label(kind: str, cell: str) -> str:
    cls = KINDS[kind]
    fields = cells_of(cls).get(cell, ())
    return f"{_(cls.label)} · {'、'.join(_(field.label) for field in fields)}" if fields else _(cls.label)


def _built_on(reader: Reader, found: Written) -> Refusal | None:
    """Does something that this save did not make link to what it made?"""
    for new in found.news:
        for kind, name, link in _LINKS:
            if link != new.kind:
                continue
            rows = driver.rows(
                reader.connection, f'SELECT id FROM "{kind}" WHERE "{name}"=? AND away IS NULL', (new.dot,)
            )
            for id in (id for (id,) in rows if id not in found.records):
                message = _("{what} stands on it by now: undo or put that away first. Nothing was changed.")
                where = {"kind": kind, "id": reader.text_of(id)}
                return Refusal("undo.built_on", message.format(what=_(KINDS[kind].label)), where=where)
    return None


def _settled(found: Written) -> Refusal | None:
    if all(len(edits[0].bases) == 1 for edits in found.cells.values()):
        return None
    return Refusal(
        "undo.settled", _("It settled a question between desks. Settle it anew instead; nothing was changed.")
    )
