"""Files and folders are asked for in the window's language, from the last folder, under good names."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.app.desk import Desk
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.system.copying import copy_checked
from fupin_desktop.store.book.book import Book
from fupin_desktop.sync.authority.enrolment import enrol, join, write_own_card
from fupin_desktop.ui.exchange.page import ExchangePage
from fupin_desktop.ui.frame.file_dialogs import (
    Purpose,
    ask_file,
    ask_folder,
    ask_new_file,
    file_name,
    folder_for,
    keep_folder,
)
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import settled


def test_a_dialog_begins_in_the_last_folder_of_its_purpose(
    qtbot: QtBot, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, pictures = tmp_path / "stick", tmp_path / "pictures"
    for folder in (stick, pictures):
        folder.mkdir()
    begun: list[str] = []

    def saved(*words: object) -> tuple[str, str]:
        begun.append(str(words[2]))
        assert words[5] & QFileDialog.Option.DontUseNativeDialog
        return str(stick / "甲村"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", saved)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (begun.append(str(words[2])), ("", ""))[1])
    out = ask_new_file(shell, "out", "甲村-2017-06-03.fpb", "", Purpose.BUNDLE)
    assert out == stick / "甲村.fpb", "the ending is added where none is typed"
    assert begun[0].endswith("甲村-2017-06-03.fpb")
    keep_folder(Purpose.PHOTOGRAPH, pictures)
    assert ask_file(shell, "in", "", Purpose.BUNDLE) is None
    assert begun[1] == str(stick)
    assert folder_for(Purpose.PHOTOGRAPH) == pictures
    stick.rmdir()
    assert folder_for(Purpose.BUNDLE) != stick, "a stick that is gone leads to the documents"


def test_a_name_says_what_is_in_the_file_and_is_one_everywhere() -> None:
    assert file_name("甲村", "2017-06-03", ending="fpb") == "甲村-2017-06-03.fpb"
    assert file_name("收入/支出: 表", "", ending="xlsx") == "收入支出 表.xlsx"
    assert file_name("", ending="pdf") == "fupin.pdf"


def test_the_dialog_speaks_the_language_of_the_window(qtbot: QtBot, qapp: QApplication) -> None:
    desk = Desk(qapp, Prefs(language="zh_CN"))
    try:
        dialog = QFileDialog()
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        qtbot.addWidget(dialog)
        texts = [one.text() for one in (*dialog.findChildren(QLabel), *dialog.findChildren(QPushButton))]
        said = [text for text in texts if text]
        assert said
        for text in said:
            assert any("\u4e00" <= sign <= "\u9fff" for sign in text) or not any(s.isalpha() for s in text), text
        assert qapp.translate("QPlatformTheme", "Cancel") == "取消", "the rest is left to Qt's own catalogue"
        assert qapp.translate("QDialog", "no word of Qt") == "no word of Qt"
    finally:
        desk.prefs.language = "en"
        desk._dress()
        desk.close()


def test_what_was_sealed_is_named_and_copied_to_a_stick_whole(
    qtbot: QtBot, book: Book, village_book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = write_own_card(village_book, tmp_path / "card")
    enrol(
        book, tmp_path / "card", scopes=["441690101200"], person="王五", role="first_secretary",
        fingerprint=keys.fingerprint, out=tmp_path / "welcome.fpb",
    )  # fmt: skip
    join(village_book, tmp_path / "welcome.fpb", book.identity.device.public.fingerprint)
    shell = Shell(Session(village_book), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    shell.go("exchange")
    page = shell.pages["exchange"]
    assert isinstance(page, ExchangePage)
    assert not page.copy_button.isVisible()
    out, stick = tmp_path / "甲镇-2017-06-03.fpb", tmp_path / "stick"
    stick.mkdir()
    page.export_to(out)
    qtbot.waitUntil(lambda: page.copy_button.isVisible(), timeout=10000)
    assert out.name in page.words.text()
    assert "1 files" in page.words.text()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: str(stick))
    qtbot.mouseClick(page.copy_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "arrived whole" in page.words.text(), timeout=10000)
    settled(qtbot, shell.session)
    assert (stick / out.name).read_bytes() == out.read_bytes()
    shell.close()


def test_a_copy_that_reads_back_otherwise_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import shutil

    first, second, stick = tmp_path / "a.fpb", tmp_path / "b.fpb", tmp_path / "stick"
    first.write_bytes(b"one")
    second.write_bytes(b"two")
    stick.mkdir()
    real = shutil.copyfile

    def lying(source: Path, target: Path) -> None:
        real(source, target)
        if source == second:
            Path(target).write_bytes(b"tw?")

    monkeypatch.setattr(shutil, "copyfile", lying)
    with pytest.raises(Refusal) as refused:
        copy_checked([first, second], stick)
    assert refused.value.code == "copy.differs"
    assert "do not hand it over" in refused.value.message
    monkeypatch.undo()
    assert [one.name for one in copy_checked([first, second], stick)] == ["a.fpb", "b.fpb"]


def test_a_stick_pulled_out_is_told_in_words(tmp_path: Path) -> None:
    file = tmp_path / "a.fpb"
    file.write_bytes(b"one")
    with pytest.raises(Refusal) as refused:
        copy_checked([file], tmp_path / "gone")
    assert refused.value.code == "output.missing"


def test_a_cancelled_dialog_keeps_nothing(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    before = folder_for(Purpose.COPY)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_words: "")
    assert ask_folder(shell, "where", Purpose.COPY) is None
    assert folder_for(Purpose.COPY) == before
