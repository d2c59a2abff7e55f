from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabBar
from pytestqt.qtbot import QtBot

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.store.book.book import Book
from fupin_desktop.subjects import tabs_of
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.sections.form_section import FormSection
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import section_of, settled


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> HouseholdsPage:
    qtbot.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    found = shell.pages["households"]
    assert isinstance(found, HouseholdsPage)
    return found


@pytest.mark.parametrize(("typed", "head"), [("zs", "张三"), ("1234", "张三"), ("sxf", "单小芳"), ("lisi", "李四")])
def test_typing_finds(qtbot: QtBot, page: HouseholdsPage, typed: str, head: str) -> None:
    qtbot.keyClicks(page.box, typed)
    qtbot.waitUntil(lambda: [row.head for row in page.table.rows.rows] == [head])


def test_characters_find(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.box.setText("张")
    page.refresh()
    assert [row.head for row in page.table.rows.rows] == ["张三"]
    assert page.count.text() == "1 found"


def test_enter_opens_the_file_and_escape_comes_back(qtbot: QtBot, page: HouseholdsPage) -> None:
    qtbot.keyClicks(page.box, "zs")
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.stack.currentIndex() == 1
    members = section_of(qtbot, page.session, page.file, "members")
    assert page.file.strip.name.text() == "张三"
    assert page.file.tabs.count() == len(tabs_of("household"))
    assert isinstance(members, ListSection)
    assert "＊1234" in [column.text(members.table.rows.rows[0]) for column in members.table.rows.columns]
    qtbot.keyClick(page.file.tabs.tabBar(), Qt.Key.Key_Escape)
    assert page.stack.currentIndex() == 0


def test_the_strip_holds_income_against_the_line_and_names_who_answers(
    qtbot: QtBot, peopled: Book, page: HouseholdsPage
) -> None:
    home = page.table.rows.rows[0].id
    with peopled.write("test") as ledger:
        ledger.save(IncomeYear(household=home, year=2016, persons=2, wage=1_000_000))
        who = [ledger.save(Cadre(village_code="441690101200", name=name)) for name in ("陈一", "林二")]
        ledger.save(Responsibility(household=home, cadre=who[0].id, role="household_cadre", start=date(2016, 5, 1)))
        left = Responsibility(
            household=home, cadre=who[1].id, role="household_cadre", start=date(2016, 5, 1), end=date(2016, 6, 1)
        )
        ledger.save(left, managed=("end",))
    page.open(home)
    settled(qtbot, page.session)
    texts = [label.text() for label in page.file.strip.findChildren(QLabel) if not label.isHidden()]
    assert "5,000 yuan · line 6,530.49" in texts
    assert "陈一" in texts
    held = next(one for one in page.file.strip.findChildren(QLabel) if "line" in one.text())
    assert held.property("tone") == "warn"
    assert "45%" in held.toolTip()


def test_every_tab_opens(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.open(page.table.rows.rows[0].id)
    bar = page.file.tabs.tabBar()
    assert isinstance(bar, QTabBar)
    for _tab in range(9):
        qtbot.keyClick(bar, Qt.Key.Key_Right)
        settled(qtbot, page.session)
    assert page.file.tabs.currentIndex() == 9


def test_a_form_saves_and_tells_what_it_cannot_read(qtbot: QtBot, shell: Shell, page: HouseholdsPage) -> None:
    page.open(page.table.rows.rows[0].id)
    living = section_of(qtbot, page.session, page.file, "facts")
    assert isinstance(living, FormSection)
    area = living.editors["house_area"]
    qtbot.keyClicks(area.widget, "big")
    qtbot.keyClick(area.widget, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "not a number" in shell.words.text()
    area.widget.clear()
    qtbot.keyClicks(area.widget, "60.5")
    with qtbot.waitSignal(living.saved, timeout=5000):
        qtbot.mouseClick(living.save_button, Qt.MouseButton.LeftButton)


def test_chips_filter(qtbot: QtBot, page: HouseholdsPage) -> None:
    assert page.chips.unvisited.text() == "No visit in 365 days"
    assert "C04" in page.chips.unvisited.toolTip()
    qtbot.mouseClick(page.chips.unvisited, Qt.MouseButton.LeftButton)
    assert len(page.table.rows.rows) == 3
    box = page.chips.boxes["status"]
    box.setCurrentIndex(box.findData("exited"))
    box.activated.emit(box.currentIndex())
    assert page.table.rows.rows == []
