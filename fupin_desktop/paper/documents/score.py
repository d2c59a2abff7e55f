"""脱贫轨迹 on paper: the course of a score as the window draws it, and the marks of one month with their sources."""

from fupin_desktop.ledger.declared.chart import FilledChart
from fupin_desktop.ledger.declared.score import Score
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Graphic, Note, Spread, Table, Title
from fupin_desktop.paper.documents.chart import draw_chart
from fupin_desktop.paper.sheet import PORTRAIT
from fupin_desktop.reports.scores import explained, met_text, points_text, total_text, verdict_text, weight_text

_SIZE = 10.0


def score_document(
    title: str, whose: str, score: Score, chart: FilledChart, notes: tuple[str, ...], *, watermark: str = ""
) -> Document:
    """The paper of one month; without a course there is no chart.  An internal paper: it is not posted."""
    blocks: list[Block] = [Title(title), Spread((whose, _("As of {day}").format(day=long_date(score.day))))]
    if len(chart.values) > 1:
        picture = draw_chart(chart, PORTRAIT.area_width)
        blocks.append(Graphic(picture.drawing, picture.height))
    blocks += [Spread((total_text(score), verdict_text(score))), _table(score)]
    lines = [f"{_(mark.label)}：{explained(mark)}" for mark in (*score.marks, *score.beside)]
    blocks.append(Note("\n".join([_("How it is counted:"), *lines, *(_(note) for note in notes)])))
    return Document(title, blocks, watermark=watermark)


def _table(score: Score) -> Table:
    columns = [
        Column(_("Indicator"), 2.2, Align.LEFT),
        Column(_("Weight"), 0.7, Align.RIGHT),
        Column(_("Score"), 0.9, Align.RIGHT),
        Column(_("Actual"), 2.6, Align.LEFT),
        Column(_("Target"), 2.2, Align.LEFT),
        Column(_("Met"), 0.9),
    ]
    rows = [
        (_(one.label), weight_text(one), points_text(one), one.actual or _("No data"), one.target, met_text(one))
        for one in (*score.marks, *score.beside)
    ]
    return Table(columns, rows, size=_SIZE)
