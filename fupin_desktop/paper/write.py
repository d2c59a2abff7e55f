"""Writing a document as PDF: the same input gives the same bytes, and the file is whole or absent."""

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.system.outputs import output
from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Document
from fupin_desktop.paper.faces import initial_font
from fupin_desktop.paper.layout import lay_out
from fupin_desktop.paper.setting.flow import Page
from fupin_desktop.paper.setting.foot import Foots
from fupin_desktop.paper.setting.pen import Pen
from fupin_desktop.paper.setting.strokes import draw_page

_NEUTRAL = "fupin-desktop"
rl_config.useA85 = 0  # compressed pages as they are: as text they are a quarter larger, and slow to make


@dataclass(frozen=True)
class Written:
    """What was written: number of pages, SHA-256 (hex) and length of the file in bytes."""

    pages: int
    sha256: str
    bytes: int


def write(document: Document, out: Path, *, progress: Progress = silent) -> Written:
    """Write the document to `out`, replacing what is there only once the new file is on disk.

    Deterministic: no time, no random number, no user name in the file (its dates read 2000-01-01). Pages are laid out
    twice, first to count them. Raises Refusal for a character without glyph or when the disk will not take the file.
    """
    return put(*render(document, progress=progress), out)


def render(document: Document, *, progress: Progress = silent) -> tuple[bytes, int]:
    """The very bytes `write` would write, and their number of pages; nothing lies on a disk."""
    numbers = _numbers(document)
    return _drawn(document, numbers, progress), len(numbers)


def render_first(document: Document) -> tuple[bytes, int]:
    """Page 1 alone, drawn as `render` draws it, and how many pages there will be; of one page these are its very bytes.

    To look at while the others are still being set: it is never what prints.
    """
    numbers = _numbers(document)
    return _drawn(document, numbers, silent, most=1), len(numbers)


def put(content: bytes, pages: int, out: Path) -> Written:
    """Write rendered bytes to `out`, whole or not at all; refuses as `ledger.system.outputs.output` does."""
    with output(out) as draft:
        draft.write_bytes(content)
    return Written(pages, hashlib.sha256(content).hexdigest(), len(content))


def count_pages(document: Document) -> int:
    """How many pages the document has."""
    return len(_numbers(document))


def _numbers(document: Document) -> list[tuple[int, int]]:
    """The number of each page and of how many, counted anew for each paper of the file."""
    # Where papers begin is kept, not the pages themselves: forty thousand rows must not be held at once.
    begins: list[bool] = []
    lay_out(document, lambda full: begins.append(full.begins), drawn=False)
    starts = [at for at, begin in enumerate(begins) if begin or not at]
    ends = [*starts[1:], len(begins)]
    return [(at - start + 1, end - start) for start, end in zip(starts, ends, strict=True) for at in range(start, end)]


class _Enough(Exception):
    """As many pages as were wanted are drawn."""


def _drawn(document: Document, numbers: Sequence[tuple[int, int]], progress: Progress, *, most: int = 0) -> bytes:
    canvas = _canvas(document)
    pen = Pen(canvas, document.sheet.height)
    foots, total = Foots(document, numbers), len(numbers)

    def draw(page: Page) -> None:
        number = canvas.getPageNumber()
        draw_page(canvas, pen, document, page, [] if page.overlay else foots.texts(number))
        progress(number, total, _("Page {number} of {total}").format(number=number, total=total))
        if number == most:
            raise _Enough

    with suppress(_Enough):
        lay_out(document, draw)
    return bytes(canvas.getpdfdata())


def _canvas(document: Document) -> Canvas:
    size = (document.sheet.width, document.sheet.height)
    canvas = Canvas("", pagesize=size, invariant=1, pageCompression=1, initialFontName=initial_font())
    canvas.setTitle(document.title)
    canvas.setAuthor(_NEUTRAL)
    canvas.setCreator(_NEUTRAL)
    canvas.setProducer(_NEUTRAL)
    canvas.setSubject("")
    canvas.setCatalogEntry("Lang", "zh-CN")
    return canvas
