"""Reading finished PDFs with PDFium: texts, and passages (the text of one cell or paragraph) for the leak gate."""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

# PDFium is not safe for two threads, not even on two documents: preview and leak gate take turns.
_lock = threading.Lock()

_GAP = 0.5  # of the size: a wider gap on a line parts two cells (tables.py keeps 10 points between them)
_LINE_STEP = 2.0  # of the size: a longer step down begins another passage


@contextmanager
def opened(pdf: Path) -> Iterator[pdfium.PdfDocument]:
    """The document, for one thread at a time."""
    with _lock, pdf.open("rb") as file:
        document = pdfium.PdfDocument(file)
        try:
            yield document
        finally:
            document.close()


def texts(pdf: Path) -> list[str]:
    """The text of each page, in the order it was drawn."""
    with opened(pdf) as document:
        return [_page_text(document[index]) for index in range(len(document))]


def passages(pdf: Path) -> list[list[str]]:
    """The passages of each page: the text of a cell or paragraph, its lines parted by ``\\n``."""
    with opened(pdf) as document:
        return [_page_passages(document[index]) for index in range(len(document))]


def _page_text(page: pdfium.PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()


@dataclass
class _Piece:
    """A stretch of one line without a wide gap in it; edges in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


def _page_passages(page: pdfium.PdfPage) -> list[str]:
    text_page = page.get_textpage()
    try:
        pieces = _pieces(text_page)
    finally:
        text_page.close()
        page.close()
    return [_whole(text) for text in _joined(pieces)]


def _whole(text: str) -> str:
    # PDFium gives U+10000 and later as two halves, one after the other in the same place.
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _joined(pieces: list[_Piece]) -> list[str]:
    passages = [pieces[0].text] if pieces else []
    for above, below in pairwise(pieces):
        if _goes_on(above, below):
            passages[-1] += f"\n{below.text}"
        else:
            passages.append(below.text)
    return passages


def _goes_on(above: _Piece, below: _Piece) -> bool:
    """True when `below` is the next line of the same cell or paragraph."""
    step = above.base - below.base
    overlap = min(above.right, below.right) - max(above.left, below.left)
    return 0 < step <= _LINE_STEP * above.size and overlap > 0 and abs(above.size - below.size) < 0.5


def _pieces(text_page: pdfium.PdfTextPage) -> list[_Piece]:
    pieces: list[_Piece] = []
    handle = text_page.raw
    for index in range(raw.FPDFText_CountChars(handle)):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue  # PDFium's own spaces and line ends; the geometry says more
        char = _char(handle, index)
        if pieces and _adjoins(pieces[-1], char):
            pieces[-1].text += char.text
            pieces[-1].right = char.right
        else:
            pieces.append(char)
    return pieces


def _adjoins(piece: _Piece, char: _Piece) -> bool:
    gap = char.left - piece.right
    return abs(piece.base - char.base) < 0.2 * char.size and -1.5 * char.size < gap < _GAP * char.size


def _char(handle: object, index: int) -> _Piece:
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(handle, index, ctypes.byref(box))
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(handle, index, ctypes.byref(x), ctypes.byref(y))
    code = raw.FPDFText_GetUnicode(handle, index)
    size = raw.FPDFText_GetFontSize(handle, index)
    return _Piece(chr(code), box.left, box.right, y.value, size)
