"""Charts, drawn once: the same drawing goes onto paper and, as SVG, into the window.

Measures are points on paper and pixels in the window, from the lower left corner as reportlab counts them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor, log10

from reportlab.graphics import renderSVG
from reportlab.graphics.shapes import Circle, Drawing, Line, Rect, String, Wedge
from reportlab.lib.colors import HexColor

from fupin_desktop.ledger.declared.chart import FilledChart, Shape
from fupin_desktop.ledger.declared.figure import Value
from fupin_desktop.ledger.declared.report import Unit
from fupin_desktop.paper.faces import Face, glyphs, runs
from fupin_desktop.paper.fonts import font_files
from fupin_desktop.reports.values import number_of, text_of, unit_text

_SIZE = 12.0
_LINE = 26.0  # of one bar
_THICK = 14.0
_GAP = 8.0
_LABELS = 0.35  # the most of the width that names of bars take
_PLOT = 150.0  # height of lines
_TICKS = 4
_RING, _RING_WIDTH = 56.0, 14.0
_SPOKEN = 12  # so many points of a line may have their number beside them


@dataclass(frozen=True)
class Look:
    """The colours of a drawing as #rrggbb; series are drawn in `inks`, one after the other."""

    text: str = "#1f2328"
    muted: str = "#5a616b"
    line: str = "#d9d9d4"
    inks: tuple[str, ...] = ("#a61c1c", "#1b7a3d", "#935600", "#5a616b")


@dataclass(frozen=True)
class Area:
    """Where a point is drawn, from the upper left corner: a click there opens its records."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class Picture:
    """A finished drawing, and the area of each point in the order of `Chart.points`."""

    drawing: Drawing
    areas: tuple[Area, ...]

    @property
    def width(self) -> float:
        """Its width."""
        return float(self.drawing.width)

    @property
    def height(self) -> float:
        """Its height."""
        return float(self.drawing.height)

    @property
    def families(self) -> frozenset[str]:
        """The families of the fonts its texts are set in, as SVG names them."""
        fonts = {one.fontName for one in self.drawing.contents if isinstance(one, String)}
        return frozenset(one["family"] for name, one in _families().items() if name in fonts)

    def svg(self) -> bytes:
        """The drawing as SVG; its texts are set in the shipped fonts by their family names."""
        text: str = renderSVG.drawToString(self.drawing, fontHacks=_families(), useClip=True)
        return text.encode()


def draw_chart(filled: FilledChart, width: float, look: Look | None = None) -> Picture:
    """Draw a chart as wide as this; its height follows from what it shows.  Refuses as `faces.glyphs` does."""
    made = {Shape.BARS: _Bars, Shape.LINES: _Lines, Shape.RING: _Ring}[filled.chart.shape]
    return made(filled, width, look or Look()).picture()


def _families() -> dict[str, dict[str, str]]:
    return {f"fupin-{one.role}": {"family": one.family, "weight": str(one.weight)} for one in font_files()}


def _width(text: str, size: float) -> float:
    return sum(glyph.width for glyph in glyphs(text, Face.UI)) * size / 1000


def _cut(text: str, size: float, most: float) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    if _width(text, size) <= most:
        return text
    while text and _width(f"{text}…", size) > most:
        text = text[:-1]
    return f"{text}…"


class _Sketch:
    """What all shapes share: texts of several fonts, colours, the unit."""

    def __init__(self, filled: FilledChart, width: float, look: Look) -> None:
        self.chart, self.values = filled.chart, filled.values
        self.width, self.look = width, look
        self.drawing = Drawing(width, self.height())
        self.areas: list[Area] = []

    def height(self) -> float:
        raise NotImplementedError

    def draw(self) -> None:
        raise NotImplementedError

    def picture(self) -> Picture:
        """Draw it."""
        self.draw()
        return Picture(self.drawing, tuple(self.areas))

    def write(self, text: str, x: float, y: float, *, ink: str, size: float = _SIZE, anchor: float = 0.0) -> None:
        """Set a text with its left end at x; `anchor` 0.5 sets its middle there, 1 its right end."""
        x -= anchor * _width(text, size)
        for run in runs(text, Face.UI):
            # The SVG writer rounds twice the height of a baseline to whole units
            self.drawing.add(String(x, round(y), run.text, fontName=run.font, fontSize=size, fillColor=HexColor(ink)))
            x += _width(run.text, size)

    def mark(self, left: float, low: float, width: float, height: float) -> None:
        """Remember where a point is."""
        self.areas.append(Area(left, float(self.drawing.height) - low - height, width, height))

    def said(self, value: Value) -> str:
        return said(value, self.chart.unit)


def said(value: Value, unit: Unit) -> str:
    """A value with its unit, as it stands in a chart."""
    text = text_of(value, unit)
    return text if value is None else f"{text}{unit_text(unit)}"


def _size(value: Value) -> Fraction:
    """How long a value is drawn; what is unknown or below nought has no length."""
    return max(Fraction(value or 0), Fraction(0))


class _Bars(_Sketch):
    def height(self) -> float:
        return _LINE * max(len(self.chart.points), 1)

    def draw(self) -> None:
        points = self.chart.points
        longest = max((_width(point.label, _SIZE) for point in points), default=0.0)
        left = min(longest, self.width * _LABELS) + _GAP
        right = max((_width(self.said(value), _SIZE) for value in self.values), default=0.0) + 2 * _GAP
        room, most = max(self.width - left - right, 1.0), max(map(_size, self.values), default=Fraction(0))
        for at, (point, value) in enumerate(zip(points, self.values, strict=True)):
            low = self.height() - (at + 1) * _LINE
            base = low + (_LINE - _SIZE) / 2 + 1
            self.write(_cut(point.label, _SIZE, left - _GAP), left - _GAP, base, ink=self.look.text, anchor=1)
            length = float(_size(value) / most) * room if most else 0.0
            ink = HexColor(self.look.inks[0])
            self.drawing.add(Rect(left, low + (_LINE - _THICK) / 2, length, _THICK, fillColor=ink, strokeColor=None))
            told = self.look.text if value is not None else self.look.muted
            self.write(self.said(value), left + length + _GAP, base, ink=told)
            self.mark(0, low, self.width, _LINE)
        self.drawing.add(Line(left, 0, left, self.height(), strokeColor=HexColor(self.look.line), strokeWidth=1))


class _Ring(_Sketch):
    def height(self) -> float:
        return 2 * _RING + 2 * _GAP

    def draw(self) -> None:
        middle, (value, point) = _RING + _GAP, (self.values[0], self.chart.points[0])
        share = min(float(_size(value)), 1.0)
        inner = _RING - _RING_WIDTH
        paint = {"fillColor": HexColor(self.look.line), "strokeColor": None}
        self.drawing.add(Wedge(middle, middle, _RING, 0, 360, radius1=inner, annular=True, **paint))
        if share:
            paint["fillColor"] = HexColor(self.look.inks[0])
            end = 90 - 359.99 * share
            self.drawing.add(Wedge(middle, middle, _RING, end, 90, radius1=inner, **paint))
        told = self.look.text if value is not None else self.look.muted
        size = 18.0 if value is not None else _SIZE
        self.write(self.said(value), middle, middle - size * 0.36, ink=told, size=size, anchor=0.5)
        room = self.width - 2 * middle - _GAP
        self.write(_cut(point.label, _SIZE, room), 2 * middle, middle - _SIZE * 0.36, ink=self.look.text)
        self.mark(0, 0, self.width, self.height())


class _Lines(_Sketch):
    _top, _foot = _SIZE + _GAP, _SIZE + 2 * _GAP

    def height(self) -> float:
        legend = _SIZE + _GAP if len(self.chart.series) > 1 else 0.0
        return _PLOT + self._top + self._foot + legend

    def draw(self) -> None:
        numbers = [number_of(value, self.chart.unit) for value in self.values]
        known = [float(one) for one in numbers if one is not None]
        step = _step(max(known, default=0.0))
        left = max(_width(f"{step * n:,g}", _SIZE) for n in range(_TICKS + 1)) + _GAP
        self._grid(left, step)
        start = 0
        for at, series in enumerate(self.chart.series):
            own = numbers[start : start + len(series.points)]
            ink = self.look.inks[at % len(self.look.inks)]
            places = list(self._places(left, step, [None if one is None else float(one) for one in own]))
            self._one(places, self.values[start : start + len(series.points)], ink)
            start += len(series.points)
        self._legend(left)

    def _grid(self, left: float, step: float) -> None:
        for n in range(_TICKS + 1):
            y = self._foot + _PLOT * n / _TICKS
            self.drawing.add(Line(left, y, self.width, y, strokeColor=HexColor(self.look.line), strokeWidth=0.5))
            self.write(f"{step * n:,g}", left - _GAP, y - 4, ink=self.look.muted, anchor=1)
        for x, label in self._labels(left):
            self.write(label, x, self._foot - _SIZE - _GAP / 2, ink=self.look.muted, anchor=0.5)

    def _labels(self, left: float) -> list[tuple[float, str]]:
        """The labels under the lines, counted back from the last one; of many only as many as have room."""
        labels = [point.label for point in self.chart.series[0].points]
        widest = max((_width(label, _SIZE) for label in labels), default=0.0) + 2 * _GAP
        every = max(1, ceil(widest * len(labels) / (self.width - left)))
        placed = [
            (min(x, self.width - _width(label, _SIZE) / 2), label)
            for x, label in zip(self._across(left), labels, strict=True)
        ]
        return placed[::-1][::every][::-1]

    def _across(self, left: float) -> list[float]:
        count = len(self.chart.series[0].points)
        room = (self.width - left) / max(count, 1)
        return [left + room * (at + 0.5) for at in range(count)]

    def _places(self, left: float, step: float, values: Sequence[float | None]) -> Iterator[tuple[float, float | None]]:
        for x, value in zip(self._across(left), values, strict=True):
            yield x, None if value is None else self._foot + _PLOT * max(value, 0.0) / (step * _TICKS)

    def _one(self, places: Sequence[tuple[float, float | None]], values: Sequence[Value], ink: str) -> None:
        """A line with gaps where nothing is known."""
        for piece in _pieces(places):
            for (x1, y1), (x2, y2) in pairwise(piece):  # a PolyLine would be filled by readers of SVG
                self.drawing.add(Line(x1, y1, x2, y2, strokeColor=HexColor(ink), strokeWidth=2))
        for (x, y), value in zip(places, values, strict=True):
            if y is not None:
                self.drawing.add(Circle(x, y, 3, fillColor=HexColor(ink), strokeColor=None))
                if len(places) <= _SPOKEN and len(self.chart.series) == 1:
                    self.write(text_of(value, self.chart.unit), x, y + _GAP, ink=self.look.text, anchor=0.5)
            self.mark(x - _GAP, 0.0 if y is None else y - _GAP, 2 * _GAP, self._foot if y is None else 2 * _GAP)

    def _legend(self, left: float) -> None:
        if len(self.chart.series) < 2:
            return
        x, y = left, self.height() - _SIZE
        for at, series in enumerate(self.chart.series):
            ink = HexColor(self.look.inks[at % len(self.look.inks)])
            self.drawing.add(Rect(x, y, _SIZE, _SIZE - 2, fillColor=ink, strokeColor=None))
            self.write(series.label, x + _SIZE + 4, y, ink=self.look.text)
            x += _SIZE + _width(series.label, _SIZE) + 2 * _GAP


def _pieces(places: Sequence[tuple[float, float | None]]) -> Iterator[list[tuple[float, float]]]:
    piece: list[tuple[float, float]] = []
    for x, y in places:
        if y is None:
            yield from [piece] * (len(piece) > 1)
            piece = []
        else:
            piece.append((x, y))
    yield from [piece] * (len(piece) > 1)


def _step(most: float) -> float:
    """The distance of the lines of a scale that reaches this far: 1, 2, 2.5 or 5 times a power of ten."""
    wanted = most / _TICKS or 1.0
    power = 10.0 ** floor(log10(wanted))
    step = next(power * one for one in (1, 2, 2.5, 5, 10) if power * one * _TICKS >= most)
    return step if step < 1 else float(ceil(step)) if step != 2.5 else step
