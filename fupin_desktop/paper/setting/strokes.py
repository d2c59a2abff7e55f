"""Drawing finished pages with reportlab: texts, ruled lines, watermark."""

from math import atan2, degrees, hypot

from reportlab.graphics import renderPDF
from reportlab.pdfgen.canvas import Canvas

from fupin_desktop.paper.blocks import Document
from fupin_desktop.paper.faces import Face, joined
from fupin_desktop.paper.faces import glyphs as glyphs_of
from fupin_desktop.paper.setting.flow import Page, Text

_RULE = 0.5  # points
_PALE = 0.88  # of white: read at arm's length, and no hindrance to the text over it


def draw_page(canvas: Canvas, document: Document, page: Page, foot: list[Text]) -> None:
    """Draw one page and finish it; the watermark lies under everything."""
    if document.watermark and not page.overlay:
        _watermark(canvas, document)
    _rules(canvas, page, document.sheet.height)
    for placed in page.drawings:
        renderPDF.draw(placed.drawing, canvas, placed.x, document.sheet.height - placed.y)
    for square in page.squares:
        canvas.rect(
            square.x, document.sheet.height - square.y - square.side, square.side, square.side, stroke=0, fill=1
        )
    _texts(canvas, [*page.texts, *foot], document.sheet.height)
    canvas.showPage()


def _texts(canvas: Canvas, texts: list[Text], height: float) -> None:
    pen = canvas.beginText()
    spacing = 0.0
    for text in texts:
        if text.spacing != spacing:
            spacing = text.spacing
            pen.setCharSpace(spacing)
        pen.setTextOrigin(text.x, height - text.y)
        for run in text.line.runs:
            pen.setFont(run.font, text.size)
            pen.textOut(run.text)
    canvas.drawText(pen)


def _rules(canvas: Canvas, page: Page, height: float) -> None:
    canvas.setLineWidth(_RULE)
    canvas.lines([(rule.x1, height - rule.y1, rule.x2, height - rule.y2) for rule in page.rules])


def _watermark(canvas: Canvas, document: Document) -> None:
    sheet, text = document.sheet, document.watermark
    drawn = glyphs_of(text, Face.HEI)
    em = sum(glyph.width for glyph in drawn) / 1000
    slope = atan2(sheet.area_height, sheet.area_width)
    size = min(120.0, hypot(sheet.area_width, sheet.area_height) * 0.8 / em)
    canvas.saveState()
    canvas.setFillGray(_PALE)
    canvas.translate(sheet.left + sheet.area_width / 2, sheet.height - sheet.top - sheet.area_height / 2)
    canvas.rotate(degrees(slope))
    pen = canvas.beginText(-em * size / 2, -size * 0.38)
    for run in joined(text, drawn):
        pen.setFont(run.font, size)
        pen.textOut(run.text)
    canvas.drawText(pen)
    canvas.restoreState()
