"""Runs inside the copy: the invented case on the board and in the file of its household; no line of the window."""

import sys
from collections.abc import Callable
from pathlib import Path

from fupin_desktop.wells.model import Well
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.cases.section import CasesSection
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.editors.link_picker import LinkPicker
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import Shell

HOUSEHOLD = "44169010120020160002"


def walk(office: Path) -> None:
    """Open a well in the window, see it on the board, take its next step."""
    app = QApplication.instance() or QApplication([])
    choose_language("en")
    style.register_fonts()
    session = Session(Book.open(office, "wu ge pin yin ci"))
    with session.book.write("test") as ledger:
        home = ledger.save(Household(household_code=HOUSEHOLD, village_code=HOUSEHOLD[:12], status="registered"))
    shell = Shell(session, Prefs(language="en"))
    shell.show()

    def until(true: Callable[[], object]) -> None:
        while not true():
            app.processEvents()

    shell.go("housing")
    page = shell.pages["housing"]
    assert isinstance(page, CasesPage)
    assert page.heading.text() == "Cases"
    page.kind.setCurrentIndex(page.kind.findData("well"))
    page.kind.activated.emit(page.kind.currentIndex())
    until(lambda: session.readings.idle)
    titles = [title.text() for title in page.board.titles.values()]
    assert titles == ["asked for  0", "agreed  0", "checked  0", "dug  1"], titles
    QTest.mouseClick(page.open_button, Qt.MouseButton.LeftButton)
    asking = _one(page, OpenCase)
    asking.take(home.id)
    depth = next(editor.widget for editor in asking.editors if editor.field.name == "depth")
    assert isinstance(depth, QLineEdit)
    QTest.keyClicks(depth, "30")
    QTest.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    until(lambda: page.findChildren(CaseDialog))
    until(lambda: session.readings.idle)
    case = _one(page, CaseDialog)
    assert "meeting" in case.lacks.text()
    assert page.board.titles["asked"].text() == "asked for  1"
    QTest.mouseClick(case.step_button, Qt.MouseButton.LeftButton)
    step = _one(case, StepDialog)
    assert [editor.field.name for editor in step.asks] == ["assembly"]
    meetings = step.asks[0].widget
    assert isinstance(meetings, LinkPicker)
    until(step.isActiveWindow)
    meetings.line.setFocus(Qt.FocusReason.TabFocusReason)
    until(lambda: meetings.hits.count() > 0)
    QTest.keyClick(meetings.line, Qt.Key.Key_Down)
    QTest.keyClick(meetings.line, Qt.Key.Key_Return)
    QTest.mouseClick(step.ok_button, Qt.MouseButton.LeftButton)
    until(lambda: "between the opening" in step.words.text())  # the meetings lie before this case
    step.close()
    case.close()
    file_of(shell, home)
    assert [one.stage for one in session.read(lambda reader: reader.find(Well, household=home.id))] == ["asked"]
    shell.close()
    session.close()


def file_of(shell: Shell, home: Household) -> None:
    """The household's file lists it, with what is missing next."""
    shell.go("households", home.id)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    place = page.file.page("cases")
    page.file.tabs.setCurrentWidget(place)
    while not shell.session.readings.idle:
        QApplication.processEvents()
    (tab,) = (one for one in place.sections if isinstance(one, CasesSection))
    (line,) = tab.table.rows.rows
    assert "meeting" in line.missing
    assert sorted(action.text() for action in tab.menu.actions()) == ["Housing case", "Well"]


def _one(parent: QWidget, kind: type) -> QWidget:
    (found,) = parent.findChildren(kind)
    return found


if __name__ == "__main__":
    walk(Path(sys.argv[1]) / "town.book")
