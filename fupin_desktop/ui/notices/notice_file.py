"""A notice as the file that prints: written by paper, after the leak gate, for the preview and the printer alike."""

from dataclasses import dataclass
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


_EVENT = "notice.print"


@dataclass(frozen=True)
class NoticePaper:
    """A notice as the very bytes that print, held in memory; what goes out is told by the number that stands on it."""

    id: Dot
    number: str
    pdf: bytes
    pages: int


def write_paper(book: Book, paper: NoticePaper, out: Path) -> "Written":
    """Write these bytes to `out`; that is kept in the audit log."""
    from fupin_desktop.paper.write import put

    written = put(paper.pdf, paper.pages, out)
    note_paper(book, paper)
    return written


def note_paper(book: Book, paper: NoticePaper) -> None:
    """Keep in the audit log that this went out on paper or into a file."""
    book.note(_EVENT, paper.number or "draft")


def paper_of(book: Book, id: Dot) -> NoticePaper:
    """The notice as it stands now; leaves no trace."""
    from fupin_desktop.paper.notice import render_notice  # slow to load: only whoever looks at a notice needs it

    with book.write(_EVENT, rehearse=True) as ledger:
        notice = ledger.get(Notice, id)
        page = preview_of(ledger, notice)
        minors, others = _names(ledger)
    watermark = _("PRACTICE") if book.identity.practice and not page.draft else ""
    pdf, pages = render_notice(page, watermark=watermark, minors=minors, others=others)
    return NoticePaper(id, notice.number or "", pdf, pages)


def _names(ledger: Ledger) -> tuple[set[str], set[str]]:
    minors: set[str] = set()
    others: set[str] = set()
    for member in ledger.find(Member):
        (minors if is_minor(member.birth_date, ledger.today) else others).add(member.name or "")
    return minors - others, others - {""}
