"""The recovery sheet of a book (应急恢复单): a random secret in a slot of its own, on paper in a safe."""

from dataclasses import dataclass, field
from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.seal.recovery import check_secret, grouped, new_secret
from fupin_desktop.seal.slots import RECOVERY, keys_path, read_keys
from fupin_desktop.store.book.attempts import Attempts
from fupin_desktop.store.book.book import Book


@dataclass(frozen=True)
class Sheet:
    """What stands on the sheet; the secret is in no log and no traceback."""

    book: str
    division: str
    book_id: str
    made: str
    secret: str = field(repr=False)


def new_sheet(book: Book) -> Sheet:
    """Make a recovery sheet; an earlier one opens nothing from now on."""
    secret, made = new_secret(), book.wall().date().isoformat()
    book.change_keys(book.key_file.with_sheet(secret, made, book.book_key), "recovery.sheet", made)
    identity = book.identity
    return Sheet(identity.name, identity.division, identity.book_id, made, grouped(secret))


def rehearse(path: Path, typed: str) -> str:
    """Prove that the sheet opens this very book, by opening it with the sheet alone; gives the day it was made.

    Code `recovery.wrong`.
    """
    secret = check_secret(typed)
    keys = read_keys(keys_path(path))
    attempts = Attempts(keys.book_id)
    attempts.refuse_while_waiting()
    for key, slot in keys.openings(secret):
        if slot.kind == RECOVERY:
            with Book.open_with_key(path, key, keys, slot.user) as book:
                book.note("recovery.rehearsed", slot.made)
            return slot.made
    attempts.wrong()
    raise Refusal(
        "recovery.wrong",
        _("This sheet does not open this book: it belongs to another one, or a newer sheet has taken its place."),
    )
