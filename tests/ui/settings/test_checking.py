"""The book is checked and its index mended in Settings, with sentences that say what was done."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from fupin_desktop.store.search.search import search
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.window.shell import Shell


def card_of(shell: Shell) -> SettingsPage:
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page


def test_a_sound_book_is_called_sound(qtbot: QtBot, shell: Shell) -> None:
    card = card_of(shell).checking
    for deep, told in ((False, "Sound: file"), (True, "every record")):
        card.deep.setChecked(deep)
        qtbot.mouseClick(card.check_button, Qt.MouseButton.LeftButton)
        assert not card.check_button.isEnabled()
        qtbot.waitUntil(lambda told=told: told in card.told.text(), timeout=8000)
        assert card.check_button.isEnabled()


def test_an_index_that_lost_somebody_is_told_and_mended(qtbot: QtBot, shell: Shell) -> None:
    book = shell.session.book
    with book.transaction() as connection:
        connection.execute(text("DELETE FROM person_search WHERE name='张三'"))
    with book.read() as reader:
        assert not search(reader, "张三", 5)
    card = card_of(shell).checking
    card.deep.setChecked(True)
    qtbot.mouseClick(card.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "the records themselves are sound" in card.told.text(), timeout=8000)
    qtbot.mouseClick(card.mend_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "made anew" in card.told.text() and "Sound" in card.told.text(), timeout=8000)
    with book.read() as reader:
        assert [one.name for one in search(reader, "张三", 5)] == ["张三"]
