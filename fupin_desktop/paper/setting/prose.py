"""Setting titles, headings, paragraphs and notes."""

from fupin_desktop.paper.blocks import Heading, Note, Para, Spread, Title
from fupin_desktop.paper.faces import Face
from fupin_desktop.paper.setting.flow import Flow, flush
from fupin_desktop.paper.setting.lines import Lead, Line, Style, break_lines
from fupin_desktop.paper.setting.titles import sensible
from fupin_desktop.paper.sheet import TITLE_SIZE

_TITLE = Style(Face.TITLE, TITLE_SIZE, TITLE_SIZE * 1.5)
_NOTE = Style(Face.BODY, 12.0, 18.0)
_HEADING_FACES = {1: Face.HEI, 2: Face.KAI}
_SMALL = 4  # the level of headings over the parts of a form
_SMALL_STYLE = Style(Face.HEI, 12.0, 20.0)
_INDENT = 2  # characters


def title(flow: Flow, block: Title) -> None:
    """Centred lines, then one free line."""
    lines = sensible(block.text, _TITLE, flow.sheet.area_width, whole=block.whole)
    flow.need(len(lines) * _TITLE.leading + 3 * flow.sheet.leading)
    for line in lines:
        flow.put(line, _TITLE, flow.sheet.left + (flow.sheet.area_width - line.width) / 2, flow.y)
        flow.y += _TITLE.leading
    flow.skip(flow.sheet.leading)


def heading(flow: Flow, block: Heading) -> None:
    """A heading keeps two lines of what follows with it."""
    if block.level == _SMALL:
        _small(flow, block)
        return
    style = flow.sheet.body(_HEADING_FACES.get(block.level, Face.BODY))
    lines = break_lines(block.text, style, flow.sheet.area_width, indent=_indent(style))
    flow.need((len(lines) + 2) * style.leading)
    _set(flow, lines, style, _indent(style), 0.0)


def _small(flow: Flow, block: Heading) -> None:
    lines = break_lines(block.text, _SMALL_STYLE, flow.sheet.area_width)
    flow.skip(_SMALL_STYLE.size / 2)
    flow.need((len(lines) + 3) * _SMALL_STYLE.leading)
    _set(flow, lines, _SMALL_STYLE, 0.0, 0.0)


def para(flow: Flow, block: Para, *, after: float = 0.0) -> None:
    """Body text; its last two lines wait for the next page when `after` points, the signature's, would not fit here.

    No line of it stands alone at the foot of a page or the head of the next.
    """
    style = flow.sheet.body()
    indent = _indent(style) if block.indent else 0.0
    lead = Lead(block.lead, _HEADING_FACES.get(block.level, Face.BODY)) if block.lead else None
    lines = break_lines(block.text, style, flow.sheet.area_width, indent=indent, lead=lead)
    if block.together:
        flow.need(len(lines) * style.leading + after)
    _set(flow, lines, style, indent, after)


def note(flow: Flow, block: Note, *, after: float = 0.0) -> None:
    """Small print, with a little air above; it stays with the `after` points of what it is written over."""
    lines = break_lines(block.text, _NOTE, flow.sheet.area_width)
    flow.skip(_NOTE.size / 2)
    flow.need(len(lines) * _NOTE.leading + after)
    _set(flow, lines, _NOTE, 0.0, 0.0)


def spread(flow: Flow, block: Spread) -> None:
    """Texts spread over one line from margin to margin; those that would not fit stand under each other."""
    width = flow.sheet.area_width
    lines = [break_lines(text, _NOTE, width)[0] for text in block.texts]
    if sum(line.width for line in lines) + _NOTE.size * (len(lines) - 1) > width:
        for text in block.texts:
            note(flow, Note(text))
        return
    flow.skip(_NOTE.size / 2)
    flow.need(_NOTE.leading)
    gap = (width - sum(line.width for line in lines)) / max(len(lines) - 1, 1)
    x = flow.sheet.left
    for line in lines:
        flow.put(line, _NOTE, x, flow.y)
        x += line.width + gap
    flow.y += _NOTE.leading


def _set(flow: Flow, lines: list[Line], style: Style, indent: float, after: float) -> None:
    first = True
    for index, line in enumerate(lines):
        kept = _kept_together(index, len(lines))
        ends = index + kept == len(lines)
        flow.need(kept * style.leading + after if ends and after else (kept - 1) * style.leading + style.size)
        shift = indent if first else 0.0
        flow.put(line, style, flow.sheet.left + shift, flow.y, extra=flush(line, style, flow.sheet.area_width - shift))
        flow.y += style.leading
        first = line.last


def _kept_together(index: int, lines: int) -> int:
    """How many lines from this one on stay on one page: two at the beginning, two at the end, three of three."""
    rest = lines - index
    if rest <= 2:
        return rest
    return 1 if index else (3 if lines == 3 else 2)


def _indent(style: Style) -> float:
    return _INDENT * (style.size + style.tracking)
