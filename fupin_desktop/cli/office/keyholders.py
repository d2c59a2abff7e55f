"""Verbs about who can open a book: users, the recovery sheet, a new key."""

from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file
from fupin_desktop.cli.opening import book_of, passphrase_of, waited, words_in
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.outputs import after_commit
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.recovering import new_sheet, rehearse
from fupin_desktop.store.book.rekeying import rekey


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    new = arg("--new-passphrase-file", type=Path, required=True)
    out = arg("--out", type=output_file, required=True)
    verbs.add("user list", _users, "who can open the book", BOOK)
    verbs.add("user add", _user_add, "one more passphrase", BOOK, arg("user"), new)
    verbs.add("user remove", _user_remove, "take a passphrase away", BOOK, arg("user"))
    verbs.add("recovery sheet", _sheet, "a new recovery sheet as PDF; an earlier one is void", BOOK, out)
    verbs.add("recovery rehearse", _rehearse, "prove that the code of the sheet (given as passphrase) opens", BOOK)
    verbs.add("rekey", _rekey, "a new key; only your own passphrase stays", BOOK)


def _told(book: Book) -> dict[str, Any]:
    sheet = book.key_file.sheet
    return {"users": book.key_file.users, "recovery_sheet": sheet.made if sheet else None}


def _users(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return _told(book)


def _user_add(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        book.add_user(call.args.user, words_in(call.args.new_passphrase_file))
        return _told(book)


def _user_remove(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        book.remove_user(call.args.user)
        return _told(book)


def _sheet(call: Call) -> dict[str, Any]:
    from fupin_desktop.paper.office.recovery import recovery_sheet  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import write

    out = call.args.out
    with book_of(call) as book:
        sheet = new_sheet(book)
        try:
            with after_commit(_("An earlier recovery sheet opens the book no more; make a new one.")):
                written = write(recovery_sheet(**vars(sheet)), out)
        except Refusal:
            book.change_keys(book.key_file.without_sheet(), "recovery.void", sheet.made)
            raise
        return {"file": str(out), "pages": written.pages, "made": sheet.made}


def _rehearse(call: Call) -> dict[str, Any]:
    path, typed = call.args.book, passphrase_of(call)
    made = waited(lambda: rehearse(path, typed))
    return {"ok": True, "problems": [], "made": made}


def _rekey(call: Call) -> dict[str, Any]:
    path, passphrase = call.args.book, passphrase_of(call)
    dropped = waited(lambda: rekey(path, passphrase))
    return {"ok": True, "problems": [], "file": str(path), "dropped": dropped}
