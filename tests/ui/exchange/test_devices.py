"""A laptop joins its office by windows alone: card, code over the telephone, enrolment, code back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.asking import BookAsking
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.settings.devices import Devices
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.window.shell import Shell

VILLAGE = "441690101200"


@pytest.fixture
def laptop(qtbot: QtBot, village_book: Book) -> Iterator[Shell]:
    made = Shell(Session(village_book), Prefs(language="en"))
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


def _devices(qtbot: QtBot, shell: Shell) -> Devices:
    shell.go("settings")
    found = shell.pages["settings"].findChild(Devices)
    assert found is not None
    qtbot.waitUntil(lambda: shell.session.lane.idle)
    return found


def _answer(qtbot: QtBot, asking: BookAsking | None, **texts: str) -> BookAsking:
    assert asking is not None
    for name, typed in texts.items():
        widget = asking.editors[name].widget
        assert isinstance(widget, QLineEdit | QPlainTextEdit)
        widget.clear()
        if typed.isascii():
            qtbot.keyClicks(widget, typed)
        elif isinstance(widget, QLineEdit):  # the test's keyboard has no Chinese
            widget.insert(typed)
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    return asking


def test_a_laptop_joins_and_is_revoked(qtbot: QtBot, shell: Shell, laptop: Shell, tmp_path: Path) -> None:
    office, village = shell.session.book, laptop.session.book
    card = tmp_path / "village.card"
    mine, roster = _devices(qtbot, laptop), _devices(qtbot, shell)
    assert not mine.enrol_button.isVisible()
    mine.write_card(card)
    qtbot.waitUntil(card.exists)
    qtbot.waitUntil(lambda: laptop.session.lane.idle)
    code = village.identity.device.public.fingerprint
    assert code in mine.words.text()

    roster.ask_enrol(card)
    assert roster.asking is not None
    assert roster.asking.editors["person"].typed() == village.user, "whoever works with the laptop is proposed"
    role = roster.asking.editors["role"].widget
    assert isinstance(role, QComboBox)
    role.setCurrentIndex(role.findData("first_secretary"))
    wrong = _answer(qtbot, roster.asking, person="王五", code="0000 0000")
    qtbot.waitUntil(lambda: "not the one on this card" in wrong.words.text(), timeout=5000)
    assert not (tmp_path / "village.fpb").exists()
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        _answer(qtbot, roster.asking, code=code.replace(" ", ""))
    assert (tmp_path / "village.fpb").exists()

    mine.ask_join(tmp_path / "village.fpb")
    wrong = _answer(qtbot, mine.asking, code=code)
    qtbot.waitUntil(lambda: "does not match" in wrong.words.text(), timeout=5000)
    assert village.identity.office is None
    with qtbot.waitSignal(laptop.session.changed, timeout=10000):
        _answer(qtbot, mine.asking, code=office.identity.device.public.fingerprint)
    page = laptop.pages["settings"]
    assert isinstance(page, SettingsPage)
    assert page.office.text() == "甲镇 · 441690101"
    assert village.identity.office is not None

    qtbot.waitUntil(lambda: shell.session.lane.idle)
    people = [one.person for one in roster.table.rows.rows]
    roster.table.selectRow(people.index("王五"))
    qtbot.mouseClick(roster.revoke_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        _answer(qtbot, roster.asking, why="stolen")
    qtbot.waitUntil(lambda: shell.session.lane.idle)
    with office.exchange() as shelf:
        assert shelf.roster.known(village.identity.device.id).until is not None
    assert "revoked" in [roster.table.rows.columns[-1].text(one) for one in roster.table.rows.rows]


def test_what_is_no_card_is_told(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "x.card").write_text("{}")
    roster = _devices(qtbot, shell)
    roster.ask_enrol(tmp_path / "x.card")
    assert roster.asking is None
    assert "not a laptop's card" in shell.words.text()
