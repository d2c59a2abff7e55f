"""A section of a file whose rows come from a named question of the store, page by page."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from PySide6.QtWidgets import QPushButton

from fupin_desktop.ledger.record import Record
from fupin_desktop.store.lists.arranged import Base
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.editors.either import Either
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.store_pages import StorePages
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import label, row

_LOW = 150  # pixels a list in a tab of several keeps at least


class ByHeadings(NamedTuple):
    """How the store answers what the headings ask: what is listed of a subject, and the rows of some ids."""

    base: Callable[[Reader, Record], Base]
    rows: Callable[[Reader, Sequence[int]], Mapping[int, Any]]


Page = Callable[[Reader, Record, Any], Sequence[Any]]  # the rows after the last one shown, None for the first page


class PagedSection(Section):
    """The first page is read off the window's thread, short ones after it while somebody scrolls."""

    def __init__(
        self,
        session: Session,
        title: str,
        empty_words: str,
        columns: Sequence[Column],
        page: Page,
        by_headings: ByHeadings,
    ) -> None:
        super().__init__(session, title)
        self._page, self._by_headings = page, by_headings
        self.subject: Record | None = None
        self.table = Table(columns, title)
        self.table.setMinimumHeight(_LOW)
        self.list = Either(empty_words, self.table)
        self.heading = label(self.title, "heading")
        self.box.addWidget(self.heading)
        self.box.addWidget(self.list, 1)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Buttons under the list."""
        self.box.addLayout(row(None, *buttons))

    def read(self, reader: Reader, subject: Record) -> Sequence[Any]:
        """The first page."""
        return self._page(reader, subject, None)

    def show_read(self, subject: Record, found: Sequence[Any]) -> None:
        """The list from its first page."""
        self.subject = subject

        def fetch(last: Any) -> Sequence[Any]:
            return found if last is None else self.session.read(lambda reader: self._page(reader, subject, last))

        base = partial(_base_of, self._by_headings, subject)
        self.table.load(fetch, StorePages(self.session, base, self._by_headings.rows, self.table))
        self.list.show_some(found)


def _base_of(by_headings: ByHeadings, subject: Record, reader: Reader) -> Base:
    return by_headings.base(reader, subject)
