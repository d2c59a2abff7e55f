"""A report on paper: A4 lying, A3 where columns are many; who filled it in above the table, how to read it below."""

from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import _
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Foot, Note, Spread, Table, Title
from fupin_desktop.paper.sheet import A3, LANDSCAPE
from fupin_desktop.reports.table import Report, Row
from fupin_desktop.reports.values import text_of, unit_text

_SIZE, _SMALL = 10.5, 9.0  # points; the smaller one where figures are many
_ON_A4 = 13  # so many figures stand beside each other on A4 without being broken
_NAME, _NUMBER, _FIGURE = 2.2, 0.7, 1.0  # shares of the width


def report_document(report: Report, *, watermark: str = "") -> Document:
    """The report as a document; every number stands in the unit its heading names."""
    blocks: list[Block] = [
        Title(report.title),
        Spread((
            _("Filled in by: {office}").format(office=report.office),
            _("Period: {period}").format(period=report.period.label),
            _("Filled in on: {day}").format(day=long_date(report.day)),
        )),
        _table(report),
        Spread((_("Head of the unit:"), _("Checked by:"), _("Made by:"), _("Telephone:"), "")),
    ]  # fmt: skip
    source = _("Asked for by: {source}.").format(source=report.kind.source)
    lines = [f"{number}. {_(text)}" for number, text in enumerate(report.notes, 1)]
    blocks.append(Note("\n".join([_("How to read it:"), *lines, source])))
    sheet = LANDSCAPE if len(report.columns) <= _ON_A4 else A3
    return Document(report.title, blocks, sheet=sheet, foot=Foot.LIST, watermark=watermark)


def _table(report: Report) -> Table:
    columns = [
        Column(_("No."), _NUMBER),
        Column(_("Village"), _NAME, Align.LEFT),
        *(
            Column(f"{_(one.label)}\n（{unit_text(one.unit)}）", _FIGURE, Align.RIGHT, _(one.group))
            for one in report.columns
        ),
    ]
    size = _SIZE if len(report.columns) <= _ON_A4 else _SMALL
    return Table(columns, [_row(report, row, number) for number, row in report.numbered], size=size)


def _row(report: Report, row: Row, number: int | None) -> list[str]:
    return [
        "" if number is None else str(number),
        row.name,
        *(text_of(report.value(row, at), one.unit) for at, one in enumerate(report.columns)),
    ]
