"""The ruling of a table: where its columns stand, how its heading is made up, how high its rows are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from string import ascii_letters, digits
from typing import NamedTuple

from fupin_desktop.paper.blocks import Align, Column, Table
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.setting.lines import Line, Style, break_lines, items_whole, may_break, text_width
from fupin_desktop.paper.setting.widths import column_widths, pad_of
from fupin_desktop.paper.setting.widths import least_width as least_of
from fupin_desktop.paper.sheet import Sheet

_PAD_Y = 0.29  # of the size, between rule and text
_LEADING = 1.35

_WORD_ENDS = "性率额"
_KEPT = 4_000  # cells whose lines are kept: the same words stand in most rows

Cells = list[list[Line]]


@dataclass(frozen=True)
class Frame:
    """Where the columns stand, and how cells and heading are set."""

    edges: list[float]
    aligns: list[Align]
    cell: Style
    head: Style
    known: dict[tuple[int, str], list[Line]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def pad(self) -> float:
        """Points between rule and text."""
        return pad_of(self.cell)

    def width(self, column: int, last: int | None = None) -> float:
        """Room for text between the rules of a column, or of several."""
        return self.edges[(column if last is None else last) + 1] - self.edges[column] - 2 * self.pad

    def moved(self, right: float) -> "Frame":
        """The same columns so many points further right."""
        return replace(self, edges=[edge + right for edge in self.edges])

    def broken(self, row: Sequence[str]) -> Cells:
        """The lines of each cell of a row."""
        return [self._lines(column, text) for column, text in enumerate(row)]

    def _lines(self, column: int, text: str) -> list[Line]:
        found = self.known.get((column, text))
        if found is None:
            width = self.width(column)
            found = break_lines(items_whole(text, self.cell, width), self.cell, width)
            if len(self.known) < _KEPT:
                self.known[column, text] = found
        return found


class Group(NamedTuple):
    """A heading over the columns from the first to the last."""

    first: int
    last: int
    lines: list[Line]


@dataclass(frozen=True)
class Heading:
    """The heading of a table: the headings of groups stand above those of their columns, `upper` points high."""

    groups: list[Group]
    labels: Cells
    upper: float
    height: float

    @property
    def grouped(self) -> set[int]:
        """The columns that have a group over them."""
        return {at for group in self.groups for at in range(group.first, group.last + 1)}

    @property
    def within(self) -> set[int]:
        """The edges between columns of one group: they end below the group's heading."""
        return {at for group in self.groups for at in range(group.first + 1, group.last + 1)}


def _styles(block: Table) -> tuple[Style, Style]:
    leading = block.size * _LEADING
    return Style(Face.SONG, block.size, leading), Style(Face.HEI, block.size, leading)


def least_width(block: Table, *, parted: bool = False) -> float:
    """How narrow a table may be with no name, amount or date cut in two, in points; days may be `parted`."""
    return least_of(block, *_styles(block), parted=parted)


def frame_of(block: Table, sheet: Sheet, width: float) -> Frame:
    """The columns of a table over so many points, from the left margin."""
    cell, head = _styles(block)
    edges = [sheet.left]
    for share in column_widths(block, cell, head, width):
        edges.append(edges[-1] + share)
    return Frame(edges, [column.align for column in block.columns], cell, head)


def heading_of(block: Table, frame: Frame) -> Heading:
    """The heading row, or two of them where columns are grouped."""
    labels = [break_lines(in_two(c.label, frame.head, frame.width(i)), frame.head, frame.width(i))
              for i, c in enumerate(block.columns)]  # fmt: skip
    groups = [
        Group(first, last, break_lines(name, frame.head, frame.width(first, last)))
        for name, first, last in _groups(block.columns)
    ]
    upper = height_of([group.lines for group in groups], frame.head) if groups else 0.0
    grouped = {at for group in groups for at in range(group.first, group.last + 1)}
    lower = height_of([lines for at, lines in enumerate(labels) if at in grouped] or labels, frame.head)
    alone = [lines for at, lines in enumerate(labels) if at not in grouped]
    whole = height_of(alone, frame.head) if alone else 0.0
    return Heading(groups, labels, upper, max(upper + lower, whole))


def in_two(label: str, style: Style, width: float) -> str:
    """A heading in two lines near its middle, its unit on its own: 户主/姓名, 计划/脱贫年度, 补助金额/（元）."""
    if "\n" in label:
        return "\n".join(in_two(part, style, width) for part in label.split("\n"))
    if len(label) < 3 or text_width(label, style) <= width:
        return label
    at = label.find("（", 2)
    if at > 0:
        name, unit = in_two(label[:at], style, width), label[at:]
        told = f"{name}\n{unit}"
    else:
        told = next((f"{label[:at]}\n{label[at:]}" for at in _ends(label) if _fit(label, at, style, width)), label)
    return told if all(text_width(line, style) <= width for line in told.split("\n")) else label


def _ends(label: str) -> list[int]:
    """Where the first line of a heading may end, best first: most words are of two characters.

    The letter or figure a heading begins with (a计划生育金, A43) is none of them, and 性 ends a word.
    """
    before = len(label) - len(label.lstrip(ascii_letters + digits))
    half = (len(label) + before) / 2
    near = range(max(2, int(half) - 1), min(len(label) - 2, int(half) + 1) + 1)
    places = (at for at in near if may_break(label, at))
    return sorted(places, key=lambda at: (label[at] in _WORD_ENDS, (at - before) % 2, abs(at - half)))


def _fit(label: str, at: int, style: Style, width: float) -> bool:
    return max(text_width(label[:at], style), text_width(label[at:], style)) <= width


def _groups(columns: Sequence[Column]) -> Iterator[tuple[str, int, int]]:
    for name, found in groupby(range(len(columns)), key=lambda at: columns[at].group):
        places = list(found)
        if name:
            yield name, places[0], places[-1]


def height_of(cells: Cells, style: Style) -> float:
    """How high a row is, its padding included."""
    return max(len(lines) for lines in cells) * style.leading + 2 * _PAD_Y * style.size


def pieces_of(cells: Cells, style: Style, body: float) -> list[Cells]:
    """A row higher than a page goes on in the next ones; any other row stays whole."""
    limit = max(1, int((body - 2 * _PAD_Y * style.size) / style.leading))
    longest = max(len(lines) for lines in cells)
    if longest <= limit:
        return [cells]
    return [[lines[start : start + limit] for lines in cells] for start in range(0, longest, limit)]
