"""What of a laptop's book its office has proved to hold, and what exists here alone.

A receipt names how far the office holds each stream, with the hash of the last segment (FORMAT.md, receipts).  It is
held against every stream of the book, whoever wrote it: a book that was restored holds entries of its earlier device,
and those are as much its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fupin_desktop.ledger.words import _
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.store.history.whereabouts import ASIDE, Place, Whereabouts
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.read.open_book import OpenBook
from fupin_desktop.store.tail import ends_of

_HELD = "SELECT count(*) FROM segment WHERE state='held'"
_TRAY = "SELECT count(*) FROM photo_tray"
_DRAFTS = "SELECT count(*) FROM draft"


@dataclass(frozen=True)
class Coverage:
    """What no receipt covers: entries, the records they are of, photographs the office lacks, photographs no record
    names yet, records the office keeps aside, bundles held here for want of an earlier one.

    `receipt_at` is when the office last said what it holds, empty for never; `drafts` were typed and never saved.
    """

    receipt_at: str
    entries: int
    places: tuple[Place, ...]
    photos: int
    tray: int
    held: int
    drafts: int

    @property
    def aside(self) -> int:
        """Records the office has and keeps aside."""
        return sum(one.state == ASIDE for one in self.places)

    @property
    def counts(self) -> dict[str, int]:
        """What is missing, by name; all nought where everything is covered."""
        found = {"entries": self.entries, "photos": self.photos, "tray": self.tray}
        return {**found, "aside": self.aside, "held": self.held}

    @property
    def is_whole(self) -> bool:
        """True when the office has proved to hold everything."""
        return bool(self.receipt_at) and not any(self.counts.values())

    @property
    def lines(self) -> list[str]:
        """What is missing, a sentence each."""
        return list(self._told())

    @property
    def told(self) -> list[str]:
        """How it stands, for paper and window: the last receipt, and what is missing or that nothing is."""
        last = [_("Last receipt of the office: {day}.").format(day=self.receipt_at[:10])] if self.receipt_at else []
        whole = _("By it the office holds every entry and photograph of this laptop.")
        drafts = _("{count} forms were typed and never saved: they stay on this laptop.").format(count=self.drafts)
        return [*last, *(self.lines or [whole]), *([drafts] if self.drafts else [])]

    def _told(self) -> Iterator[str]:
        if not self.receipt_at:
            yield _("The office has sent no receipt yet.")
        if self.entries:
            yield _("{count} entries are not received by the office yet.").format(count=self.entries)
        if self.photos:
            yield _("{count} photographs have not reached the office yet.").format(count=self.photos)
        if self.tray:
            yield _("{count} photographs wait in the tray: no record names them, so they never travel.").format(
                count=self.tray
            )
        if self.aside:
            yield _("{count} records are kept aside at the office: it decides about them first.").format(
                count=self.aside
            )
        if self.held:
            yield _("{count} parts of bundles wait here for an earlier bundle.").format(count=self.held)


def coverage_of(exchange: Exchange, me: Identity) -> Coverage:
    """How far the receipts of the office above reach; without an office nothing is covered."""
    office = me.office.id if me.office else ""
    covered = exchange.covered_by(office)
    ends = ends_of(exchange.connection, exchange.streams)
    scopes = exchange.streams.scopes()
    return Coverage(
        receipt_at=_text(exchange, "SELECT at FROM partner WHERE id=?", office),
        entries=sum(max(0, end - covered.get(stream, 0)) for stream, end in ends.items()),
        places=tuple(Whereabouts(exchange, me.device.id, office).pending()),
        photos=len(exchange.photos.beyond(scopes, office)),
        tray=_count(exchange, _TRAY),
        held=_count(exchange, _HELD),
        drafts=_count(exchange, _DRAFTS),
    )


def office_told(book: OpenBook) -> list[str]:
    """What stands about it on the hand-over list; nothing for the book of an office."""
    if book.identity.is_office:
        return []
    if book.identity.office is None:
        return [_("This book has joined no office, so nobody else holds what is in it.")]
    with book.read() as reader:
        return coverage_of(Exchange(reader.connection, book.identity), book.identity).told


def _count(exchange: Exchange, sql: str) -> int:
    return int(exchange.connection.exec_driver_sql(sql).scalar_one())


def _text(exchange: Exchange, sql: str, value: str) -> str:
    return str(exchange.connection.exec_driver_sql(sql, (value,)).scalar() or "")
