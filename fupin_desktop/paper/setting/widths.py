"""How the width of a table is shared among its columns."""

import re
from collections.abc import Iterable, Iterator

from fupin_desktop.paper.blocks import Align, Column, Table
from fupin_desktop.paper.setting.lines import Style, text_width

# Points between rule and text.  The leak gate tells cells apart by the gap: keep it above half the size.
PAD_X = 5.0
_WORD = re.compile(r"\d{12} \d{4} \d{4}|[!-~]+")  # a household's code is one word
_NAME = 11  # characters of a name, a place or a date, which stays on one line
_PROSE = 3  # of a text, which may break
_READ = 10  # of a text that is longer than a name
_SHORT_LABEL = 8
_WIDE = str.maketrans("012345679", "8" * 9)
_TRIED = 20  # the widest word is among the longest few


def column_widths(block: Table, cell: Style, head: Style, total: float) -> list[float]:
    """Shares as the columns ask for, but none so narrow that a name, an amount or a date is cut in two.

    Where the sheet does not allow it prose gives way first, then names, the words of headings, and amounts last of all.
    """
    asked = [column.width for column in block.columns]
    least = next((one for one in _least(block, cell, head) if sum(one) <= total), [0.0] * len(asked))
    return _shared(asked, least, total)


def least_width(block: Table, cell: Style, head: Style) -> float:
    """How narrow the table may be with no name, amount or date cut in two, and headings in two lines.

    What stands at the left is prose, which may break.
    """
    heads = [_of_heading(column, head, lines=2) for column in block.columns]
    cells = [[row[at] for row in block.rows] for at in range(len(heads))]
    wholes = [_PROSE if column.align is Align.LEFT else _NAME for column in block.columns]
    return sum(map(max, heads, (_of_cells(told, cell, whole) for told, whole in zip(cells, wholes, strict=True))))


def _least(block: Table, cell: Style, head: Style) -> Iterator[list[float]]:
    told = [[row[at] for row in block.rows] for at in range(len(block.columns))]
    wholes = [_PROSE if column.align is Align.LEFT else _NAME for column in block.columns]
    named, bare = ([_of_cells(cells, cell, whole) for cells in told] for whole in (_NAME, 0))
    named = [max(least, _to_read(cells, cell)) for least, cells in zip(named, told, strict=True)]
    kept = [_of_cells(cells, cell, whole) for cells, whole in zip(told, wholes, strict=True)]
    heads = [_of_heading(column, head) for column in block.columns]
    yield list(map(max, [_of_heading(column, head, lines=2) for column in block.columns], named))
    yield list(map(max, heads, named))
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


def _of_heading(column: Column, head: Style, *, lines: int = 0) -> float:
    """Room for the longest word of the heading, and for two of its characters beside each other, or for its lines."""
    label = column.label.replace("\n", "")
    most = max(2, -(-len(label) // lines)) if lines and len(label) <= _SHORT_LABEL else 2
    beside = max(text_width(label[:most], head), _widest(_words([column.label]), head))
    return beside + 2 * PAD_X + 0.1


def _of_cells(cells: list[str], cell: Style, whole: int) -> float:
    """Room for the longest word of the cells; a text of so many characters is as one word."""
    short = {text for text in cells if len(text) <= whole and "\n" not in text}
    return _widest(_words(cells) | short, cell) + 2 * PAD_X + 0.1


def _to_read(cells: list[str], cell: Style) -> float:
    """Room for ten characters of a longer text, where the names beside it leave that."""
    lines = (line for text in cells for line in text.split("\n") if len(line) > _NAME)
    return max((text_width(line[:_READ], cell) + 2 * PAD_X for line in lines), default=0.0)


def _words(cells: Iterable[str]) -> set[str]:
    return {word for text in cells for word in _WORD.findall(text)}


def _widest(words: set[str], style: Style) -> float:
    # A narrow 1 among the first would hide that 20000 is wider than 11111
    alike = {word.translate(_WIDE) for word in words}
    longest = sorted(alike, key=lambda word: (-len(word), word))[:_TRIED]
    return max((text_width(word, style) for word in longest), default=0.0)
