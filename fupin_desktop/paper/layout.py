"""From a document to its pages."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from fupin_desktop.forms.grid import Grid
from fupin_desktop.paper.blocks import (
    Block,
    Document,
    Graphic,
    Heading,
    Note,
    Overlay,
    PageBreak,
    Para,
    Qr,
    Signature,
    Space,
    Spread,
    Table,
    Title,
)
from fupin_desktop.paper.setting import grid, lanes, prose, qr, signature, tables
from fupin_desktop.paper.setting.flow import Flow, Page
from fupin_desktop.paper.sheet import Sheet


def lay_out(document: Document, sink: Callable[[Page], None], *, drawn: bool = True) -> None:
    """Hand every page to `sink`, in order; an empty document is one empty page. Raises Refusal for a missing glyph.

    Pages that are not `drawn` are empty: whoever only counts them is done sooner.
    """
    flow = Flow(document.sheet, sink, drawn=drawn)
    for block, following in pairwise([*document.blocks, None]):
        if block is not None:
            _place(flow, block, _kept_with(document.sheet, following))
    flow.turn()


def _kept_with(sheet: Sheet, following: Block | None) -> float:
    """A signature must not stand on a page alone: anything could be put above it; nor a remark without its table."""
    if isinstance(following, Table):
        return tables.least_height(following, sheet)
    return signature.height(sheet, following) if isinstance(following, Signature) else 0.0


def _place(flow: Flow, block: Block, after: float) -> None:
    match block:
        case Para():
            prose.para(flow, block, after=after)
        case Note():
            prose.note(flow, block, after=after)
        case Table():
            (lanes.lanes if block.abreast > 1 else tables.table)(flow, block, after=after)
        case Space():
            flow.skip(block.lines * flow.sheet.leading)
        case Graphic():
            flow.skip(flow.sheet.leading / 2)
            flow.place(block.drawing, block.height)
        case PageBreak():
            flow.turn()
            flow.page.begins = block.restart
        case _:
            _PLACED[type(block)](flow, block)


def _overlay(flow: Flow, block: Overlay) -> None:
    flow.overlay = flow.page.overlay = True
    for one in block.blocks:
        _place(flow, one, 0.0)
    flow.overlay = False


# Blocks that need not know what follows them
_PLACED: Mapping[type[Any], Callable[[Flow, Any], None]] = {
    Title: prose.title,
    Heading: prose.heading,
    Spread: prose.spread,
    Grid: grid.grid,
    Signature: signature.signature,
    Qr: qr.qr,
    Overlay: _overlay,
}
