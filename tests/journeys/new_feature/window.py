"""Runs inside the copy: the new kind has its tab in the household's file, its list and its form, and they save."""

import sys
from pathlib import Path

from fupin_desktop.gardens.model import Garden
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.list_section import ListSection
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import Shell


def settle(app: QApplication, session: Session) -> None:
    """Until nothing is written or read any more, and what was read is shown."""
    app.processEvents()
    while not (session.lane.idle and session.readings.idle):
        app.processEvents()
    app.processEvents()


def walk(office: Path) -> None:
    """Open the tab, read the list, change a field by keys, find it changed."""
    app = QApplication.instance() or QApplication([])
    choose_language("en")
    style.register_fonts()
    session = Session(Book.open(office, "wu ge pin yin ci"))
    shell = Shell(session, Prefs(language="en"))
    shell.show()
    shell.go("households")
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    page.open(page.table.rows.rows[0].id)
    titles = [page.file.tabs.tabText(at) for at in range(page.file.tabs.count())]
    assert titles[10:] == ["Other"], titles
    page.file.tabs.setCurrentIndex(10)
    settle(app, session)
    (tab,) = page.file.pages[10].sections
    assert isinstance(tab, ListSection)
    assert tab.title == "Garden"
    row = tab.table.rows.rows[0]
    assert next(column.text(row) for column in tab.table.rows.columns) == "4"
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    asking = tab.dialog
    assert asking is not None
    beds = asking.editors["beds"].widget
    assert isinstance(beds, QLineEdit)
    beds.selectAll()
    QTest.keyClicks(beds, "6")
    QTest.mouseClick(asking.save_button, Qt.MouseButton.LeftButton)
    settle(app, session)
    assert [one.beds for one in session.read(lambda reader: reader.find(Garden))] == [6]
    shell.close()
    session.close()


if __name__ == "__main__":
    walk(Path(sys.argv[1]) / "town.book")
