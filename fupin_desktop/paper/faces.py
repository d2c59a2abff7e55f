"""Faces as reportlab draws them, and which face draws which character.

Loading is lazy: the fallback of 24 MB is read only when a text holds a character that Song lacks.
"""

import threading
import unicodedata
from collections.abc import Callable, Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from reportlab.pdfbase import pdfmetrics, ttfonts

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.words import _
from fupin_desktop.paper.fonts import fangsong_candidates, file_of

# A loaded font keeps per-document state under its name, so two threads must not register it twice.
_lock = threading.RLock()
_INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs"}


class Face(Enum):
    """What a piece of text is set in; BODY is the user's own FangSong when there is one, else Song."""

    BODY = "body"
    SONG = "song"
    TITLE = "title"
    HEI = "hei"
    KAI = "kai"
    UI = "ui"


class Glyph(NamedTuple):
    """The font that draws a character, and its width in 1/1000 of the size."""

    font: str
    width: float


class Run(NamedTuple):
    """A piece of text drawn in one font."""

    font: str
    text: str


class Chain(dict[str, Glyph]):
    """From character to glyph: the face itself, then Song, the rare face, Kai.

    A private-use or invisible character has no glyph, whatever a font may say: its look would be an accident.
    """

    def __init__(self, first: Callable[[], Any]) -> None:
        super().__init__()
        self._fonts: list[Callable[[], Any]] = [
            first,
            lambda: _shipped("song"),
            lambda: _shipped("rare"),
            lambda: _shipped("kai"),
        ]

    def __missing__(self, char: str) -> Glyph:
        if unicodedata.category(char) in _INVISIBLE:
            raise LookupError(char)
        for load in self._fonts:
            font = load()
            if ord(char) in font.face.charToGlyph:
                glyph = self[char] = Glyph(font.fontName, font.face.charWidths[ord(char)])
                return glyph
        raise LookupError(char)


def glyphs(text: str, face: Face) -> list[Glyph]:
    """The glyph of each character; a Refusal names the text and the code point that no font has."""
    chain = _chain(face)
    try:
        return [chain[char] for char in text]
    except LookupError as error:
        raise _no_glyph(text, str(error.args[0])) from None


def runs(text: str, face: Face) -> list[Run]:
    """The text in pieces of one font each; raises as `glyphs` does."""
    return joined(text, glyphs(text, face))


def joined(text: str, drawn: list[Glyph]) -> list[Run]:
    """Neighbours of the same font as one run."""
    pieces: list[Run] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or drawn[index].font != drawn[start].font:
            pieces.append(Run(drawn[start].font, text[start:index]))
            start = index
    return pieces


def initial_font() -> str:
    """A font to begin pages with, lest reportlab list an unembedded Helvetica in every file."""
    return str(_shipped("song").fontName)


@cache
def _chain(face: Face) -> Chain:
    return Chain(lambda: _first(face))


def _first(face: Face) -> Any:
    return (_fangsong() if face is Face.BODY else None) or _shipped(face.value if face is not Face.BODY else "song")


def _shipped(role: str) -> Any:
    with _lock:
        return _load(f"fupin-{role}", file_of(role).path)


@cache
def _load(name: str, path: Path) -> Any:
    font = ttfonts.TTFont(name, str(path), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


@cache
def _fangsong() -> Any:
    """The first 仿宋 of this machine that may be embedded and has all of GB 2312; None when there is none."""
    with _lock:
        return next((font for path in fangsong_candidates() if (font := _if_fit(path)) is not None), None)


def _if_fit(path: Path) -> Any:
    try:
        face = ttfonts.TTFontFace(str(path))  # refuses PostScript outlines
    except (ttfonts.TTFError, OSError, ValueError, IndexError):
        return None
    complete = all(ord(char) in face.charToGlyph for char in _gb2312())
    return _load("fupin-fangsong", path) if complete and _may_be_embedded(face) else None


def _may_be_embedded(face: Any) -> bool:
    """By the font's fsType (OpenType, OS/2): not restricted, subsetting allowed, outlines allowed.

    reportlab 5.1 reads it too, but lets restricted fonts pass: its test of the list of exceptions is turned round.
    """
    if "OS/2" not in face.table:
        return False
    face.seek_table("OS/2")
    face.skip(8)
    permission = face.read_ushort()
    return permission & 0x000F != 0x0002 and not permission & 0x0300


def _gb2312() -> Iterator[str]:
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            yield from bytes((high, low)).decode("gb2312", errors="ignore")


def _no_glyph(text: str, char: str) -> Refusal:
    code = f"U+{ord(char):04X}"
    message = _(
        "Nothing was printed, and the records are unchanged: “{text}” holds the character {char} ({code}), "
        "which no font here can draw. Correct the character, or write it by hand on the printed sheet."
    )
    return Refusal(
        "paper.no_glyph",
        message.format(text=covered(text), char=char if char.isprintable() else "", code=code),
        where={"text": covered(text), "character": code},
    )


def _to_unicode(font_name: str, subset: list[int]) -> str:
    """As reportlab's own, but with U+10000 and later as UTF-16, so that 𬱖 can be searched, copied and checked."""
    rows = [f"<{index:02X}> <{chr(code).encode('utf-16-be').hex().upper()}>" for index, code in enumerate(subset)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo",
            f"<< /Registry ({font_name})",
            f"/Ordering ({font_name})",
            "/Supplement 0",
            ">> def",
            f"/CMapName /{font_name} def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            f"<00> <{len(subset) - 1:02X}>",
            "endcodespacerange",
            *_in_hundreds(rows),
            "endcmap",
            "CMapName currentdict /CMap defineresource pop",
            "end",
            "end",
        ]
    )


def _in_hundreds(rows: list[str]) -> Iterator[str]:
    # A block of a CMap may hold one hundred rows (Adobe Technical Note 5411); reportlab writes 256 in one.
    for start in range(0, len(rows), 100):
        block = rows[start : start + 100]
        yield "\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"])


ttfonts.makeToUnicodeCMap = _to_unicode
