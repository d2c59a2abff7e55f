"""One working day by keys alone: every key goes to whatever has the focus, and nothing is clicked."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QListWidget, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.households.model import Household, Member
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
from fupin_desktop.ui.frame.file_dialogs import Purpose, keep_folder
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.widgets.parts import plain
from fupin_desktop.visits.model import FollowUpTask, Visit
from tests.conftest import PASSPHRASE
from tests.ui.by_hand import CTRL
from tests.ui.files import settled

VILLAGE = "441690101200"
_MOST = 80  # steps of Tab from anywhere to anywhere


class Keyboard:
    """A person's two hands: keys go to the window in front, and to what has the focus there."""

    def __init__(self, qtbot: QtBot, desk: Desk) -> None:
        self.qtbot, self.desk = qtbot, desk

    @property
    def focus(self) -> QWidget:
        """What has the focus; where no window manager brings the window below a closed dialog back, the test does."""
        if QApplication.activeWindow() is None and self.desk.shell is not None:
            (QApplication.activeModalWidget() or self.desk.shell).activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None, timeout=5000)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """One key, and what it brings about."""
        QTest.keyClick(self.focus, key, modifier)
        self.rest()

    def rest(self) -> None:
        """Wait until what was begun is done."""
        if self.desk.session is not None:
            settled(self.qtbot, self.desk.session)

    def type(self, text: str) -> None:
        """Letters by keys, Chinese as an input method commits it."""
        if text.isascii():
            QTest.keyClicks(self.focus, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QApplication.sendEvent(self.focus, event)
        self.rest()

    def reach(self, is_it: Callable[[QWidget], bool], key: Qt.Key = Qt.Key.Key_Tab) -> None:
        """Tab until the focus is where it should be."""
        for _step in range(_MOST):
            if is_it(self.focus):
                return
            QTest.keyClick(self.focus, key)
        pytest.fail("Tab does not lead there")

    def button(self, text: str) -> None:
        """Tab to a button and press it with Enter."""
        self.reach(lambda one: isinstance(one, QAbstractButton) and plain(one.text()).startswith(text))
        self.press(Qt.Key.Key_Return)

    def field(self, name: str, typed: str) -> None:
        """Tab to a field and write it anew."""
        self.reach(lambda one: one.accessibleName() == name)
        self.press(Qt.Key.Key_A, CTRL)
        self.type(typed)

    def tab(self, title: str) -> None:
        """Along the tabs of a file to one of them."""
        self.reach(lambda one: isinstance(one, QTabBar))
        bar = self.focus
        assert isinstance(bar, QTabBar)
        for _step in range(bar.count()):
            if bar.tabText(bar.currentIndex()) == title:
                return
            self.press(Qt.Key.Key_Right)
        pytest.fail(f"no tab {title}")

    def enter_in_file_dialog(self) -> None:
        """Enter, as soon as a dialog for files stands: the name it proposes is taken."""

        def accept() -> None:
            front = QApplication.activeModalWidget()
            if isinstance(front, QFileDialog):
                QTest.keyClick(front.focusWidget() or front, Qt.Key.Key_Return)
            else:
                QTimer.singleShot(50, accept)

        QTimer.singleShot(50, accept)


@pytest.fixture
def hands(qtbot: QtBot, qapp: QApplication, peopled: Book, village_book: Book, tmp_path: Path) -> Iterator[Keyboard]:
    """A laptop that has joined its office, before it is unlocked in the morning."""
    with peopled.write("test") as ledger:
        home = ledger.find(Household)[0]
        ledger.save(
            FollowUpTask(household=home.id, matter="修屋顶", due=ledger.today, state="open"), managed=("state",)
        )
    keys = write_own_card(village_book, tmp_path / "card")
    enrol(
        peopled, tmp_path / "card", scopes=[VILLAGE], person="王五", role="first_secretary",
        fingerprint=keys.fingerprint, out=tmp_path / "welcome.fpb",
    )  # fmt: skip
    join(village_book, tmp_path / "welcome.fpb", peopled.identity.device.public.fingerprint)
    path = village_book.path
    village_book.close()
    stick = tmp_path / "stick"
    stick.mkdir()
    for purpose in (Purpose.BUNDLE, Purpose.PAPER):
        keep_folder(purpose, stick)
    desk = Desk(qapp, Prefs(language="en"))
    desk.show_unlock(path)
    assert desk.unlock is not None
    qtbot.waitUntil(desk.unlock.isActiveWindow)
    yield Keyboard(qtbot, desk)
    desk.close()


def unlock(qtbot: QtBot, hands: Keyboard) -> None:
    """The morning: unlock, and see what waits."""
    desk = hands.desk
    hands.type(PASSPHRASE)
    hands.press(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk.shell is not None, timeout=8000)
    hands.rest()
    today = hands.focus
    assert isinstance(today, QListWidget)
    assert any("修屋顶" in today.item(at).text() for at in range(today.count()))


def correct_a_member(hands: Keyboard) -> None:
    """A household is found by its initials, a member corrected."""
    desk = hands.desk
    hands.press(Qt.Key.Key_2, CTRL)
    hands.type("zs")
    hands.press(Qt.Key.Key_Return)
    hands.tab("Members")
    hands.reach(lambda one: one.accessibleName() == "Member")
    hands.press(Qt.Key.Key_Return)
    hands.field("Ethnic group", "壮族")
    hands.press(Qt.Key.Key_S, CTRL)
    assert desk.session.read(lambda reader: reader.find(Member, name="张三")[0]).ethnic == "壮族"


def enter_an_income(hands: Keyboard) -> None:
    """An income is entered."""
    desk = hands.desk
    hands.tab("Disposable income")
    hands.button("New entry")
    hands.field("Year", "2016")
    hands.field("Wages", "8000")
    hands.press(Qt.Key.Key_S, CTRL)
    (income,) = desk.session.read(lambda reader: reader.find(IncomeYear))
    assert (income.year, income.wage) == (2016, 8000_00)


def log_a_visit(hands: Keyboard) -> None:
    """A visit is logged: the household is the one whose file is open."""
    desk = hands.desk
    hands.press(Qt.Key.Key_N, CTRL)
    hands.press(Qt.Key.Key_1)
    hands.press(Qt.Key.Key_Return)
    hands.type("屋顶漏水，已报修")
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.press(Qt.Key.Key_Escape)
    (visit,) = desk.session.read(lambda reader: reader.find(Visit))
    assert visit.findings == "屋顶漏水，已报修"


def keep_a_promise(hands: Keyboard) -> None:
    """A promise is kept."""
    desk = hands.desk
    hands.press(Qt.Key.Key_1, CTRL)
    listed = hands.focus
    assert isinstance(listed, QListWidget)
    hands.reach(lambda _one: "修屋顶" in (listed.currentItem().text() if listed.currentItem() else ""), Qt.Key.Key_Down)
    hands.press(Qt.Key.Key_Return)
    hands.tab("Household visits")
    hands.button("Finish")
    hands.type("已修好")
    hands.press(Qt.Key.Key_S, CTRL)
    (task,) = desk.session.read(lambda reader: reader.find(FollowUpTask))
    assert task.state == "done"


def prepare_tomorrow(qtbot: QtBot, hands: Keyboard, tmp_path: Path) -> None:
    """Tomorrow is prepared, on paper."""
    hands.press(Qt.Key.Key_F, CTRL)
    hands.press(Qt.Key.Key_Down)
    hands.button("Prepare visits")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=8000)
    hands.rest()
    hands.enter_in_file_dialog()
    hands.button("Save as PDF")
    hands.press(Qt.Key.Key_Escape)
    assert len(list((tmp_path / "stick").glob("*.pdf"))) == 1


def export_and_lock(qtbot: QtBot, hands: Keyboard, tmp_path: Path) -> None:
    """What was written goes to the office, and the window is locked."""
    desk = hands.desk
    hands.press(Qt.Key.Key_7, CTRL)
    hands.enter_in_file_dialog()
    hands.button("Export for the office")
    hands.rest()
    (bundle,) = (tmp_path / "stick").glob("*.fpb")
    assert bundle.name == f"演示一甲村-{desk.session.today.isoformat()}.fpb"
    hands.press(Qt.Key.Key_L, CTRL)
    qtbot.waitUntil(lambda: desk.session is None, timeout=8000)
    assert desk.unlock is not None


def test_a_day_by_keys_alone(qtbot: QtBot, hands: Keyboard, tmp_path: Path) -> None:
    unlock(qtbot, hands)
    correct_a_member(hands)
    enter_an_income(hands)
    log_a_visit(hands)
    keep_a_promise(hands)
    prepare_tomorrow(qtbot, hands, tmp_path)
    export_and_lock(qtbot, hands, tmp_path)
