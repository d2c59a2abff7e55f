"""One report in the window: its table, each number of which opens its records, and how to read it below."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fupin_desktop.ledger.declared.report import ReportKind
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import Line, Report, Row, make_report
from fupin_desktop.reports.values import text_of, unit_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.opened import Opened
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.reports.counting import asked_of
from fupin_desktop.ui.reports.figure_table import Cell, FigureTable
from fupin_desktop.ui.widgets.parts import GRID, column, label

_NUMBER, _VILLAGE = 2, 7  # characters; the figures share what is left


class Laid(NamedTuple):
    """A report and its cells, row by row."""

    report: Report
    cells: list[list[Cell]]


class ReportTab(QWidget):
    """A report of one year or quarter.  `opened` gives the figure behind a number."""

    opened = Signal(object)

    def __init__(self, session: Session, kind: ReportKind) -> None:
        super().__init__()
        self.session, self.kind = session, kind
        self.report: Report | None = None
        self.table = FigureTable(_(kind.label), (_NUMBER, _VILLAGE), tight=True)
        self.table.opened.connect(self.opened)
        self.notes = label(_numbered(kind.notes), "small", wrap=True)
        self.setLayout(column(self.table, self.notes, gap=GRID))

    def count(self, reader: Reader, period: Period) -> Laid:
        """Count it and lay its cells out; runs on the lane: the cells of 144 villages take the window too long."""
        report = make_report(self.kind, asked_of(self.session, reader, period), reader, self.session.book.identity.name)
        titles = [f"{_(one.group)} {_(one.label)}".replace("\n", "") for one in report.columns]
        return Laid(report, [_row(report, titles, number, row) for number, row in report.numbered])

    def show_report(self, laid: Laid) -> None:
        """Show what was counted."""
        self.report = report = laid.report
        self.notes.setText(_numbered(report.notes))
        heads = [f"{_(one.label)}\n（{unit_text(one.unit)}）" for one in report.columns]
        groups = ["", "", *(_(one.group) for one in report.columns)]
        self.table.load([_("No."), _("Village"), *heads], laid.cells, groups)

    # --- on paper and as a workbook ---------------------------------------------------------------------------------

    def print_report(self) -> None:
        """Draw what is shown on the lane, and show the very pages; printing or saving is kept in the audit log."""
        if self.report is not None:
            report = self.report
            self.session.run(lambda progress: (report, _drawn(self.session, report, progress)), self._preview)

    def _preview(self, made: tuple[Report, bytes]) -> None:
        report, pdf = made
        dialog = PaperDialog(self.session, report.title, pdf, self)
        dialog.out.connect(
            lambda: self.session.book.note("report.write", f"{report.kind.name} {report.period.code} pdf")
        )
        dialog.open()

    def export_to(self, out: Path) -> None:
        """Write what is shown as a workbook."""
        if self.report is not None:
            report = self.report
            self.session.run(lambda _progress: _exported(self.session, report, out), self._exported)

    def _exported(self, out: Path) -> None:
        self.session.said.emit(_("Written: {name}").format(name=out.name))


def _numbered(notes: Sequence[str]) -> str:
    return "\n".join(f"{number}. {_(text)}" for number, text in enumerate(notes, 1))


def _row(report: Report, titles: Sequence[str], number: int | None, row: Row) -> list[Cell]:
    strong = row.line is not Line.VILLAGE
    cells = [Cell("" if number is None else str(number), strong=strong), Cell(row.name, strong=strong)]
    for at, one in enumerate(report.columns):
        value = report.value(row, at)
        title = _("{what}: {where} ({period})").format(what=titles[at], where=row.name, period=report.period.label)
        opens = Opened(title, report.cell(row, at), one.unit) if value is not None else None
        why = report.why_unknown(at)
        cells.append(Cell(text_of(value, one.unit), opens, right=True, muted=value is None, strong=strong, tip=why))
    return cells


def _drawn(session: Session, report: Report, progress: Progress) -> bytes:
    from fupin_desktop.paper.documents.report import report_document  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import render

    mark = _("PRACTICE") if session.book.identity.practice else ""
    return render(report_document(report, watermark=mark), progress=progress)[0]


def _exported(session: Session, report: Report, out: Path) -> Path:
    from fupin_desktop.sheets.writing.figures import write_figures

    mark = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    write_figures(out, report, mark.format(user=session.book.user, day=session.today))
    session.book.note("report.write", f"{report.kind.name} {report.period.code} xlsx")
    return out
