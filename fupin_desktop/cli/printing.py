"""Printing a notice: the same for the command line and the window."""

from pathlib import Path
from typing import Any

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import is_minor
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.model import Notice
from fupin_desktop.notices.page import preview_of
from fupin_desktop.paper.notice import write_notice
from fupin_desktop.store.audit import append_audit
from fupin_desktop.store.book import Book
from fupin_desktop.store.writing import BookLedger


def print_notice(book: Book, name: str, out: Path) -> dict[str, Any]:
    """Write a notice as PDF, after the leak gate; printing is kept in the audit log."""
    with book.write("notice.print", rehearse=True) as ledger:
        notice = ledger.record_at("notice", name)
        assert isinstance(notice, Notice)
        page = preview_of(ledger, notice)
        minors, others = _names(ledger)
    watermark = _("PRACTICE") if book.identity.practice and not page.draft else ""
    written = write_notice(page, out, watermark=watermark, minors=minors, others=others)
    with book.transaction() as connection:
        append_audit(connection, book.user, "notice.print", notice.number or "draft")
    return {"id": name, "file": str(out), "pages": written.pages, "sha256": written.sha256}


def _names(ledger: BookLedger) -> tuple[set[str], set[str]]:
    minors: set[str] = set()
    others: set[str] = set()
    for member in ledger.find(Member):
        (minors if is_minor(member.birth_date, ledger.today) else others).add(member.name or "")
    return minors - others, others - {""}
