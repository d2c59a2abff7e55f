from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.shell import PLACES, Shell
from tests.ui.files import settled

CTRL = Qt.KeyboardModifier.ControlModifier


def test_ten_places_by_keys(qtbot: QtBot, shell: Shell) -> None:
    for number, (name, _title) in enumerate(PLACES):
        qtbot.keyClick(shell, Qt.Key(Qt.Key.Key_0.value + (number + 1) % 10), CTRL)
        assert shell.stack.currentWidget() is shell.pages[name]
        assert shell.rail.buttons[name].isChecked()
    shell.session.lane.drain()
    qtbot.wait(50)


def test_every_button_has_a_mnemonic_and_a_name(qtbot: QtBot, shell: Shell) -> None:
    for name, _title in PLACES:
        shell.go(name)
    shell.quick_visit()
    for button in shell.findChildren(QPushButton):
        assert "&" in button.text(), button.text()
        assert button.accessibleName()
    assert shell.quick is not None
    shell.quick.close()
    shell.session.lane.drain()
    qtbot.wait(50)


def test_a_case_advances_from_the_board(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_5, CTRL)
    board = shell.pages["housing"]
    assert isinstance(board, CasesPage)
    qtbot.keyClick(board.board.columns["apply"], Qt.Key.Key_Return)
    dialog = board.findChild(CaseDialog)
    assert dialog is not None
    qtbot.keyClick(dialog.step_button, Qt.Key.Key_Space)
    step = dialog.findChild(StepDialog)
    assert step is not None
    assert step.to.currentData() == "assembly_reviewed"
    qtbot.mouseClick(step.ok_button, Qt.MouseButton.LeftButton)  # it is asked first
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(step.ok_button, Qt.MouseButton.LeftButton)
    with shell.session.book.read() as reader:
        assert reader.find(HousingCase)[0].stage == "assembly_reviewed"
    assert "reviewed by the assembly" in dialog.stamp.text()
    dialog.close()


def test_what_is_told_at_the_foot_fades(qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fupin_desktop.ui.window.shell._SHOWN_MS", (50, 400))
    shell.tell("Saved.")
    assert shell.words.text() == "Saved."
    qtbot.waitUntil(lambda: shell.words.text() == "", timeout=3000)
    shell.tell("The disk is full.", "bad")
    assert shell._fading.interval() == 400, "what went wrong stays longer"


@pytest.mark.parametrize("dark", [False, True])
def test_language_and_dress_are_chosen(qtbot: QtBot, shell: Shell, dark: bool) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_0, CTRL)
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.language.setCurrentIndex(page.language.findData("zh_CN"))
    with qtbot.waitSignal(shell.dressed) as told:
        page.dark.setChecked(dark) if dark else page.language.activated.emit(0)
    assert (told.args[0].language, told.args[0].dark) == ("zh_CN", dark)
    choose_language("zh_CN")
    shell.build()
    assert shell.rail.buttons["households"].text() == "农户台账"


def test_a_notice_is_drafted_and_seen(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_6, CTRL)
    page = shell.pages["notices"]
    assert isinstance(page, NoticesPage)
    page.kind.setCurrentIndex(page.kind.findData("N10"))
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(page.view.pages) >= 1, timeout=10000)
    assert page.view.pdf is not None
    assert page.shown is not None
    page.save_to(tmp_path / "notice.pdf", page.shown)
    qtbot.waitUntil(lambda: "Written" in shell.words.text(), timeout=10000)
    assert (tmp_path / "notice.pdf").read_bytes() == page.view.pdf


def test_a_file_that_is_no_bundle_is_refused_in_the_preview(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    bad = tmp_path / "bad.fpb"
    bad.write_bytes(b"no bundle")
    shell.go("exchange", [bad])
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    qtbot.waitUntil(lambda: page.stack.currentIndex() == 1, timeout=5000)
    assert page.preview.rows.rows[0].status == "refused"
    assert not page.merge_button.isEnabled()
    qtbot.mouseClick(page.drop_button, Qt.MouseButton.LeftButton)
    assert page.stack.currentIndex() == 0


def test_in_a_low_and_narrow_window_nothing_of_the_rail_is_cut_and_the_search_box_has_room(
    qtbot: QtBot, shell: Shell
) -> None:
    style.apply(QApplication.instance(), dark=False, size="large")
    try:
        shell.resize(960, 560)
        shell.go("households")
        settled(qtbot, shell.session)
        undo = shell.undoing.button
        assert undo.height() >= undo.sizeHint().height()
        assert not shell.undoing.name.isVisible()
        page = shell.pages["households"]
        assert page.box.width() >= 200
        assert page.import_button.shortcut().toString() == "Alt+I"
        shell.resize(1280, 900)
        QApplication.processEvents()
        assert shell.undoing.name.isVisible()
    finally:
        style.apply(QApplication.instance(), dark=False, size="medium")
