"""Figures beside each other in a file: each is a button that opens the records it counts."""

from functools import partial
from typing import NamedTuple

from PySide6.QtWidgets import QPushButton

from fupin_desktop.ledger.declared.figure import Value
from fupin_desktop.ledger.declared.tab import FigureStrip, Told
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.values import text_of, unit_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import title_of
from fupin_desktop.ui.frame.opened import RECORDS, Opened
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.parts import GRID, button, clear
from fupin_desktop.ui.widgets.wrapping import Wrapping


class _Read(NamedTuple):
    told: tuple[Told, ...]
    values: tuple[Value, ...]
    subject: str


class StripSection(Section):
    """The figures of a feature about one subject."""

    def __init__(self, session: Session, placed: FigureStrip) -> None:
        super().__init__(session, "")
        self._placed = placed
        self.buttons: list[QPushButton] = []
        self._line = Wrapping(gap=2 * GRID)
        self.box.addLayout(self._line)

    def read(self, reader: Reader, subject: Record) -> _Read:
        """The figures with their values."""
        today = self.session.today
        told = self._placed.make(reader, subject, asked(reader, self.session.book.identity.division, today))
        return _Read(told, tuple(one.figure.value(reader) for one in told), title_of(reader, subject, today))

    def show_read(self, subject: Record, found: _Read) -> None:
        """A button for each; nothing opens behind what is unknown."""
        del subject
        clear(self._line)
        self.buttons = []
        for told, value in zip(found.told, found.values, strict=True):
            number = text_of(value, told.unit) if value is None else text_of(value, told.unit) + unit_text(told.unit)
            made = button(f"{_(told.label)}  {number}", partial(self._open, told, found.subject), kind="flat")
            made.setEnabled(value is not None)
            self.buttons.append(made)
            self._line.addWidget(made)

    def _open(self, told: Told, subject: str) -> None:
        title = _("{what}: {where}").format(what=_(told.label), where=subject)
        self.opened.emit(RECORDS, Opened(title, told.figure, told.unit, back="households"))
