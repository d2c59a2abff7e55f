"""年度脱贫攻坚报告 on paper (F31): chapters of figures, what is still missing, room for an opinion by hand."""

from collections.abc import Iterator

from fupin_desktop.forms.grid import Cell, Grid, Row
from fupin_desktop.ledger.declared.report import ReportColumn
from fupin_desktop.ledger.notation.showing import long_date
from fupin_desktop.ledger.words import _, in_chinese
from fupin_desktop.paper.blocks import Align, Block, Column, Document, Foot, Heading, Note, Spread, Table, Title
from fupin_desktop.paper.sheet import FORM
from fupin_desktop.reports.annual import SOURCE, AnnualReport, Chapter
from fupin_desktop.reports.table import Report
from fupin_desktop.reports.values import text_of, unit_text

_SIZE = 10.0
_PART = 4  # the level of headings over the parts of a form
_OPINION, _SEAL = 55.0, 24.0  # millimetres to write, and to sign
_NUMERALS = "一二三四五六七八九十"


@in_chinese()
def annual_report_document(report: AnnualReport, *, practice: bool = False) -> Document:
    """The paper of a year, in Chinese whatever the window speaks."""
    title = _("Report of the year {year} on the fight against poverty").format(year=report.period.year)
    made = _("As of {day}").format(day=long_date(report.day))
    blocks: list[Block] = [Title(title), Spread((_("Office: {office}").format(office=report.office), made))]
    for number, chapter in enumerate(report.chapters):
        blocks += _chapter(number, chapter)
    last = len(report.chapters)
    blocks += [
        Heading(_numbered(last, _("Problems")), _PART),
        _problems(report) if report.problems else Note(_("Nothing is missing.")),
        Heading(_numbered(last + 1, _("Opinion and next steps")), _PART),
        Grid([1, 1], [Row([Cell("", across=2)], _OPINION), Row([*map(_signed, _signatures())], _SEAL)], _SIZE),
        Note(_("Asked for by: {source}.").format(source=SOURCE)),
    ]
    mark = _("PRACTICE") if practice else ""
    return Document(title, blocks, sheet=FORM, foot=Foot.LIST, watermark=mark)


def _numbered(number: int, title: str) -> str:
    return f"{_NUMERALS[number]}、{title}"


def _chapter(number: int, chapter: Chapter) -> Iterator[Block]:
    yield Heading(_numbered(number, _(chapter.title)), _PART)
    for report in chapter.reports:
        yield _figures(report)


def _figures(report: Report) -> Block:
    """The totals of a report of which anything is known, a figure a line, in two lanes."""
    total = report.row_of("total")
    known = [(one, value) for at, one in enumerate(report.columns) if (value := report.value(total, at)) is not None]
    if not known:
        return Note(_("{report}: no data.").format(report=_(report.kind.label)))
    columns = [
        Column(_(report.kind.label), 2.6, Align.LEFT),
        Column(_("Unit"), 0.6),
        Column(_("Total"), 1.2, Align.RIGHT),
    ]
    rows = [(_called(one), unit_text(one.unit), text_of(value, one.unit)) for one, value in known]
    return Table(columns, rows, size=_SIZE, abreast=2)


def _called(one: ReportColumn) -> str:
    return "·".join(part for part in (_(one.group), _(one.label)) if part)


def _problems(report: AnnualReport) -> Table:
    columns = [Column(_("What is missing"), 2.8, Align.LEFT), Column(_("Number"), 0.8, Align.RIGHT)]
    rows = [(_(one.label), f"{one.count:,}") for one in report.problems]
    return Table(columns, rows, size=_SIZE, abreast=2)


def _signatures() -> tuple[str, str]:
    return _("Made by (signature):"), _("Head of the unit (signature, seal):")


def _signed(text: str) -> Cell:
    return Cell(f"{text}\n　　　年　　月　　日", align="left", low=True)
