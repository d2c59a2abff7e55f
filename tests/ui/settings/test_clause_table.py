"""条款对照 in the window: the list is narrowed, a row shows everything, and its screen is a click away."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.clauses.clause import LATER, SERVED
from fupin_desktop.clauses.loading import chosen
from fupin_desktop.ledger.words import _, choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.reports.page import ReportsPage
from fupin_desktop.ui.settings.clause_table import ClauseTable
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.widgets.tabs import choose_tab
from fupin_desktop.ui.window.shell import Shell


@pytest.fixture
def card(shell: Shell) -> ClauseTable:
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    choose_tab(page.tabs, _("Clauses served"))
    return page.clauses


def test_the_list_is_narrowed_by_paper_state_and_words(card: ClauseTable) -> None:
    assert len(card.table.rows.rows) == len(list(chosen()))
    card.state.setCurrentIndex(card.state.findData(LATER))
    card.paper.setCurrentIndex(card.paper.findData("004"))
    card.refresh()
    assert card.table.rows.rows == list(chosen(state=LATER, paper="004"))
    card.text.setText("nothing at all is called that")
    assert card.table.rows.rows == []
    assert not card.go_button.isEnabled()
    assert card.told["demand"].text() == "—"


def test_a_row_shows_everything_and_leads_to_its_screen(qtbot: QtBot, shell: Shell, card: ClauseTable) -> None:
    card.text.setText("R002-79")
    (one,) = card.table.rows.rows
    assert one.state == SERVED
    assert one.tests[0] in card.told["tests"].text()
    assert "gaps" in card.told["commands"].text()
    assert one.demand == card.told["demand"].text()
    qtbot.mouseClick(card.go_button, Qt.MouseButton.LeftButton)
    assert shell.stack.currentWidget() is shell.pages["households"]


def test_a_screen_that_names_a_tab_opens_it(qtbot: QtBot, peopled: Book) -> None:
    choose_language("zh_CN")
    shell = Shell(Session(peopled), Prefs(language="zh_CN"))
    qtbot.addWidget(shell)
    shell.go("settings")
    settings = shell.pages["settings"]
    assert isinstance(settings, SettingsPage)
    choose_tab(settings.tabs, _("Clauses served"))
    settings.clauses.text.setText("R002-05")
    settings.clauses.go_there()
    reports = shell.pages["reports"]
    assert isinstance(reports, ReportsPage)
    assert reports.tabs.currentWidget() is reports.gaps
    settings.clauses.text.setText("R002-01")
    settings.clauses.go_there()
    assert settings.tabs.currentIndex() == 1
    shell.close()


def test_what_is_nowhere_yet_leads_nowhere(card: ClauseTable) -> None:
    card.text.setText("R000-08")
    assert not card.go_button.isEnabled()
    assert card.told["screens"].text() == "—"
