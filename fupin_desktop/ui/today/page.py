"""Today: what to do now; every line opens its place."""

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.opened import RECORDS
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.reports.counting import Counted, count_gaps
from fupin_desktop.ui.today.today_lines import GAPS, LISTS, TOLD_ALREADY, Line, outdated_lines, waiting
from fupin_desktop.ui.widgets.lists.toned import Toned
from fupin_desktop.ui.widgets.parts import label
from fupin_desktop.ui.widgets.style import colour


class TodayPage(Page):
    """A list of things that wait, in groups; Enter or a click opens the place of a line."""

    shows: ClassVar[frozenset[str] | None] = None  # anything may have to be done

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("To do"))
        self._lines: list[Line] = []
        self.count = label("", "small")
        self.list = QListWidget()
        self.list.setAccessibleName(_("To do"))
        self.list.setItemDelegate(Toned(self.list))
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        self.top.addWidget(self.count)
        self.fill(self.list)

    def refresh(self) -> None:
        """Read what waits."""
        self.load(lambda reader: waiting(self.session, reader), self._show)

    def _show(self, lines: list[Line]) -> None:
        self._lines = lines
        self._count(lines)
        self.list.clear()
        group = ""
        for line in lines:
            if line.group != group:
                group = line.group
                self.list.addItem(_heading(_(group)))
            self.list.addItem(_item(line))
        self.list.setCurrentRow(1)
        self.look_through(lambda reader, progress: (lines, *self._compared(reader, progress)), self._add_later)

    def _count(self, lines: list[Line]) -> None:
        urgent = sum(line.tone == "accent" for line in lines)
        to_do = sum(line.waits for line in lines)
        nothing = _("Nothing waits. Visits, promises, questions and notices appear here when they are due.")
        told = _("{count} wait, {urgent} of them overdue").format(count=to_do, urgent=urgent)
        self.count.setText(told if to_do else nothing)

    def _compared(self, reader: Reader, progress: Progress) -> tuple[list[Line], list[Counted]]:
        """What takes its time: hanging lists against the book, and what is missing in it."""
        lists = outdated_lines(self.session, reader)
        return lists, count_gaps(self.session, reader, progress, back="today")

    def _add_later(self, found: tuple[list[Line], list[Line], list[Counted]]) -> None:
        """Lists that no longer hold, and what is missing, stand under what waits; they come when they are there."""
        lines, lists, gaps = found
        if lines is not self._lines:
            return  # the list was made anew meanwhile, and its gaps are on their way
        self._count([*lines, *lists])
        if lists:
            self.list.addItem(_heading(_(LISTS)))
        for line in lists:
            self.list.addItem(_item(line))
        missing = [one for one in gaps if one.count and one.gap.name not in TOLD_ALREADY]
        if missing:
            self.list.addItem(_heading(_(GAPS)))
        for one in missing:
            text = _("{what}: {count}").format(what=_(one.gap.label), count=f"{one.count:,}")
            self.list.addItem(_item(Line(GAPS, text, "", RECORDS, one.opens, _(one.gap.rule))))

    def start_focus(self) -> None:
        """The list."""
        self.list.setFocus()

    def _go(self, item: QListWidgetItem) -> None:
        if (where := item.data(Qt.ItemDataRole.UserRole)) is not None:
            place, what = where
            self.go.emit(place, what)


def _heading(text: str) -> QListWidgetItem:
    made = QListWidgetItem(text)
    made.setFlags(Qt.ItemFlag.NoItemFlags)
    font = made.font()
    font.setBold(True)
    made.setFont(font)
    made.setForeground(colour("muted"))
    return made


def _item(line: Line) -> QListWidgetItem:
    made = QListWidgetItem(f"　{line.text}")
    made.setData(Qt.ItemDataRole.UserRole, (line.place, line.what))
    made.setData(Qt.ItemDataRole.AccessibleTextRole, line.text)
    made.setToolTip("\n".join(part for part in (line.text, line.source) if part))
    if line.tone:
        made.setForeground(colour(line.tone))
    return made
