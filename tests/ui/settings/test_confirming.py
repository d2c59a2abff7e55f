"""The date in doubt, in the window: the entry that lies ahead is named, a reason is asked for, and work goes on."""

from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.write.day import day_in_doubt
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.sync.model import DayConfirmation
from fupin_desktop.ui.forms.asking import WHY, Asking, BookAsking, of_fields
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village


def _save(shell: Shell, code: str) -> None:
    shell.session.command("test", lambda ledger: ledger.save(Village(code=code, name="演示一丁村")))
    shell.session.lane.drain()


def _villages(shell: Shell) -> int:
    with shell.session.book.read() as reader:
        return len(reader.find(Village))


def test_case_21_clock_ahead_locks_the_book(qtbot: QtBot, shell: Shell) -> None:
    book = shell.session.book
    wall = book.wall
    ahead = (wall() + timedelta(days=40)).date().isoformat()
    book.wall = lambda: wall() + timedelta(days=40)
    _save(shell, "441690101254")
    book.wall = wall
    choose_language("zh_CN")
    _save(shell, "441690101255")
    qtbot.waitUntil(lambda: shell.findChild(BookAsking) is not None, timeout=5000)
    box = shell.findChild(BookAsking)
    assert box is not None
    for told in (ahead, wall().date().isoformat(), "甲镇", "行政村", "今天确实是"):
        assert told in box.words.text()
    assert _villages(shell) == 2
    box.save()  # without a reason: told in the dialog, nothing is lost
    qtbot.waitUntil(lambda: "说明原因" in box.words.text(), timeout=5000)
    field = box.editors["why"].widget
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    qtbot.keyClicks(field, "battery")
    box.save()
    qtbot.waitUntil(lambda: "日期已确认" in shell.words.text(), timeout=5000)
    assert day_in_doubt(book) is None
    _save(shell, "441690101255")
    qtbot.waitUntil(lambda: _villages(shell) == 3, timeout=5000)
    with book.read() as reader:
        (said,) = reader.find(DayConfirmation)
    assert str(said.newest) == ahead


def test_an_opening_asks_at_once(qtbot: QtBot, shell: Shell) -> None:
    book = shell.session.book
    wall = book.wall
    book.wall = lambda: wall() - timedelta(days=3)
    shell.greet()
    asking = shell.findChild(BookAsking)
    assert asking is not None
    for day in (wall(), book.wall()):
        assert day.date().isoformat() in asking.words.text()


def test_a_dialog_that_meets_the_doubt_is_not_a_dead_end(qtbot: QtBot, shell: Shell) -> None:
    """What was typed stays where it is, the date is confirmed over it, and the same button saves."""
    book = shell.session.book
    wall = book.wall
    book.wall = lambda: wall() + timedelta(days=40)
    _save(shell, "441690101254")
    book.wall = wall

    def save(ledger: BookLedger, values: dict[str, Any]) -> None:
        ledger.save(Village(code="441690101255", name=values["why"]))

    asking = Asking(shell.session, "x", of_fields({"why": (WHY, None)}), "test", save, parent=shell)
    shell.show_dialog(asking)
    asking.editors["why"].set_value("typed")
    for _time in range(2):  # a second try brings no second dialog
        asking.save()
        qtbot.waitUntil(asking.ok_button.isEnabled, timeout=5000)
    (box,) = shell.findChildren(BookAsking)
    box.editors["why"].set_value("battery")
    box.save()
    qtbot.waitUntil(lambda: not (isValid(box) and box.isVisible()), timeout=5000)  # it stood over the other
    assert day_in_doubt(book) is None
    assert asking.editors["why"].value() == "typed"
    asking.save()
    qtbot.waitUntil(lambda: _villages(shell) == 3, timeout=5000)
