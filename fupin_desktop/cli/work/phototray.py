"""Verbs of the photo tray: photographs laid in before anybody says of what, listed, thrown away."""

from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg
from fupin_desktop.cli.opening import book_of
from fupin_desktop.imaging.taking import take_in
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.photo_tray import groups, lay_in, named_in_tray, throw_away, tray_photos


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    verbs.add("photo lay", _lay, "lay photographs into the tray", BOOK, arg("files", type=Path, nargs="+"))
    verbs.add("photo tray", _tray, "what waits in the tray, by the time it was taken", BOOK)
    verbs.add("photo drop", _drop, "throw photographs of the tray away", BOOK, arg("keys", nargs="+"))


def _lay(call: Call) -> dict[str, Any]:
    refused = []
    with book_of(call) as book:
        for file in call.args.files:
            try:
                taken = take_in(file)
            except Refusal as refusal:
                refused.append({"file": file.name, "code": refusal.code, "message": refusal.message})
            else:
                lay_in(book, taken.content, taken.taken_at, file.name)
        return _listed(book) | {"refused_files": refused}


def _listed(book: Book) -> dict[str, Any]:
    with book.read() as reader:
        parted = groups(tray_photos(reader))
    found = [one.__dict__ | {"group": number} for number, group in enumerate(parted, 1) for one in group]
    return {"photos": found}


def _tray(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return _listed(book)


def _drop(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        with book.read() as reader:
            found = named_in_tray(reader, call.args.keys)
        throw_away(book, found)
        return _listed(book)
