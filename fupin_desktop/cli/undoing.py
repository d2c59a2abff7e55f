"""Verbs of undoing: the last saves of this desk, and the inverse of one."""

from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.store.history.undo import undo
from fupin_desktop.store.history.undo_reasons import Reasons
from fupin_desktop.store.write.own_saves import Save, own_saves


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    limit = arg("--limit", type=int, default=20)
    verbs.add("undo list", _list, "the last saves of this desk, and which can be undone", BOOK, limit)
    verbs.add("undo do", _do, "undo one of them; without an id the newest that can be", BOOK, arg("id", nargs="?"))


def _list(call: Call) -> dict[str, Any]:
    with book_of(call) as book, book.read() as reader:
        device = book.identity.device.id
        reasons = Reasons(reader, device)
        return {"saves": [_told(reasons, save) for save in own_saves(reader, device, call.args.limit)]}


def _told(reasons: Reasons, save: Save) -> dict[str, Any]:
    refusal = reasons.why_not(save)
    told = {"code": refusal.code, "message": refusal.message} if refusal is not None else None
    return {**_named(save), "at": save.wall, "actor": save.actor, "refused": told}


def _named(save: Save) -> dict[str, Any]:
    entries = [f"{scope} {number}" for scope, number in save.entries]
    return {"id": save.id, "name": save.name, "command": save.command, "entries": entries, "records": save.records}


def _do(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        done = undo(book, call.args.id or "")
        return {"undone": _named(done.save), "warnings": done.warnings}
