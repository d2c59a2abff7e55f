"""What nobody caught is told, with a report that can be copied and says nothing about anybody; and tests fail of it."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from fupin_desktop.files import state_folder
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ui.frame.watch import faults
from fupin_desktop.ui.frame.watch.faults import LOG, LOG_BYTES, Fault, Faults, keep_in_log
from fupin_desktop.ui.widgets.lists.table import Column, Table
from fupin_desktop.ui.window.shell import Shell

SECRET = "张三 44169019700101123X"


class Broken(Exception):
    pass


def fail(*_rest: object) -> Any:
    raise Broken(SECRET)


@pytest.fixture
def heard(qapp: QApplication) -> Iterator[Faults]:
    """The hooks as the program installs them."""
    made = Faults(qapp)
    made.install()
    yield made
    made.remove()
    for dialog in list(made.dialogs.values()):
        dialog.close()
    made.deleteLater()


def told(qtbot: QtBot, heard: Faults) -> Fault:
    qtbot.waitUntil(lambda: bool(heard.dialogs), timeout=5000)
    [dialog] = heard.dialogs.values()
    assert isinstance(dialog, Fault)
    return dialog


def in_paint(shell: Shell) -> None:
    class Painted(QWidget):
        def paintEvent(self, event: object) -> None:
            fail()

    page = shell.pages["today"]
    page.painted = Painted(page)
    page.painted.resize(40, 40)
    page.painted.show()


def in_refresh(shell: Shell) -> None:
    shell.pages["today"].refresh = fail
    shell.session.changed.emit()


def in_slot(shell: Shell) -> None:
    button = QPushButton(shell)
    button.clicked.connect(fail)
    button.click()


def in_list(shell: Shell) -> None:
    table = Table([Column("x", fail)], "x", shell)
    table.load_all([1])
    table.resize(200, 200)
    table.show()


def in_timer(shell: Shell) -> None:
    QTimer.singleShot(0, fail)


def on_the_lane(shell: Shell) -> None:
    shell.session.run(fail, lambda _done: None)


def after_the_lane(shell: Shell) -> None:
    shell.session.run(lambda _progress: 1, fail)


def in_a_command(shell: Shell) -> None:
    shell.session.command("test", fail)


def in_a_panic(shell: Shell) -> None:
    class PanicException(BaseException):
        pass

    def work(_progress: object) -> None:
        raise PanicException(SECRET)

    shell.session.run(work, lambda _done: None)


def in_a_thread(_shell: Shell) -> None:
    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


WAYS = (in_paint, in_refresh, in_slot, in_list, in_timer, on_the_lane, after_the_lane, in_a_command, in_a_panic,
        in_a_thread)  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_fail_is_told(qtbot: QtBot, shell: Shell, heard: Faults, way: Any) -> None:
    way(shell)
    dialog = told(qtbot, heard)
    assert dialog.isVisible()
    assert "fault of the program" in dialog.words.text()
    dialog.copy_button.click()
    report = QApplication.clipboard().text()
    assert report == dialog.report.toPlainText()
    assert f"test_faults.py:{line_of(way)}" in report
    logged = (state_folder() / LOG).read_text(encoding="utf-8")
    assert "test_faults.py" in logged
    for text in (report, logged, dialog.words.text()):
        assert not any(part in text for part in (*SECRET.split(), str(Path(__file__).parent)))
    qtbot.waitUntil(lambda: shell.session.lane.idle, timeout=5000)  # the lane goes on


def line_of(way: Any) -> str:
    """Every report names the innermost line, which stands in `fail` but for the panic's own."""
    return "" if way is in_a_panic else str(fail.__code__.co_firstlineno + 1)


@pytest.mark.parametrize("way", [way for way in WAYS if way is not in_a_thread])
def test_a_test_fails_of_it(qtbot: QtBot, shell: Shell, way: Any) -> None:
    """Without our hooks pytest-qt hears the same: no way of failing passes a test by."""
    with capture_exceptions() as captured:
        way(shell)
        qtbot.waitUntil(lambda: bool(captured), timeout=5000)
        for widget in shell.findChildren(QWidget):
            if "Painted" in type(widget).__name__ or (isinstance(widget, Table) and widget.accessibleName() == "x"):
                widget.hide()
        qtbot.wait(50)
    assert captured[0][0].__name__ in ("Broken", "Panic")


def test_a_painting_that_fails_with_each_look_has_one_dialog(
    qtbot: QtBot, shell: Shell, heard: Faults, monkeypatch: pytest.MonkeyPatch
) -> None:
    again: list[str] = []
    heard.repeated.connect(again.append)
    in_paint(shell)
    first = told(qtbot, heard)
    first.close_button.click()
    qtbot.waitUntil(lambda: not heard.dialogs, timeout=5000)
    painted = shell.pages["today"].painted
    painted.update()
    qtbot.waitUntil(lambda: bool(again), timeout=5000)
    assert not heard.dialogs
    monkeypatch.setattr(faults, "QUIET", 0.0)
    painted.update()
    assert told(qtbot, heard) is not first
    painted.hide()


def test_a_refusal_is_an_answer_and_a_stop_is_none(qtbot: QtBot, shell: Shell, heard: Faults) -> None:
    def refuse() -> None:
        raise Refusal("record.unknown", "The book holds no such record.")

    def stop() -> None:
        raise Cancelled

    QTimer.singleShot(0, stop)
    QTimer.singleShot(0, refuse)
    dialog = told(qtbot, heard)
    assert dialog.words.text() == "The book holds no such record."
    assert not dialog.report.isVisibleTo(dialog)
    assert not (state_folder() / LOG).exists()


def test_what_fails_after_its_dialog_was_closed_is_told_by_the_window(
    qtbot: QtBot, shell: Shell, heard: Faults
) -> None:
    class Asking(QWidget):
        def failed(self, error: BaseException) -> None:
            raise AssertionError("it is closed")

    gate = threading.Event()

    def work(_progress: object) -> None:
        gate.wait(10)
        fail()

    asking = Asking(shell)
    shell.session.run(work, lambda _done: None, asking.failed)
    from shiboken6 import delete

    delete(asking)
    gate.set()
    assert "Broken" in told(qtbot, heard).report.toPlainText()


def test_what_caused_a_fault_is_named_too(qtbot: QtBot, shell: Shell, heard: Faults) -> None:
    def chained() -> None:
        try:
            fail()
        except Broken as error:
            raise KeyError(SECRET) from error

    QTimer.singleShot(0, chained)
    report = told(qtbot, heard).report.toPlainText()
    assert "KeyError" in report
    assert "Broken" in report


def test_the_log_stays_small_and_a_log_that_cannot_be_written_hides_nothing(
    qtbot: QtBot, shell: Shell, heard: Faults
) -> None:
    for _turn in range(3):
        path = keep_in_log("x" * (LOG_BYTES // 2))
    assert path.stat().st_size <= LOG_BYTES
    path.unlink()
    path.mkdir()
    QTimer.singleShot(0, fail)
    assert told(qtbot, heard).isVisible()


def test_a_window_that_a_program_drives_raises_what_went_wrong(qtbot: QtBot, shell: Shell) -> None:
    """The tour's album: a page that fails must not leave a picture of an empty list behind, and exit code 0."""

    def drive() -> None:
        with faults.raised():
            in_refresh(shell)
            in_slot(shell)

    with pytest.raises(Broken):
        drive()
    with faults.raised():
        shell.session.said.emit("nothing wrong")


def test_hooks_are_given_back(qapp: QApplication) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    made = Faults(qapp)
    made.install()
    assert sys.excepthook is not before[0]
    made.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before
