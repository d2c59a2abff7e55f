"""The course of a score in a file (脱贫轨迹): drawn month by month, and the marks of one month with their sources."""

from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.score import Mark, Score, Trend
from fupin_desktop.ledger.declared.tab import ScoreTrend
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.scores import (
    explained,
    met_text,
    month_text,
    points_text,
    total_text,
    trend_chart,
    verdict_text,
    weight_text,
)
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import title_of
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.opened import RECORDS, Opened
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.widgets.chart_view import ChartView
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.widgets.parts import GRID, button, label, retone, row


class _Read(NamedTuple):
    trend: Trend
    subject: Record
    whose: str


class ScoreSection(Section):
    """The chart, a choice of the month, and its marks; a row opens the records it was worked out of."""

    def __init__(self, session: Session, placed: ScoreTrend) -> None:
        super().__init__(session, _(placed.title))
        self._placed = placed
        self._read: _Read | None = None
        self.months = QComboBox()
        self.months.setAccessibleName(_("Month"))
        self.months.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # filled in sight
        self.months.activated.connect(lambda _index: self._show())
        self.total = label("", "heading")
        self.stamp = label("", "stamp")
        self.print_button = button(_("Print the &score…"), self.print_score, icon="print")
        self.view = ChartView(self.title)
        self.view.opened.connect(self._choose)
        self.table = Table(_columns(), self.title)
        self.table.opened.connect(self._open)
        self.words = label("", "small", wrap=True)
        self.notes = label("", "small", wrap=True)
        self.table.chosen.connect(lambda _one: self._explain())
        head = (label(self.title, "heading"), self.total, self.stamp, None, label(_("Month"), "label"), self.months)
        self.box.addLayout(row(*head, self.print_button))
        for one in (self.view, self.table, self.words, self.notes):
            self.box.addWidget(one)
        self.box.addStretch(1)

    def read(self, reader: Reader, subject: Record) -> _Read:
        """The scores of the months, and whose they are."""
        division, today = self.session.book.identity.division, self.session.today
        trend = self._placed.make(reader, subject, asked(reader, division, today))
        return _Read(trend, subject, title_of(reader, subject, today))

    def show_read(self, subject: Record, found: _Read) -> None:
        """Draw them, and show the last month."""
        del subject
        self._read = found
        with QSignalBlocker(self.months):
            self.months.clear()
            for score in reversed(found.trend.scores):
                self.months.addItem(month_text(score.day), score.day)
        self.view.setVisible(len(found.trend.scores) > 1)
        self.view.show_chart(trend_chart(found.trend, found.subject))
        self.notes.setText("\n".join(_(note) for note in found.trend.notes))
        self._show()

    def _choose(self, at: int) -> None:
        self.months.setCurrentIndex(self.months.count() - 1 - at)
        self._show()

    @property
    def trend(self) -> Trend | None:
        """What is shown; None until it was read."""
        return self._read.trend if self._read is not None else None

    @property
    def score(self) -> Score | None:
        """The score of the month in front."""
        day: date | None = self.months.currentData()
        return self.trend.at(day) if self.trend is not None and day is not None else None

    def _show(self) -> None:
        if (score := self.score) is None:
            return
        self.total.setText(total_text(score))
        self.stamp.setText(verdict_text(score))
        retone(self.stamp, "good" if score.reached else "warn")
        self.table.load_all([*score.marks, *score.beside])
        # All rows in sight: they are six or ten, and are read together
        line = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(line * (len(self.table.rows.rows) + 1) + 2 * GRID)
        self._explain()

    def _explain(self) -> None:
        mark: Mark | None = self.table.current()
        self.words.setText(" " if mark is None else explained(mark))

    def _open(self, mark: Mark) -> None:
        if mark.behind is not None:
            self.opened.emit(RECORDS, Opened(_(mark.label), Figure(mark.behind), back="households"))

    def print_score(self) -> None:
        """Show the paper of the month in front; printing or saving it is kept in the audit log."""
        if self._read is not None and (score := self.score) is not None:
            read = self._read
            self.session.run(lambda progress: self._drawn(read, score, progress), self._preview)

    def _drawn(self, read: _Read, score: Score, progress: Progress) -> bytes:
        from fupin_desktop.paper.documents.score import score_document  # slow to load, as all that draws
        from fupin_desktop.paper.write import render

        mark = _("PRACTICE") if self.session.book.identity.practice else ""
        chart = trend_chart(read.trend, read.subject)
        document = score_document(self.title, read.whose, score, chart, read.trend.notes, watermark=mark)
        return render(document, progress=progress)[0]

    def _preview(self, pdf: bytes) -> None:
        dialog = PaperDialog(self.session, self.title, pdf, self)
        dialog.out.connect(lambda: self.session.book.note("score.print", self._placed.title))
        dialog.open()


def _columns() -> list[Column]:
    return [
        Column(_("Indicator"), lambda mark: _(mark.label), 12),
        Column(_("Weight"), weight_text, 4, right=True),
        Column(_("Score"), points_text, 5, right=True, tone=_tone),
        Column(_("Actual"), lambda mark: mark.actual or _("No data"), 14),
        Column(_("Target"), lambda mark: mark.target or NOTHING, 12),
        Column(_("Met"), met_text, 5, tone=_tone),
        Column(_("How it is counted"), lambda mark: mark.worked or _(mark.how)),
    ]


def _tone(mark: Mark) -> str:
    return "" if mark.reached is None else "good" if mark.reached else "warn"
