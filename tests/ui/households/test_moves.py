"""Moving a household from its file, and what the window of its old village says."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.chips import GONE
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village
from tests.ui.files import settled

ONE, TWO = "441690101200", "441690101201"


def opened(qtbot: QtBot, folder: Path, role: str, division: str) -> HouseholdsPage:
    book = Book.create(folder / "m.book", role=role, name="甲", division=division, passphrase="wu ge pin yin ci")
    with book.write("test") as ledger:
        if role == "township":
            ledger.save_all(Village(code=code, name=name) for code, name in ((ONE, "甲村"), (TWO, "乙村")))
        ledger.save(Household(household_code=f"{ONE}20160001", village_code=ONE, status="registered"))
    shell = Shell(Session(book), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    shell.go("households")
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    return page


def test_an_office_moves_a_household(qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(qtbot, tmp_path, "township", "441690101")
    page.open(page.table.rows.rows[0].id)
    settled(qtbot, page.session)
    assert page.file.move_button.isVisible()
    asking = page.file.ask_move()
    to = asking.editors["to"].widget
    assert isinstance(to, QComboBox)
    assert [to.itemText(at) for at in range(1, to.count())] == [f"乙村 {TWO}"]
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "reason is needed" in asking.words.text())
    to.setCurrentIndex(1)
    asking.editors["why"].set_value("随子女迁居")
    with qtbot.waitSignal(asking.destroyed):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    page.refresh()
    assert page.table.rows.rows[0].village == "乙村"
    page.session.close()


def test_the_old_village_finds_it_under_its_own_chip(qtbot: QtBot, tmp_path: Path) -> None:
    page = opened(qtbot, tmp_path, "village", ONE)
    with page.session.book.transaction() as connection:
        connection.exec_driver_sql("UPDATE household SET away=?", (f"→{TWO}",))
    page.refresh()
    assert page.count.text() == "0 households"
    chip = page.chips.boxes["status"]
    chip.setCurrentIndex(chip.findData(GONE))
    chip.activated.emit(chip.currentIndex())
    assert page.count.text() == "1 households"
    page.open(page.table.rows.rows[0].id)
    settled(qtbot, page.session)
    assert page.file.strip.gone.text() == f"Moved to {TWO}; to be looked at only"
    assert not page.file.move_button.isVisible()
    page.session.close()
