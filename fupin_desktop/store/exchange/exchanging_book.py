"""The open book for those who seal bundles and merge them."""

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from fupin_desktop.ledger.system.stages import Stages
from fupin_desktop.seal.keys import PublicKeys
from fupin_desktop.store.photos.pictures import Pictures
from fupin_desktop.store.write.writable_book import WritableBook

if TYPE_CHECKING:
    from fupin_desktop.store.exchange.exchanging import Exchange


class ExchangingBook(WritableBook, Protocol):
    """A book with its keys and photographs, as sealing and merging need it; `book.Book` makes it real."""

    @property
    def pictures(self) -> Pictures:
        """The photographs beside the book."""

    @property
    def identities(self) -> list[str]:
        """Every age identity this book can open bundles with."""

    @property
    def addressees(self) -> list[PublicKeys]:
        """The keys a bundle may name as its recipient."""

    def exchange(self, *, rehearse: bool = False, stages: Stages | None = None) -> AbstractContextManager["Exchange"]:
        """One transaction of sealing or merging."""
