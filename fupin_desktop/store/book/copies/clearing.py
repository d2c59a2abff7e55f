"""Clearing a laptop (清除本机台账): its book goes when the office has proved to hold all of it, and the hand-over list
is on paper.  What stays is a short protocol at a place the person chooses.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.ledger.system import disk
from fupin_desktop.ledger.system.outputs import check_output, output
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.backup import LAST_AWAY
from fupin_desktop.store.book.copies.listed import Listed, listed
from fupin_desktop.store.book.copies.remains import Owner, remove, remove_rest
from fupin_desktop.store.engine import alone
from fupin_desktop.store.exchange.coverage import Coverage, coverage_of
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.store.lists.overview import noted_at

# What every writing changes: asked before the book is closed and again when nobody else can write
_STAMP = """
SELECT (SELECT coalesce(max(id), 0) FROM audit), (SELECT count(*) FROM tail), (SELECT count(*) FROM segment),
    (SELECT count(*) FROM photo_tray), (SELECT count(*) FROM picture), (SELECT coalesce(sum(clock), 0) FROM partner)
"""


@dataclass(frozen=True)
class Cleared:
    """What was done: the protocol, and the names of files that the system would not let go."""

    protocol: Path
    left: tuple[str, ...]


@dataclass(frozen=True)
class Readiness:
    """Whether a book may be cleared: what the office lacks, the list, and when a copy was made on a stick."""

    coverage: Coverage
    list: Listed | None
    copied_at: str

    def refuse(self) -> None:
        """Refuse what the office does not hold (`clear.not_received`, with the counts), a list that was never printed
        (`clear.list`) or that entries have made old (`clear.list_old`)."""
        if not self.coverage.is_whole:
            nothing = _("Nothing was removed. Export for the office, and merge its receipt; then clear.")
            told = " ".join((*self.coverage.lines, nothing))
            raise Refusal("clear.not_received", told, where=dict(self.coverage.counts))
        if self.list is None:
            message = _("The hand-over list was not printed or saved yet. Nothing was removed; print it first.")
            raise Refusal("clear.list", message)
        if not self.list.is_current:
            message = _("Entries were made after the hand-over list was printed. Nothing was removed; print it anew.")
            raise Refusal("clear.list_old", message)


def readiness(book: Book) -> Readiness:
    """How a laptop's book stands.  Refuses, as `clear.office`, the book of an office, which holds what laptops sent and
    its keys; and as `clear.nobody` one that has joined no office: nobody can have received it."""
    me = book.identity
    if me.is_office:
        message = _("This is the book of an office: laptops hand over to it. Only the book of a laptop is cleared.")
        raise Refusal("clear.office", message)
    if me.office is None:
        message = _("This book has joined no office, so nobody else holds what is in it. Nothing was removed.")
        raise Refusal("clear.nobody", message)
    with book.read() as reader:
        exchange = Exchange(reader.connection, me)
        return Readiness(coverage_of(exchange, me), listed(exchange), noted_at(exchange, LAST_AWAY) or "")


def clear(path: Path, passphrase: str, *, name: str, protocol: Path) -> Cleared:
    """Remove a laptop's book with its keys, backups, photographs and what this computer knows of it.

    `name` is the name of the book as a person typed it: `clear.name` where it is another.  Refuses besides what
    `Readiness.refuse` says, `output.TROUBLE` a place that takes no protocol, `book.locked` while it is open elsewhere,
    and `book.changed` when somebody entered something meanwhile.  A refusal removes nothing but, at the worst, backups.
    """
    with Book.open(path, passphrase) as book:
        if book.read_only:
            raise disk.refusal(disk.BOOK, disk.READ_ONLY, path)
        ready = readiness(book)
        ready.refuse()
        if folded(name) != folded(book.identity.name):
            message = _("That is not the name of this book. Nothing was removed; type it as Settings shows it.")
            raise Refusal("clear.name", message, where={"field": "name"})
        check_output(protocol, books=[path])
        told = _protocol(book, ready)
        owner = Owner(book.identity.book_id, tuple(dict.fromkeys(one.id for one in book.addressees)))
        stamp = _stamp(book.engine.raw_connection().driver_connection)
        key = book.book_key
    _write(protocol, told, _("Clearing was begun and has not ended."))
    with closing(alone(path, key)) as connection:
        if _stamp(connection) != stamp:
            message = _("Somebody wrote in the book while it was to be cleared. Nothing was removed; do it again.")
            raise Refusal("book.changed", message)
        remove(path, owner)
    left = tuple(remove_rest(path))
    _write(protocol, told, _ended(left))
    return Cleared(protocol, left)


def _stamp(connection: Any) -> tuple[int, ...]:
    return tuple(connection.execute(_STAMP).fetchone())


# --- the protocol -----------------------------------------------------------------------------------------------------


def _write(file: Path, told: list[str], last: str) -> None:
    with output(file) as draft:
        draft.write_text("\n".join((*told, last, "")), encoding="utf-8")


def _ended(left: tuple[str, ...]) -> str:
    if left:
        return _("The keys are removed, and nothing opens the book. Not removed: {names}").format(names="、".join(left))
    return _("Removed: the book, its keys, backups, photographs and drafts, and what this computer knew of it.")


def _protocol(book: Book, ready: Readiness) -> list[str]:
    """No household, no person but whoever did it: it lies unencrypted."""
    me, at = book.identity, book.wall()
    assert me.office is not None
    assert ready.list is not None
    facts = [
        (_("Book"), me.name),
        (_("Division code"), me.division),
        (_("Number of the book"), me.book_id[:8]),
        (_("Code of this laptop"), me.device.public.fingerprint),
        (_("Code of the office"), me.office.fingerprint),
        (_("The office's last receipt"), _minute(ready.coverage.receipt_at)),
        (_("Hand-over list printed or saved"), _minute(ready.list.at)),
        (_("Cleared by"), book.user),
        (_("Cleared on"), f"{at:%Y-%m-%d %H:%M}"),
    ]
    return [_("Protocol: a laptop was cleared"), *(f"{name}：{value}" for name, value in facts), *_cautions(ready)]


def _cautions(ready: Readiness) -> Iterator[str]:
    yield _("By its receipt the office holds every entry and photograph of this book.")
    if ready.copied_at:
        yield _("A copy was made outside this laptop on {day}: it still opens with its passphrase. Hand it over or "
                "destroy it.").format(day=ready.copied_at[:10])  # fmt: skip
    yield _("What was written over on flash memory may remain in cells the system does not reach; it is encrypted, and "
            "its keys are removed. Whoever needs certainty erases the whole disk.")  # fmt: skip


def _minute(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone():%Y-%m-%d %H:%M}"
