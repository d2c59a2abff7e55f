"""The practice data while they are made: stopped, or without a place, nothing is left and the first window goes on."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.settings import practice


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path / "data"


def test_making_them_is_shown_and_can_be_stopped(qtbot: QtBot, qapp: QApplication, data: Path) -> None:
    desk = Desk(qapp, Prefs(language="en"))
    desk.show_unlock(None)
    unlock = desk.unlock
    assert unlock is not None
    qtbot.addWidget(unlock)
    qtbot.mouseClick(unlock.practice_button, Qt.MouseButton.LeftButton)
    assert unlock.making.isVisible()
    assert not unlock.practice_button.isEnabled()
    qtbot.waitUntil(lambda: unlock.making.bar.maximum() > 1, timeout=60000)  # the months are counted
    qtbot.mouseClick(unlock.making.stop_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Stopped" in unlock.words.text(), timeout=60000)
    assert unlock.making.isHidden()
    assert unlock.practice_button.isEnabled()
    assert list((data / "fupin-desktop").iterdir()) == []
    desk.close()


def test_without_room_nothing_is_begun(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(practice, "_NEEDS", 1 << 40)
    with pytest.raises(Refusal) as caught:
        practice.open_practice()
    assert caught.value.code == "practice.full"
    assert list((data / "fupin-desktop").iterdir()) == []


def test_a_place_that_takes_no_folder_is_told_of_the_practice_data(data: Path) -> None:
    data.write_text("a file where the folder should be")
    with pytest.raises(Refusal) as caught:
        practice.open_practice()
    assert caught.value.code == "practice.folder"
    assert "No practice data were made" in caught.value.message
