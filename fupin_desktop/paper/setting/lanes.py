"""Setting a list that stands abreast: so many columns of rows on a page, read down first, then to the right."""

from fupin_desktop.paper.blocks import Table
from fupin_desktop.paper.setting.flow import Flow
from fupin_desktop.paper.setting.ruling import Cells, Frame, Heading, frame_of, heading_of, height_of
from fupin_desktop.paper.setting.tables import AIR, Segment

_GAP = 14.0  # points between two lanes: wide enough that nobody reads across it, nor the leak gate


def lane_width(width: float, abreast: int) -> float:
    """How wide each lane is within so many points."""
    return (width - _GAP * (abreast - 1)) / abreast


def lanes(flow: Flow, block: Table, *, after: float = 0.0) -> None:
    """Set a list in `block.abreast` lanes: full pages first, on the last one the lanes are of like length.

    `after` points, the signature's, stay with the last rows.
    """
    width = lane_width(flow.sheet.area_width, block.abreast)
    frame = frame_of(block, flow.sheet, width)
    head = heading_of(block, frame)
    rows = [frame.broken(row) for row in block.rows]
    flow.skip(AIR)
    at = 0
    while at < len(rows):
        deep = _deep(rows[at:], frame, flow.room - head.height, block.abreast)
        if not flow.fresh and (not deep or _is_remnant(len(rows) - at, deep, block.abreast)):
            flow.turn()
            continue
        _page(flow, frame, head, rows[at : at + max(deep, 1) * block.abreast], max(deep, 1), block.abreast, width)
        at += max(deep, 1) * block.abreast
        if at < len(rows) or flow.room < after:
            flow.turn()
    flow.skip(AIR)


def _is_remnant(rest: int, deep: int, abreast: int) -> bool:
    """Would only a row or two stand below the heading, with more to come?"""
    return deep < 3 and rest > deep * abreast


def _deep(rows: list[Cells], frame: Frame, room: float, abreast: int) -> int:
    """How many rows stand below each other in a lane: as many as fit, or as even lanes need."""
    heights = [height_of(cells, frame.cell) for cells in rows[: int(room / frame.cell.leading + 1) * abreast]]
    deep = min(-(-len(rows) // abreast), -(-len(heights) // abreast))
    while deep and any(sum(heights[lane * deep : (lane + 1) * deep]) > room + 0.5 for lane in range(abreast)):
        deep -= 1
    return deep


def _page(flow: Flow, frame: Frame, head: Heading, rows: list[Cells], deep: int, abreast: int, width: float) -> None:
    top = lowest = flow.y
    for lane in range(abreast):
        taken = rows[lane * deep : (lane + 1) * deep]
        if not taken:
            break
        flow.y = top
        segment = Segment(flow, frame.moved(lane * (width + _GAP)), head, room_for=0.0)
        for cells in taken:
            segment.add(cells)
        segment.close()
        lowest = max(lowest, flow.y)
    flow.y = lowest
