"""What the rules say of records that stand in the book (核查发现): a merge lets in, and it is worked off here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Cancelled
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.judged import MOST, JudgedKind, KeptFinding, judge_book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.subjects import subject_record
from fupin_desktop.titles import titles
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.worker import Job
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, column, empty, label, row


@dataclass(frozen=True)
class Line:
    """One finding as it is listed, and the household whose file it opens."""

    kind: str
    record: str
    sentence: str
    household: Dot | None


class FindingsTab(QWidget):
    """The list; judged beside the saves, for every record is looked at where something it stands on has changed."""

    opened = Signal(object)  # the household to open

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._job: Job | None = None
        self.count = label("", "small")
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Looking through the book"))
        self.stop_button = button(_("Stop &judging"), self.stop, icon="close", kind="flat")
        self.go_button = button(_("&Go on judging"), self.refresh, icon="forward")
        self.table = Table(
            [
                Column(_("Kind of record"), lambda one: one.kind, 7),
                Column(_("Record"), lambda one: one.record, 16),
                Column(_("What the rules say"), lambda one: one.sentence, 0),
            ],
            _("Findings of the rules"),
        )
        self.table.opened.connect(self._open)
        self.stack = QStackedWidget()
        self.nothing = empty(_("The rules find nothing wrong with what stands in the book."))
        self.waiting = empty(_("Every record is looked at, and the first time takes a while. Go on working meanwhile."))
        self.blank = QWidget()  # after a stop: nothing is being looked at
        for one in (self.waiting, self.blank, self.nothing, self.table):
            self.stack.addWidget(one)
        head = row(self.count, self.bar, self.stop_button, self.go_button, None)
        self.setLayout(column(head, self.stack, gap=GRID))
        self._at_work(False)
        self.go_button.hide()

    def refresh(self) -> None:
        """Judge what has changed since the last time; where that goes on already, it goes on."""
        if self._job is not None:
            return
        self.count.setText(_("Counting…"))
        self.go_button.hide()
        if self.stack.currentWidget() is self.blank:
            self.stack.setCurrentWidget(self.waiting)
        self.bar.setRange(0, 0)
        self._job = self._session.count(self._judged, self._show, self._not_judged)
        self._job.progressed.connect(self._tell)
        self._at_work(True)

    def stop(self) -> None:
        """Judge no further; the kinds that were judged are kept."""
        if self._job is not None:
            self._job.cancel()

    def _ended(self) -> None:
        self._job = None
        self._at_work(False)

    def _at_work(self, on: bool) -> None:
        self.bar.setVisible(on)
        self.stop_button.setVisible(on)

    def _tell(self, done: int, total: int, _text: str) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _judged(self, reader: Reader, progress: Progress) -> tuple[int, list[Line]]:
        today = self._session.today
        judged = judge_book(self._session.book, reader, today, progress)
        shown = list(islice(_said(judged), MOST))
        records = [reader.get(KINDS[kind], Dot(one.record)) for kind, one in shown]
        named = titles(reader, records, today)
        homes = [subject_record(reader, one) for one in records]
        lines = [_line(*one) for one in zip(shown, named, homes, strict=True)]
        return sum(kind.total for kind in judged), lines

    def _show(self, found: tuple[int, list[Line]]) -> None:
        count, lines = found
        self._ended()
        more = _("the first {count} are shown").format(count=MOST) if count > MOST else ""
        told = _("{count} findings").format(count=f"{count:,}")
        self.count.setText(" · ".join(part for part in (told, more) if part))
        self.table.load_all(lines)
        self.stack.setCurrentWidget(self.table if lines else self.nothing)

    def _not_judged(self, error: Exception) -> None:
        self._ended()
        self.count.setText(_("Stopped: not every record was judged. What was judged is kept."))
        self.go_button.show()
        if self.stack.currentWidget() is self.waiting:
            self.stack.setCurrentWidget(self.blank)
        if not isinstance(error, Cancelled):
            self._session.fail(error)

    def _open(self, line: Line) -> None:
        if line.household is not None:
            self.opened.emit(line.household)


def _said(judged: Sequence[JudgedKind]) -> Iterator[tuple[str, KeptFinding]]:
    return ((kind.kind, one) for kind in judged for one in kind.first)


def _line(said: tuple[str, KeptFinding], named: str, subject: object) -> Line:
    kind, one = said
    home = subject.id if isinstance(subject, Household) else None
    return Line(_(KINDS[kind].label), named, one.sentence, home)
