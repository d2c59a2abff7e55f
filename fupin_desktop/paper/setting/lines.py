"""Breaking Chinese text into lines (避头尾): push-down, never hanging in the margin, never an ASCII word in two.

Some marks may not begin a line, some may not end one, and —— and …… are not torn apart (GB/T 15834 §5.1).
"""

from dataclasses import dataclass
from typing import NamedTuple

from fupin_desktop.paper.faces import Face, Glyph, Run, glyphs, joined

NOT_FIRST = frozenset("，。；：！？、》〉”’）】〕…」』〗］｝％‰℃·～々,.;:!?)]}%")
NOT_LAST = frozenset("（《〈“‘【〔「『〖［｛￥([{$")
_UNTORN = frozenset("—…")
_TOGETHER = frozenset({"年度"})  # a year is not torn from what it is the year of
_SPACES = " \u3000"  # never left standing at a break
_SLACK = 0.01  # points; sums of widths are not exact
_BETWEEN_ITEMS = "、"
_LONGEST_ITEM = 10  # characters of a name, a place, a word of a list; what is longer is prose


@dataclass(frozen=True)
class Style:
    """How text is set: face, size and line distance in points, and space added to every character (may be negative)."""

    face: Face
    size: float
    leading: float
    tracking: float = 0.0


class Line(NamedTuple):
    """One line: its runs, width in points and number of characters, and whether a paragraph ends with it."""

    runs: list[Run]
    width: float
    length: int
    last: bool


class Lead(NamedTuple):
    """The first characters of a text that are set in a face of their own: the heading a paragraph begins with."""

    length: int
    face: Face


def break_lines(text: str, style: Style, width: float, *, indent: float = 0.0, lead: Lead | None = None) -> list[Line]:
    """The lines of a text no wider than `width` points; the first of each paragraph (``\\n``) is `indent` shorter.

    An empty text is one empty line; `lead` is of its first paragraph. Raises Refusal when a character has no glyph.
    """
    first, *more = text.split("\n")
    lines = _paragraph(first, _drawn(first, style, lead), style, width, indent)
    return lines + [line for part in more for line in _paragraph(part, glyphs(part, style.face), style, width, indent)]


def _drawn(text: str, style: Style, lead: Lead | None) -> list[Glyph]:
    if lead is None:
        return glyphs(text, style.face)
    return glyphs(text[: lead.length], lead.face) + glyphs(text[lead.length :], style.face)


def items_whole(text: str, style: Style, width: float) -> str:
    """The text with its lines ended after 、, where it is a list of short words, so that no name breaks inside.

    A sentence, and a list with a word wider than the line, stay as they are.
    """
    items = text.split(_BETWEEN_ITEMS)
    if len(items) == 1 or "\n" in text or max(map(len, items)) > _LONGEST_ITEM or text_width(text, style) <= width:
        return text
    pieces = [*(f"{item}{_BETWEEN_ITEMS}" for item in items[:-1]), items[-1]]
    if any(text_width(piece, style) > width for piece in pieces):
        return text
    lines = [""]
    for piece in pieces:
        if lines[-1] and text_width(lines[-1] + piece, style) > width:
            lines.append("")
        lines[-1] += piece
    return "\n".join(lines)


def text_width(text: str, style: Style) -> float:
    """The width of a text in points, on one line."""
    return sum(_advances(glyphs(text, style.face), style))


def may_break(text: str, at: int) -> bool:
    """True when a line may end before the character at this place (0 < at < len(text))."""
    # Spaces vanish at a line's end and beginning: what counts is the characters beyond them.
    before, after = text[:at].rstrip(_SPACES)[-1:], text[at:].lstrip(_SPACES)[:1]
    if (
        after in NOT_FIRST
        or before in NOT_LAST
        or before + after in _TOGETHER
        or (before.isdecimal() and after == "年")
    ):
        return False
    if text[at - 1] in _SPACES or text[at] in _SPACES:
        return True
    if before == after and before in _UNTORN:
        return False
    return not (_wordlike(before) and _wordlike(after))


def _paragraph(text: str, drawn: list[Glyph], style: Style, width: float, indent: float) -> list[Line]:
    advances = _advances(drawn, style)
    if sum(advances) <= width - indent + _SLACK:
        return [Line(joined(text, drawn), sum(advances), len(text), True)]
    lines: list[Line] = []
    start = 0
    while start < len(text):
        end = _fitting(advances, start, width - (0 if lines else indent))
        end = len(text) if end == len(text) else _stepped_back(text, start, end)
        lines.append(_line(text, drawn, advances, start, end))
        start = _past_spaces(text, end)
    return [*lines[:-1], lines[-1]._replace(last=True)]


def _advances(drawn: list[Glyph], style: Style) -> list[float]:
    scale, tracking = style.size / 1000, style.tracking
    return [glyph.width * scale + tracking for glyph in drawn]


def _fitting(advances: list[float], start: int, width: float) -> int:
    """Where the line is full; at least one character goes on it."""
    used = advances[start]
    for index in range(start + 1, len(advances)):
        used += advances[index]
        if used > width + _SLACK:
            return index
    return len(advances)


def _stepped_back(text: str, start: int, end: int) -> int:
    for at in range(end, start, -1):
        if may_break(text, at):
            return at
    return end  # one word longer than the line: it must be cut somewhere


def _line(text: str, drawn: list[Glyph], advances: list[float], start: int, end: int) -> Line:
    stop = end
    while stop > start and text[stop - 1] in _SPACES:
        stop -= 1
    return Line(joined(text[start:stop], drawn[start:stop]), sum(advances[start:stop]), stop - start, False)


def _past_spaces(text: str, at: int) -> int:
    while at < len(text) and text[at] in _SPACES:
        at += 1
    return at


def _wordlike(char: str) -> bool:
    return "!" <= char <= "~"
