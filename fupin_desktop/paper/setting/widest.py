"""What is widest in the cells of a column, whatever they are set in: forty thousand cells are gone through once."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

_WORD = re.compile(r"\d{12} \d{4} \d{4}|[!-~]+")  # a household's code is one word
_DAY = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")
_WIDE = str.maketrans("012345679", "8" * 9)
_ANY = 10_000  # characters: more than any cell has
_TRIED = 20  # the widest word is among the longest few


class Widest:
    """The longest of a column's cells, up to each length that may have to stay whole."""

    def __init__(self, cells: Sequence[str]) -> None:
        self._cells = frozenset(cells)
        self._words: Collection[str] | None = None
        self._short: dict[tuple[int, bool], Collection[str]] = {}
        self._long: dict[int, Collection[str]] = {}

    def words(self) -> Collection[str]:
        """Words and figures that may never break."""
        if self._words is None:
            self._words = _longest(words_in(self._cells))
        return self._words

    def short(self, most: int, *, parted: bool = False) -> Collection[str]:
        """Cells of one line with so many characters at most; of a day that may be `parted`, the year and the rest."""
        if (most, parted) not in self._short:
            whole = (text for text in self._cells if len(text) <= most and "\n" not in text)
            self._short[most, parted] = _longest(_parted(whole) if parted else whole)
        return self._short[most, parted]

    def longest(self) -> Collection[str]:
        """The longest lines of the cells."""
        return self.short(_ANY)

    def beginnings(self, more: int, length: int) -> Collection[str]:
        """So many characters of each line that is longer than `more`."""
        if more not in self._long:
            longer = (text for text in self._cells if len(text) > more)
            self._long[more] = {line[:length] for text in longer for line in text.split("\n") if len(line) > more}
        return self._long[more]


def _parted(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (text[:5], text[5:]) if _DAY.fullmatch(text) else (text,)


def words_in(texts: Iterable[str]) -> set[str]:
    """The words and figures in texts."""
    return {word for text in texts for word in _WORD.findall(text)}


def _longest(texts: Iterable[str]) -> Collection[str]:
    # A narrow 1 among the first would hide that 20000 is wider than 11111
    alike = {text.translate(_WIDE) for text in texts}
    return sorted(alike, key=lambda text: (-len(text), text))[:_TRIED]
