"""Before a book writes: is it the one its device wrote last, or does it go on as a new device (sync.md §5)?"""

import json

from sqlalchemy import Connection

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.keys import make_keys
from fupin_desktop.store import driver, keyring, machine
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book.held_book import HeldBook
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.store.identity import Identity


def begin_writing(book: HeldBook, *, checked: bool, behind: bool) -> None:
    """Before the first entry of an opening: a book whose token is not this machine's is a copy or was restored.

    So is one that was shown what its own device wrote elsewhere, and one that is `behind` what this machine saw of it.
    It becomes a new device, so that no number is ever used twice.  What earlier openings left is cut first, whoever the
    book is now: a copy cuts it into the same bytes as the book it was copied from, so that neither loses it and both
    agree.
    """
    if checked and _is_settled(book):
        return
    with book.transaction() as connection:
        if _device(connection) != book.identity.device.id:
            book.refresh_identity()  # another program made this book a new device
        if checked and machine.of(connection):
            return
        me = book.identity
        Exchange(connection, me).cutter.cut_all()
        if behind or not machine.knows(connection, me.book_id, me.device.id):
            _become_new(connection, me, book.user)
        machine.renew(connection, me.book_id, _device(connection))
    settle_token(book)
    book.refresh_identity()


def _is_settled(book: HeldBook) -> bool:
    """Is it the book it was a moment ago?  A look is enough: what is written asks again (`refuse_another_device`)."""
    with book.read() as reader:
        return _device(reader.connection) == book.identity.device.id and bool(machine.of(reader.connection))


def settle_token(book: HeldBook) -> None:
    """The second step of a renewal, after the first is committed."""
    with book.transaction() as connection:
        machine.settle(connection, book.identity.book_id, _device(connection))


def become_new_device(book: HeldBook) -> None:
    """New keys for this copy: it goes on as a new device, and the last word of the old one says so."""
    old = book.identity
    with book.transaction() as connection:
        _become_new(connection, old, book.user)
        machine.renew(connection, old.book_id, _device(connection))
    settle_token(book)
    machine.forget(old.book_id, old.device.id)
    book.refresh_identity()


def refuse_another_device(connection: Connection, me: Identity) -> None:
    """Refuse to write for a device that another program has replaced since; `book.changed`."""
    if _device(connection) != me.device.id:
        raise Refusal(
            "book.changed",
            _("Another program has just given this book a new device. Nothing was changed; do it once more."),
        )


def _become_new(connection: Connection, me: Identity, user: str) -> None:
    fresh = make_keys()
    # The last act of the old key: what it wrote and never cut can be sealed by no other.
    exchange = Exchange(connection, me)
    exchange.cutter.cut_all()
    exchange.declare_successor(fresh.public)
    keyring.keep_device(connection, me.device, fresh)
    append_audit(connection, user, "device.new", fresh.id)


def _device(connection: Connection) -> str:
    ((text,),) = driver.rows(connection, "SELECT value FROM meta WHERE key='device'")
    return str(json.loads(text)["id"])
