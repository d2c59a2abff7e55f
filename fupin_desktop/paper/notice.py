"""A notice on paper: what `notices` says is drawn, looked through by the leak gate, and only then handed out."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.page import NoticePage
from fupin_desktop.paper.blocks import Document
from fupin_desktop.paper.leaks import IN_FILE, Leak, find_leaks
from fupin_desktop.paper.notice_blocks import document
from fupin_desktop.paper.sheet import CLOSEST
from fupin_desktop.paper.write import Written, count_pages, put, render

_SHORT, _FEW = 20, 200  # rows of a list that shall fit one page; of one that may come closer to save a page


def write_notice(
    page: NoticePage,
    out: Path,
    *,
    watermark: str = "",
    minors: Collection[str] = (),
    others: Collection[str] = (),
) -> Written:
    """Write the PDF to `out`, the very bytes that passed the leak gate; a refused page leaves no file."""
    return put(*render_notice(page, watermark=watermark, minors=minors, others=others), out)


def render_notice(
    page: NoticePage, *, watermark: str = "", minors: Collection[str] = (), others: Collection[str] = ()
) -> tuple[bytes, int]:
    """The notice as PDF in memory, and its pages; a page that shows what must not be seen is refused.

    `minors` are full names that belong to minors only, `others` everybody else's.  Code `notice.leak`; the sentence
    names every place and never the value.
    """
    content, pages = render(_on_fewest(document(page, watermark=watermark), len(page.rows)))
    leaks = find_leaks(
        content,
        phone=page.contact_phone,
        address=page.contact_address,
        forbidden_names=minors,
        other_names=others,
    )
    if leaks:
        raise _leaking(leaks)
    return content, pages


def _on_fewest(told: Document, rows: int) -> Document:
    """Set closer, as far as that saves a page: a board has no second page for a short notice."""
    steps = CLOSEST if rows <= _SHORT else 1 if rows <= _FEW else 0
    if not steps:
        return told
    best, pages = told, count_pages(told)
    for step in range(1, steps + 1):
        if pages == 1:
            break
        closer = replace(told, sheet=told.sheet.closer(step))
        if (fewer := count_pages(closer)) < pages:
            best, pages = closer, fewer
    return best


def _leaking(leaks: list[Leak]) -> Refusal:
    told = "；".join(
        dict.fromkeys(_("{where}: {what}").format(where=_where(one), what=_(one.shape.value)) for one in leaks)
    )
    message = _("This would show what must not hang on a board ({found}). No file was written; look at the draft.")
    return Refusal("notice.leak", message.format(found=told), where={"leaks": len(leaks)})


def _where(leak: Leak) -> str:
    return _("page {number}").format(number=leak.page) if leak.page != IN_FILE else _("information in the file")
