from datetime import timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.visits.page import VisitsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.commands import log_visit


@pytest.fixture
def page(qtbot: QtBot, peopled: Book, shell: Shell) -> VisitsPage:
    """Four visits by two people at three households; two at one household on one day."""
    with peopled.write("test") as ledger:
        first, second, third = ledger.find(Household)
        plan = [(first, 0, "甲"), (first, 0, "乙"), (second, 0, "甲"), (third, 40, "乙")]
        for home, ago, who in plan:
            day = ledger.today - timedelta(days=ago)
            log_visit(ledger, household=home.id, date=day, visitors=[who], type="daily", findings="稳定")
    shell.go("visits")
    found = shell.pages["visits"]
    assert isinstance(found, VisitsPage)
    return found


def heads(page: VisitsPage) -> list[str | None]:
    return sorted(str(visit.head) for visit in page.table.rows.rows)


def test_by_cadre_and_by_household(qtbot: QtBot, page: VisitsPage) -> None:
    assert len(heads(page)) == 4
    assert {page.visitor.itemText(at) for at in (1, 2)} == {"甲  2", "乙  2"}
    page.visitor.setCurrentIndex(page.visitor.findData("乙"))
    page.visitor.activated.emit(0)
    assert heads(page) == ["单小芳", "张三"]
    qtbot.keyClicks(page.household, "zs")
    qtbot.waitUntil(lambda: heads(page) == ["张三"])
    qtbot.keyClicks(page.household, "xx")
    qtbot.waitUntil(lambda: heads(page) == [])
    assert page.stack.currentIndex() == 0


def test_the_calendar_counts_a_household_once_a_day(qtbot: QtBot, shell: Shell, page: VisitsPage) -> None:
    qtbot.mouseClick(page.as_calendar, Qt.MouseButton.LeftButton)
    today = shell.session.today
    assert page.calendar.isVisible()
    assert page.calendar.counts[today] == 2
    page.calendar.setSelectedDate(QDate(today.year, today.month, today.day).addDays(-1))
    assert heads(page) == []
    qtbot.mouseClick(page.month_button, Qt.MouseButton.LeftButton)
    assert set(heads(page)) >= {"张三", "李四"}
    page.calendar.setSelectedDate(QDate(today.year, today.month, today.day))
    assert heads(page) == ["张三", "张三", "李四"]
    before = today - timedelta(days=40)
    page.calendar.setSelectedDate(QDate(before.year, before.month, before.day))
    assert heads(page) == ["单小芳"]
    assert page.calendar.counts[before] == 1
    page.calendar.setSelectedDate(QDate(before.year - 1, before.month, before.day))
    assert heads(page) == []
    qtbot.mouseClick(page.as_calendar, Qt.MouseButton.LeftButton)
    assert len(heads(page)) == 4


def shown(qtbot: QtBot, page: VisitsPage | HouseholdsPage) -> PaperDialog:
    qtbot.waitUntil(lambda: page.findChild(PaperDialog) is not None, timeout=20000)
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: bool(dialog.view.pages), timeout=20000)
    return dialog


def test_the_chosen_visits_are_prepared_on_paper(qtbot: QtBot, page: VisitsPage) -> None:
    page.table.selectAll()
    qtbot.mouseClick(page.prepare_button, Qt.MouseButton.LeftButton)
    shown(qtbot, page).close()


def test_the_chosen_households_are_prepared_on_paper(qtbot: QtBot, shell: Shell, page: VisitsPage) -> None:
    shell.go("households")
    found = shell.pages["households"]
    assert isinstance(found, HouseholdsPage)
    found.table.selectAll()
    qtbot.mouseClick(found.prepare_button, Qt.MouseButton.LeftButton)
    shown(qtbot, found).close()
    found.open(found.table.rows.rows[0].id)
    assert not found.prepare_button.isVisible()
