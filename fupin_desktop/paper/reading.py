"""Reading finished PDFs with PDFium, one thread at a time."""

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium

# PDFium is not safe for two threads, not even on two documents: preview and leak gate take turns.
_lock = threading.Lock()
Source = Path | bytes  # a file, or a PDF that never lay on a disk


@contextmanager
def opened(pdf: Source) -> Iterator[pdfium.PdfDocument]:
    """The document, for one thread at a time."""
    with _lock, io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf.open("rb") as file:
        document = pdfium.PdfDocument(file)
        try:
            yield document
        finally:
            document.close()


def texts(pdf: Source) -> list[str]:
    """The text of each page, in the order it was drawn."""
    with opened(pdf) as document:
        return [_page_text(document[index]) for index in range(len(document))]


def _page_text(page: pdfium.PdfPage) -> str:
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()
