"""What every place of the window has: a title, a refresh, somewhere for the focus to start."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, column, label, row


class Page(QWidget):
    """A place of the left rail.  `go` asks the shell for another place: its name and what to open there.

    `shows` names the kinds of record it shows, so that a save of others leaves it alone; None for all.
    """

    shows: ClassVar[frozenset[str] | None] = None
    go = Signal(str, object)

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self.session = session
        self._stale = True
        self.heading = label(title, "title")
        self.top = row(self.heading, None)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        self.body.setSpacing(2 * GRID)
        self.body.addLayout(self.top)
        session.changed.connect(self._outdated)

    def fill(self, *items: QWidget | QLayout) -> None:
        """Put things under the title; the last one takes what is left."""
        self.body.addLayout(column(*items, gap=2 * GRID), 1)

    def refresh(self) -> None:
        """Read again what is shown; pages say how."""

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
        return touched is None or self.shows is None or not self.shows.isdisjoint(touched)

    def _outdated(self) -> None:
        if not self.concerns(self.session.touched):
            return
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True
