"""A notice as the file that prints: written by paper, after the leak gate, for the preview and the printer alike."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.checking import names_of
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import NoticePage, preview_of
from fupin_desktop.store.book.book import Book

if TYPE_CHECKING:
    from fupin_desktop.paper.documents.notice import NoticeSetting
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


@dataclass(frozen=True)
class BegunPaper:
    """A notice whose first page can be looked at; `whole` draws and looks through the rest."""

    id: Dot
    number: str
    first: bytes
    pages: int
    setting: "NoticeSetting"

    def whole(self) -> NoticePaper:
        """The very bytes that print."""
        pdf, pages = (self.first, 1) if self.pages == 1 else self.setting.whole()
        return NoticePaper(self.id, self.number, pdf, pages)


def paper_of(book: Book, id: Dot) -> NoticePaper:
    """The notice as it stands now; leaves no trace."""
    number, setting = _set(book, id)
    return NoticePaper(id, number, *setting.whole())


def begun_paper(book: Book, id: Dot) -> BegunPaper:
    """The same with its first page alone, for who is waiting to see it."""
    number, setting = _set(book, id)
    return BegunPaper(id, number, *setting.first(), setting)


def _set(book: Book, id: Dot) -> tuple[str, "NoticeSetting"]:
    from fupin_desktop.paper.documents.notice import NoticeSetting  # slow to load: only whoever looks needs it

    with book.write(_EVENT, rehearse=True) as ledger:
        notice = ledger.get(Notice, id)
        page = preview_of(ledger, notice)
        minors, others = names_of(ledger)
    watermark = _("PRACTICE") if book.identity.practice and not page.draft else ""
    return notice.number or "", NoticeSetting(page, watermark=watermark, minors=minors, others=others)


def proof_of(page: NoticePage) -> None:
    """Draw a page that shall be checked or issued: refuses a sign that no font has, and what the leak gate stops."""
    from fupin_desktop.paper.documents.notice import render_notice

    render_notice(page)


def desks_of(book: Book) -> tuple[str, ...]:
    """The divisions of the laptops in use, each as often as it has laptops: they give their notices their number."""
    with book.exchange(rehearse=True) as shelf:
        return tuple(one.division for one in shelf.roster.devices.values() if one.until is None)
