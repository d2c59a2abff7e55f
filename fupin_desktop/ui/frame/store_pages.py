"""A list of the window that comes in pages, put in order by the store when a heading asks for it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject

from fupin_desktop.ledger.declared.asked import Asked
from fupin_desktop.store.lists.arranged import Base, arranged, choices_of, sums_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.desk import Choices

_TOGETHER = 500  # rows of one reading where all are wanted


class StorePages(QObject):
    """`base` says what is listed, `rows` reads the rows of some ids, by their ids."""

    def __init__(
        self,
        session: Session,
        base: Callable[[Reader], Base],
        rows: Callable[[Reader, Sequence[int]], Mapping[int, Any]],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._base, self._rows = session, base, rows

    def arrange(self, asked: Asked, done: Callable[[list[int], int], None]) -> None:
        """Off the window's thread."""
        today = self._session.today
        self._session.fetch(
            lambda reader: arranged(reader, self._base(reader), asked, today),
            lambda found: done(found.ids, found.whole),
        )

    def rows(self, ids: Sequence[int]) -> Mapping[int, Any]:
        """A page, read while somebody scrolls."""
        return self._session.read(lambda reader: self._rows(reader, ids))

    def choices(self, key: str, done: Callable[[Choices], None]) -> None:
        """Off the window's thread."""
        today = self._session.today
        self._session.fetch(lambda reader: choices_of(reader, self._base(reader), key, today), done)

    def sums(self, ids: Sequence[int], keys: Sequence[str], done: Callable[[Mapping[str, Any]], None]) -> None:
        """Off the window's thread."""
        self._session.fetch(lambda reader: sums_of(reader, self._base(reader), ids, keys), done)

    def everything(self, asked: Asked) -> list[Any]:
        """Every row in the order asked for; for a worker's thread."""
        with self._session.book.read() as reader:
            ids = arranged(reader, self._base(reader), asked, self._session.today).ids
            found: list[Any] = []
            for start in range(0, len(ids), _TOGETHER):
                page = ids[start : start + _TOGETHER]
                known = self._rows(reader, page)
                found.extend(known[id] for id in page if id in known)
            return found
