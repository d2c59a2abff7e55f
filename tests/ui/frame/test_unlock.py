"""The first window: open a book, make one, put a backup back; one window for each book."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.store.book.attempts import Attempts
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.backup import backup
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.watch.one_window import call_first
from fupin_desktop.ui.window.first_steps import FirstSteps
from fupin_desktop.villages.model import Village

RIGHT = "wu ge pin yin ci"


def _desk(qtbot: QtBot, qapp: QApplication, path: Path | None) -> Desk:
    desk = Desk(qapp, Prefs(language="en"))
    desk.show_unlock(path)
    assert desk.unlock is not None
    qtbot.addWidget(desk.unlock)
    return desk


def test_a_wrong_passphrase_then_the_right_one(qtbot: QtBot, qapp: QApplication, book: Book) -> None:
    desk = _desk(qtbot, qapp, book.path)
    unlock = desk.unlock
    assert unlock is not None
    qtbot.keyClicks(unlock.field, "not this one")
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in unlock.words.text(), timeout=5000)
    qtbot.waitUntil(lambda: unlock.open_button.isEnabled(), timeout=3000)
    qtbot.keyClicks(unlock.field, RIGHT)  # what was wrong is selected and typed over
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.shell is not None, timeout=5000)
    assert desk.shell.isVisible()
    desk.lock()
    qtbot.waitUntil(lambda: desk.session is None)
    assert desk.unlock is not None
    qtbot.addWidget(desk.unlock)
    desk.close()


def test_waits_longer_each_time(qtbot: QtBot, qapp: QApplication, book: Book) -> None:
    desk = _desk(qtbot, qapp, book.path)
    unlock = desk.unlock
    assert unlock is not None
    for _time in range(3):
        Attempts(book.key_file.book_id).wrong()
    qtbot.waitUntil(lambda: "2 s" in unlock.words.text(), timeout=5000)  # what came before this window counts
    assert not unlock.open_button.isEnabled()
    unlock.refuse("wrong", seconds=60)
    assert "60 s" in unlock.words.text()
    desk.close()


def test_passphrase_is_hidden_and_takes_no_input_method(qtbot: QtBot, qapp: QApplication, book: Book) -> None:
    desk = _desk(qtbot, qapp, book.path)
    unlock = desk.unlock
    assert unlock is not None
    assert not unlock.field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    assert unlock.field.echoMode() is QLineEdit.EchoMode.Password
    qtbot.keyClick(unlock.field, "A")
    assert "Caps" in unlock.words.text()
    unlock.field.actions()[0].trigger()
    assert unlock.field.echoMode() is QLineEdit.EchoMode.Normal
    desk.close()


def test_a_new_book(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    desk = _desk(qtbot, qapp, None)
    unlock = desk.unlock
    assert unlock is not None
    qtbot.mouseClick(unlock.create_button, Qt.MouseButton.LeftButton)
    form = unlock.creating
    qtbot.keyClick(form.next_button, Qt.Key.Key_Space)
    assert "Your name" in form.words.text()
    form.user.setText("张三")
    form.name.setText("演示一甲村")
    qtbot.keyClicks(form.division, "4416901012")
    assert "10 digits so far" in form.verdict.text()
    qtbot.mouseClick(form.next_button, Qt.MouseButton.LeftButton)
    assert form.steps.currentIndex() == 0
    qtbot.keyClicks(form.division, "00")
    assert "county 441690, township 101, village 200" in form.verdict.text()
    qtbot.mouseClick(form.next_button, Qt.MouseButton.LeftButton)
    form.passphrase.first.setText(RIGHT)
    form.passphrase.second.setText("another one")
    form.place.setText(str(tmp_path / "new.book"))
    form.ask()
    assert "not the same" in form.words.text()
    form.passphrase.generate()
    assert form.passphrase.first.echoMode() is QLineEdit.EchoMode.Normal
    phrase = form.passphrase.first.text()
    form.ask()
    qtbot.waitUntil(lambda: desk.shell is not None, timeout=5000)
    assert desk.session.book.identity.role == "village"
    assert desk.session.book.user == "张三"
    steps = desk.shell.findChild(FirstSteps)
    assert steps is not None
    assert steps.isVisible()
    for _step in range(2):
        qtbot.keyClick(steps.next_button, Qt.Key.Key_Space)
    assert steps.next_button.text() == "&Done"
    qtbot.mouseClick(steps.join_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.shell.findChild(FirstSteps) is None)
    assert desk.shell.stack.currentWidget() is desk.shell.pages["settings"]
    Book.open(tmp_path / "new.book", phrase).close()
    desk.shell.close()
    desk.shell.deleteLater()
    desk.close()


def test_a_backup_is_put_back_from_the_first_window(
    qtbot: QtBot, qapp: QApplication, book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with book.write("test") as ledger:
        ledger.save(Village(code="441690101200", name="演示一甲村"))
    copy = backup(book, tmp_path / "stick")
    path = book.path
    desk = _desk(qtbot, qapp, path)
    unlock = desk.unlock
    assert unlock is not None
    qtbot.mouseClick(unlock.restore_button, Qt.MouseButton.LeftButton)
    form = unlock.restoring
    qtbot.keyClick(form.restore_button, Qt.Key.Key_Return)
    assert "Choose the backup" in form.words.text()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_words: (str(copy), ""))
    qtbot.mouseClick(form.choose_button, Qt.MouseButton.LeftButton)
    place = tmp_path / "again.book"
    form.place.setText(str(place))
    qtbot.keyClicks(form.field, "not this one")
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in form.words.text(), timeout=8000)
    assert not place.exists()
    form.field.clear()
    qtbot.wait(1100)  # the courtesy after a wrong passphrase
    qtbot.keyClicks(form.field, RIGHT)
    qtbot.keyClick(form.field, Qt.Key.Key_Return)
    qtbot.waitUntil(place.exists, timeout=8000)
    qtbot.waitUntil(lambda: "Put back as" in unlock.words.text(), timeout=5000)
    assert unlock.book == place
    qtbot.keyClicks(unlock.field, RIGHT)
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.shell is not None, timeout=8000)
    with desk.session.book.read() as reader:
        assert [one.name for one in reader.find(Village)] == ["演示一甲村"]
    desk.close()


def test_a_second_window_on_a_book_brings_the_first_to_the_front(qtbot: QtBot, qapp: QApplication, book: Book) -> None:
    first = _desk(qtbot, qapp, book.path)
    assert first.unlock is not None
    qtbot.keyClicks(first.unlock.field, RIGHT)
    qtbot.keyClick(first.unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: first.shell is not None, timeout=8000)
    first.shell.showMinimized()
    second = _desk(qtbot, qapp, book.path)
    unlock = second.unlock
    assert unlock is not None
    qtbot.keyClicks(unlock.field, RIGHT)
    qtbot.keyClick(unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "another window" in unlock.words.text(), timeout=8000)
    assert second.shell is None
    qtbot.waitUntil(lambda: not first.shell.isMinimized(), timeout=5000)
    first.close()
    assert not call_first(book.path), "who closed it answers no more"
    second.close()


def test_a_division_code_of_the_wrong_length_is_red_until_it_is_right(qtbot: QtBot, qapp: QApplication) -> None:
    desk = _desk(qtbot, qapp, None)
    unlock = desk.unlock
    assert unlock is not None
    qtbot.mouseClick(unlock.create_button, Qt.MouseButton.LeftButton)
    form = unlock.creating
    form.user.setText("张三")
    form.name.setText("演示一甲村")
    qtbot.keyClicks(form.division, "441690")
    qtbot.mouseClick(form.next_button, Qt.MouseButton.LeftButton)
    assert "does not fit" in form.words.text()
    assert (form.division.property("wrong"), form.verdict.property("tone")) == ("true", "bad")
    form.role.setCurrentIndex(form.role.findData("county"))
    form.role.activated.emit(form.role.currentIndex())
    assert (form.division.property("wrong"), form.verdict.property("tone")) == ("false", "good")
    assert form.words.text().strip() == ""
    desk.close()
