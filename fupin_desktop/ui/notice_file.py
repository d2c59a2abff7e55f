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
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book import Book

if TYPE_CHECKING:
    from fupin_desktop.paper.write import Written


def write_pdf(book: Book, id: Dot, out: Path, *, event: str = "") -> "Written":
    """Write the notice to `out`; `event` is kept in the audit log, a preview leaves no trace there."""
    from fupin_desktop.paper.notice import write_notice  # slow to load: only whoever looks at a notice needs it

    with book.write("notice.print", rehearse=True) as ledger:
        notice = ledger.get(Notice, id)
        page = preview_of(ledger, notice)
        minors, others = _names(ledger)
    watermark = _("PRACTICE") if book.identity.practice and not page.draft else ""
    written = write_notice(page, out, watermark=watermark, minors=minors, others=others)
    if event:
        with book.transaction() as connection:
            append_audit(connection, book.user, event, notice.number or "draft")
    return written


def _names(ledger: Ledger) -> tuple[set[str], set[str]]:
    minors: set[str] = set()
    others: set[str] = set()
    for member in ledger.find(Member):
        (minors if is_minor(member.birth_date, ledger.today) else others).add(member.name or "")
    return minors - others, others - {""}
