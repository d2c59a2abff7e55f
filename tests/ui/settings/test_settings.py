"""Settings and first things: users, backups and their age, the date in doubt, the practice data."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.demo.passphrase import PASSPHRASE
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.backup import backups_of
from fupin_desktop.store.book.recovering import new_sheet
from fupin_desktop.sync.model import DayConfirmation
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.settings.keyholders import NewUser
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.today.page import TodayPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village

RIGHT, OTHER = "wu ge pin yin ci", "ling yi ge ren de"


@pytest.fixture
def settings(shell: Shell) -> SettingsPage:
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    return page


def _settle(qtbot: QtBot, shell: Shell) -> None:
    shell.session.lane.drain()
    qtbot.wait(50)


def test_a_user_is_added_and_removed(qtbot: QtBot, shell: Shell, settings: SettingsPage) -> None:
    card = settings.keyholders
    assert not card.remove_button.isEnabled()
    qtbot.mouseClick(card.add_button, Qt.MouseButton.LeftButton)
    dialog = card.findChild(NewUser)
    assert dialog is not None
    dialog.add()
    assert "A name is needed" in dialog.words.words.text()
    qtbot.keyClicks(dialog.name, "li si")
    qtbot.keyClicks(dialog.words.first, "short")
    qtbot.keyClicks(dialog.words.second, "short")
    dialog.add()
    assert "at least 12" in dialog.words.words.text()
    dialog.words.first.setText(OTHER)
    dialog.words.second.setText(OTHER)
    dialog.add()
    qtbot.waitUntil(lambda: card.users.count() == 2, timeout=5000)
    Book.open(shell.session.book.path, OTHER).close()
    card.users.setCurrentText("li si")
    card.remove()
    qtbot.waitUntil(lambda: card.users.count() == 1, timeout=5000)
    assert shell.words.text().startswith("li si can no longer open this book.")
    with pytest.raises(Refusal):
        Book.open(shell.session.book.path, OTHER)


def test_backups_tell_their_age_and_the_stick_is_asked_for(
    qtbot: QtBot, shell: Shell, settings: SettingsPage, tmp_path: Path
) -> None:
    assert "Last backup: never" in settings.backups.told.text()
    assert any("outside this laptop: never" in text for text in _today(shell))
    settings.backups.now()
    qtbot.waitUntil(lambda: "Last backup: today" in settings.backups.told.text(), timeout=8000)
    assert "outside this laptop: never" in settings.backups.told.text()
    settings.backups.copy_to(tmp_path / "stick")
    qtbot.waitUntil(lambda: "outside this laptop: today" in settings.backups.told.text(), timeout=8000)
    assert not any("outside this laptop" in text for text in _today(shell))
    (copy,) = (tmp_path / "stick").glob("*.book")
    Book.open(copy, RIGHT).close()


def _today(shell: Shell) -> list[str]:
    shell.go("today")
    page = shell.pages["today"]
    assert isinstance(page, TodayPage)
    page.refresh()
    shown = [page.list.item(at).text() for at in range(page.list.count())]
    shell.go("settings")
    return shown


def test_a_backup_that_finds_no_room_is_told(
    qtbot: QtBot, shell: Shell, settings: SettingsPage, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.backups.copy_to(tmp_path / "file")
    qtbot.waitUntil(lambda: "was not written" in shell.words.text(), timeout=5000)


def test_half_an_hour_with_changes_is_kept_by_itself(qtbot: QtBot, shell: Shell) -> None:
    folder = backups_of(shell.session.book.path)
    shell.keeper.keep()
    _settle(qtbot, shell)
    assert not folder.exists()
    shell.session.changed.emit()
    shell.keeper.keep()
    _settle(qtbot, shell)
    assert len(list(folder.glob("*.book"))) == 1
    shell.keeper.keep()
    _settle(qtbot, shell)
    assert len(list(folder.glob("*.book"))) == 1


def test_a_date_in_doubt_is_asked_and_confirmed(qtbot: QtBot, shell: Shell) -> None:
    book = shell.session.book
    wall = book.wall
    book.wall = lambda: wall() + timedelta(days=100)
    shell.session.command("test", lambda ledger: ledger.save(Village(code="441690101255", name="演示一丁村")))
    qtbot.waitUntil(lambda: shell.findChild(QMessageBox) is not None, timeout=5000)
    box = shell.findChild(QMessageBox)
    assert box is not None
    assert "100 days ago" in box.text()
    with book.read() as reader:
        assert len(reader.find(Village)) == 1
    right = next(button for button in box.buttons() if "Yes" in button.text())
    qtbot.mouseClick(right, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "confirmed" in shell.words.text(), timeout=5000)
    with book.read() as reader:
        assert len(reader.find(DayConfirmation)) == 1
    shell.session.command("test", lambda ledger: ledger.save(Village(code="441690101255", name="演示一丁村")))
    _settle(qtbot, shell)
    with book.read() as reader:
        assert len(reader.find(Village)) == 2


def test_whoever_comes_in_by_the_sheet_is_led_to_a_new_passphrase(
    qtbot: QtBot, qapp: QApplication, peopled: Book
) -> None:
    secret = new_sheet(peopled).secret
    peopled.close()
    desk = Desk(qapp, Prefs(language="en"))
    desk.show_unlock(peopled.path)
    assert desk.unlock is not None
    qtbot.keyClicks(desk.unlock.field, secret.lower())
    qtbot.keyClick(desk.unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.shell is not None, timeout=8000)
    assert desk.shell.stack.currentWidget() is desk.shell.pages["settings"]
    assert "new passphrase" in desk.shell.words.text()
    desk.shell.close()
    desk.shell.deleteLater()
    desk.close()


def test_the_practice_data_opens_from_the_first_window_and_says_so(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    desk = Desk(qapp, Prefs(language="en", book="mine.book"))
    desk.show_unlock(None)
    assert desk.unlock is not None
    qtbot.mouseClick(desk.unlock.practice_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.shell is not None, timeout=300000)
    book = desk.session.book
    assert book.identity.practice
    with book.read() as reader:
        assert len(reader.find(Household)) > 10
    assert any("nobody here is real" in one.text() for one in desk.shell.findChildren(QLabel))
    assert desk.prefs.book == "mine.book"  # the next start asks for the real one
    assert not list(book.path.parent.glob("*.part*"))
    desk.shell.close()
    desk.shell.deleteLater()
    desk.close()
    Book.open(book.path, PASSPHRASE).close()
