"""A notice on paper: what `notices` says is drawn, looked through by the leak gate, and only then handed out."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.notices.page import NoticePage
from fupin_desktop.paper.blocks import Block, Document, Table
from fupin_desktop.paper.documents.notice_blocks import document
from fupin_desktop.paper.leaks import IN_FILE, Leak, find_leaks
from fupin_desktop.paper.setting.ruling import least_width
from fupin_desktop.paper.sheet import CLOSEST, PORTRAIT, Sheet
from fupin_desktop.paper.write import count_pages, render, render_first

_SHORT, _FEW = 30, 200  # rows of a list that shall fit one page; of one that may come closer to save a page
_FIRST = 3  # steps that a longer list takes for it
_LEAST = 9.0  # points of the words of a list

# How near the lines come, and how many points smaller the words of the list: what is read first gives way last
_STEPS = ((1, 0), (1, 1), (1, 2), (2, 0), (2, 2), (3, 2), (3, 3), (CLOSEST, 3))


def render_notice(
    page: NoticePage, *, watermark: str = "", minors: Collection[str] = (), others: Collection[str] = ()
) -> tuple[bytes, int]:
    """The notice as PDF in memory, and its pages; refuses as `NoticeSetting` does."""
    return NoticeSetting(page, watermark=watermark, minors=minors, others=others).whole()


class NoticeSetting:
    """A notice laid out: its first page can be looked at before the others are drawn.

    `minors` are full names that belong to minors only, `others` everybody else's.  A page that shows what must not be
    seen is refused, with the code `notice.leak`; the sentence names every place and never the value.
    """

    def __init__(
        self, page: NoticePage, *, watermark: str = "", minors: Collection[str] = (), others: Collection[str] = ()
    ) -> None:
        self._page, self._minors, self._others = page, minors, others
        self._document = _on_fewest(document(page, watermark=watermark), len(page.rows))

    def first(self) -> tuple[bytes, int]:
        """Page 1 alone, looked through, and how many pages there will be; of one page it is the whole."""
        return self._looked_through(*render_first(self._document))

    def whole(self) -> tuple[bytes, int]:
        """The very bytes that print, looked through, and their pages."""
        return self._looked_through(*render(self._document))

    def _looked_through(self, content: bytes, pages: int) -> tuple[bytes, int]:
        leaks = find_leaks(
            content,
            phone=self._page.contact_phone,
            address=self._page.contact_address,
            forbidden_names=self._minors,
            other_names=self._others,
        )
        if leaks:
            raise _leaking(leaks)
        return content, pages


def _on_fewest(told: Document, rows: int) -> Document:
    """Set closer, as far as that saves a page: a board has no second page for a short notice.

    A list that lies across the sheet may stand upright once its words are smaller.
    """
    steps = _STEPS if rows <= _SHORT else _STEPS[:_FIRST] if rows <= _FEW else ()
    if not steps:
        return told
    best, pages = told, count_pages(told)
    for step, smaller in steps:
        blocks = [_smaller(one, smaller) for one in told.blocks]
        for sheet in _sheets(told.sheet, blocks):
            if pages == 1:
                return best
            closer = replace(told, sheet=sheet.closer(step), blocks=blocks)
            if (fewer := count_pages(closer)) < pages:
                best, pages = closer, fewer
    return best


def _smaller(block: Block, points: int) -> Block:
    return replace(block, size=max(_LEAST, block.size - points)) if isinstance(block, Table) else block


def _sheets(sheet: Sheet, blocks: Sequence[Block]) -> list[Sheet]:
    """The sheet as it is, and the upright one where that is wide enough by now."""
    tables = [one for one in blocks if isinstance(one, Table)]
    fits = all(least_width(one, parted=True) <= PORTRAIT.area_width for one in tables)
    return [sheet, PORTRAIT] if sheet is not PORTRAIT and fits else [sheet]


def _leaking(leaks: list[Leak]) -> Refusal:
    told = "；".join(
        dict.fromkeys(_("{where}: {what}").format(where=_where(one), what=_(one.shape.value)) for one in leaks)
    )
    message = _("This would show what must not hang on a board ({found}). No file was written; look at the draft.")
    return Refusal("notice.leak", message.format(found=told), where={"leaks": len(leaks)})


def _where(leak: Leak) -> str:
    return _("page {number}").format(number=leak.page) if leak.page != IN_FILE else _("information in the file")
