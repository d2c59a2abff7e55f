"""The leak gate (公示前隐私检查): reads a finished public PDF back and names what must not hang on a wall."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from fupin_desktop.paper.digits import Kind, bare_digits, suspicious
from fupin_desktop.paper.passages import passages
from fupin_desktop.paper.reading import Source, opened

_BOOKKEEPING = {"CreationDate", "ModDate"}


@dataclass(frozen=True)
class Leak:
    """One finding: page from 1 (0: not on a page), kind, and the text, which is kept out of logs and tracebacks."""

    page: int
    kind: Kind
    found: str = field(repr=False)

    @property
    def hint(self) -> str:
        """Enough to find the place, without repeating the leak: the first two characters and the last."""
        return self.found if len(self.found) <= 2 else f"{self.found[:2]}…{self.found[-1]}"


def find_leaks(
    pdf: Source,
    *,
    allowed: Sequence[str] = (),
    forbidden_names: Collection[str] = (),
    other_names: Collection[str] = (),
) -> list[Leak]:
    """What the file shows or carries of identity, card and mobile numbers and minors' names; empty when it may go out.

    `allowed` are the contact numbers frozen with the notice, compared digit by digit. `forbidden_names` are full names
    that belong to minors only; a longer name of `other_names` (everyone else's) covers a shorter one within it, so
    that 陈明辉 is not taken for the child 陈明. Pictures are not read. PdfiumError when the file is no PDF.
    """
    pages = passages(pdf)
    allowed_numbers = frozenset(bare_digits(number) for number in allowed)
    names = _Names(forbidden_names, other_names)
    leaks = [Leak(0, Kind.HIDDEN, what) for what in _carried(pdf)]
    for number, text in [(0, text) for text in _metadata(pdf)] + _numbered(pages):
        leaks += [Leak(number, hit.kind, hit.digits) for hit in suspicious(text, allowed_numbers)]
        leaks += [Leak(number, Kind.NAME, name) for name in names.within(text)]
    return leaks


def _numbered(pages: list[list[str]]) -> list[tuple[int, str]]:
    return [(number, text) for number, page in enumerate(pages, 1) for text in page]


class _Names:
    """Forbidden names by their first character, and the longer names that may cover one."""

    def __init__(self, forbidden: Collection[str], others: Collection[str]) -> None:
        self._by_first: dict[str, list[str]] = {}
        for name in forbidden:
            bare = _bare(name)
            if bare:
                self._by_first.setdefault(bare[0], []).append(bare)
        self._others = {_bare(name) for name in others}
        self._longest = max(map(len, self._others), default=0)

    def within(self, text: str) -> Iterator[str]:
        """The forbidden names in a text, wherever spaces or line breaks fall."""
        bare = _bare(text)
        for at, char in enumerate(bare):
            for name in self._by_first.get(char, ()):
                if bare.startswith(name, at) and not self._covered(bare, at, at + len(name)):
                    yield name

    def _covered(self, text: str, start: int, end: int) -> bool:
        first = max(0, end - self._longest)
        return any(
            text[a:b] in self._others
            for a in range(first, start + 1)
            for b in range(end, min(len(text), a + self._longest) + 1)
            if b - a > end - start
        )


def _bare(text: str) -> str:
    return "".join(text.split())


def _metadata(pdf: Source) -> list[str]:
    with opened(pdf) as document:
        about = [value for key, value in document.get_metadata_dict().items() if key not in _BOOKKEEPING]
        return about + [bookmark.get_title() for bookmark in document.get_toc()]


def _carried(pdf: Source) -> Iterator[str]:
    """Things a notice has no use for, in which anything could hide."""
    with opened(pdf) as document:
        if document.count_attachments():
            yield "attachment"
        if any(_annotated(document[index]) for index in range(len(document))):
            yield "annotation"
    if b"/Metadata" in (pdf if isinstance(pdf, bytes) else pdf.read_bytes()):
        yield "metadata stream"


def _annotated(page: pdfium.PdfPage) -> bool:
    # The page must be held while its handle is in use: PDFium frees it with the Python object.
    try:
        return bool(raw.FPDFPage_GetAnnotCount(page.raw))
    finally:
        page.close()
