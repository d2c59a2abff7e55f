"""A chart (图表) as it is declared: figures as horizontal bars, as lines over time, or one share as a ring.

Every point is a figure: what is drawn, the number beside it and the records behind it come from one condition.
"""

from dataclasses import dataclass
from enum import Enum

from fupin_desktop.ledger.declared.figure import Figure, Value
from fupin_desktop.ledger.declared.report import Unit
from fupin_desktop.ledger.ledger import Finder


class Shape(Enum):
    """How the figures are drawn."""

    BARS = "bars"
    LINES = "lines"
    RING = "ring"


@dataclass(frozen=True)
class Point:
    """One figure with what stands beside it: a source, a month."""

    label: str
    figure: Figure


@dataclass(frozen=True)
class Series:
    """Points that belong together; `label` tells several series of lines apart."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Chart:
    """Figures in one unit.  Bars and a ring have one series, a ring one point: a share; lines share their labels."""

    shape: Shape
    unit: Unit
    series: tuple[Series, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every point, in the order in which they are drawn."""
        return tuple(point for one in self.series for point in one.points)


@dataclass(frozen=True)
class FilledChart:
    """A chart with its values, in the order of `points`; None where nothing can be known."""

    chart: Chart
    values: tuple[Value, ...]


def filled(finder: Finder, chart: Chart) -> FilledChart:
    """The chart with the value of each of its figures."""
    return FilledChart(chart, tuple(point.figure.value(finder) for point in chart.points))
