"""A section of a file: what it reads of a subject off the window's thread, and how it shows that."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from fupin_desktop.ledger.record import Record
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, plain


class Section(QWidget):
    """A part of a tab.  `opened` asks for the file of another subject: its kind and its id."""

    opened = Signal(str, object)

    def __init__(self, session: Session, title: str) -> None:
        super().__init__()
        self.session, self.title = session, title
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(0, GRID, 0, 0)
        self.box.setSpacing(GRID)

    def drop_mnemonics(self) -> None:
        """Another section of the tab has the letters: one letter means one button."""
        for one in self.findChildren(QPushButton):
            one.setText(plain(one.text()))

    def read(self, reader: Reader, subject: Record) -> Any:
        """What there is to show of a subject; runs off the window's thread and touches no widget."""

    def show_read(self, subject: Record, found: Any) -> None:
        """Show what was read."""


Maker = Callable[[Session], Section]


def board_of(kind: str) -> str:
    """The name under which the maker of a board of cases is handed to a tab."""
    return f"board:{kind}"
