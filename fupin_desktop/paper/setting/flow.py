"""The page being filled: items are placed from the top down, full pages are handed on and forgotten."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from fupin_desktop.paper.setting.lines import Line, Style
from fupin_desktop.paper.sheet import Sheet

ASCENT = 0.88  # of the size: where the baseline stands below the top of a Chinese character
_WIDEST_GAP = 0.2  # of the size; a line that would need more to be flush right is left ragged


class Text(NamedTuple):
    """A line of text: left end and baseline in points from the top left corner, and space after each character."""

    x: float
    y: float
    line: Line
    size: float
    spacing: float


class Rule(NamedTuple):
    """A ruled line between two points."""

    x1: float
    y1: float
    x2: float
    y2: float


class Placed(NamedTuple):
    """A drawing of reportlab with its lower left corner at this place."""

    x: float
    y: float
    drawing: Any


class Square(NamedTuple):
    """A filled square: its upper left corner and its side, in points."""

    x: float
    y: float
    side: float


@dataclass
class Page:
    """One page: its texts in reading order, its ruled lines, its drawings, and the squares of codes."""

    texts: list[Text] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    drawings: list[Placed] = field(default_factory=list)
    squares: list[Square] = field(default_factory=list)
    begins: bool = False  # the first page of a paper among several in one file
    overlay: bool = False  # goes onto a sheet that is printed already


class Flow:
    """A cursor over the pages of a document; `sink` receives each page as soon as it is full.

    One that is not `drawn` only counts: its pages stay empty.
    """

    def __init__(self, sheet: Sheet, sink: Callable[[Page], None], *, drawn: bool = True) -> None:
        self.sheet, self._sink, self.drawn = sheet, sink, drawn
        self.page, self.y = Page(), sheet.top
        self.overlay = False

    @property
    def room(self) -> float:
        """Points left on this page."""
        return self.sheet.bottom - self.y

    @property
    def fresh(self) -> bool:
        """True at the top of a page."""
        return self.y <= self.sheet.top

    def turn(self) -> None:
        """Hand this page on and begin the next."""
        self._sink(self.page)
        self.page, self.y = Page(overlay=self.overlay), self.sheet.top

    def need(self, height: float) -> None:
        """Turn the page when less than this is left and a new page would offer more."""
        if self.room < height - 0.5 and not self.fresh:
            self.turn()

    def skip(self, height: float) -> None:
        """Leave white space, but none at the top of a page."""
        if not self.fresh:
            self.y = min(self.y + height, self.sheet.bottom)

    def place(self, drawing: Any, height: float) -> None:
        """Set a drawing at the left edge, whole on one page."""
        self.need(height)
        self.y += height
        self.page.drawings.append(Placed(self.sheet.left, self.y, drawing))

    def put(self, line: Line, style: Style, x: float, top: float, *, extra: float = 0.0, fresh: bool = False) -> None:
        """Set a line with the top of its characters at `top`; on a printed sheet only what is `fresh`."""
        if not self.drawn or (self.overlay and not fresh):
            return
        spacing = style.tracking + extra
        self.page.texts.append(Text(x, top + ASCENT * style.size, line, style.size, spacing))


def flush(line: Line, style: Style, width: float) -> float:
    """The space to add after each character so that a line fills its width; none at the end of a paragraph."""
    if line.last or line.length < 2:
        return 0.0
    # The last character's own tracking lies outside the text.
    extra = (width - line.width + style.tracking) / (line.length - 1)
    return extra if 0 < extra <= _WIDEST_GAP * style.size else 0.0
