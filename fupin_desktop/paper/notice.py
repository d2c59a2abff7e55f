"""A notice on paper: what `notices` says is drawn, looked through by the leak gate, and only then handed out."""

from collections.abc import Collection
from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.page import NoticePage
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Note, Para, Signature, Table, Title
from fupin_desktop.paper.leaks import Leak, find_leaks
from fupin_desktop.paper.write import Written, put, render

_ALIGN = {"left": Align.LEFT, "centre": Align.CENTRE, "right": Align.RIGHT}


def document(page: NoticePage, *, watermark: str = "") -> Document:
    """The notice as blocks; a draft carries 草稿 across each page."""
    blocks: list[Block] = [Title(page.title), *(Para(text) for text in page.paras)]
    if page.columns:
        columns = [Column(column.label, column.width, _ALIGN[column.align]) for column in page.columns]
        blocks.append(Table(columns, page.rows))
    blocks += [Para(text) for text in page.closing]
    if page.caution:
        blocks.append(Note(page.caution))
    blocks.append(Signature(page.issuers, page.date))
    mark = watermark or (_("DRAFT") if page.draft else "")
    return Document(page.title, blocks, code=page.code, watermark=mark)


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
    """The notice as PDF in memory, and its pages; a public page with a number or a minor's name on it is refused.

    `minors` are full names that belong to minors only, `others` everybody else's.  Code `notice.leak`.
    """
    content, pages = render(document(page, watermark=watermark))
    allowed = [page.contact_phone] if page.contact_phone else []
    leaks = find_leaks(content, allowed=allowed, forbidden_names=minors, other_names=others)
    if leaks:
        raise _leaking(leaks)
    return content, pages


def _leaking(leaks: list[Leak]) -> Refusal:
    first = leaks[0]
    message = _(
        "Page {page} would show what must not hang on a board ({hint}). No file was written; look at the draft."
    )
    return Refusal("notice.leak", message.format(page=first.page, hint=first.hint), where={"leaks": len(leaks)})
