"""Setting ruled tables: a heading row on every page, rows as high as their text, no text ever cut."""

from collections.abc import Sequence
from dataclasses import dataclass

from fupin_desktop.paper.blocks import Align, Table
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

    def width(self, column: int) -> float:
        return self.edges[column + 1] - self.edges[column] - 2 * PAD_X


def table(flow: Flow, block: Table, *, after: float = 0.0) -> None:
    """Set a table; its last row waits for the next page when `after` points, the signature's, would not fit here."""
    frame = _frame(block, flow.sheet)
    head = [break_lines(c.label, frame.head, frame.width(i)) for i, c in enumerate(block.columns)]
    flow.skip(_AIR)
    if block.together:
        flow.need(_height(head, frame.head) + sum(_height(_broken(row, frame), frame.cell) for row in block.rows))
    body = flow.sheet.area_height - _height(head, frame.head)
    segment = _Segment(flow, frame, head, room_for=_first_height(block, frame, body))
    for index, row in enumerate(block.rows):
        for cells in _pieces(_broken(row, frame), frame.cell, body):
            segment.add(cells, after if index == len(block.rows) - 1 else 0.0)
    segment.close()
    flow.skip(_AIR)


class _Segment:
    """The part of a table on one page: the upper edge is known, the upright rules are drawn when it ends."""

    def __init__(self, flow: Flow, frame: _Frame, head: Cells, *, room_for: float) -> None:
        self.flow, self.frame, self.head = flow, frame, head
        flow.need(_height(head, frame.head) + room_for)
        self._bare = True
        self._open()

    def add(self, cells: Cells, after: float) -> None:
        height = _height(cells, self.frame.cell)
        if self.flow.room < height + after - 0.5 and not self._bare:
            self.close()
            self.flow.turn()
            self._open()
        self._row(cells, self.frame.cell, height, centred=False)
        self._bare = False

    def close(self) -> None:
        page, bottom = self.flow.page, self.flow.y
        page.rules.extend(Rule(x, self.top, x, bottom) for x in self.frame.edges)

    def _open(self) -> None:
        self.top = self.flow.y
        self._bare = True
        self._across(self.top)
        self._row(self.head, self.frame.head, _height(self.head, self.frame.head), centred=True)

    def _row(self, cells: Cells, style: Style, height: float, *, centred: bool) -> None:
        for column, lines in enumerate(cells):
            align = Align.CENTRE if centred else self.frame.aligns[column]
            self._cell(lines, column, align, style, height)
        self.flow.y += height
        self._across(self.flow.y)

    def _cell(self, lines: list[Line], column: int, align: Align, style: Style, height: float) -> None:
        # Leading lies between lines, not around them: half of its surplus goes above the first.
        top = self.flow.y + (height - len(lines) * style.leading) / 2 + (style.leading - style.size) / 2
        for line in lines:
            if line.length:
                free = self.frame.width(column) - line.width
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
