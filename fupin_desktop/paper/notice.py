"""A notice on paper: what `notices` says is drawn, looked through by the leak gate, and only then handed out."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.page import NoticePage
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Heading, Note, Para, Signature, Table, Title
from fupin_desktop.paper.leaks import IN_FILE, Leak, find_leaks
from fupin_desktop.paper.sheet import LANDSCAPE, PORTRAIT
from fupin_desktop.paper.write import Written, count_pages, put, render

WITHDRAWN = "已撤回"  # a notice is Chinese whatever the window speaks
_SHORT, _TWO, _TIGHT = 20, 2, 1.2  # rows; pages; lines on a page against the usual
_ALIGN = {"left": Align.LEFT, "centre": Align.CENTRE, "right": Align.RIGHT}


def document(page: NoticePage, *, watermark: str = "") -> Document:
    """The notice as blocks; a draft carries 草稿 across each page, one that was taken back 已撤回.

    That it was entered afterwards stands under the title, in the size of the text.
    """
    blocks: list[Block] = [Title(page.title)]
    if page.backdated:
        blocks.append(Heading(f"【{page.backdated}】", 1))
    blocks += [Para(text) for text in page.paras]
    if page.columns:
        columns = [Column(column.label, column.width, _ALIGN[column.align]) for column in page.columns]
        blocks += [Note(page.place)] if page.place else []
        blocks.append(Table(columns, [*page.rows, *[page.total] * bool(page.total)]))
    blocks += [Note(text) for text in (*page.remarks, page.caution) if text]
    # Whom to tell is read in one piece, and the leak gate finds the contact at its place
    blocks += [Para(text, together=True) for text in page.closing]
    blocks.append(Signature([f"{name}（盖章）" for name in page.issuers], page.date))
    mark = WITHDRAWN if page.withdrawn else watermark or (_("DRAFT") if page.draft else "")
    sheet = LANDSCAPE if page.wide else PORTRAIT
    return Document(page.title, blocks, sheet=sheet, code=page.code, watermark=mark)


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
    content, pages = render(_on_one_page(document(page, watermark=watermark), len(page.rows)))
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


def _on_one_page(told: Document, rows: int) -> Document:
    """A short notice on one page, when lines a little nearer to each other make it one: a board has no second page."""
    if rows > _SHORT or count_pages(told) != _TWO:
        return told
    tight = replace(told, sheet=replace(told.sheet, rows=round(told.sheet.rows * _TIGHT)))
    return tight if count_pages(tight) == 1 else told


def _leaking(leaks: list[Leak]) -> Refusal:
    told = "；".join(
        dict.fromkeys(_("{where}: {what}").format(where=_where(one), what=_(one.shape.value)) for one in leaks)
    )
    message = _("This would show what must not hang on a board ({found}). No file was written; look at the draft.")
    return Refusal("notice.leak", message.format(found=told), where={"leaks": len(leaks)})


def _where(leak: Leak) -> str:
    return _("page {number}").format(number=leak.page) if leak.page != IN_FILE else _("information in the file")
