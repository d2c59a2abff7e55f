from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.store.book import Book
from fupin_desktop.ui.prefs import Prefs

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
    assert desk.session is None
    assert desk.unlock is not None
    qtbot.addWidget(desk.unlock)
    desk.close()


def test_waits_longer_each_time(qtbot: QtBot, qapp: QApplication, book: Book) -> None:
    desk = _desk(qtbot, qapp, book.path)
    unlock = desk.unlock
    assert unlock is not None
    for _time in range(3):
        unlock.refuse("wrong", wrong=True)
    assert not unlock.open_button.isEnabled()
    assert "2 s" in unlock.words.text()
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
    for field, text in (
        (form.name, "演示一甲村"),
        (form.division, "441690101200"),
        (form.user, "张三"),
        (form.first, RIGHT),
        (form.second, RIGHT),
    ):
        field.setText(text)
    form.ask_at(tmp_path / "new.book")
    qtbot.waitUntil(lambda: desk.shell is not None, timeout=5000)
    assert desk.session.book.identity.role == "village"
    desk.shell.close()
    desk.shell.deleteLater()
    desk.close()
