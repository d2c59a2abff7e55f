"""A square code (QR) beside what it is for; made by reportlab's own widget, drawn as squares."""

from reportlab.graphics.barcode.qr import QrCodeWidget

from fupin_desktop.paper.blocks import Qr
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.setting.flow import Flow, Square
from fupin_desktop.paper.setting.lines import Style, break_lines
from fupin_desktop.paper.sheet import MM

_WORDS = Style(Face.SONG, 12.0, 17.0)
_QUIET = 4  # modules of white around it, as readers want (ISO/IEC 18004)
_AIR = 8.0


def qr(flow: Flow, block: Qr) -> None:
    """Set the code at the left, its caption beside it."""
    side = block.side * MM
    flow.need(side)
    modules = _modules(block.content)
    unit = side / (len(modules) + 2 * _QUIET)
    for down, dots in enumerate(modules):
        flow.page.squares += [
            Square(flow.sheet.left + (over + _QUIET) * unit, flow.y + (down + _QUIET) * unit, unit)
            for over, dark in enumerate(dots)
            if dark
        ]
    lines = break_lines(block.caption, _WORDS, flow.sheet.area_width - side - _AIR)
    y = flow.y + max(0.0, (side - len(lines) * _WORDS.leading) / 2)
    for line in lines:
        flow.put(line, _WORDS, flow.sheet.left + side + _AIR, y)
        y += _WORDS.leading
    flow.y = min(flow.y + max(side, len(lines) * _WORDS.leading) + _AIR, flow.sheet.bottom)


def _modules(content: str) -> list[list[bool]]:
    """The code as rows of dark and light, corrected up to a quarter of it: paper is folded and stained."""
    widget = QrCodeWidget(content, barLevel="Q")
    widget.qr.make()
    return [[bool(dark) for dark in line] for line in widget.qr.modules]
