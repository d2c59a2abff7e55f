"""Where the lines of a title end: at sense, of like length (GB/T 9704-2012 §7.3.1: 词意完整，排列对称，长短适宜)."""

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from fupin_desktop.paper.setting.lines import Line, Style, break_lines, may_break, text_width

# A thought is complete after a place, a year, an office, a document or an item of a list
_AFTER = re.compile(r"年度|委员会|人民政府|办公室|[村镇乡县市区](?![村镇乡县民委务人口头])|[、，》）]|个村|和(?=.{3})")
_UNEVEN = 0.62  # of the longest line: a shorter one looks like a remnant


def sensible(text: str, style: Style, width: float, *, whole: Sequence[str] = ()) -> list[Line]:
    """The fewest lines that hold the title; they end at sense where the lines come out of like length.

    `whole` are names that never break.  A line break in the text is kept.
    """
    lines = break_lines(text, style, width)
    if len(lines) == 1 or "\n" in text:
        return lines
    places = [at for at in _places(text) if not _within(text, at, whole)]
    for count in (len(lines), len(lines) + 1):
        found = list(_ways(text, places, count, style, width))
        if found:
            return break_lines("\n".join(min(found)[1]), style, width)
    return balanced(text, style, width)


def _places(text: str) -> Iterator[int]:
    for found in _AFTER.finditer(text):
        if 1 < found.end() < len(text) - 1 and may_break(text, found.end()):
            yield found.end()


def _within(text: str, at: int, whole: Sequence[str]) -> bool:
    return any(
        found.start() < at < found.end() for name in whole if name for found in re.finditer(re.escape(name), text)
    )


def _ways(
    text: str, places: Sequence[int], count: int, style: Style, width: float
) -> Iterator[tuple[float, list[str]]]:
    """The ways to make so many lines that fit and are of like length, with how uneven they are."""
    for ends in combinations(places, count - 1):
        parts = [text[start:end] for start, end in pairwise((0, *ends, len(text)))]
        widths = [text_width(part, style) for part in parts]
        if max(widths) <= width and min(widths) >= _UNEVEN * max(widths):
            yield max(widths) - min(widths), parts


def balanced(text: str, style: Style, width: float) -> list[Line]:
    """The fewest lines that hold the text, of like length, as titles are set."""
    lines = break_lines(text, style, width)
    narrow = width
    while len(lines) > 1 and narrow > style.size:
        narrow -= style.size / 2
        tighter = break_lines(text, style, narrow)
        if len(tighter) > len(lines):
            break
        lines = tighter
    return lines
