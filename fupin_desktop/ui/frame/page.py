"""What every place of the window has: a title, a refresh, somewhere for the focus to start."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from fupin_desktop.ledger.errors import Cancelled
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.store.lists.queries import PAGE
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.worker import Job
from fupin_desktop.ui.widgets.parts import GRID, column, label
from fupin_desktop.ui.widgets.wrapping import Wrapping

T = TypeVar("T")
# Joined twins and moved households change what every list shows
_EVERYWHERE = frozenset({"same_as", "household_move", "sealed_move"})
HOMES = frozenset({"household", "member", "village"})  # whose it is, in the lists of other kinds


def touches(shows: frozenset[str] | None, touched: Mapping[str, object] | None) -> bool:
    """Does a change of these kinds, or of anything (None), touch what shows some kinds, or any (None)?"""
    return touched is None or (bool(touched) if shows is None else not (shows | _EVERYWHERE).isdisjoint(touched))


class Page(QWidget):
    """A place of the left rail.  `go` asks the shell for another place: its name and what to open there.

    `shows` names the kinds of record it shows, so that a save of others leaves it alone; None where any kind may show.
    """

    shows: ClassVar[frozenset[str] | None] = None
    go = Signal(str, object)

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self.session = session
        self._stale, self._asked = True, 0
        self._counting: Job | None = None
        self.heading = label(title, "title")
        self.top = Wrapping(self.heading, None)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self.body.setSpacing(2 * GRID)
        self.body.addLayout(self.top)
        session.changed.connect(self._outdated)

    def fill(self, *items: QWidget | QLayout) -> None:
        """Put things under the title; the last one takes what is left."""
        self.body.addLayout(column(*items, gap=2 * GRID), 1)

    def refresh(self) -> None:
        """Read again what is shown; pages say how, with `load`."""

    def load(self, question: Callable[[Reader], T], show: Callable[[T], None]) -> None:
        """Read off the window's thread, then show it; of several questions only the last one's answer is shown."""
        self._asked += 1
        asked = self._asked
        self.session.fetch(lambda reader: (asked, show, question(reader)), self._loaded)

    def _loaded(self, found: tuple[int, Callable[[Any], None], Any]) -> None:
        asked, show, what = found
        if asked == self._asked:
            show(what)

    def look_through(self, question: Callable[[Reader, Progress], T], show: Callable[[T], None]) -> None:
        """Look through the book beside the saves, then show it; the question before, if it still waits, is dropped."""
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self.session.count(question, show, self.not_counted)

    def not_counted(self, error: Exception) -> None:
        """Tell what went wrong; that a newer question took the place of this one is nothing to be told."""
        if not isinstance(error, Cancelled):
            self.session.fail(error)

    def pages(self, first: Sequence[T], more: Callable[[Reader, T], Sequence[T]]) -> Callable[[T | None], Sequence[T]]:
        """A list from its first page, which was read already; after a page that is not full nothing is asked for."""

        def fetch(last: T | None) -> Sequence[T]:
            if last is None:
                return first
            return self.session.read(lambda reader: more(reader, last)) if len(first) >= PAGE else []

        return fetch

    def open(self, what: object) -> None:
        """Open one thing here; pages that can say how."""

    def where(self) -> object:
        """What is open here, for `back_to` after a lock; None for nothing."""
        return None

    def back_to(self, where: object) -> None:
        """Open again what was open."""
        self.open(where)

    def start_focus(self) -> None:
        """Put the focus where a person begins."""
        self.setFocus()

    def shown_now(self) -> None:
        """The page came to the front."""
        if self._stale:
            self._stale = False
            self.refresh()
        self.start_focus()

    def concerns(self, touched: Mapping[str, object] | None) -> bool:
        """Does a change of these kinds, or of anything, show here?"""
        return touches(self.shows, touched)

    def _outdated(self) -> None:
        if not self.concerns(self.session.touched):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
