"""A notice as blocks: title, text, table, closing words, issuers; its list in the text, abreast, or as an annex."""

import re
from collections.abc import Iterator
from dataclasses import replace

from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.notices.page import ABREAST, ANNEX, NoticePage
from fupin_desktop.notices.totals import SUBTOTAL
from fupin_desktop.paper.blocks import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Note,
    PageBreak,
    Para,
    Signature,
    Space,
    Table,
    Title,
)
from fupin_desktop.paper.setting.lanes import lane_width
from fupin_desktop.paper.setting.ruling import least_width
from fupin_desktop.paper.sheet import A3, LANDSCAPE, PORTRAIT, Sheet

WITHDRAWN = "已撤回"  # a notice is Chinese whatever the window speaks
_ALIGN = {"left": Align.LEFT, "centre": Align.CENTRE, "right": Align.RIGHT}
_MANY = 30  # rows from which a list is easier read in two lanes, if they fit
_FIGURES = "[一二三四五六七八九十百]+"
# 一、 in Hei, （一） in Kai, what comes below as text (GB/T 9704-2012 §7.3.3)
_NUMBERED = ((re.compile(f"{_FIGURES}、"), 1), (re.compile(f"[（(]{_FIGURES}[）)]"), 2))
_HEADING_END = re.compile(r"[。：:]")
# Points that the words of a list may have on each sheet, the best first
_SHEETS = ((PORTRAIT, (12.0, 11.0)), (LANDSCAPE, (12.0, 11.0, 10.0)))
_LINE = 28  # characters: a numbered line longer than this is no heading


@in_chinese()
def document(page: NoticePage, *, watermark: str = "") -> Document:
    """The notice as blocks; a draft carries 草稿 across each page, one that was taken back 已撤回.

    That it was entered afterwards stands under the title, in the size of the text.
    """
    sheet, table = _fitting(page, _table(page))
    blocks: list[Block] = [Title(page.title, whole=page.names)]
    if page.backdated:
        blocks.append(Heading(f"【{page.backdated}】", 1))
    blocks += [paragraph(text) for text in page.paras]
    as_annex = table is not None and page.layout == ANNEX
    if table is not None and not as_annex:
        blocks += [*_listed(page, table, sheet), Space(0.6)]
    blocks += [Note(text) for text in (page.caution,) if text]
    # Whom to tell is read in one piece, and the leak gate finds the contact at its place
    blocks += [Para(text, together=True) for text in page.closing]
    blocks += [Space(1.0), Para(f"附件：{page.annex}")] if as_annex else []
    blocks.append(Signature([f"{name}（盖章）" for name in page.issuers], page.date))
    if table is not None and as_annex:
        blocks += _annexed(page, table, sheet)
    mark = WITHDRAWN if page.withdrawn else watermark or (_("DRAFT") if page.draft else "")
    return Document(page.title, blocks, sheet=sheet, code=page.code, watermark=mark)


def paragraph(text: str) -> Block:
    """A paragraph; one that begins with 一、 or （一） is a heading, or has one up to its first full stop."""
    found = next(((level, hit.end()) for pattern, level in _NUMBERED if (hit := pattern.match(text))), None)
    if found is None:
        return Para(text)
    level, start = found
    stop = _HEADING_END.search(text, start)
    if stop is not None and stop.end() < len(text):
        return Para(text, lead=stop.end(), level=level)
    return Heading(text, level) if len(text) <= _LINE else Para(text)


def _table(page: NoticePage) -> Table | None:
    if not page.columns:
        return None
    columns = [Column(column.label, column.width, _ALIGN[column.align]) for column in page.columns]
    sums = frozenset(at for at, row in enumerate(page.rows) if SUBTOTAL in row)
    return Table(columns, [*page.rows, *[page.total] * bool(page.total)], sums=sums)


def _listed(page: NoticePage, table: Table, sheet: Sheet) -> Iterator[Block]:
    yield from [Note(page.place)] if page.place else []
    yield _abreast(page, table, sheet)
    yield from (Note(text) for text in page.remarks)


def _annexed(page: NoticePage, table: Table, sheet: Sheet) -> Iterator[Block]:
    yield PageBreak()
    yield Para("附件", indent=False, lead=2, level=1)
    yield Title(page.annex, whole=page.names)
    yield from _listed(page, table, sheet)


def _abreast(page: NoticePage, table: Table, sheet: Sheet) -> Table:
    """The list in two lanes, where that was asked for or it is a long one, and no name would break for it."""
    wanted = page.layout == ABREAST or (page.layout in ("", ANNEX) and len(page.rows) > _MANY)
    if not wanted or least_width(table) > lane_width(sheet.area_width, 2):
        return table
    return replace(table, abreast=2)


def _fitting(page: NoticePage, table: Table | None) -> tuple[Sheet, Table | None]:
    """A4; lying for a wide table, in somewhat smaller words if need be; A3 where even that cuts names and amounts."""
    if table is None:
        return PORTRAIT, None
    for sheet, sizes in _SHEETS[1:] if page.wide else _SHEETS:
        for size in sizes:
            smaller = replace(table, size=size)
            if least_width(smaller) <= sheet.area_width:
                return sheet, smaller
    return A3, table
