"""Setting issuers and date with room for their seals (GB/T 9704-2012 §7.3.5, signature with seal)."""

from fupin_desktop.paper.blocks import Signature
from fupin_desktop.paper.setting.flow import Flow
from fupin_desktop.paper.setting.lines import Line, Style, break_lines
from fupin_desktop.paper.sheet import SEAL, Sheet

_DATE_INDENT = 4  # characters between the date and the right edge
_MOST_IN_A_ROW = 3


def height(sheet: Sheet, block: Signature) -> float:
    """How much room the signature takes, with the half line above it: the seal stands within a line of the text."""
    return sheet.leading / 2 + SEAL * len(_rows(sheet, block))


def signature(flow: Flow, block: Signature) -> None:
    """The last issuer stands over the date, its seal's square around both; others to the left of it and above."""
    sheet, style = flow.sheet, flow.sheet.body()
    flow.need(height(sheet, block) - sheet.leading / 2)
    flow.skip(sheet.leading / 2)
    date = break_lines(block.date, style, sheet.area_width)[0]
    rows = _rows(sheet, block)
    middle = _middle(sheet, rows[-1][-1], date)
    for row in rows:
        _row(flow, row, style, middle)
    flow.put(date, style, middle - date.width / 2, flow.y - SEAL / 2 + (sheet.leading - sheet.size) / 2)


def _row(flow: Flow, row: list[Line], style: Style, middle: float) -> None:
    pitch = max(SEAL, max(line.width for line in row) + 2 * style.size)
    for place, line in enumerate(reversed(row)):
        x = middle - place * pitch - line.width / 2
        flow.put(line, style, x, flow.y + SEAL / 2 - (flow.sheet.leading + flow.sheet.size) / 2)
    flow.y += SEAL


def _rows(sheet: Sheet, block: Signature) -> list[list[Line]]:
    style = sheet.body()
    names = [break_lines(name, style, sheet.area_width)[0] for name in block.issuers]
    widest = max(line.width for line in names) + 2 * style.size
    most = max(1, min(_MOST_IN_A_ROW, int(sheet.area_width / max(SEAL, widest))))
    first = len(names) % most
    rows = [names[:first]] if first else []
    return rows + [names[start : start + most] for start in range(first, len(names), most)]


def _middle(sheet: Sheet, last: Line, date: Line) -> float:
    """Where date and last issuer are centred: the date four characters in, but no name beyond the type area."""
    wanted = sheet.right - _DATE_INDENT * sheet.size - date.width / 2
    return min(wanted, sheet.right - max(last.width, SEAL) / 2)
