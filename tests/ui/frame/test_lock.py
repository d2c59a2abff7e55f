"""Locking: blank at once, the key gone when work ends, nothing typed lost, back where one was."""

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.households.model import Household
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.drafts import draft_of
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.watch.sleeping import Sleep
from fupin_desktop.ui.frame.watch.vigil import Vigil, steady
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.settings.keyholders import NewKey
from fupin_desktop.ui.subject.sections.form_section import FormSection
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.widgets import clipboard
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village
from tests.ui.files import section_of, settled

RIGHT = "wu ge pin yin ci"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, peopled: Book) -> Iterator[Desk]:
    path = peopled.path
    peopled.close()
    made = Desk(qapp, Prefs(language="en"))
    made.show_unlock(path)
    made.open_book(path, RIGHT)
    qtbot.waitUntil(lambda: made.shell is not None, timeout=8000)
    yield made
    for window in (made.unlock, made.shell):
        if window is not None:
            window.close()
            window.deleteLater()
    made.close()


def _gone(desk: Desk) -> bool:
    return desk.session is None


def _come_back(qtbot: QtBot, desk: Desk, words: str = RIGHT) -> None:
    assert desk.unlock is not None
    qtbot.keyClicks(desk.unlock.field, words)
    qtbot.keyClick(desk.unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.unlock is None, timeout=8000)


def _household(desk: Desk) -> int:
    with desk.session.book.read() as reader:
        return int(reader.find(Household)[1].id)


def test_one_comes_back_to_the_open_file_with_all_that_was_typed(qtbot: QtBot, desk: Desk) -> None:
    shell: Shell = desk.shell
    book: Book = desk.session.book
    shell.setGeometry(40, 30, 1100, 700)
    shell.go("households", _household(desk))
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    household = page.file.id
    tab = section_of(qtbot, desk.session, page.file, "facts")
    assert isinstance(tab, FormSection)
    editor = tab.editors["remark"]
    editor.set_typed("屋后有水井")
    editor.changed.emit()
    shell.quick_visit()
    assert shell.quick is not None
    shell.quick.findings.setPlainText("写到一半")
    clipboard.put("ours")
    qtbot.keyClick(shell.quick, Qt.Key.Key_Escape)
    shell.quick_visit()
    shell.help()
    desk.lock()
    assert not shell.isVisible()  # at once
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    assert QApplication.clipboard().text() == ""
    geometry = shell.geometry()
    qtbot.waitUntil(lambda: _gone(desk), timeout=5000)
    qtbot.wait(50)
    assert book.engine.pool.checkedin() == 0
    assert desk.unlock is not None
    assert desk.unlock.geometry() == geometry
    _come_back(qtbot, desk)
    assert desk.shell is not shell
    again = desk.shell.pages["households"]
    settled(qtbot, desk.session)
    assert (again.file.id, again.file.tabs.currentIndex()) == (household, 1)
    (form,) = again.file.pages[1].sections
    assert form.editors["remark"].typed() == "屋后有水井"
    assert desk.shell.quick.findings.toPlainText() == "写到一半"
    desk.shell.quick.close()
    with qtbot.waitSignal(desk.session.changed, timeout=5000):
        form.save()
    desk.session.lane.drain()
    qtbot.wait(50)
    with desk.session.book.read() as reader:
        assert reader.get(Household, again.file.id).remark == "屋后有水井"
        assert draft_of(reader, form._draft.page) == {}


def test_the_form_of_a_record_is_closed_and_what_was_typed_is_kept(qtbot: QtBot, desk: Desk) -> None:
    shell: Shell = desk.shell
    shell.go("households", _household(desk))
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    members = section_of(qtbot, desk.session, page.file, "members")
    assert isinstance(members, ListSection)
    dialog = members.change(members.table.rows.rows[0])
    dialog.editors["ethnic"].set_typed("壮族")
    draft = dialog.draft.page
    desk.lock()
    assert not [w for w in QApplication.topLevelWidgets() if isinstance(w, QDialog) and w.isVisible()]
    qtbot.waitUntil(lambda: _gone(desk), timeout=5000)
    _come_back(qtbot, desk)
    with desk.session.book.read() as reader:
        assert draft_of(reader, draft) == {"ethnic": "壮族"}


def test_a_draft_holds_what_was_touched_and_waits_for_its_household(qtbot: QtBot, desk: Desk) -> None:
    with desk.session.book.read() as reader:
        one, other = (home.id for home in reader.find(Household)[:2])
    shell: Shell = desk.shell
    shell.go("households", int(one or 0))
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    tab = section_of(qtbot, desk.session, page.file, "facts")
    assert isinstance(tab, FormSection)
    tab.editors["remark"].set_typed("屋后有水井")
    tab.editors["remark"].changed.emit()
    page.open(int(other or 0))
    section_of(qtbot, desk.session, page.file, "facts")
    assert tab.editors["remark"].typed() == ""
    assert not tab.save_button.isEnabled()
    desk.session.lane.drain()
    with desk.session.book.write("test") as ledger:  # somebody else's work comes in meanwhile
        ledger.save(ledger.get(Household, one).but(group_name="第三组"))
    page.open(int(one or 0))
    section_of(qtbot, desk.session, page.file, "facts")
    assert tab.editors["remark"].typed() == "屋后有水井"
    assert tab.editors["group_name"].typed() == "第三组"
    assert tab.save_button.isEnabled()


class _Slow:
    """Work that waits for a word, then writes."""

    def __init__(self, book: Book) -> None:
        self._book, self.go, self.begun = book, threading.Event(), threading.Event()

    def __call__(self, _progress: object) -> str:
        self.begun.set()
        assert self.go.wait(10)
        with self._book.write("test") as ledger:
            ledger.save(Village(code="441690101299", name="演示一末村"))
        return "done"


def _names(book: Book) -> list[str | None]:
    with book.read() as reader:
        return [village.name for village in reader.find(Village)]


def test_work_that_runs_keeps_its_key_and_the_same_window_comes_back(qtbot: QtBot, desk: Desk) -> None:
    shell, session, told = desk.shell, desk.session, []
    work = _Slow(session.book)
    session.run(work, told.append)
    work.begun.wait(5)
    desk.lock()
    assert not shell.isVisible()
    qtbot.wait(50)
    assert desk.session is session  # still working, so the book is open
    _come_back(qtbot, desk)
    assert desk.shell is shell
    assert shell.isVisible()
    work.go.set()
    qtbot.waitUntil(lambda: told == ["done"], timeout=5000)
    assert "演示一末村" in _names(session.book)


def test_what_ends_behind_the_lock_shows_nothing_and_is_there(qtbot: QtBot, desk: Desk) -> None:
    session, told = desk.session, []
    work = _Slow(session.book)
    session.run(work, told.append)
    work.begun.wait(5)
    desk.lock()
    work.go.set()
    qtbot.waitUntil(lambda: _gone(desk), timeout=5000)
    assert told == []
    _come_back(qtbot, desk)
    assert "演示一末村" in _names(desk.session.book)
    assert "has ended" in desk.shell.words.text()


def test_another_cadre_neither_takes_over_work_nor_lands_in_an_open_file(qtbot: QtBot, desk: Desk) -> None:
    desk.session.book.add_user("乙", "ling yi ge ren de")
    desk.shell.go("households", _household(desk))
    work = _Slow(desk.session.book)
    desk.session.run(work, lambda _done: None)
    desk.lock()
    assert desk.unlock is not None
    qtbot.keyClicks(desk.unlock.field, "ling yi ge ren de")
    qtbot.keyClick(desk.unlock.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "still running" in desk.unlock.words.text(), timeout=5000)
    work.go.set()
    qtbot.waitUntil(lambda: _gone(desk), timeout=5000)
    _come_back(qtbot, desk, "ling yi ge ren de")
    assert desk.session.book.user == "乙"
    assert desk.shell.stack.currentWidget() is desk.shell.pages["today"]


def test_ctrl_l_and_the_choice_of_minutes(qtbot: QtBot, desk: Desk) -> None:
    page = desk.shell._make("settings")
    page.minutes.setCurrentIndex(page.minutes.findData("45"))
    page.minutes.activated.emit(0)
    assert desk.vigil.minutes == 45
    qtbot.wait(20)
    desk.shell.activateWindow()
    qtbot.keyClick(desk.shell, Qt.Key.Key_L, CTRL)
    assert not desk.shell.isVisible()


class _Clocks:
    def __init__(self) -> None:
        self.steady, self.wall = 1000.0, 5_000_000.0

    def on(self, seconds: float, wall: float | None = None) -> None:
        self.steady += seconds
        self.wall += seconds if wall is None else wall


@pytest.fixture
def clocks() -> _Clocks:
    return _Clocks()


@pytest.fixture
def vigil(qapp: QApplication, clocks: _Clocks) -> Iterator[Vigil]:
    made = Vigil(qapp, 5, lambda: clocks.steady, lambda: clocks.wall)
    made._timer.stop()
    yield made
    made.stop()


def _seconds(vigil: Vigil, clocks: _Clocks, count: int) -> int:
    due: list[bool] = []
    vigil.due.connect(lambda: due.append(True))
    for _second in range(count):
        clocks.on(1)
        vigil.tick()
    return len(due)


def test_idle_minutes_lock_and_a_key_begins_them_anew(qapp: QApplication, vigil: Vigil, clocks: _Clocks) -> None:
    assert _seconds(vigil, clocks, 299) == 0
    qapp.sendEvent(qapp, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier))
    assert _seconds(vigil, clocks, 299) == 0
    assert _seconds(vigil, clocks, 1) == 1
    vigil.set_minutes(1)
    assert vigil.minutes == 5
    vigil.set_minutes(600)
    assert vigil.minutes == 60


@pytest.mark.parametrize(("seconds", "wall"), [(400.0, 400.0), (1.0, 400.0), (1.0, -400.0), (400.0, 1.0)])
def test_sleep_and_a_clock_that_jumps_lock(vigil: Vigil, clocks: _Clocks, seconds: float, wall: float) -> None:
    due, jumps = [], []
    vigil.due.connect(lambda: due.append(True))
    vigil.jumped.connect(jumps.append)
    clocks.on(seconds, wall)
    vigil.tick()
    assert due == [True]
    assert jumps == ([] if seconds == wall else [int(wall - seconds)])
    assert steady() > 0


def test_the_log_hears_of_a_clock_that_jumps(qtbot: QtBot, desk: Desk) -> None:
    desk.vigil.jumped.emit(-400)
    desk.session.lane.drain()
    with desk.session.book.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT event, about FROM audit").all()
    assert ("clock.jump", "-400 s") in [tuple(row) for row in rows]


@pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs a bus of its own: dbus-daemon is not installed")
def test_the_system_tells_of_sleep(qtbot: QtBot) -> None:
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    words = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as daemon:
        assert daemon.stdout is not None
        address = daemon.stdout.readline().strip()
        here = QDBusConnection.connectToBus(address, "here")
        logind = QDBusConnection.connectToBus(address, "logind")
        try:
            assert logind.registerService("org.freedesktop.login1")
            sleep = Sleep()
            assert sleep.listen(here)
            heard: list[bool] = []
            sleep.coming.connect(lambda: heard.append(True))
            for going in (True, False):
                signal = QDBusMessage.createSignal(
                    "/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep"
                )
                signal.setArguments([going])
                assert logind.send(signal)
            qtbot.waitUntil(lambda: heard == [True], timeout=3000)
            qtbot.wait(50)
            assert heard == [True]  # waking is not going to sleep
        finally:
            QDBusConnection.disconnectFromBus("here")
            QDBusConnection.disconnectFromBus("logind")
            daemon.terminate()


def test_a_new_key_locks_works_and_comes_back(qtbot: QtBot, desk: Desk) -> None:
    desk.session.book.add_user("乙", "ling yi ge ren de")
    before = desk.session.book.book_key
    desk.shell.go("settings")
    desk.shell.pages["settings"].keyholders.key_button.click()
    dialog = desk.shell.findChild(NewKey)
    assert dialog is not None
    dialog.field.setText(RIGHT)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert not desk.shell.isVisible()
    qtbot.waitUntil(lambda: desk.unlock is None, timeout=15000)
    assert desk.session.book.book_key != before
    assert "乙" in desk.shell.words.text()
    assert desk.shell.stack.currentWidget() is desk.shell.pages["settings"]
    desk.shell.rekey_asked.emit("not this one at all")
    qtbot.waitUntil(lambda: desk.unlock is not None and "does not open" in desk.unlock.words.text(), timeout=8000)
    _come_back(qtbot, desk)
