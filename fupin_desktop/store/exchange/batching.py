"""Several bundles in one transaction, so that a bad one takes nothing of a good one away."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from sqlalchemy import Connection

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.store import driver
from fupin_desktop.store.exchange.exchanging import Exchange
from fupin_desktop.store.exchange.exchanging_book import ExchangingBook
from fupin_desktop.store.history.previewing import Preview, preview
from fupin_desktop.store.identity import Identity
from fupin_desktop.store.photos.pictures import Pictures
from fupin_desktop.store.streams import Cells, Streams
from fupin_desktop.sync.shelf import Spoiled


class Batch:
    """What merging asks of an open book, within one transaction.  In a rehearsal it is the whole that is rolled back:
    so each bundle is looked at as if those before it had been merged.

    `guarded` puts each bundle behind a savepoint, which keeps a copy of every page that a bundle changes.
    """

    def __init__(
        self, book: ExchangingBook, connection: Connection, *, rehearse: bool = False, guarded: bool = False
    ) -> None:
        self._book, self._connection = book, connection
        self._rehearse = rehearse
        self._guard = self._behind_savepoint if rehearse or guarded else self._unless_spoiled
        self.previews: dict[int, Preview] = {}  # of a rehearsal, by journal entry
        self._known: tuple[Streams, Cells] | None = None

    @property
    def identity(self) -> Identity:
        """Who the book is."""
        return self._book.identity

    @cached_property
    def identities(self) -> list[str]:
        """The age identities it opens bundles with; they do not change within the transaction."""
        return self._book.identities

    @cached_property
    def addressees(self) -> list[PublicKeys]:
        """The keys of the book a bundle may name as its recipient; nor do these."""
        return self._book.addressees

    @property
    def user(self) -> str:
        """Who acts."""
        return self._book.user

    @property
    def pictures(self) -> Pictures:
        """The photographs beside the book."""
        return self._book.pictures

    def told(self, journal: int) -> dict[str, object]:
        """What a rehearsed merge would change, for its report; nothing of a real one."""
        found = self.previews.get(journal)
        return found.as_json() if found is not None else {}

    @contextmanager
    def exchange(self, *, rehearse: bool = False, stages: Stages | None = None) -> Iterator[Exchange]:
        """One bundle: all of it or nothing; or `Spoiled`, when it was refused after it had begun to write.

        Names of streams and cells are read once for the whole batch.
        """
        del rehearse  # the batch as a whole is rolled back
        wall_ms = int(self._book.wall().timestamp() * 1000)
        known, self._known = self._known, None
        exchange = Exchange(self._connection, self.identity, wall_ms, stages)
        if known is not None:
            exchange.streams, exchange.cells = known
        with self._guard():
            yield exchange
            if self._rehearse and exchange.journal is not None:
                with self._book.read() as before:
                    self.previews[exchange.journal] = preview(exchange, before, exchange.journal)
        # Only now: what a bundle that was refused has named is not in the book
        self._known = (exchange.streams, exchange.cells)

    @contextmanager
    def _behind_savepoint(self) -> Iterator[None]:
        driver.run(self._connection, "SAVEPOINT bundle")
        try:
            yield
        except BaseException:
            driver.run(self._connection, "ROLLBACK TO bundle")
            raise
        finally:
            driver.run(self._connection, "RELEASE bundle")

    @contextmanager
    def _unless_spoiled(self) -> Iterator[None]:
        before = driver.changes(self._connection)
        try:
            yield
        except Refusal as refusal:
            if driver.changes(self._connection) > before:
                raise Spoiled from refusal
            raise
