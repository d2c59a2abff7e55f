"""Drawing finished pages with reportlab: texts, ruled lines, watermark."""

from math import atan2, degrees, hypot

from reportlab.graphics import renderPDF
from reportlab.pdfgen.canvas import Canvas

from fupin_desktop.paper.blocks import Document
from fupin_desktop.paper.faces import Face, joined
from fupin_desktop.paper.faces import glyphs as glyphs_of
from fupin_desktop.paper.setting.flow import Page, Text
from fupin_desktop.paper.setting.pen import Pen

_PALE = 0.88  # of white: read at arm's length, and no hindrance to the text over it


def draw_page(canvas: Canvas, pen: Pen, document: Document, page: Page, foot: list[Text]) -> None:
    """Draw one page and finish it; the watermark lies under everything."""
    if document.watermark and not page.overlay:
        _watermark(canvas, document)
    pen.rules(page.rules)
    for placed in page.drawings:
        renderPDF.draw(placed.drawing, canvas, placed.x, document.sheet.height - placed.y)
    for square in page.squares:
        canvas.rect(
            square.x, document.sheet.height - square.y - square.side, square.side, square.side, stroke=0, fill=1
        )
    pen.texts([*page.texts, *foot])
    canvas.showPage()


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
