"""A notice as the file that prints: written by paper, after the leak gate, for the preview and the printer alike."""

from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.checking import names_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import NoticePage, preview_of
from fupin_desktop.store.book.book import Book

if TYPE_CHECKING:
    from fupin_desktop.paper.write import Written


def write_pdf(book: Book, id: Dot, out: Path, *, event: str) -> "Written":
    """Write the notice to `out`; `event` is kept in the audit log."""
    from fupin_desktop.paper.write import put

    written = put(*_rendered(book, id), out)
    note_paper(book, id, event)
    return written


def pdf_of(book: Book, id: Dot) -> bytes:
    """The notice as the very bytes that print, for the preview: they never lie on a disk, and leave no trace."""
    return _rendered(book, id)[0]


def note_paper(book: Book, id: Dot, event: str) -> None:
    """Keep in the audit log that a notice went out on paper or into a file."""
    with book.read() as reader:
        number = reader.get(Notice, id).number
    book.note(event, number or "draft")


def _rendered(book: Book, id: Dot) -> tuple[bytes, int]:
    from fupin_desktop.paper.notice import render_notice  # slow to load: only whoever looks at a notice needs it

    with book.write("notice.print", rehearse=True) as ledger:
        notice = ledger.get(Notice, id)
        page = preview_of(ledger, notice)
        minors, others = names_of(ledger)
    watermark = _("PRACTICE") if book.identity.practice and not page.draft else ""
    return render_notice(page, watermark=watermark, minors=minors, others=others)


def proof_of(page: NoticePage) -> None:
    """Draw a page that shall be checked or issued: refuses a sign that no font has, and what the leak gate stops."""
    from fupin_desktop.paper.notice import render_notice

    render_notice(page)


def desks_of(book: Book) -> frozenset[str]:
    """The divisions of the laptops in use beside this one: their notices get their number there."""
    if not book.identity.is_office:
        return frozenset()
    with book.exchange(rehearse=True) as shelf:
        return frozenset(one.division for one in shelf.roster.devices.values() if one.until is None)
