"""From a document to its pages."""

from collections.abc import Callable
from itertools import pairwise

from fupin_desktop.paper import lanes, prose, signature, tables
from fupin_desktop.paper.blocks import (
    Block,
    Document,
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


def _place(flow: Flow, block: Block, after: float) -> None:
    match block:
        case Title():
            prose.title(flow, block)
        case Heading():
            prose.heading(flow, block)
        case Para():
            prose.para(flow, block, after=after)
        case Note():
            prose.note(flow, block, after=after)
        case Space():
            flow.skip(block.lines * flow.sheet.leading)
        case Spread():
            prose.spread(flow, block)
        case Table():
            (lanes.lanes if block.abreast > 1 else tables.table)(flow, block, after=after)
        case Signature():
            signature.signature(flow, block)
        case PageBreak():
            flow.turn()
