"""Keys and names: every button has a name, no two mnemonics of a page are one letter, help for every page."""

import re
from collections import Counter
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.pages.sheet_of_recovery import Rehearsal
from fupin_desktop.ui.frame.help import Help, help_text
from fupin_desktop.ui.photos.viewer import view_records
from fupin_desktop.ui.settings.keyholders import NewUser
from fupin_desktop.ui.visit_file.dialog import open_visit
from fupin_desktop.ui.visits.grid import VisitGrid
from fupin_desktop.ui.visits.phrase_dialog import PhraseDialog
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.first_steps import FirstSteps
from fupin_desktop.ui.window.shell import PLACES, Shell
from fupin_desktop.ui.window.undo_dialog import UndoDialog
from fupin_desktop.visits.commands import log_visit
from tests.ui.drawn_photos import kept
from tests.ui.files import settled

_MNEMONIC = re.compile(r"&(\w)")


def _mnemonics(window: object) -> list[str]:
    assert hasattr(window, "findChildren")
    buttons = [one for kind in (QPushButton, QCheckBox) for one in window.findChildren(kind) if one.isVisible()]
    return [found[1].upper() for one in buttons if (found := _MNEMONIC.search(one.text()))]


def _check(window: object, where: str) -> None:
    assert hasattr(window, "findChildren")
    for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox):
        for one in window.findChildren(kind):
            inner = isinstance(one, QLineEdit) and isinstance(one.parent(), QComboBox)
            if one.isVisible() and not one.objectName().startswith(("qt_", "Scroll")) and not inner:
                assert one.accessibleName() or (isinstance(one, QAbstractButton) and one.text()), (where, one)
    twice = [letter for letter, count in Counter(_mnemonics(window)).items() if count > 1]
    assert not twice, (where, twice)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_names_and_mnemonics_of_all_pages_and_dialogs(qtbot: QtBot, shell: Shell, language: str) -> None:
    choose_language(language)
    shell.build()
    for name, _title in PLACES:
        shell.go(name)
        shell.session.lane.drain()
        qtbot.wait(20)
        _check(shell, name)
    settings = shell.pages["settings"]
    shell.go("settings")
    for number in range(settings.tabs.count()):
        settings.tabs.setCurrentIndex(number)
        _check(shell, f"settings {number}")
    with shell.session.book.read() as reader:
        home = reader.find(Household)[0].id
    shell.go("households", int(home or 0))
    file = shell.pages["households"].file
    for number in range(file.tabs.count()):
        file.tabs.setCurrentIndex(number)
        settled(qtbot, shell.session)
        _check(shell, f"file {number}")
    shell.quick_visit()
    assert shell.quick is not None
    _check(shell.quick, "visit")
    shell.quick.close()
    for make in (FirstSteps, Rehearsal, NewUser, UndoDialog, PhraseDialog, VisitGrid):
        dialog = make(shell.session, shell)
        dialog.show()
        _check(dialog, make.__name__)
        dialog.close()
    choose_language("en")


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_names_and_mnemonics_of_what_is_looked_at(
    qtbot: QtBot, shell: Shell, peopled: Book, tmp_path: Path, language: str
) -> None:
    photos = kept(peopled, tmp_path, 1)
    with peopled.write("visit.log") as ledger:
        facts = {"date": ledger.today, "visitors": ["甲"], "type": "daily", "requests": "修屋顶", "photos": photos}
        visit, _tasks = log_visit(ledger, household=ledger.find(Household)[0].id, **facts)
    choose_language(language)
    dialog = open_visit(shell.session, visit.id, shell, shell.go)
    settled(qtbot, shell.session)
    for number in range(dialog.tabs.count()):
        dialog.tabs.setCurrentIndex(number)
        _check(dialog, f"visit {number}")
    withdrawing = dialog.withdraw()
    _check(withdrawing, "withdrawing")
    withdrawing.close()
    viewer = view_records(shell.session, [visit], dialog)
    assert viewer is not None
    settled(qtbot, shell.session)
    _check(viewer, "viewer")
    viewer.export()
    assert viewer.exporting is not None
    _check(viewer.exporting, "export")
    viewer.close()
    dialog.close()
    settled(qtbot, shell.session)
    choose_language("en")
    shell.session.lane.drain()
    qtbot.wait(50)


def test_f1_helps_with_the_page_in_front_and_esc_closes_it(qtbot: QtBot, shell: Shell) -> None:
    shell.go("notices")
    qtbot.keyClick(shell, Qt.Key.Key_F1)
    help_ = shell.findChild(Help)
    assert help_ is not None
    assert help_.text.toPlainText().startswith("Notices")
    assert "Ctrl+N" in help_.text.toPlainText()
    qtbot.keyClick(help_, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: shell.findChild(Help) is None)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_place_has_help_in_both_languages(language: str) -> None:
    choose_language(language)
    texts = {name: help_text(name) for name, _title in PLACES}
    assert len(set(texts.values())) == len(PLACES)
    assert all("Ctrl+L" in text for text in texts.values())
    choose_language("en")


@pytest.mark.parametrize("size", list(style.SIZES))
@pytest.mark.parametrize("dark", [False, True])
def test_text_stands_out_by_4_5_to_1_in_every_size(qapp: QApplication, size: str, dark: bool) -> None:
    style.apply(qapp, dark=dark, size=size)
    try:
        pairs = [("text", "bg"), ("muted", "bg"), ("muted", "rail"), ("accent", "bg"), ("on_accent", "accent"),
                 ("warn", "bg"), ("good", "bg"), ("text", "select"), ("text", "hover")]  # fmt: skip
        for ink, ground in pairs:
            assert _contrast(ink, ground) >= 4.5, (ink, ground)
        assert qapp.font().pixelSize() == style.SIZES[size]
    finally:
        style.apply(qapp)


def _contrast(ink: str, ground: str) -> float:
    one, other = sorted((_light(ink), _light(ground)), reverse=True)
    return (one + 0.05) / (other + 0.05)


def _light(name: str) -> float:
    colour = style.colour(name)
    parts = [colour.redF(), colour.greenF(), colour.blueF()]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
