"""How the width of a table is shared among its columns."""

import re
from collections.abc import Iterable

from fupin_desktop.paper.blocks import Column, Table
from fupin_desktop.paper.lines import Style, text_width

# Points between rule and text.  The leak gate tells cells apart by the gap: keep it above half the size.
PAD_X = 5.0
_WORD = re.compile(r"[!-~]+")
_NAME = 11  # characters of a name, a place or a date, which stays on one line
_TRIED = 20  # the widest word is among the longest few


def column_widths(block: Table, cell: Style, head: Style, total: float) -> list[float]:
    """Shares as the columns ask for, but none so narrow that a name, an amount or a date is cut in two.

    Where the sheet does not allow it names give way first, then the words of headings, and amounts last of all.
    """
    asked = [column.width for column in block.columns]
    told = [[row[at] for row in block.rows] for at in range(len(asked))]
    heads = [_of_heading(column, head) for column in block.columns]
    named, bare = ([_of_cells(cells, cell, whole) for cells in told] for whole in (_NAME, 0))
    tried = (list(map(max, heads, named)), list(map(max, heads, bare)), bare)
    least = next((one for one in tried if sum(one) <= total), [0.0] * len(asked))
    return _shared(asked, least, total)


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


def _of_heading(column: Column, head: Style) -> float:
    """Room for the longest word of the heading, and for two of its characters beside each other."""
    beside = max(text_width(column.label.replace("\n", "")[:2], head), _widest(_words([column.label]), head))
    return beside + 2 * PAD_X + 0.1


def _of_cells(cells: list[str], cell: Style, whole: int) -> float:
    """Room for the longest word of the cells; a text of so many characters is as one word."""
    short = {text for text in cells if len(text) <= whole and "\n" not in text}
    return _widest(_words(cells) | short, cell) + 2 * PAD_X + 0.1


def _words(cells: Iterable[str]) -> set[str]:
    return {word for text in cells for word in _WORD.findall(text)}


def _widest(words: set[str], style: Style) -> float:
    longest = sorted(words, key=lambda word: (-len(word), word))[:_TRIED]
    return max((text_width(word, style) for word in longest), default=0.0)
