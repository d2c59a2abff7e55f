"""Forms of every kind: each field that a person may write has an editor, each other one names what changes it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.changed_by import changed_by
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Member, MemberYear
from fupin_desktop.incomes.model import BankCard, IncomeYear
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.privacy import PRIVATE
from fupin_desktop.ledger.record import Record, fields_of, hand_of, kind_of
from fupin_desktop.subjects import is_added, is_by_hand, subject_of, tabs_of
from fupin_desktop.ui.editors.link_picker import LinkPicker
from fupin_desktop.ui.editors.masked import MaskedValue
from fupin_desktop.ui.forms.record_fields import RecordFields
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.forms.writing import writing_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import Shell
from tests.ui.by_hand import (
    CTRL,
    form,
    home_of,
    masked,
    person,
    saved,
    takes,
    type_into,
)
from tests.ui.files import settled

ANOTHER = "6217000098765432109"


# --- the contract ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if is_by_hand(cls)], ids=kind_of)
def test_every_field_is_written_here_or_names_what_changes_it(
    qtbot: QtBot, looking: Session, cls: type[Record]
) -> None:
    named = writing_of(cls).named_of(new=False)
    fields = RecordFields(looking, cls, named=named)
    qtbot.addWidget(fields)
    assert fields.editors.keys() | fields.words.keys() == fields_of(cls).keys()
    for name in fields_of(cls):
        if hand_of(cls, name) is Hand.FREE or name in named:
            assert takes(fields.editors[name]), name
        else:
            assert changed_by(cls, name), name
            assert name in fields.words


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if is_added(cls)], ids=kind_of)
def test_a_new_one_can_be_given_all_but_what_its_steps_say(qtbot: QtBot, looking: Session, cls: type[Record]) -> None:
    fields = RecordFields(looking, cls, new=True)
    qtbot.addWidget(fields)
    for name in fields_of(cls):
        assert (name in fields.editors) == (hand_of(cls, name) is not Hand.MANAGED), name


@pytest.mark.parametrize("cls", [cls for cls in KINDS.values() if is_by_hand(cls)], ids=kind_of)
def test_a_kind_has_its_list_in_the_file_of_its_subject(cls: type[Record]) -> None:
    subject = subject_of(cls)
    assert subject is not None
    kinds = {one.kind for tab in tabs_of(subject.kind) for one in tab.records}
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
def test_no_form_holds_what_is_masked(qtbot: QtBot, looking: Session, cls: type[Record]) -> None:
    secret = {name: _secret(field) for name, field in fields_of(cls).items() if field.privacy in PRIVATE}
    fields = RecordFields(looking, cls)
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


@pytest.mark.parametrize(
    ("number", "birth"),
    [
        ("441690197001011230", date(1970, 1, 1)),
        ("441690201005120011", date(2010, 5, 12)),  # its first fifteen are a sound number of 1920-10-05
    ],
)
def test_a_number_typed_fills_birthday_and_sex(qtbot: QtBot, shell: Shell, number: str, birth: date) -> None:
    home = home_of(shell, person(shell))
    dialog = form(qtbot, shell, Member(household=home.id), given=("household",), subject=home)
    line = masked(dialog, "id_no").plain.widget
    qtbot.keyClicks(line, number[:-1])
    assert dialog.editors["birth_date"].value() is None
    qtbot.keyClicks(line, number[-1])
    assert dialog.editors["birth_date"].value() == birth
    assert dialog.editors["sex"].value() == "1"


# --- links ----------------------------------------------------------------------------------------------------------


def test_hits_of_other_words_are_not_taken_in_haste(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    with shell.session.book.write("test") as ledger:  # the only one would be filled in
        ledger.save(Member(household=home.id, name="张小小", relation="20", birth_date=date(1990, 3, 4)))
    dialog = form(qtbot, shell, MemberYear(), given=(), subject=home)
    picker = dialog.editors["member"].widget
    assert isinstance(picker, LinkPicker)
    picker.line.setFocus()
    picker.look()
    settled(qtbot, shell.session)
    assert picker.hits.isVisible()
    qtbot.keyClicks(picker.line, "ls")
    assert not picker.hits.isVisible(), "they were found for other words"
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert picker.line.text() == "ls"


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
        assert reader.get(Cadre, duty.cadre or 0).name == "林二"


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


# --- nothing typed is lost ------------------------------------------------------------------------------------------
