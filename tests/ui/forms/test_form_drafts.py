"""What a form keeps: photographs, what was typed and not saved, what cannot be read, sums shown meanwhile."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.record import Record
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.drafts import draft_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.window.shell import Shell
from tests.ui.by_hand import (
    CTRL,
    case_of,
    form,
    home_of,
    keys,
    masked,
    person,
    picture,
    saved,
    shell_prefs,
    takes,
    type_into,
)
from tests.ui.files import settled


def test_photographs_come_by_file_and_paste_and_go_again(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    from fupin_desktop.visits.model import Visit

    home = home_of(shell, person(shell))
    dialog = form(qtbot, shell, Visit(household=home.id), given=("household",), subject=home)
    photos = dialog.editors["photos"].widget
    assert isinstance(photos, PhotoFiles)
    photos.add([picture(tmp_path, "yard.png", 0xFF3355), picture(tmp_path, "door.png", 0x3355FF)])
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    image.fill(0x33AA55)
    QApplication.clipboard().setImage(image)
    qtbot.mouseClick(photos.paste_button, Qt.MouseButton.LeftButton)
    assert len(photos.files) == 3
    photos.pictures.setFocus()
    photos.pictures.setCurrentRow(0)
    qtbot.keyClick(photos.pictures, Qt.Key.Key_Delete)
    assert [one.name for one in photos.files] == ["door.png", "pasted picture"]
    dialog.editors["type"].choose("daily")
    saved(qtbot, shell, dialog)
    with shell.session.book.read() as reader:
        (visit,) = reader.find(Visit)
        kept = [content for _key, content in shell.session.book.photo_contents(visit.photos)]
    assert len(kept) == 2
    again = form(qtbot, shell, visit)
    held = again.editors["photos"].widget
    assert isinstance(held, PhotoFiles)
    qtbot.waitUntil(lambda: held.pictures.count() == 2, timeout=5000)
    assert again.editors["photos"].value() == visit.photos
    assert not held.add_button.isVisible(), "a visit stands as it was written"
    again.close()


def test_esc_keeps_what_was_typed_for_the_next_time(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    dialog = form(qtbot, shell, member)
    keys(qtbot, dialog.editors["ethnic"].widget, "壮族")
    masked(dialog, "id_no").write_anew()
    qtbot.keyClicks(masked(dialog, "id_no").plain.widget, "4416")
    page = dialog.draft.page
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settled(qtbot, shell.session)
    again = form(qtbot, shell, member)
    assert again.editors["ethnic"].typed() == "壮族"
    assert masked(again, "id_no").plain.typed() == "4416"
    assert "typed before" in again.words.text()
    masked(again, "id_no").keep_old()
    saved(qtbot, shell, again)
    with shell.session.book.read() as reader:
        assert reader.get(Member, member.id).ethnic == "壮族"
        assert draft_of(reader, page) == {}


def test_a_refusal_loses_nothing_and_shows_where(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    dialog = form(qtbot, shell, member)
    type_into(qtbot, dialog.editors["birth_date"], "2099.1.1")
    qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "future" in dialog.words.text(), timeout=5000)
    assert dialog.isVisible()
    assert dialog.editors["birth_date"].widget.hasFocus()
    assert dialog.editors["birth_date"].typed() == "2099.1.1"
    dialog.close()


def test_what_cannot_be_read_stays_until_it_is_written_over(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    with shell.session.book.transaction() as connection:
        connection.exec_driver_sql("UPDATE member SET birth_date='no day' WHERE id=?", (member.id,))
    broken = person(shell)
    dialog = form(qtbot, shell, broken)
    line = dialog.editors["birth_date"].widget
    assert isinstance(line, QLineEdit)
    assert line.placeholderText() == "unreadable"
    keys(qtbot, dialog.editors["ethnic"].widget, "汉族")
    saved(qtbot, shell, dialog)
    with shell.session.book.read() as reader:
        stored = reader.connection.exec_driver_sql("SELECT birth_date FROM member WHERE id=?", (member.id,)).scalar()
    assert stored == "no day"
    dialog = form(qtbot, shell, person(shell))
    qtbot.keyClicks(dialog.editors["birth_date"].widget, "1970.1.1")
    saved(qtbot, shell, dialog)
    assert person(shell).birth_date == date(1970, 1, 1)


def test_a_book_that_can_only_be_read_shows_everything_and_takes_nothing(
    qtbot: QtBot, peopled: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    peopled.read_only = True
    shell = Shell(Session(peopled), shell_prefs())
    qtbot.addWidget(shell)
    shell.show()
    try:
        dialog = form(qtbot, shell, person(shell))
        assert dialog.save_button.isHidden()
        assert dialog.number_button.isHidden()
        for editor in dialog.editors.values():
            assert not takes(editor), editor.field.name
        assert "only be read" in dialog.words.text()
        dialog.close()
    finally:
        shell.close()


def test_income_shows_its_sums_while_it_is_typed(qtbot: QtBot, shell: Shell, entered: dict[Any, Record]) -> None:
    dialog = form(qtbot, shell, entered[IncomeYear])
    for name, text in (("wage", "8000"), ("dibao_money", "2000"), ("business_cost", "1000")):
        type_into(qtbot, dialog.editors[name], text)
    from PySide6.QtWidgets import QLabel

    texts = [one.text() for one in dialog.sums.findChildren(QLabel)]
    assert "9,000 yuan" in texts
    type_into(qtbot, dialog.editors["persons"], "2")
    texts = [one.text() for one in dialog.sums.findChildren(QLabel)]
    assert "4,500 yuan" in texts
    dialog.close()


def test_every_button_of_a_form_has_a_name(qtbot: QtBot, shell: Shell, entered: dict[Any, Record]) -> None:
    for record in entered.values():
        dialog = form(qtbot, shell, record)
        for one in dialog.findChildren(QPushButton):
            assert one.accessibleName()
        for editor in dialog.editors.values():
            assert editor.widget.accessibleName() or editor.widget.focusProxy().accessibleName()
        dialog.close()


def test_photographs_of_a_case_stay_while_its_facts_are_corrected(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    with shell.session.book.read() as reader:
        (case,) = reader.find(HousingCase)
    first = form(qtbot, shell, case)
    before = first.editors["photos_before"].widget
    assert isinstance(before, PhotoFiles)
    before.add([picture(tmp_path, "crack.png", 0x663355), picture(tmp_path, "roof.png", 0x335566)])
    saved(qtbot, shell, first)
    with shell.session.book.read() as reader:
        kept = reader.get(HousingCase, case.id)
    assert len(kept.photos_before) == 2
    second = form(qtbot, shell, kept)
    keys(qtbot, second.editors["contractor"].widget, "甲队")
    saved(qtbot, shell, second)
    third = form(qtbot, shell, case_of(shell))
    held = third.editors["photos_before"].widget
    assert isinstance(held, PhotoFiles)
    held.pictures.setCurrentRow(0)
    qtbot.mouseClick(held.remove_button, Qt.MouseButton.LeftButton)
    saved(qtbot, shell, third)
    assert (case_of(shell).contractor, case_of(shell).photos_before) == ("甲队", kept.photos_before[1:])
