"""The course of a score in a file (脱贫轨迹): drawn month by month, and the marks of one month with their sources."""

from datetime import date

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox

from fupin_desktop.ledger.chart import Chart, FilledChart, Point, Series, Shape
from fupin_desktop.ledger.figure import Figure
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.report import Form, Unit
from fupin_desktop.ledger.score import Mark, Score, Trend
from fupin_desktop.ledger.selection import Equal, Selection
from fupin_desktop.ledger.showing import NOTHING
from fupin_desktop.ledger.tab import ScoreTrend
from fupin_desktop.ledger.words import N_, _
from fupin_desktop.reports.asked import asked
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.opened import RECORDS, Opened
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.subject.section import Section
from fupin_desktop.ui.widgets.chart_view import ChartView
from fupin_desktop.ui.widgets.parts import GRID, label, retone, row
from fupin_desktop.ui.widgets.table import Column, Table

POINTS = Unit(N_("points"), Form.MONEY)  # hundredths, two decimals


class ScoreSection(Section):
    """The chart, a choice of the month, and its marks; a row opens the records it was worked out of."""

    def __init__(self, session: Session, placed: ScoreTrend) -> None:
        super().__init__(session, _(placed.title))
        self._placed = placed
        self.trend: Trend | None = None
        self.months = QComboBox()
        self.months.setAccessibleName(_("Month"))
        self.months.activated.connect(lambda _index: self._show())
        self.total = label("", "heading")
        self.stamp = label("", "stamp")
        self.view = ChartView(self.title)
        self.view.opened.connect(self._choose)
        self.table = Table(_columns(), self.title)
        self.table.opened.connect(self._open)
        self.words = label("", "small", wrap=True)
        self.notes = label("", "small", wrap=True)
        self.table.chosen.connect(lambda _one: self._explain())
        top = row(label(self.title, "heading"), self.total, self.stamp, None, label(_("Month"), "label"), self.months)
        self.box.addLayout(top)
        for one in (self.view, self.table, self.words, self.notes):
            self.box.addWidget(one)
        self.box.addStretch(1)

    def read(self, reader: Reader, subject: Record) -> Trend:
        """The scores of the months."""
        division, today = self.session.book.identity.division, self.session.today
        return self._placed.make(reader, subject, asked(reader, division, today))

    def show_read(self, subject: Record, found: Trend) -> None:
        """Draw them, and show the last month."""
        self.trend = found
        with QSignalBlocker(self.months):
            self.months.clear()
            for score in reversed(found.scores):
                self.months.addItem(month_text(score.day), score.day)
        self.view.setVisible(len(found.scores) > 1)
        self.view.show_chart(_chart(found, subject))
        self.notes.setText("\n".join(_(note) for note in found.notes))
        self._show()

    def _choose(self, at: int) -> None:
        self.months.setCurrentIndex(self.months.count() - 1 - at)
        self._show()

    @property
    def score(self) -> Score | None:
        """The score of the month in front."""
        day: date | None = self.months.currentData()
        return self.trend.at(day) if self.trend is not None and day is not None else None

    def _show(self) -> None:
        if (score := self.score) is None:
            return
        self.total.setText(total_text(score))
        told, tone = stamp_of(score)
        self.stamp.setText(told)
        retone(self.stamp, tone)
        self.table.load_all(list(score.marks))
        # All rows in sight: they are six or eight, and are read together
        line = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(line * (len(score.marks) + 1) + 2 * GRID)
        self._explain()

    def _explain(self) -> None:
        mark: Mark | None = self.table.current()
        told = [] if mark is None else [_(mark.how), mark.worked, mark.source]
        self.words.setText("  ·  ".join(part for part in told if part) or " ")

    def _open(self, mark: Mark) -> None:
        if mark.behind is not None:
            self.opened.emit(RECORDS, Opened(_(mark.label), Figure(mark.behind), back="households"))


def total_text(score: Score) -> str:
    """The total, or the least it can be while something is unknown."""
    if score.total is None:
        return _("No data")
    number = f"{score.total / 100:.2f}"
    return (
        _("at least {points} points").format(points=number)
        if score.unknown
        else _("{points} points").format(points=number)
    )


def stamp_of(score: Score) -> tuple[str, str]:
    """In a word: all targets met, not met, or what is unknown; with its tone."""
    if score.reached is False:
        return _("targets not met"), "warn"
    if score.reached:
        return _("all targets met"), "good"
    return _("{count} of {all} unknown").format(count=len(score.unknown), all=len(score.marks)), "warn"


def month_text(day: date) -> str:
    """A month as a cadre reads it, with the day where it is not the last one."""
    return _("{month}/{year}, up to the {day}").format(year=day.year, month=day.month, day=day.day)


def _chart(trend: Trend, subject: Record) -> FilledChart:
    behind = Figure(Selection(kind_of(type(subject)), (Equal("id", subject.id),)))
    points = tuple(Point(f"{score.day:%Y-%m}", behind) for score in trend.scores)
    return FilledChart(Chart(Shape.LINES, POINTS, (Series("", points),)), tuple(score.total for score in trend.scores))


def _columns() -> list[Column]:
    return [
        Column(_("Indicator"), lambda mark: _(mark.label), 12),
        Column(_("Weight"), lambda mark: NOTHING if mark.weight is None else str(mark.weight), 4, right=True),
        Column(_("Score"), _score, 5, right=True, tone=_tone),
        Column(_("Actual"), lambda mark: mark.actual or _("No data"), 14),
        Column(_("Target"), lambda mark: mark.target or NOTHING, 12),
        Column(_("Met"), _met, 5, tone=_tone),
        Column(_("How it is counted"), lambda mark: mark.worked or _(mark.how)),
    ]


def _score(mark: Mark) -> str:
    return NOTHING if mark.score is None else f"{mark.score / 100:.2f}"


def _met(mark: Mark) -> str:
    return NOTHING if mark.reached is None else _("met") if mark.reached else _("not met")


def _tone(mark: Mark) -> str:
    return "" if mark.reached is None else "good" if mark.reached else "warn"
