"""A masked value: for a reason, for half a minute, in the log; copied only with the passphrase; gone at lock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Member
from fupin_desktop.store.book.attempts import Attempts
from fupin_desktop.ui.forms.unmask import SHOWN_SECONDS, Unmask
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.widgets import clipboard
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import section_of

NUMBER = "441690197001011234"
RIGHT = "wu ge pin yin ci"


@pytest.fixture
def asked(qtbot: QtBot, shell: Shell) -> Unmask:
    with shell.session.book.read() as reader:
        home = reader.find(Member, name="张三")[0].household
    shell.go("households", int(home or 0))
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    tab = section_of(qtbot, shell.session, page.file, "members")
    assert isinstance(tab, ListSection)
    shown = [tab.table.model().index(0, at).data() for at in range(tab.table.model().columnCount())]
    assert "＊1234" in shown
    assert NUMBER not in shown
    tab.table.setFocus()
    qtbot.keyClick(tab.table, Qt.Key.Key_U, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(tab.menu.isVisible, timeout=3000)
    while "Document number" not in tab.menu.activeAction().text():
        qtbot.keyClick(tab.menu, Qt.Key.Key_Down)
    qtbot.keyClick(tab.menu, Qt.Key.Key_Return)
    dialog = tab.findChild(Unmask)
    assert dialog is not None
    return dialog


def _events(shell: Shell) -> list[tuple[str, str]]:
    with shell.session.book.read() as reader:
        rows = reader.connection.exec_driver_sql("SELECT event, about FROM audit").all()
        return [(row[0], row[1]) for row in rows if row[0] == "unmask"]


def test_without_a_reason_nothing_is_shown(qtbot: QtBot, shell: Shell, asked: Unmask) -> None:
    qtbot.mouseClick(asked.show_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "needs a reason" in asked.words.text(), timeout=3000)
    assert asked.value.text() == ""
    assert _events(shell) == []
    asked.close()


def test_with_a_reason_it_is_shown_noted_and_hidden_again(qtbot: QtBot, shell: Shell, asked: Unmask) -> None:
    qtbot.keyClicks(asked.why, "bank form")
    qtbot.keyClick(asked.why, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked.value.text() == NUMBER, timeout=3000)
    ((_event, about),) = _events(shell)
    assert about.startswith("member.id_no ")
    assert about.endswith(": bank form")
    assert NUMBER not in about
    for _second in range(SHOWN_SECONDS):
        assert asked.isVisible()
        asked.tick()
    assert not asked.isVisible()
    assert asked.value.text() == ""


def test_copying_asks_for_the_passphrase_and_the_clipboard_forgets(
    qtbot: QtBot, shell: Shell, asked: Unmask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clipboard, "MOMENT_SECONDS", 1)
    QApplication.clipboard().setText("before")
    asked.why.setText("bank form")
    asked.ask()
    qtbot.waitUntil(asked.copy_button.isVisible, timeout=3000)
    qtbot.mouseClick(asked.copy_button, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(asked.field, "not this one at all")
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "does not open" in asked.words.text(), timeout=3000)
    assert QApplication.clipboard().text() == "before"
    assert Attempts(shell.session.book.key_file.book_id)._wrong == 1  # the same count as at the door
    qtbot.keyClicks(asked.field, RIGHT)
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == NUMBER, timeout=3000)
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "", timeout=3000)
    asked.close()


def test_it_is_gone_when_the_window_is_blanked(qtbot: QtBot, shell: Shell, asked: Unmask) -> None:
    asked.why.setText("bank form")
    asked.ask()
    qtbot.waitUntil(lambda: asked.value.text() == NUMBER, timeout=3000)
    shell.blank()
    assert not asked.isVisible()
    assert asked.value.text() == ""
