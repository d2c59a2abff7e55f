"""How the width of a table is shared among its columns."""

import re
from collections.abc import Collection, Iterator
from math import ceil

from fupin_desktop.paper.blocks import Align, Column, Table
from fupin_desktop.paper.setting.lines import Style, text_width
from fupin_desktop.paper.setting.widest import Widest, words_in

# Between rule and text, of the size.  The leak gate tells cells apart by the gap: keep twice this above half the size.
_PAD = 0.4
_NAME = 11  # characters of a name, a place or a date, which stays on one line
_PROSE = 3  # of a text, which may break
_READ = 10  # of a text that is longer than a name
_SHORT_LABEL = 8
_UNIT = re.compile("（[^（）]{1,2}）")
_UNIT = re.compile("（[^（）]{1,2}）")
_SLACK = 0.02  # points; sums of widths are not exact


def pad_of(style: Style) -> float:
    """Points between rule and text."""
    return _PAD * style.size


def column_widths(block: Table, cell: Style, head: Style, total: float) -> list[float]:
    """Shares as the columns ask for, but none so narrow that a name, an amount or a date is cut in two.

    Where the sheet does not allow it prose gives way first, then names, the words of headings, and amounts last of all.
    What room there is goes first to the columns whose cells stand highest.
    """
    asked = [column.width for column in block.columns]
    least = next((one for one in _least(block, cell, head) if sum(one) <= total), None)
    return _shared(asked, _lowered(block, cell, least, total) if least else [0.0] * len(asked), total)


def least_width(block: Table, cell: Style, head: Style, *, parted: bool = False) -> float:
    """How narrow the table may be with no name, amount or date cut in two, and headings in two lines.

    What stands at the left is prose, which may break.  A day may be `parted` behind its year.
    """
    heads = [_of_heading(column, head, lines=2) for column in block.columns]
    wholes = [_PROSE if column.align is Align.LEFT else _NAME for column in block.columns]
    cells = [_of_cells(told, cell, whole, parted=parted) for told, whole in zip(block.widest, wholes, strict=True)]
    return sum(map(max, heads, cells))


def _least(block: Table, cell: Style, head: Style) -> Iterator[list[float]]:
    wholes = [_PROSE if column.align is Align.LEFT else _NAME for column in block.columns]
    named, bare = ([_of_cells(told, cell, whole) for told in block.widest] for whole in (_NAME, 0))
    named = [max(least, _to_read(told, cell)) for least, told in zip(named, block.widest, strict=True)]
    parted = [_of_cells(told, cell, _NAME, parted=True) for told in block.widest]
    kept = [_of_cells(told, cell, whole) for told, whole in zip(block.widest, wholes, strict=True)]
    heads = [_of_heading(column, head) for column in block.columns]
    yield list(map(max, [_of_heading(column, head, lines=2) for column in block.columns], named))
    yield list(map(max, heads, named))
    yield list(map(max, heads, parted))
    yield list(map(max, heads, kept))
    yield list(map(max, heads, bare))
    yield bare


def _shared(asked: list[float], least: list[float], total: float) -> list[float]:
    """Widths in proportion, those below their least raised to it at the cost of the others."""
    raised: set[int] = set()
    while True:
        free = total - sum(least[at] for at in raised)
        unit = free / (sum(ask for at, ask in enumerate(asked) if at not in raised) or 1.0)
        short = {at for at, ask in enumerate(asked) if at not in raised and ask * unit < least[at]}
        if not short:
            return [least[at] if at in raised else ask * unit for at, ask in enumerate(asked)]
        raised |= short


def _lowered(block: Table, cell: Style, least: list[float], total: float) -> list[float]:
    """The least widths with the room that is left given to the highest cells, a line at a time."""
    longest = [_widest(told.longest(), cell) for told in block.widest]
    widths, open_ones = list(least), set(range(len(least)))
    while open_ones:
        lines = {at: ceil(longest[at] / (widths[at] - 2 * pad_of(cell))) for at in open_ones}
        at = max(open_ones, key=lambda one: (lines[one], -one))
        if lines[at] <= 1:
            break
        wanted = longest[at] / (lines[at] - 1) + (cell.size if lines[at] > 2 else 0.0) + 2 * pad_of(cell) + _SLACK
        if sum(widths) - widths[at] + wanted > total or wanted <= widths[at]:
            open_ones.discard(at)
        else:
            widths[at] = wanted
    return widths


def _of_heading(column: Column, head: Style, *, lines: int = 0) -> float:
    """Room for the longest word of the heading, its unit in brackets (（元）, which is not parted), and for two of its
    characters beside each other, or for its lines."""
    label = column.label.replace("\n", "")
    most = max(2, _longer_half(len(label))) if lines and len(label) <= _SHORT_LABEL else 2
    beside = max(text_width(label[:most], head), _widest({*words_in([column.label]), *_UNIT.findall(label)}, head))
    return beside + 2 * pad_of(head) + _SLACK


def _longer_half(length: int) -> int:
    """Characters of the longer of two lines that part a heading between two words of two characters."""
    return min((max(at, length - at) for at in range(2, length - 1, 2)), default=-(-length // 2))


def _of_cells(told: Widest, cell: Style, whole: int, *, parted: bool = False) -> float:
    """Room for the longest word of the cells; a text of so many characters is as one word."""
    return max(_widest(told.words(), cell), _widest(told.short(whole, parted=parted), cell)) + 2 * pad_of(cell) + _SLACK


def _to_read(told: Widest, cell: Style) -> float:
    """Room for ten characters of a longer text, where the names beside it leave that."""
    begun = told.beginnings(_NAME, _READ)
    return _widest(begun, cell) + 2 * pad_of(cell) if begun else 0.0


def _widest(texts: Collection[str], style: Style) -> float:
    return max((text_width(text, style) for text in texts), default=0.0)
