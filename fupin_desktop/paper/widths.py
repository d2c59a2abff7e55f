"""How the width of a table is shared among its columns."""

import re
from collections.abc import Iterable

from fupin_desktop.paper.blocks import Column, Table
from fupin_desktop.paper.lines import Style, text_width

# Points between rule and text.  The leak gate tells cells apart by the gap: keep it above half the size.
PAD_X = 5.0
_WORD = re.compile(r"[!-~]+")
_TRIED = 20  # the widest word is among the longest few


def column_widths(block: Table, cell: Style, head: Style, total: float) -> list[float]:
    """Shares as the columns ask for, but none so narrow that an amount or date is cut in two, if the sheet allows.

    Where it does not allow it for headings and cells together, the words of headings are cut, and no amount.
    """
    asked = [column.width for column in block.columns]
    cells = [_of_cells([row[at] for row in block.rows], cell) for at in range(len(asked))]
    whole = [max(_of_heading(column, head), least) for column, least in zip(block.columns, cells, strict=True)]
    least = next((one for one in (whole, cells) if sum(one) <= total), [0.0] * len(asked))
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


def _of_cells(cells: list[str], cell: Style) -> float:
    """Room for the longest word of the cells."""
    return _widest(_words(cells), cell) + 2 * PAD_X + 0.1


def _words(cells: Iterable[str]) -> set[str]:
    return {word for text in cells for word in _WORD.findall(text)}


def _widest(words: set[str], style: Style) -> float:
    longest = sorted(words, key=lambda word: (-len(word), word))[:_TRIED]
    return max((text_width(word, style) for word in longest), default=0.0)
