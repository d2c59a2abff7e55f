"""How a score reads, in the window and on paper: its total, its marks as rows, its course as a chart."""

from datetime import date

from fupin_desktop.ledger.declared.chart import Chart, FilledChart, Point, Series, Shape
from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.report import Form, Unit
from fupin_desktop.ledger.declared.score import Mark, Score, Trend
from fupin_desktop.ledger.declared.selection import Equal, Selection
from fupin_desktop.ledger.notation.showing import NOTHING
from fupin_desktop.ledger.record import Record, kind_of
from fupin_desktop.ledger.words import N_, _

POINTS = Unit(N_("points"), Form.MONEY)  # hundredths, written with two decimals


def total_text(score: Score) -> str:
    """The total, or the least it can be while something is unknown."""
    if score.total is None:
        return _("No data")
    number = f"{score.total / 100:.2f}"
    return (_("at least {points} points") if score.unknown else _("{points} points")).format(points=number)


def verdict_text(score: Score) -> str:
    """In a word: all targets met, not met, or how much is unknown."""
    if score.reached is None:
        return _("{count} of {all} unknown").format(count=len(score.unknown), all=len(score.marks))
    return _("all targets met") if score.reached else _("targets not met")


def month_text(day: date) -> str:
    """A month as a cadre reads it, with the day up to which it is told."""
    return _("{month}/{year}, up to the {day}").format(year=day.year, month=day.month, day=day.day)


def points_text(mark: Mark) -> str:
    """What a mark scores; a dash where that cannot be known, or it brings no points."""
    return NOTHING if mark.score is None else f"{mark.score / 100:.2f}"


def weight_text(mark: Mark) -> str:
    """The weight of a mark."""
    return NOTHING if mark.weight is None else str(mark.weight)


def met_text(mark: Mark) -> str:
    """Is the target met?"""
    return NOTHING if mark.reached is None else _("met") if mark.reached else _("not met")


def explained(mark: Mark) -> str:
    """How a mark is counted, with its own figures, and on which paper it stands."""
    return "  ·  ".join(part for part in (_(mark.how), mark.worked, mark.source) if part)


def trend_chart(trend: Trend, subject: Record) -> FilledChart:
    """The totals from month to month; every point leads to whose score it is."""
    behind = Figure(Selection(kind_of(type(subject)), (Equal("id", subject.id),)))
    points = tuple(Point(f"{score.day:%Y-%m}", behind) for score in trend.scores)
    return FilledChart(Chart(Shape.LINES, POINTS, (Series("", points),)), tuple(one.total for one in trend.scores))
