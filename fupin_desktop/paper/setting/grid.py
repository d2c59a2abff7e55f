"""Setting ruled forms: spans, upright words, fixed rows, tick boxes; rows that belong together stay on one page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from fupin_desktop.forms.grid import TICKED, UNTICKED, Cell, Grid
from fupin_desktop.paper.blocks import Align, Column, Table
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.setting.flow import Flow, Rule
from fupin_desktop.paper.setting.lines import Line, Style, break_lines, items_whole, text_width
from fupin_desktop.paper.setting.ruling import in_two
from fupin_desktop.paper.setting.widths import column_widths
from fupin_desktop.paper.sheet import MM, Sheet

_PAD_X, _PAD_Y = 3.0, 2.5  # points between rule and text
_LEADING = 1.3
_AIR = 4.0
_WHOLE = 1 / 3  # of the page: cells without a heading that are no higher stay together
_SMALLEST, _STEP = 6.0, 0.5  # points: a fixed row sets its text smaller, but never so small that nobody can read it
_STROKE = "√"
_CLOSER = ((1.0, 0.0), (0.9, 0.5), (0.8, 1.0))  # of the height of a row, points off the size
CLOSEST = len(_CLOSER) - 1
_ALIGNED = {"left": Align.LEFT, "centre": Align.CENTRE, "right": Align.RIGHT}
_BETWEEN = "  "  # two boxes


class _Set(NamedTuple):
    """A cell with its text broken into lines in a size that fits its width."""

    row: int
    column: int
    cell: Cell
    style: Style
    lines: list[Line]

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading + 2 * _PAD_Y


@dataclass(frozen=True)
class _Laid:
    """A form whose cells are set: where its columns stand, how high its rows are."""

    grid: Grid
    edges: list[float]
    cells: list[_Set]
    heights: list[float]

    def width(self, one: _Set) -> float:
        return self.edges[one.column + one.cell.across] - self.edges[one.column]


def grid(flow: Flow, block: Grid) -> None:
    """Set a form; it goes on over the page between rows, its heading repeated there."""
    flow.skip(_AIR)
    laid = _laid(block, flow.sheet)
    if not block.heading and sum(laid.heights) < flow.sheet.area_height * _WHOLE:
        flow.need(sum(laid.heights))  # a box to sign is no use without the box beside it
    head = range(block.heading)
    top = sum(laid.heights[at] for at in head)
    _draw(flow, laid, head)
    _bands_of(flow, laid, head, top)
    flow.skip(_AIR)


def _bands_of(flow: Flow, laid: _Laid, head: range, top: float) -> None:
    for band in _bands(laid.grid):
        high = sum(laid.heights[at] for at in band)
        if high > flow.sheet.area_height - top:
            _broken_band(flow, laid, head, band)
            continue
        if flow.room < high - 0.5:
            flow.turn()
            _draw(flow, laid, head)
        _draw(flow, laid, band)


def _broken_band(flow: Flow, laid: _Laid, head: range, band: range) -> None:
    """Rows that belong together and are higher than a page: as many as fit, and the rest on the next pages."""
    start = band.start
    while start < band.stop:
        stop, high = start, 0.0
        while stop < band.stop and (high + laid.heights[stop] <= flow.room + 0.5):
            high += laid.heights[stop]
            stop += 1
        if stop == start and not flow.fresh and flow.room < flow.sheet.area_height / 2:
            flow.turn()
            _draw(flow, laid, head)
            continue
        if stop == start:  # one row higher than a page
            _long_row(flow, laid, head, start)
            stop = start + 1
        else:
            _draw(flow, laid, range(start, stop))
        start = stop
        if start < band.stop:
            flow.turn()
            _draw(flow, laid, head)


def _long_row(flow: Flow, laid: _Laid, head: range, row: int) -> None:
    """One row whose text is longer than a page: its lines go on over the next ones."""
    here = [one for one in laid.cells if one.row <= row < one.row + one.cell.down]
    gone = 0
    longest = max(len(one.lines) for one in here)
    while gone < longest:
        leading = max(one.style.leading for one in here)
        fits = max(1, int((flow.room - 2 * _PAD_Y) / leading))
        pieces = [
            one._replace(row=0, cell=replace(one.cell, down=1), lines=one.lines[gone : gone + fits]) for one in here
        ]
        high = max(one.height for one in pieces)
        _draw(flow, _Laid(laid.grid, laid.edges, pieces, [high]), range(1))
        gone += fits
        if gone < longest:
            flow.turn()
            _draw(flow, laid, head)


def _bands(block: Grid) -> Iterator[range]:
    """Rows that a span holds together, below the heading."""
    start = reach = block.heading
    for at in range(block.heading, len(block.rows)):
        if at == reach and at > start:
            yield range(start, at)
            start = at
        reach = max(reach, at + 1, *(row + cell.down for row, _column, cell in block.places if row == at))
    if start < len(block.rows):
        yield range(start, len(block.rows))


# --- setting ----------------------------------------------------------------------------------------------------------


def _laid(block: Grid, sheet: Sheet) -> _Laid:
    edges = [sheet.left]
    for width in _widths(block, sheet.area_width):
        edges.append(edges[-1] + width)
    cells = [_set(block, row, column, cell, edges) for row, column, cell in block.places]
    heights = [max(row.height * MM, _least(block)) for row in block.rows]
    for one in sorted(cells, key=lambda one: one.cell.down):
        span = range(one.row, one.row + one.cell.down)
        lacks = one.height - sum(heights[at] for at in span)
        if lacks > 0.01:  # what cannot be set smaller makes its last row higher: nothing is ever cut
            heights[span[-1]] += lacks
    return _Laid(block, edges, cells, heights)


def _widths(block: Grid, total: float) -> list[float]:
    """Shares as the form asks for; a list gives no column less than its names and dates need (`column_widths`).

    A bound book keeps its columns: what is printed onto its free lines must stand under what lies there.
    """
    if block.heading and not any(row.fixed for row in block.rows):
        head, cell = (Style(face, block.size, block.size * _LEADING) for face in (Face.HEI, Face.SONG))
        return column_widths(_as_table(block), cell, head, total)
    unit = total / sum(block.widths)
    return [width * unit for width in block.widths]


def _as_table(block: Grid) -> Table:
    """The list with what stands in each single column: its lowest heading, and its cells."""
    labels, rows = [""] * len(block.widths), [[""] * len(block.widths) for _row in block.rows[block.heading :]]
    aligns = [Align.CENTRE] * len(block.widths)
    for row, column, cell in block.places:
        if cell.across == 1 and row < block.heading:
            labels[column] = cell.text
        elif cell.across == 1:
            rows[row - block.heading][column] = cell.text.replace(TICKED, UNTICKED)
            aligns[column] = _ALIGNED[cell.align]
    columns = [Column(label, width, align) for label, width, align in zip(labels, block.widths, aligns, strict=True)]
    return Table(columns, rows, size=block.size)


def closer(block: Grid, step: int) -> Grid:
    """The same form set closer, for a paper that would otherwise need one more page: step 0 as it is."""
    shrink, smaller = _CLOSER[step]
    rows = [replace(row, height=row.height * shrink) for row in block.rows]
    return replace(block, rows=rows, size=max(_SMALLEST, block.size - smaller))


def _least(block: Grid) -> float:
    return block.size * _LEADING + 2 * _PAD_Y


def _set(block: Grid, row: int, column: int, cell: Cell, edges: Sequence[float]) -> _Set:
    width = edges[column + cell.across] - edges[column] - 2 * _PAD_X
    face = Face.HEI if cell.head else Face.SONG
    room = sum(block.rows[at].height * MM for at in range(row, row + cell.down)) - 2 * _PAD_Y
    fixed = any(block.rows[at].fixed for at in range(row, row + cell.down))
    size = block.size
    while True:
        style = Style(face, size, size * _LEADING)
        lines = _upright(cell, style) if cell.upright else break_lines(_told(cell, style, width), style, width)
        high = len(lines) * style.leading
        wide = not cell.upright and _widest_word(cell.text, style) > width
        if size <= _SMALLEST or not (wide or (fixed and high > room)):
            return _Set(row, column, cell, style, lines)
        size = max(_SMALLEST, size - _STEP)


def _upright(cell: Cell, style: Style) -> list[Line]:
    return [line for sign in cell.text for line in break_lines(sign, style, style.size * 2)]


def _told(cell: Cell, style: Style, width: float) -> str:
    """The text with the line ends that make sense: a heading in two of like length, a list after its items."""
    if cell.head:
        return in_two(cell.text, style, width)
    return _boxed(items_whole(cell.text, style, width), style, width)


def _boxed(text: str, style: Style, width: float) -> str:
    """Boxes are drawn first and ticked afterwards; a box and its word stay on one line."""
    plain = text.replace(TICKED, UNTICKED)
    if UNTICKED not in plain:
        return plain
    lines = [""]
    for piece in plain.split(_BETWEEN):
        tried = f"{lines[-1]}{_BETWEEN}{piece}" if lines[-1] else piece
        if lines[-1] and text_width(tried.replace("\n", ""), style) > width:
            lines.append(piece)
        else:
            lines[-1] = tried
    return "\n".join(lines)


def _widest_word(text: str, style: Style) -> float:
    """The widest run of figures and letters, which must not be cut in two."""
    words = "".join(sign if "!" <= sign <= "~" else " " for sign in text).split()
    return max((text_width(word, style) for word in words), default=0.0)


# --- drawing ----------------------------------------------------------------------------------------------------------


def _draw(flow: Flow, laid: _Laid, rows: range) -> None:
    """Draw these rows from here down; a cell that began above says its text again."""
    if not rows:
        return
    tops = [flow.y]
    for at in rows:
        tops.append(tops[-1] + laid.heights[at])
    for one in laid.cells:
        first, last = max(one.row, rows.start), min(one.row + one.cell.down, rows.stop)
        if first < last:
            top, bottom = tops[first - rows.start], tops[last - rows.start]
            _cell(flow, laid, one, top, bottom)
    flow.y = tops[-1]


def _cell(flow: Flow, laid: _Laid, one: _Set, top: float, bottom: float) -> None:
    left, right = laid.edges[one.column], laid.edges[one.column] + laid.width(one)
    if not flow.overlay:
        flow.page.rules += [
            Rule(left, top, right, top),
            Rule(left, bottom, right, bottom),
            Rule(left, top, left, bottom),
            Rule(right, top, right, bottom),
        ]
    high = len(one.lines) * one.style.leading
    free = bottom - top - high - (2 * _PAD_Y if one.cell.low else 0)
    y = top + (free if one.cell.low else free / 2) + (one.style.leading - one.style.size) / 2
    for line, strokes in zip(one.lines, _strokes(one.cell.text, one.lines, one.style), strict=True):
        spare = right - left - 2 * _PAD_X - line.width
        shift = {"left": 0.0, "centre": spare / 2, "right": spare}[one.cell.align]
        if line.length:
            flow.put(line, one.style, left + _PAD_X + shift, y, fresh=one.cell.fresh)
        for at in strokes:
            stroke = break_lines(_STROKE, one.style, 99)[0]
            flow.put(stroke, one.style, left + _PAD_X + shift + at, y, fresh=one.cell.fresh)
        y += one.style.leading


def _strokes(text: str, lines: Sequence[Line], style: Style) -> list[list[float]]:
    """For each line, how far from its left end a box is ticked."""
    ticks = iter([sign == TICKED for sign in text if sign in (TICKED, UNTICKED)])
    return [list(_of_line("".join(run.text for run in line.runs), ticks, style)) for line in lines]


def _of_line(text: str, ticks: Iterator[bool], style: Style) -> Iterator[float]:
    for at, sign in enumerate(text):
        if sign == UNTICKED and next(ticks):
            yield text_width(text[:at], style)
