"""What the rules say of records that stand in the book (核查发现): a merge lets in, and it is worked off here."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.store.write.findings import Found, findings
from fupin_desktop.subjects import subject_record
from fupin_desktop.titles import titles
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, column, empty, label

MOST = 500  # lines shown; the number above them is of all


@dataclass(frozen=True)
class Line:
    """One finding as it is listed, and the household whose file it opens."""

    kind: str
    record: str
    sentence: str
    household: Dot | None


class FindingsTab(QWidget):
    """The list; judged on the lane, for every record is looked at."""

    opened = Signal(object)  # the household to open

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.count = label("", "small")
        self.table = Table(
            [
                Column(_("Kind of record"), lambda one: one.kind, 7),
                Column(_("Record"), lambda one: one.record, 16),
                Column(_("What the rules say"), lambda one: one.sentence, 0),
            ],
            _("Findings"),
        )
        self.table.opened.connect(self._open)
        self.stack = QStackedWidget()
        self.nothing = empty(_("The rules find nothing wrong with what stands in the book."))
        for one in (self.nothing, self.table):
            self.stack.addWidget(one)
        self.setLayout(column(self.count, self.stack, gap=GRID))

    def refresh(self) -> None:
        """Judge anew."""
        self.count.setText(_("Counting…"))
        self._session.run(self._judged, self._show)

    def _judged(self, _progress: Progress) -> tuple[int, list[Line]]:
        book, today = self._session.book, self._session.today
        with book.read() as reader:
            found = list(findings(reader, book.identity, today))
            shown = found[:MOST]
            named = titles(reader, [one.record for one in shown], today)
            homes = [subject_record(reader, one.record) for one in shown]
            return len(found), [_line(*one) for one in zip(shown, named, homes, strict=True)]

    def _show(self, found: tuple[int, list[Line]]) -> None:
        count, lines = found
        more = _("the first {count} are shown").format(count=MOST) if count > MOST else ""
        told = _("{count} findings").format(count=f"{count:,}")
        self.count.setText(" · ".join(part for part in (told, more) if part))
        self.table.load_all(lines)
        self.stack.setCurrentWidget(self.table if lines else self.nothing)

    def _open(self, line: Line) -> None:
        if line.household is not None:
            self.opened.emit(line.household)


def _line(found: Found, named: str, subject: object) -> Line:
    home = subject.id if isinstance(subject, Household) else None
    return Line(_(type(found.record).label), named, found.sentence, home)
