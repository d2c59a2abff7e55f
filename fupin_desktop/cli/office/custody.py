"""Verbs about the keys of an office: new ones, custodians, a lost office whose place is taken."""

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from fupin_desktop.cli.arguments import BOOK, Call, Verbs, arg, output_file
from fupin_desktop.cli.opening import book_of, text_of
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import new_identity, recipient_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.custodians import (
    check_new,
    custodians,
    drop_custodian,
    identity_from,
    name_custodian,
    rehearse,
)
from fupin_desktop.sync.authority.rebuilding import follow
from fupin_desktop.sync.authority.renewal import renew_device, rotate
from fupin_desktop.sync.authority.roster import Statement

LENT = arg("--custodian-key", type=Path, help="file with a custodian's key, for what was sealed for a lost office")


def add_to(verbs: Verbs) -> None:
    """Add these verbs."""
    why, name = arg("--why", required=True), arg("--name", required=True)
    key = arg("--key-file", type=Path, required=True)
    verbs.add("office rotate", _rotate, "new keys for the office; the old ones still open", BOOK, why)
    verbs.add(
        "office follow", _follow, "take the place of a lost office, by bundles of its laptops", BOOK,
        arg("files", type=Path, nargs="+"), arg("--fingerprint", required=True), why, LENT,
    )  # fmt: skip
    verbs.add("device rotate", _renew, "new keys for a laptop; its office confirms them", BOOK)
    verbs.add(
        "custodian make", _make, "a custodian with a new key, printed once as PDF", BOOK, name,
        arg("--out", type=output_file, required=True),
    )  # fmt: skip
    verbs.add("custodian add", _add, "a custodian with a key of its own", BOOK, name, arg("--recipient", required=True))
    verbs.add("custodian list", _list, "who else opens what is sealed for the office", BOOK)
    verbs.add("custodian remove", _remove, "seal for this one no longer", BOOK, arg("name"))
    verbs.add("custodian rehearse", _rehearse, "prove that a key is a custodian's of today", BOOK, key)


def _rotate(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return {"fingerprint": rotate(book, call.args.why).fingerprint, "device_id": book.identity.device.id}


def _renew(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        keys = renew_device(book)
        return {"device_id": keys.id, "fingerprint": keys.fingerprint}


def _follow(call: Call) -> dict[str, Any]:
    args = call.args
    with book_of(call) as book, lent(book, args.custodian_key):
        found = follow(book, args.files, args.fingerprint, args.why)
        return {
            "office": found.code,
            "devices": [_device(one) for one in found.devices],
            "narrowed": [_device(one) for one in found.narrowed],
        }


def _device(statement: Statement) -> dict[str, Any]:
    return {
        "device_id": statement.device.id, "person": statement.person, "role": statement.role,
        "scopes": statement.scopes, "until": statement.until,
    }  # fmt: skip


def _told(book: Book) -> dict[str, Any]:
    return {"custodians": [{"name": one.name, "recipient": one.age} for one in custodians(book)]}


def _make(call: Call) -> dict[str, Any]:
    from fupin_desktop.paper.office.custodian import custodian_sheet  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import write

    args, secret = call.args, new_identity()
    with book_of(call) as book:
        check_new(book, args.name)
        me = book.identity
        # On paper before anybody seals for it: a key that nobody holds would be a promise that nobody keeps
        sheet = custodian_sheet(
            office=me.name, division=me.division, custodian=args.name.strip(), made=book.wall().date().isoformat(),
            recipient=recipient_of(secret), secret=secret,
        )  # fmt: skip
        written = write(sheet, args.out)
        name_custodian(book, args.name, recipient_of(secret))
        return {"file": str(args.out), "pages": written.pages, **_told(book)}


def _add(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        name_custodian(book, call.args.name, call.args.recipient)
        return _told(book)


def _list(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return _told(book)


def _remove(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        drop_custodian(book, call.args.name)
        return _told(book)


def _rehearse(call: Call) -> dict[str, Any]:
    with book_of(call) as book:
        return {"ok": True, "problems": [], "custodian": rehearse(book, _key_in(call.args.key_file)).name}


def lent(book: Book, key: Path | None) -> AbstractContextManager[None]:
    """Open with a custodian's key as well, when one is given."""
    return book.lend(_key_in(key)) if key is not None else nullcontext()


def _key_in(file: Path) -> str:
    try:
        return identity_from(text_of(file))
    except (OSError, UnicodeDecodeError):
        raise Refusal("custodian.file", _("The key's file cannot be read. Nothing was changed.")) from None
