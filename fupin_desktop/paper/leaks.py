"""The leak gate (公示前隐私检查): reads a finished public PDF back and names what must not hang on a wall."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from fupin_desktop.ledger.leaks import Eyes, Names, Shape, contact_hidden
from fupin_desktop.paper.passages import PageText, page_texts
from fupin_desktop.paper.reading import Source, opened

_BOOKKEEPING = {"CreationDate", "ModDate"}
IN_FILE = 0  # the page of what stands in the file's own data (文件信息)


@dataclass(frozen=True)
class Leak:
    """One finding: page from 1 (0: 文件信息), shape, and the text, which no sentence, log or traceback repeats."""

    page: int
    shape: Shape
    found: str = field(repr=False)


def find_leaks(
    pdf: Source,
    *,
    phone: str = "",
    address: str = "",
    forbidden_names: Collection[str] = (),
    other_names: Collection[str] = (),
) -> list[Leak]:
    """What the file shows or carries that must not be seen; empty when it may go out.

    `phone` and `address` are the issuer's, frozen with the notice, and exempt at their place alone.  `forbidden_names`
    are full names that belong to minors only; a longer name of `other_names` (everyone else's) covers a shorter one
    within it, so that 陈明辉 is not taken for the child 陈明.  Pictures are not read.  PdfiumError when it is no PDF.
    """
    eyes = Eyes(Names(forbidden_names, other_names))
    pages = page_texts(pdf)
    leaks = [Leak(IN_FILE, Shape.HIDDEN, what) for what in _carried(pdf, pages)]
    for text in _metadata(pdf):
        leaks += _in_text(IN_FILE, text, eyes)
    for number, page in enumerate(pages, 1):
        hidden = [contact_hidden(text, phone, address) for text in page.passages]
        seen = [Leak(number, one.shape, one.text) for text in hidden for one in eyes.look_unbroken(text)]
        known = {_bare(leak.found) for leak in seen}
        # Read on over paragraphs: what is found in one of them already is told once
        for text in page.blocks:
            further = _in_text(number, contact_hidden(text, phone, address), eyes)
            seen += [leak for leak in further if _bare(leak.found) not in known]
        leaks += seen
        leaks += _split(number, page, eyes)
    return leaks


def _bare(text: str) -> str:
    return text.replace("\n", "")


def _in_text(page: int, text: str, eyes: Eyes) -> list[Leak]:
    return [Leak(page, one.shape, one.text) for one in eyes.look(text)]


def _split(number: int, page: PageText, eyes: Eyes) -> Iterator[Leak]:
    """Numbers that go on from one cell into the next."""
    for cells in page.lines:
        if shape := eyes.look_across(cells):
            yield Leak(number, shape, " ".join(cells))


def _metadata(pdf: Source) -> list[str]:
    with opened(pdf) as document:
        about = [value for key, value in document.get_metadata_dict().items() if key not in _BOOKKEEPING]
        return about + [bookmark.get_title() for bookmark in document.get_toc()]


def _carried(pdf: Source, pages: Sequence[PageText]) -> Iterator[str]:
    """Things a notice has no use for, in which anything could hide."""
    with opened(pdf) as document:
        if document.count_attachments():
            yield "attachment"
    if any(page.annotated for page in pages):
        yield "annotation"
    if b"/Metadata" in (pdf if isinstance(pdf, bytes) else pdf.read_bytes()):
        yield "metadata stream"
