"""The passages of a finished PDF: the text of one cell or paragraph each, for the leak gate.

A number may be broken over the lines of its cell, and must not be put together from two cells: both are told by where
the characters stand and where the ruled lines run.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from fupin_desktop.paper.reading import Source, opened
from fupin_desktop.paper.sheet import A3, LANDSCAPE, PORTRAIT

_GAP = 0.5  # of the size: a wider gap on a line parts two cells (widths.py keeps 0.8 of it between them)
_CELL_SIZE, _TITLE_SIZE, _INDENTED = 12.5, 20.0, 1.5  # points; characters
_LINE_STEP = 6.0  # of the size: so far down the next line may stand, for empty lines in a cell
_MARGINS = {(round(sheet.width), round(sheet.height)): sheet.left for sheet in (PORTRAIT, LANDSCAPE, A3)}


class Across(NamedTuple):
    """A level ruled line, in points from the lower left corner."""

    x1: float
    x2: float
    y: float


@dataclass
class Piece:
    """A stretch of one line without a wide gap in it; edges in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass
class PageText:
    """The text of a page: passages, each a cell or paragraph; lines, the cells that stand beside each other; and
    blocks, paragraphs that follow each other, read on as one.  Whether it has annotations, in which more may stand."""

    passages: list[str]
    lines: list[list[str]]
    blocks: list[str]
    annotated: bool


class Passage(NamedTuple):
    """A cell or a paragraph."""

    text: str
    is_body: bool


def _page_text(page: pdfium.PdfPage) -> PageText:
    text_page = page.get_textpage()
    try:
        found = pieces(text_page)
        margin = _MARGINS.get((round(page.get_width()), round(page.get_height())))
        passages = _joined(found, rules(page), margin)
        annotated = raw.FPDFPage_GetAnnotCount(page.raw) > 0
        return PageText([_whole(one.text) for one in passages], _lines(found), _blocks(passages), annotated)
    finally:
        text_page.close()
        page.close()


def _lines(found: list[Piece]) -> list[list[str]]:
    """The texts on one level from left to right, of more than one."""
    lines: list[list[Piece]] = []
    for piece in found:
        if lines and abs(lines[-1][-1].base - piece.base) < 0.2 * piece.size and lines[-1][-1].right <= piece.left:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [[_whole(piece.text) for piece in line] for line in lines if len(line) > 1]


def _whole(text: str) -> str:
    # PDFium gives U+10000 and later as two halves, one after the other in the same place.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _joined(found: list[Piece], across: list[Across], margin: float | None = None) -> list[Passage]:
    if margin is None:
        margin = min((piece.left for piece in found if _is_body(piece)), default=0.0)
    passages = [Passage(found[0].text, _is_body(found[0]))] if found else []
    for above, below in pairwise(found):
        if not _begins(below, margin) and _goes_on(above, below, across):
            passages[-1] = passages[-1]._replace(text=f"{passages[-1].text}\n{below.text}")
        else:
            passages.append(Passage(below.text, _is_body(below)))
    return passages


def _blocks(passages: list[Passage]) -> list[str]:
    together = ([one.text for one in found] for is_body, found in groupby(passages, lambda one: one.is_body) if is_body)
    return [_whole("\n".join(texts)) for texts in together if len(texts) > 1]


def _is_body(piece: Piece) -> bool:
    return _CELL_SIZE < piece.size < _TITLE_SIZE


def _begins(piece: Piece, margin: float) -> bool:
    """Is it the first line of a paragraph?  Only that is indented, by two characters."""
    return _is_body(piece) and piece.left > margin + _INDENTED * piece.size


def _goes_on(above: Piece, below: Piece, across: list[Across]) -> bool:
    """True when `below` is the next line of the same cell or paragraph: under it, near, and no rule between."""
    step = above.base - below.base
    left, right = max(above.left, below.left), min(above.right, below.right)
    if not (0 < step <= _LINE_STEP * above.size and left < right and abs(above.size - below.size) < 0.5):
        return False
    return not any(below.base < rule.y < above.base and rule.x1 < right and left < rule.x2 for rule in across)


def rules(page: pdfium.PdfPage) -> list[Across]:
    """The level ruled lines of a page."""
    found: list[Across] = []
    for index in range(raw.FPDFPage_CountObjects(page.raw)):
        one = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(one) == raw.FPDF_PAGEOBJ_PATH:
            found += _level_strokes(one)
    return found


def _level_strokes(path: object) -> Iterator[Across]:
    x, y = ctypes.c_float(), ctypes.c_float()  # filled anew for each point
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    before_x = before_y = 0.0
    for index in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, at_x, at_y)
        here_x, here_y = x.value, y.value
        level = index and abs(here_y - before_y) < 0.1
        if level and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
            yield Across(min(before_x, here_x), max(before_x, here_x), here_y)
        before_x, before_y = here_x, here_y


def pieces(text_page: pdfium.PdfTextPage) -> list[Piece]:
    """The text of a page in the order it was drawn, cut where a line ends or a cell does.

    Asking PDFium is what takes the time, so no character is asked for more than tells whether it adjoins the last.
    """
    found: list[Piece] = []
    last, low = Piece("", 0.0, 0.0, 0.0, 0.0), 0.0
    handle = text_page.raw
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()  # filled anew for each character
    at_box, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    for index in range(raw.FPDFText_CountChars(handle)):
        text = chr(raw.FPDFText_GetUnicode(handle, index))
        # PDFium's own spaces and line ends; the geometry says more.  A letter or figure is none of them
        if not text.isalnum() and raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        raw.FPDFText_GetLooseCharBox(handle, index, at_box)
        left = box.left
        # Characters of one font on one line have the same lower edge; others are compared by their base lines
        if not _adjoins(left - last.right, box.bottom - low, last.size):
            raw.FPDFText_GetCharOrigin(handle, index, at_x, at_y)
            base, size = y.value, raw.FPDFText_GetFontSize(handle, index)
            if not _adjoins(left - last.right, base - last.base, size) or not found:
                last = Piece("", left, left, base, size)
                found.append(last)
        last.text += text
        last.right, low = box.right, box.bottom
    return found


def _adjoins(gap: float, step: float, size: float) -> bool:
    """Do characters of this size belong together, so far beside each other and so far apart in height?"""
    return -1.5 * size < gap < _GAP * size and abs(step) < 0.2 * size


def page_texts(pdf: Source) -> list[PageText]:
    """The text of each page; the lines of a passage are parted by ``\\n``."""
    with opened(pdf) as document:
        return [_page_text(document[index]) for index in range(len(document))]
