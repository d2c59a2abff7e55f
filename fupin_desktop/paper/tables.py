"""Setting ruled tables: a heading row on every page, rows as high as their text, no text ever cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from fupin_desktop.paper.blocks import Align, Column, Table
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.flow import Flow, Rule
from fupin_desktop.paper.lines import Line, Style, break_lines
from fupin_desktop.paper.sheet import Sheet
from fupin_desktop.paper.widths import PAD_X, column_widths

_PAD_Y = 3.5  # points between rule and text
_LEADING = 1.35
_AIR = 8.0

Cells = list[list[Line]]


@dataclass(frozen=True)
class _Frame:
    """Where the columns stand, and how cells and heading are set."""

    edges: list[float]
    aligns: list[Align]
    cell: Style
    head: Style

    def width(self, column: int, last: int | None = None) -> float:
        """Room for text between the rules of a column, or of several."""
        return self.edges[(column if last is None else last) + 1] - self.edges[column] - 2 * PAD_X


class _Group(NamedTuple):
    """A heading over the columns from the first to the last."""

    first: int
    last: int
    lines: list[Line]


@dataclass(frozen=True)
class _Heading:
    """The heading of a table: the headings of groups stand above those of their columns, `upper` points high."""

    groups: list[_Group]
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


def _heading(block: Table, frame: _Frame) -> _Heading:
    labels = [break_lines(c.label, frame.head, frame.width(i)) for i, c in enumerate(block.columns)]
    groups = [
        _Group(first, last, break_lines(name, frame.head, frame.width(first, last)))
        for name, first, last in _groups(block.columns)
    ]
    upper = _height([group.lines for group in groups], frame.head) if groups else 0.0
    grouped = {at for group in groups for at in range(group.first, group.last + 1)}
    lower = _height([lines for at, lines in enumerate(labels) if at in grouped] or labels, frame.head)
    alone = [lines for at, lines in enumerate(labels) if at not in grouped]
    whole = _height(alone, frame.head) if alone else 0.0
    return _Heading(groups, labels, upper, max(upper + lower, whole))


def _groups(columns: Sequence[Column]) -> Iterator[tuple[str, int, int]]:
    for name, found in groupby(range(len(columns)), key=lambda at: columns[at].group):
        places = list(found)
        if name:
            yield name, places[0], places[-1]


def table(flow: Flow, block: Table, *, after: float = 0.0) -> None:
    """Set a table; its last row waits for the next page when `after` points, the signature's, would not fit here."""
    frame = _frame(block, flow.sheet)
    head = _heading(block, frame)
    flow.skip(_AIR)
    if block.together:
        flow.need(head.height + sum(_height(_broken(row, frame), frame.cell) for row in block.rows))
    body = flow.sheet.area_height - head.height
    segment = _Segment(flow, frame, head, room_for=_first_height(block, frame, body))
    for index, row in enumerate(block.rows):
        for cells in _pieces(_broken(row, frame), frame.cell, body):
            segment.add(cells, after if index == len(block.rows) - 1 else 0.0)
    segment.close()
    flow.skip(_AIR)


class _Segment:
    """The part of a table on one page: the upper edge is known, the upright rules are drawn when it ends."""

    def __init__(self, flow: Flow, frame: _Frame, head: _Heading, *, room_for: float) -> None:
        self.flow, self.frame, self.head = flow, frame, head
        flow.need(head.height + room_for)
        self._bare = True
        self._open()

    def add(self, cells: Cells, after: float) -> None:
        height = _height(cells, self.frame.cell)
        if self.flow.room < height + after - 0.5 and not self._bare:
            self.close()
            self.flow.turn()
            self._open()
        self._row(cells, self.frame.cell, height)
        self._bare = False

    def close(self) -> None:
        page, bottom = self.flow.page, self.flow.y
        below = self.top + self.head.upper
        page.rules.extend(
            Rule(x, below if at in self.head.within else self.top, x, bottom) for at, x in enumerate(self.frame.edges)
        )

    def _open(self) -> None:
        self.top = self.flow.y
        self._bare = True
        self._across(self.top)
        self._headings()

    def _headings(self) -> None:
        head, style, centre = self.head, self.frame.head, Align.CENTRE
        for group in head.groups:
            self._cell(group.lines, group.first, centre, style, head.upper, last=group.last)
            below = self.top + head.upper
            self.flow.page.rules.append(
                Rule(self.frame.edges[group.first], below, self.frame.edges[group.last + 1], below)
            )
        for column, lines in enumerate(head.labels):
            down = head.upper if column in head.grouped else 0.0
            self._cell(lines, column, centre, style, head.height - down, down=down)
        self.flow.y += head.height
        self._across(self.flow.y)

    def _row(self, cells: Cells, style: Style, height: float) -> None:
        for column, lines in enumerate(cells):
            self._cell(lines, column, self.frame.aligns[column], style, height)
        self.flow.y += height
        self._across(self.flow.y)

    def _cell(
        self, lines: list[Line], column: int, align: Align, style: Style, height: float, *,
        down: float = 0.0, last: int | None = None,
    ) -> None:  # fmt: skip
        # Leading lies between lines, not around them: half of its surplus goes above the first.
        top = self.flow.y + down + (height - len(lines) * style.leading) / 2 + (style.leading - style.size) / 2
        for line in lines:
            if line.length:
                free = self.frame.width(column, last) - line.width
                shift = {Align.LEFT: 0.0, Align.CENTRE: free / 2, Align.RIGHT: free}[align]
                self.flow.put(line, style, self.frame.edges[column] + PAD_X + shift, top)
            top += style.leading

    def _across(self, y: float) -> None:
        self.flow.page.rules.append(Rule(self.frame.edges[0], y, self.frame.edges[-1], y))


def _frame(block: Table, sheet: Sheet) -> _Frame:
    leading = block.size * _LEADING
    cell, head = Style(Face.SONG, block.size, leading), Style(Face.HEI, block.size, leading)
    edges = [sheet.left]
    for width in column_widths(block, cell, head, sheet.area_width):
        edges.append(edges[-1] + width)
    return _Frame(edges, [column.align for column in block.columns], cell, head)


def _broken(row: Sequence[str], frame: _Frame) -> Cells:
    return [break_lines(text, frame.cell, frame.width(column)) for column, text in enumerate(row)]


def _first_height(block: Table, frame: _Frame, body: float) -> float:
    return min(_height(_broken(block.rows[0], frame), frame.cell), body) if block.rows else 0.0


def _height(cells: Cells, style: Style) -> float:
    return max(len(lines) for lines in cells) * style.leading + 2 * _PAD_Y


def _pieces(cells: Cells, style: Style, body: float) -> list[Cells]:
    """A row higher than a page goes on in the next ones; any other row stays whole."""
    limit = max(1, int((body - 2 * _PAD_Y) / style.leading))
    longest = max(len(lines) for lines in cells)
    if longest <= limit:
        return [cells]
    return [[lines[start : start + limit] for lines in cells] for start in range(0, longest, limit)]
