"""Setting ruled tables: a heading row on every page, rows as high as their text, no text ever cut."""

from fupin_desktop.paper.blocks import Align, Table
from fupin_desktop.paper.setting.flow import Flow, Rule
from fupin_desktop.paper.setting.lines import Line, Style
from fupin_desktop.paper.setting.ruling import Cells, Frame, Heading, frame_of, heading_of, height_of, pieces_of
from fupin_desktop.paper.sheet import Sheet

AIR = 8.0  # points above and below a table


def table(flow: Flow, block: Table, *, after: float = 0.0) -> None:
    """Set a table; its last row waits for the next page when `after` points, the signature's, would not fit here.

    Sums, and the last row of all, never stand alone on a page: the row before them goes along.
    """
    frame = frame_of(block, flow.sheet, flow.sheet.area_width)
    head = heading_of(block, frame)
    flow.skip(AIR)
    if block.together:
        flow.need(head.height + sum(height_of(frame.broken(row), frame.cell) for row in block.rows))
    body = flow.sheet.area_height - head.height
    segment = Segment(flow, frame, head, room_for=_first_height(block, frame, body) or 1.0)
    for index, row in enumerate(block.rows):
        kept = _kept_below(block, frame, index, after)
        for cells in pieces_of(frame.broken(row), frame.cell, body):
            segment.add(cells, kept)
    segment.close()
    flow.skip(AIR)


def _kept_below(block: Table, frame: Frame, index: int, after: float) -> float:
    """Points that stay on the page with a row: the sums below it, and what follows the table."""
    height, last = 0.0, len(block.rows) - 1
    for below in range(index + 1, last + 1):
        if below != last and below not in block.sums:
            return height
        height += height_of(frame.broken(block.rows[below]), frame.cell)
    return height + after


def least_height(block: Table, sheet: Sheet) -> float:
    """Points that the heading and the first row take: what a remark over the table stays with."""
    width = sheet.area_width / block.abreast
    frame = frame_of(_beginning(block), sheet, width)
    head = heading_of(block, frame).height
    return AIR + head + min(_first_height(block, frame, sheet.area_height - head), sheet.area_height / 4)


def _beginning(block: Table) -> Table:
    return Table(block.columns, block.rows[:1], size=block.size)  # forty thousand rows need not be measured for it


def _first_height(block: Table, frame: Frame, body: float) -> float:
    return min(height_of(frame.broken(block.rows[0]), frame.cell), body) if block.rows else 0.0


class Segment:
    """The part of a table on one page: the upper edge is known, the upright rules are drawn when it ends.

    It begins on the next page when `room_for` points below its heading would not fit; 0 leaves that to the caller.
    """

    def __init__(self, flow: Flow, frame: Frame, head: Heading, *, room_for: float) -> None:
        self.flow, self.frame, self.head = flow, frame, head
        if room_for:
            flow.need(head.height + room_for)
        self._bare = True
        self._open()

    def add(self, cells: Cells, after: float = 0.0) -> None:
        """Set a row; on the next page when it and `after` points would not fit here."""
        height = height_of(cells, self.frame.cell)
        if self.flow.room < height + after - 0.5 and not self._bare:
            self.close()
            self.flow.turn()
            self._open()
        self._row(cells, self.frame.cell, height)
        self._bare = False

    def close(self) -> None:
        """Draw the upright rules."""
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
        for column, lines in enumerate(cells if self.flow.drawn else ()):
            self._cell(lines, column, self.frame.aligns[column], style, height)
        self.flow.y += height
        self._across(self.flow.y)

    def _cell(
        self, lines: list[Line], column: int, align: Align, style: Style, height: float, *,
        down: float = 0.0, last: int | None = None,
    ) -> None:  # fmt: skip
        # Leading lies between lines, not around them: half of its surplus goes above the first.
        top = self.flow.y + down + (height - len(lines) * style.leading) / 2 + (style.leading - style.size) / 2
        left, room = self.frame.edges[column] + self.frame.pad, self.frame.width(column, last)
        for line in lines:
            if line.length:
                free = 0.0 if align is Align.LEFT else room - line.width
                self.flow.put(line, style, left + (free / 2 if align is Align.CENTRE else free), top)
            top += style.leading

    def _across(self, y: float) -> None:
        self.flow.page.rules.append(Rule(self.frame.edges[0], y, self.frame.edges[-1], y))
