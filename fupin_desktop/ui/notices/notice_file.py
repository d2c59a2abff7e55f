"""A notice as the file that prints: written by paper, after the leak gate, for the preview and the printer alike."""

from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import is_minor
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import preview_of
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
        minors, others = _names(ledger)
    watermark = _("PRACTICE") if book.identity.practice and not page.draft else ""
    return render_notice(page, watermark=watermark, minors=minors, others=others)


def _names(ledger: Ledger) -> tuple[set[str], set[str]]:
    minors: set[str] = set()
    others: set[str] = set()
    for member in ledger.find(Member):
        (minors if is_minor(member.birth_date, ledger.today) else others).add(member.name or "")
    return minors - others, others - {""}
