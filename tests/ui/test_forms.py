"""Forms of every kind: each field that a person may write has an editor, each other one names what changes it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.changed_by import changed_by
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, Member, MemberYear
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.privacy import PRIVATE
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.write.drafts import draft_of
from fupin_desktop.subjects import is_added, is_by_hand, subject_of, tabs_of
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.editors.link_picker import LinkPicker
from fupin_desktop.ui.editors.masked import MaskedValue
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.forms.record_fields import RecordFields
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.forms.writing import writing_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import settled

CTRL = Qt.KeyboardModifier.ControlModifier
CARD, ANOTHER = "6217000012345678901", "6217000098765432109"


def person(shell: Shell, name: str = "张三") -> Member:
    with shell.session.book.read() as reader:
        return reader.find(Member, name=name)[0]


def home_of(shell: Shell, member: Member) -> Household:
    with shell.session.book.read() as reader:
        return reader.get(Household, member.household or 0)  # type: ignore[arg-type]  # ids are dots


def form(qtbot: QtBot, shell: Shell, record: Record, **more: Any) -> RecordDialog:
    made = RecordDialog(shell.session, record, shell, **more)
    made.open()
    settled(qtbot, shell.session)
    return made


def saved(qtbot: QtBot, shell: Shell, dialog: RecordDialog) -> None:
    with qtbot.waitSignal(dialog.destroyed, timeout=8000):
        qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    settled(qtbot, shell.session)


# --- the contract ---------------------------------------------------------------------------------------------------


def _takes(editor: Editor) -> bool:
    """Can a person put a value into this editor?"""
    widget = editor.widget
    if isinstance(widget, MaskedValue):
        return widget.pen.isVisible() and _plain_takes(widget.plain.widget)
    return isinstance(widget, LinkPicker | PhotoFiles) or _plain_takes(widget)


def _plain_takes(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox) and widget.isEnabled()


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if is_by_hand(cls)], ids=kind_of)
def test_every_field_is_written_here_or_names_what_changes_it(qtbot: QtBot, shell: Shell, cls: type[Record]) -> None:
    named = writing_of(cls).named_of(new=False)
    fields = RecordFields(shell.session, cls, named=named)
    qtbot.addWidget(fields)
    assert fields.editors.keys() | fields.words.keys() == fields_of(cls).keys()
    for name in fields_of(cls):
        if hand_of(cls, name) is Hand.FREE or name in named:
            assert _takes(fields.editors[name]), name
        else:
            assert changed_by(cls, name), name
            assert name in fields.words


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if is_added(cls)], ids=kind_of)
def test_a_new_one_can_be_given_all_but_what_its_steps_say(qtbot: QtBot, shell: Shell, cls: type[Record]) -> None:
    fields = RecordFields(shell.session, cls, new=True)
    qtbot.addWidget(fields)
    for name in fields_of(cls):
        assert (name in fields.editors) == (hand_of(cls, name) is not Hand.MANAGED), name


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if is_by_hand(cls)], ids=kind_of)
def test_a_kind_has_its_list_in_the_file_of_its_subject(cls: type[Record]) -> None:
    subject = subject_of(cls)
    assert subject is not None
    kinds = {one.kind for tab in tabs_of(subject.kind) for one in tab.sections}
    assert kind_of(cls) in kinds or not is_added(cls)


# --- ten corrections in five kinds, read back by the command line ---------------------------------------------------

Typed = dict[str, str]
CORRECTIONS: list[tuple[type[Record], Typed, dict[str, Any]]] = [
    (Member, {"ethnic": "壮族", "birth_date": "1970.2.3"}, {"ethnic": "壮族", "birth_date": "1970-02-03"}),
    (MemberYear, {"work_months": "7", "dibao": "2"}, {"work_months": 7, "dibao": False}),
    (IncomeYear, {"wage": "1.2万", "business_cost": "800"}, {"wage": 1_200_000, "business_cost": 80_000}),
    (Responsibility, {"remark": "电话联系为主"}, {"remark": "电话联系为主"}),
    (BankCard, {"bank": "农信社", "active": "1"}, {"bank": "农信社", "active": True}),
    (Cadre, {"post": "副主任"}, {"post": "副主任"}),
]


@pytest.fixture
def entered(shell: Shell) -> dict[type[Record], Record]:
    """One record of each of these kinds."""
    member = person(shell)
    with shell.session.book.write("test") as ledger:
        cadre = ledger.save(Cadre(village_code="441690101200", name="陈一"))
        return {
            Member: member,
            MemberYear: ledger.save(MemberYear(member=member.id, year=2017)),
            IncomeYear: ledger.save(IncomeYear(household=member.household, year=2016, persons=1)),
            Responsibility: ledger.save(
                Responsibility(
                    household=member.household, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1)
                )
            ),
            BankCard: ledger.save(BankCard(household=member.household, account_no=CARD)),
            Cadre: cadre,
        }


def keys(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Letters by keys, Chinese as an input method commits it."""
    if text.isascii():
        qtbot.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def type_into(qtbot: QtBot, editor: Editor, text: str) -> None:
    """As a person does it: a line by keys, a choice by the place of its word."""
    widget = editor.widget
    if isinstance(widget, QComboBox):
        widget.setFocus()
        for _step in range(int(text) - widget.currentIndex()):
            qtbot.keyClick(widget, Qt.Key.Key_Down)
        editor.changed.emit()
        return
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    keys(qtbot, widget, text)


def test_ten_corrections_in_five_kinds_are_read_back(
    qtbot: QtBot, shell: Shell, entered: dict[type[Record], Record], run: Callable[..., Any]
) -> None:
    with shell.session.book.read() as reader:
        ids = {cls: reader.text_of(record.id or 0) for cls, record in entered.items()}
    count = 0
    for cls, typed, _kept in CORRECTIONS:
        dialog = form(qtbot, shell, entered[cls])
        for name, text in typed.items():
            type_into(qtbot, dialog.editors[name], text)
            count += 1
        saved(qtbot, shell, dialog)
    assert count == 10
    path = shell.session.book.path
    for cls, _typed, kept in CORRECTIONS:
        record = run("record", "show", path, kind_of(cls), ids[cls])["record"]
        assert {name: record[name] for name in kept} == kept, cls


# --- masked values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if is_by_hand(cls)], ids=kind_of)
def test_no_form_holds_what_is_masked(qtbot: QtBot, shell: Shell, cls: type[Record]) -> None:
    secret = {name: _secret(field) for name, field in fields_of(cls).items() if field.privacy in PRIVATE}
    fields = RecordFields(shell.session, cls)
    qtbot.addWidget(fields)
    fields.show_record(cls(**secret))
    for name, editor in fields.editors.items():
        if name in secret:
            widget = editor.widget
            assert isinstance(widget, MaskedValue)
            assert not widget.anew
            assert widget.plain.typed() in ("", "0")
            assert editor.value() == secret[name], "kept though never shown"
            assert not editor.touched


def _secret(field: Field) -> Any:
    from fupin_desktop.ledger.words import words

    one = next(iter(words(field.words))) if field.kind is Kind.CHOICE else "441690197001011234"
    return (one,) if field.many else one


def masked(dialog: RecordDialog, name: str) -> MaskedValue:
    widget = dialog.editors[name].widget
    assert isinstance(widget, MaskedValue)
    return widget


def test_a_number_is_written_anew_without_being_shown(qtbot: QtBot, shell: Shell) -> None:
    dialog = form(qtbot, shell, person(shell))
    number = masked(dialog, "id_no")
    assert number.line.text() == "＊1234"
    number.line.setFocus()
    qtbot.keyClick(number.line, Qt.Key.Key_F2)
    assert number.anew
    line = number.plain.widget
    assert isinstance(line, QLineEdit)
    assert line.text() == ""
    qtbot.keyClicks(line, "441690197002031239")
    assert not dialog.findChildren(Unmask)
    saved(qtbot, shell, dialog)
    with shell.session.book.read() as reader:
        assert reader.find(Member, name="张三")[0].id_no == "441690197002031239"
        asked = reader.connection.exec_driver_sql("SELECT count(*) FROM audit WHERE event='unmask'").scalar_one()
    assert asked == 0


def test_what_is_begun_anew_can_be_left_or_emptied(qtbot: QtBot, shell: Shell) -> None:
    dialog = form(qtbot, shell, person(shell))
    number = masked(dialog, "id_no")
    number.write_anew()
    qtbot.mouseClick(number.back_button, Qt.MouseButton.LeftButton)
    assert not number.anew
    assert dialog.editors["id_no"].value() == "441690197001011234"
    number.write_anew()
    saved(qtbot, shell, dialog)
    with shell.session.book.read() as reader:
        assert reader.find(Member, name="张三")[0].id_no is None


def test_a_childs_name_is_masked_in_its_form_and_a_grown_ups_is_not(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    with shell.session.book.write("test") as ledger:
        child = ledger.save(
            Member(household=member.household, name="张小明", relation="03", birth_date=date(2024, 1, 1))
        )
    young = masked(form(qtbot, shell, child), "name")
    assert (young.anew, young.line.text()) == (False, "张××")
    grown = masked(form(qtbot, shell, member), "name")
    assert grown.anew
    assert grown.plain.typed() == "张三"


def test_a_number_typed_fills_birthday_and_sex(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    dialog = form(qtbot, shell, Member(household=home.id), given=("household",), subject=home)
    line = masked(dialog, "id_no").plain.widget
    qtbot.keyClicks(line, "44169019700101123")
    assert dialog.editors["birth_date"].value() is None
    qtbot.keyClicks(line, "0")
    assert dialog.editors["birth_date"].value() == date(1970, 1, 1)
    assert dialog.editors["sex"].value() == "1"


# --- links ----------------------------------------------------------------------------------------------------------


def test_a_link_is_chosen_by_initials_and_enter(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    with shell.session.book.write("test") as ledger:
        ledger.save_all(Cadre(village_code="441690101200", name=name) for name in ("陈一", "林二"))
    dialog = form(qtbot, shell, Responsibility(household=home.id), given=("household",), subject=home)
    picker = dialog.editors["cadre"].widget
    assert isinstance(picker, LinkPicker)
    picker.line.setFocus()
    qtbot.keyClicks(picker.line, "l")
    qtbot.waitUntil(picker.hits.isVisible, timeout=5000)
    assert [picker.hits.item(at).text() for at in range(picker.hits.count())] == ["林二"]
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert not picker.hits.isVisible()
    assert dialog.isVisible(), "Enter chooses, and does no more"
    dialog.editors["role"].choose("household_cadre")
    saved(qtbot, shell, dialog)
    with shell.session.book.read() as reader:
        (duty,) = reader.find(Responsibility)
        assert reader.get(Cadre, duty.cadre or 0).name == "林二"  # type: ignore[arg-type]  # ids are dots


def test_what_was_typed_and_not_chosen_is_refused_and_kept(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    dialog = form(qtbot, shell, Responsibility(household=home.id), given=("household",), subject=home)
    picker = dialog.editors["cadre"].widget
    assert isinstance(picker, LinkPicker)
    qtbot.keyClicks(picker.line, "nobody")
    qtbot.waitUntil(picker.hits.isVisible, timeout=5000)
    qtbot.keyClick(picker.line, Qt.Key.Key_Escape)
    assert not picker.hits.isVisible()
    assert dialog.isVisible(), "Esc puts the list away first"
    qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    assert "choose one" in dialog.words.text()
    assert picker.line.text() == "nobody"
    dialog.close()


def test_the_name_of_a_chosen_one_comes_with_the_form(qtbot: QtBot, shell: Shell, entered: dict[Any, Record]) -> None:
    dialog = form(qtbot, shell, entered[Responsibility])
    assert dialog.fields.words["cadre"].text() == "陈一"
    assert dialog.fields.words["household"].text().startswith("张三 · 演示一甲村")
    dialog.close()


# --- photographs ----------------------------------------------------------------------------------------------------


def picture(folder: Path, name: str, colour: int) -> Path:
    image = QImage(32, 24, QImage.Format.Format_RGB32)
    image.fill(colour)
    image.save(str(folder / name))
    return folder / name


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


# --- nothing typed is lost ------------------------------------------------------------------------------------------


def test_esc_keeps_what_was_typed_for_the_next_time(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    dialog = form(qtbot, shell, member)
    keys(qtbot, dialog.editors["ethnic"].widget, "壮族")
    masked(dialog, "id_no").write_anew()
    qtbot.keyClicks(masked(dialog, "id_no").plain.widget, "4416")
    page = dialog._draft.page
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    settled(qtbot, shell.session)
    again = form(qtbot, shell, member)
    assert again.editors["ethnic"].typed() == "壮族"
    assert masked(again, "id_no").plain.typed() == "4416"
    assert "typed before" in again.words.text()
    masked(again, "id_no").keep_old()
    saved(qtbot, shell, again)
    with shell.session.book.read() as reader:
        assert reader.get(Member, member.id).ethnic == "壮族"  # type: ignore[arg-type]  # ids are dots
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
            assert not _takes(editor), editor.field.name
        assert "only be read" in dialog.words.text()
        dialog.close()
    finally:
        shell.close()


def shell_prefs() -> Any:
    from fupin_desktop.ui.frame.prefs import Prefs

    return Prefs(language="en")


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
        kept = reader.get(HousingCase, case.id)  # type: ignore[arg-type]  # ids are dots
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


def case_of(shell: Shell) -> HousingCase:
    with shell.session.book.read() as reader:
        return reader.find(HousingCase)[0]
