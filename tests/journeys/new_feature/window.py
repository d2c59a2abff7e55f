"""Runs inside the copy, after the other journey: the invention in the window, in Chinese; no line of the window."""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fupin_desktop.toilets.model import ToiletCase, ToiletFund, VillageMeeting
from journey import HOMES, VILLAGE, sheet
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.board_section import BoardSection
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.reports.page import ReportsPage
from fupin_desktop.ui.reports.records_page import RecordsPage
from fupin_desktop.ui.roster.roster_import import RosterImport
from fupin_desktop.ui.subject.sections.chart_section import ChartSection
from fupin_desktop.ui.subject.sections.form_section import FormSection
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.subject.sections.strip_section import StripSection
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village

_PATIENCE = 60  # seconds


class Desk:
    """The window of the village's book."""

    def __init__(self, book: Path, shots: Path) -> None:
        found = QApplication.instance()
        self.app = found if isinstance(found, QApplication) else QApplication([])
        choose_language("zh_CN")
        style.register_fonts()
        style.apply(self.app)
        self.session = Session(Book.open(book, "wu ge pin yin ci"))
        self.session.refused.connect(lambda refusal: sys.exit(f"refused: {refusal}"))
        self.shell = Shell(self.session, Prefs())
        self.shell.resize(1280, 900)
        self.shell.show()
        self.shots = shots

    def until(self, true: Callable[[], object]) -> None:
        """Let the window work until this holds."""
        end = time.monotonic() + _PATIENCE
        while not true():
            assert time.monotonic() < end, "the window is not done"
            self.app.processEvents()

    def settle(self) -> None:
        """Until nothing is written or read any more, and what was read is shown."""
        self.app.processEvents()
        self.until(lambda: self.session.idle)
        self.app.processEvents()

    def page(self, name: str, what: object = None) -> Any:
        """A place of the rail, in front."""
        self.shell.go(name, what)
        self.settle()
        return self.shell.pages[name]

    def shot(self, name: str) -> None:
        """A picture for whoever wants to look."""
        self.settle()
        self.shell.grab().save(str(self.shots / f"{name}.png"))

    def home(self, number: int) -> Household:
        """One of the households."""
        return self.session.read(lambda reader: reader.find(Household, household_code=HOMES[number])[0])


def walk(folder: Path) -> None:
    """Every place where the invention stands."""
    desk = Desk(folder / "village.book", folder)
    in_the_file(desk)
    in_the_village(desk)
    a_case(desk)
    in_reports(desk)
    on_paper(desk, folder)
    by_workbook(desk, folder)
    desk.shell.close()
    desk.session.close()


def sections(desk: Desk, page: HouseholdsPage, kind: str, tab: str) -> list[Section]:
    """The sections of a tab, read and shown."""
    file = page.file if kind == "household" else page.registers[kind].file
    place = file.page(tab)
    file.tabs.setCurrentWidget(place)
    desk.settle()
    return place.sections


def in_the_file(desk: Desk) -> None:
    """Strip, board, chart, list and form of a household; a figure and a bar open their records."""
    page = desk.page("households", desk.home(0).id)
    strip, board, chart, grants, form = sections(desk, page, "household", "toilet")
    assert isinstance(strip, StripSection)
    assert [one.text() for one in strip.buttons] == ["拨付金额  1,500.00元"]
    assert isinstance(board, BoardSection)
    assert [title.text() for title in board.board.titles.values()] == [
        "已申请  0",
        "会议通过  0",
        "镇已批准  0",
        "已建成  1",
    ]
    assert isinstance(chart, ChartSection)
    assert chart.view.texts() == ["村集体经济 1,200.00元", "社会捐赠 300.00元"]
    assert isinstance(grants, ListSection)
    assert len(grants.table.rows.rows) == 2
    assert isinstance(form, FormSection)
    assert form.editors["phone"].widget.isEnabled()
    desk.shot("household")
    chart.view.setFocus()
    QTest.keyClick(chart.view, Qt.Key.Key_Down)
    QTest.keyClick(chart.view, Qt.Key.Key_Return)
    opened(desk, "300.00", 1)
    QTest.mouseClick(sections(desk, desk.page("households"), "household", "toilet")[0].buttons[0], _LEFT)  # type: ignore[attr-defined]
    opened(desk, "1,500.00", 2)
    chart.print_chart()
    desk.settle()
    _one(chart, PaperDialog).close()


_LEFT = Qt.MouseButton.LeftButton


def opened(desk: Desk, value: str, count: int) -> None:
    """The records behind a number."""
    desk.settle()
    found = desk.shell.pages["records"]
    assert isinstance(found, RecordsPage)
    desk.until(lambda: value in found.count.text())
    assert found.table is not None
    assert len(found.table.rows.rows) == count


def in_the_village(desk: Desk) -> None:
    """Lines, ring, board and lists of the village; a meeting is entered in its form and drawn at once."""
    village = desk.session.read(lambda reader: reader.find(Village, code=VILLAGE)[0])
    page = desk.page("households", ("village", village.id))
    lines, ring, board, meetings, funds = sections(desk, page, "village", "toilets")
    assert isinstance(lines, ChartSection)
    assert isinstance(ring, ChartSection)
    assert ring.view.texts() == ["建成 50.0%"]
    assert isinstance(board, BoardSection)
    assert isinstance(funds, ListSection)
    assert isinstance(meetings, ListSection)
    known = len(lines.view.texts())
    QTest.mouseClick(meetings.new_button, _LEFT)
    form = meetings.dialog
    assert isinstance(form, RecordDialog)
    for name, typed in _MEETING.items():
        form.editors[name].choose(typed)
    QTest.mouseClick(form.save_button, _LEFT)
    desk.settle()
    assert [one.agreed for one in desk.session.read(lambda reader: reader.find(VillageMeeting, name="户代表会议"))] == [
        70
    ]
    desk.until(lambda: len(lines.view.texts()) == known + 2)
    desk.shot("village")


_MEETING = {
    "name": "户代表会议",
    "on": "2017-08-01",
    "due": "100",
    "attended": "90",
    "agreed": "70",
    "against": "15",
    "abstained": "5",
}


def a_case(desk: Desk) -> None:
    """A case is opened on the board and waits for its meeting, which is chosen by typing."""
    assert desk.shell.rail.buttons["housing"].text() == "业务办理"
    page = desk.page("housing")
    assert isinstance(page, CasesPage)
    page.kind.setCurrentIndex(page.kind.findData("toilet_case"))
    page.kind.activated.emit(page.kind.currentIndex())
    QTest.mouseClick(page.open_button, _LEFT)
    asking = _one(page, OpenCase)
    asking.take(desk.home(2).id)
    next(one for one in asking.editors if one.field.name == "seats").choose("1")
    QTest.mouseClick(asking.ok_button, _LEFT)
    desk.until(lambda: page.findChildren(CaseDialog))
    desk.settle()
    case = _one(page, CaseDialog)
    assert "会议" in case.lacks.text()
    QTest.mouseClick(case.step_button, _LEFT)
    step = _one(case, StepDialog)
    assert [editor.field.name for editor in step.asks] == ["meeting"]
    step.close()
    case.close()
    desk.shot("board")
    assert len(desk.session.read(lambda reader: reader.find(ToiletCase))) == 3


def in_reports(desk: Desk) -> None:
    """A report of its own in a tab, a column in the house's; a figure opens its records."""
    page = desk.page("reports")
    assert isinstance(page, ReportsPage)
    page.choice.year.setCurrentIndex(page.choice.year.findData(2017))
    at = next(n for n, tab in enumerate(page.reports) if tab.kind.name == "toilets")
    page.tabs.setCurrentIndex(at)
    page.refresh()
    desk.until(lambda: page.report is not None and page.report.kind.name == "toilets" and page.report.year == 2017)
    assert page.report is not None
    desk.shot("report")
    figures = page.table.figures
    given = 2 + page.report.column_of("given")
    assert figures.cells[-1][given].text == "2,850.00"
    page.table.setCurrentIndex(figures.index(len(figures.cells) - 1, given))
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    opened(desk, "2,850.00", 4)


def on_paper(desk: Desk, folder: Path) -> None:
    """Its notice in the list of kinds, drafted, seen as it prints, and saved."""
    page = desk.page("notices")
    assert isinstance(page, NoticesPage)
    page.open("T01")
    assert page.kind.currentText() == "户厕改造对象公示"
    QTest.mouseClick(page.draft_button, _LEFT)
    desk.settle()
    desk.until(lambda: page.shown is not None)
    desk.shot("notice")
    paper = page.shown
    assert paper is not None
    page.save_to(folder / "from_window.pdf", paper)
    desk.settle()
    assert (folder / "from_window.pdf").read_bytes().startswith(b"%PDF")


def by_workbook(desk: Desk, folder: Path) -> None:
    """Its list comes in by the window's own import."""
    file = folder / "window_funds.xlsx"
    sheet(file, "资金来源", ["行政村", "来源名称", "金额（元）"], [VILLAGE, "彩票公益金", 5000])
    dialog = RosterImport(desk.session, file, desk.shell)
    dialog.show()
    desk.until(lambda: dialog.seen is not None)
    assert "新增1条" in dialog.words.text()
    assert "户" not in dialog.words.text()
    dialog.take()
    desk.settle()
    names = {one.name for one in desk.session.read(lambda reader: reader.find(ToiletFund))}
    assert "彩票公益金" in names, names
    dialog.close()


def _one(parent: QWidget, kind: type) -> Any:
    (found,) = parent.findChildren(kind)
    return found


if __name__ == "__main__":
    walk(Path(sys.argv[1]))
