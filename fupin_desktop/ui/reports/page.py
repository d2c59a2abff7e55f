"""Reports: the progress report and the gap lists; each number opens its records."""

from pathlib import Path

from PySide6.QtWidgets import QComboBox, QTabWidget, QWidget

from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.reports.gaps import unset_words
from fupin_desktop.reports.progress import PROGRESS
from fupin_desktop.reports.table import Line, Report, Row, make_report
from fupin_desktop.reports.values import text_of, unit_text
from fupin_desktop.ui.forms.printing import PaperDialog
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.reports.counting import Counted, asked_of, count_gaps, newest_year
from fupin_desktop.ui.reports.figure_table import Cell, FigureTable
from fupin_desktop.ui.reports.findings_tab import FindingsTab
from fupin_desktop.ui.reports.opened import RECORDS, Opened
from fupin_desktop.ui.widgets.parts import GRID, button, column, label

_FIRST_YEAR = 2016  # the campaign's (003 (十二))


class ReportsPage(Page):
    """A tab for the report and one for the gaps, of one year."""

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Reports"))
        self.report: Report | None = None
        self.year = QComboBox()
        self.year.setAccessibleName(_("Year"))
        for year in range(session.today.year, _FIRST_YEAR - 1, -1):
            self.year.addItem(str(year), year)
        newest = session.read(newest_year) or session.today.year
        self.year.setCurrentIndex(max(self.year.findData(newest), 0))
        self.year.activated.connect(lambda _index: self.refresh())
        self.state = label("", "small")
        self.print_button = button(_("&Print or save as PDF…"), self.print_report, icon="print")
        self.export_button = button(_("Save as &Excel…"), self._export, icon="export")
        for one in (self.state, self.year, self.export_button, self.print_button):
            self.top.addWidget(one)
        self.table = FigureTable(_(PROGRESS.label), (2, 7, *([0] * 11)), tight=True)
        self.gaps = FigureTable(_("Gaps"), (14, 5, 0))
        for table in (self.table, self.gaps):
            table.opened.connect(lambda what: self.go.emit(RECORDS, what))
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Reports"))
        self.tabs.addTab(self._progress(), _(PROGRESS.label))
        self.tabs.addTab(self.gaps, _("Gaps"))
        self.findings = FindingsTab(session)
        self.findings.opened.connect(lambda home: self.go.emit("households", home))
        self.tabs.addTab(self.findings, _("Findings"))
        self.tabs.currentChanged.connect(self._chosen)
        self.fill(self.tabs)

    def _progress(self) -> QWidget:
        notes = "\n".join(f"{number}. {_(text)}" for number, text in enumerate(PROGRESS.notes, 1))
        made = QWidget()
        made.setLayout(column(self.table, label(notes, "small", wrap=True), gap=GRID))
        return made

    def _chosen(self, at: int) -> None:
        for one in (self.print_button, self.export_button):
            one.setVisible(at == 0)
        if self.tabs.currentWidget() is self.findings:
            self.findings.refresh()

    def refresh(self) -> None:
        """Count anew, on the lane."""
        session, year = self.session, self.year.currentData()
        self.state.setText(_("Counting…"))

        def work(_progress: Progress) -> tuple[Report, list[Counted]]:
            with session.book.read() as reader:
                report = make_report(PROGRESS, asked_of(session, reader, year), reader, session.book.identity.name)
            return report, count_gaps(session, year=year, back="reports")

        session.run(work, self._show)

    def _show(self, found: tuple[Report, list[Counted]]) -> None:
        report, gaps = found
        if report.year != self.year.currentData():
            return  # another year was chosen meanwhile
        self.report = report
        self.state.setText(_("As of {day}").format(day=report.day))
        heads = [f"{_(one.label)}\n（{unit_text(one.unit)}）" for one in report.columns]
        groups = ["", "", *(_(one.group) for one in report.columns)]
        rows = [self._row(report, number, row) for number, row in report.numbered]
        self.table.load([_("No."), _("Village"), *heads], rows, groups)
        self.gaps.load([_("What is missing"), _("Number"), _("By what rule")], [_gap(one) for one in gaps])

    def _row(self, report: Report, number: int | None, row: Row) -> list[Cell]:
        strong = row.line is not Line.VILLAGE
        cells = [Cell("" if number is None else str(number), strong=strong), Cell(row.name, strong=strong)]
        for at, one in enumerate(report.columns):
            value = report.value(row, at)
            title = _("{what}: {where} ({year})").format(
                what=f"{_(one.group)} {_(one.label)}".replace("\n", ""), where=row.name, year=report.year
            )
            opens = Opened(title, report.cell(row, at), one.unit) if value is not None else None
            cells.append(Cell(text_of(value, one.unit), opens, right=True, muted=value is None, strong=strong))
        return cells

    # --- on paper and as a workbook ---------------------------------------------------------------------------------

    def print_report(self) -> None:
        """Draw what is shown on the lane, and show the very pages; printing or saving is kept in the audit log."""
        if self.report is not None:
            report = self.report
            self.session.run(lambda progress: (report, _drawn(self.session, report, progress)), self._preview)

    def _preview(self, made: tuple[Report, bytes]) -> None:
        report, pdf = made
        dialog = PaperDialog(self.session, report.title, pdf, self)
        dialog.out.connect(lambda: self.session.book.note("report.write", f"{report.kind.name} {report.year} pdf"))
        dialog.open()

    def _export(self) -> None:
        name = file_name(self.session.book.identity.name, _("Reports"), self.session.today.isoformat(), ending="xlsx")
        out = ask_new_file(self, _("Save as Excel"), name, _("Workbooks (*.xlsx)"), Purpose.SHEET)
        if out is not None:
            self.export_to(out)

    def export_to(self, out: Path) -> None:
        """Write what is shown as a workbook."""
        if self.report is not None:
            report = self.report
            self.session.run(lambda _progress: _exported(self.session, report, out), self._exported)

    def _exported(self, out: Path) -> None:
        self.session.said.emit(_("Written: {name}").format(name=out.name))

    def where(self) -> object:
        """The tab and the year."""
        return self.tabs.currentIndex(), self.year.currentIndex()

    def back_to(self, where: object) -> None:
        """Choose them again."""
        if isinstance(where, tuple):
            self.tabs.setCurrentIndex(where[0])
            self.year.setCurrentIndex(where[1])
            self.refresh()

    def start_focus(self) -> None:
        """The table in front."""
        (self.gaps if self.tabs.currentIndex() else self.table).setFocus()


def _gap(one: Counted) -> list[Cell]:
    number = _("not set") if one.unset else _("No data") if one.count is None else f"{one.count:,}"
    opens = one.opens if one.count else None
    return [
        Cell(_(one.gap.label), opens),
        Cell(number, opens, right=True, muted=not one.count),
        Cell(unset_words(one.gap) if one.unset else _(one.gap.rule), opens, muted=True),
    ]


def _drawn(session: Session, report: Report, progress: Progress) -> bytes:
    from fupin_desktop.paper.report import report_document  # slow to load: only whoever prints needs it
    from fupin_desktop.paper.write import render

    mark = _("PRACTICE") if session.book.identity.practice else ""
    return render(report_document(report, watermark=mark), progress=progress)[0]


def _exported(session: Session, report: Report, out: Path) -> Path:
    from fupin_desktop.sheets.figures import write_figures

    mark = _("Taken out by {user} on {day}. Internal: not to be passed on.")
    write_figures(out, report, mark.format(user=session.book.user, day=session.today))
    session.book.note("report.write", f"{report.kind.name} {report.year} xlsx")
    return out
