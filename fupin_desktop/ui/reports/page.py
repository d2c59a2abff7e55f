"""Reports: each report in its tab, and the gap lists; each number opens its records."""

from pathlib import Path
from typing import ClassVar, NamedTuple

from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.policy.parameter import Parameter
from fupin_desktop.reports.annual import annual_report
from fupin_desktop.reports.asked import by_quarter
from fupin_desktop.reports.catalogue import REPORTS
from fupin_desktop.reports.gaps import unset_words
from fupin_desktop.reports.period import Period
from fupin_desktop.reports.table import Report
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.opened import RECORDS
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.worker import Job
from fupin_desktop.ui.reports.counting import Counted, count_gaps, newest_year
from fupin_desktop.ui.reports.figure_table import Cell, FigureTable
from fupin_desktop.ui.reports.findings_tab import FindingsTab
from fupin_desktop.ui.reports.period_choice import PeriodChoice
from fupin_desktop.ui.reports.report_tab import Laid, ReportTab
from fupin_desktop.ui.widgets.parts import button, label
from fupin_desktop.ui.widgets.tabs import Tabs, choose_tab


class _Counted(NamedTuple):
    """What was counted for a tab; `wanted` may be a quarter of a year in which `by` offers none."""

    tab: ReportTab
    wanted: Period
    by: Parameter | None
    laid: Laid


class ReportsPage(Page):
    """A tab for each report, of one year or quarter, and one for the gaps, of the year."""

    shows: ClassVar[frozenset[str] | None] = None  # what is counted, and what rules find, may be of any kind

    def __init__(self, session: Session) -> None:
        super().__init__(session, _("Reports"))
        self.choice = PeriodChoice(session.today.year)
        self._year_known = False  # the newest year of which there is something is chosen when it is read
        self.choice.chosen.connect(self._choose)
        self.state = label("", "small")
        self.print_button = button(_("&Print or save as PDF…"), self.print_report, icon="print")
        self.export_button = button(_("Save as &Excel…"), self._export, icon="export")
        self.annual_button = button(_("&Annual report…"), self.print_annual, icon="print")
        self.paper: PaperDialog | None = None
        for one in (self.state, self.choice, self.annual_button, self.export_button, self.print_button):
            self.top.addWidget(one)
        self.tabs = Tabs(_("Reports"))
        self.reports = [ReportTab(session, kind) for kind in REPORTS.values()]
        for tab in self.reports:
            self.tabs.addTab(tab, _(tab.kind.label))
            tab.opened.connect(lambda what: self.go.emit(RECORDS, what))
        self.gaps = FigureTable(_("Gaps"), (14, 5, 0))
        self.gaps.opened.connect(lambda what: self.go.emit(RECORDS, what))
        self.tabs.addTab(self.gaps, _("Gaps"))
        self._gaps_of: int | None = None  # the year whose gaps are shown
        self._counting_gaps: Job | None = None
        self.findings = FindingsTab(session)
        self.findings.opened.connect(lambda home: self.go.emit("households", home))
        self.tabs.addTab(self.findings, _("Findings of the rules"))
        self.tabs.currentChanged.connect(self._chosen)
        self.fill(self.tabs)

    @property
    def front(self) -> ReportTab:
        """The report in front; behind another tab, the first."""
        at = self.tabs.currentIndex()
        return self.reports[at if at < len(self.reports) else 0]

    @property
    def report(self) -> Report | None:
        """What the report in front shows; None until it was counted."""
        return self.front.report

    @property
    def table(self) -> FigureTable:
        """The table of the report in front."""
        return self.front.table

    def _chosen(self, at: int) -> None:
        for one in (self.print_button, self.export_button):
            one.setVisible(at < len(self.reports))
        self.choice.by_year(at >= len(self.reports))
        if self.tabs.currentWidget() is self.findings:
            self.findings.refresh()
        elif self.tabs.currentWidget() is self.gaps and self._gaps_of is None:
            self._count_gaps()
        elif at < len(self.reports) and not self._is_counted(self.reports[at]):
            self.refresh()

    def _is_counted(self, tab: ReportTab) -> bool:
        return tab.report is not None and tab.report.period == self.choice.period

    def _choose(self) -> None:
        self._year_known = True
        self.refresh()

    def refresh(self) -> None:
        """Count what is in front anew, beside the saves; another report, and the gaps, when they come to the front."""
        session, front = self.session, self.front
        self._gaps_of = None
        chosen = self.choice.period if self._year_known else None
        for tab in self.reports:
            tab.report = tab.report if tab is front else None
        self.state.setText(_("Counting…"))

        def question(reader: Reader, _progress: Progress) -> _Counted:
            wanted = chosen or Period(newest_year(reader) or session.today.year)
            by = by_quarter(reader, session.book.identity.division, session.today, wanted.year)
            laid = front.count(reader, wanted if by is not None else Period(wanted.year))
            return _Counted(front, wanted, by, laid)

        self.look_through(question, self._show)
        if self.tabs.currentWidget() is self.gaps:
            self._count_gaps()

    def _count_gaps(self) -> None:
        """The gaps of the chosen year: of every kind of record there are some, so only who looks at them waits."""
        session, chosen = self.session, self.choice.period.year if self._year_known else None

        def question(reader: Reader, progress: Progress) -> tuple[int, list[Counted]]:
            year = chosen or newest_year(reader) or session.today.year
            return year, count_gaps(session, reader, progress, period=Period(year), back="reports")

        if self._counting_gaps is not None:
            self._counting_gaps.cancel()
        self._counting_gaps = session.count(question, self._show_gaps, self.not_counted)

    def _show_gaps(self, found: tuple[int, list[Counted]]) -> None:
        year, gaps = found
        if self._year_known and self.choice.period.year != year:
            return  # another year was chosen meanwhile
        self._gaps_of = year
        self.gaps.load([_("What is missing"), _("Number"), _("By what rule")], [_gap(one) for one in gaps])

    def _show(self, found: _Counted) -> None:
        if self._year_known and self.choice.period not in (found.wanted, found.laid.report.period):
            return  # another period was chosen meanwhile
        self._year_known = True
        report = found.laid.report
        self.choice.choose(report.period)
        self.choice.offer(found.by)
        found.tab.show_report(found.laid)
        self.state.setText(_("As of {day}").format(day=report.day))

    def print_report(self) -> None:
        """Show the report in front as its pages."""
        self.front.print_report()

    def print_annual(self) -> None:
        """Show the report of the chosen year (年度脱贫攻坚报告, F31) as its pages."""
        session, year = self.session, self.choice.period.year
        session.run(lambda _progress: _annual(session, year), self._show_annual)

    def _show_annual(self, pdf: bytes) -> None:
        self.paper = PaperDialog(self.session, _("Annual report"), pdf, self)
        self.paper.out.connect(lambda: self.session.book.note("report.write", "annual pdf"))
        self.paper.open()

    def _export(self) -> None:
        name = file_name(self.session.book.identity.name, _("Reports"), self.session.today.isoformat(), ending="xlsx")
        out = ask_new_file(self, _("Save as Excel"), name, _("Workbooks (*.xlsx)"), Purpose.SHEET)
        if out is not None:
            self.export_to(out)

    def export_to(self, out: Path) -> None:
        """Write the report in front as a workbook."""
        self.front.export_to(out)

    def open(self, what: object) -> None:
        """Bring the tab of a title to the front."""
        if isinstance(what, str):
            choose_tab(self.tabs, what)

    def where(self) -> object:
        """The tab and the period."""
        return self.tabs.currentIndex(), self.choice.period

    def back_to(self, where: object) -> None:
        """Choose them again."""
        if isinstance(where, tuple):
            self.tabs.setCurrentIndex(where[0])
            self.choice.choose(where[1])
            self._choose()

    def start_focus(self) -> None:
        """The table in front."""
        (self.gaps if self.tabs.currentWidget() is self.gaps else self.table).setFocus()


def _annual(session: Session, year: int) -> bytes:
    from fupin_desktop.paper.documents.annual_report import (
        annual_report_document,  # slow to load: only who prints needs it
    )
    from fupin_desktop.paper.write import render

    identity = session.book.identity
    with session.book.read() as reader:
        report = annual_report(reader, identity.division, session.today, year, identity.name)
    return render(annual_report_document(report, practice=identity.practice))[0]


def _gap(one: Counted) -> list[Cell]:
    number = _("not set") if one.unset else _("No data") if one.count is None else f"{one.count:,}"
    opens = one.opens if one.count else None
    return [
        Cell(_(one.gap.label), opens),
        Cell(number, opens, right=True, muted=not one.count),
        Cell(unset_words(one.gap) if one.unset else _(one.gap.rule), opens, muted=True),
    ]
