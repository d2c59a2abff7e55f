"""From a document to its pages."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from fupin_desktop.paper import lanes, prose, signature, tables
from fupin_desktop.paper.blocks import (
    Block,
    Document,
    Graphic,
    Heading,
    Note,
    PageBreak,
    Para,
    Signature,
    Space,
    Spread,
    Table,
    Title,
)
from fupin_desktop.paper.flow import Flow, Page
from fupin_desktop.paper.sheet import Sheet


def lay_out(document: Document, sink: Callable[[Page], None]) -> None:
    """Hand every page to `sink`, in order; an empty document is one empty page. Raises Refusal for a missing glyph."""
    flow = Flow(document.sheet, sink)
    for block, following in pairwise([*document.blocks, None]):
        if block is not None:
            _place(flow, block, _kept_with(document.sheet, following))
    flow.turn()


def _kept_with(sheet: Sheet, following: Block | None) -> float:
    """A signature must not stand on a page alone: anything could be put above it; nor a remark without its table."""
    if isinstance(following, Table):
        return tables.least_height(following, sheet)
    return signature.height(sheet, following) if isinstance(following, Signature) else 0.0


# Blocks that need not know what follows them
_AS_THEY_STAND: Mapping[type, Callable[[Flow, Any], None]] = {
    Title: prose.title,
    Heading: prose.heading,
    Spread: prose.spread,
    Signature: signature.signature,
}


def _place(flow: Flow, block: Block, after: float) -> None:
    if type(block) in _AS_THEY_STAND:
        _AS_THEY_STAND[type(block)](flow, block)
        return
    match block:
        case Para():
            prose.para(flow, block, after=after)
        case Note():
            prose.note(flow, block, after=after)
        case Space():
            flow.skip(block.lines * flow.sheet.leading)
        case Table():
            (lanes.lanes if block.abreast > 1 else tables.table)(flow, block, after=after)
        case Graphic():
            flow.place(block.drawing, block.height)
        case PageBreak():
            flow.turn()
