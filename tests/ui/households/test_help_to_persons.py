"""就业培训, 教育医疗救助: what is entered in the file, what a form refuses, and the lists that show it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Member
from fupin_desktop.ledger.record import fields_of, kind_of
from fupin_desktop.medical.model import MedicalCase
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.relocation.model import RelocationCase
from fupin_desktop.store.book.book import Book
from fupin_desktop.training.model import TrainingAttendance, TrainingEvent
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.reports.page import ReportsPage
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.subject.sections.section import Section
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost
from tests.ui.by_hand import CTRL, form, person, saved
from tests.ui.files import settled

VILLAGE = "441690101200"


def tab(qtbot: QtBot, shell: Shell, member: Member, name: str) -> list[Section]:
    """The sections of a tab in the file of this person's household."""
    shell.go("households", member.household)
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    place = page.file.page(name)
    page.file.tabs.setCurrentWidget(place)
    settled(qtbot, shell.session)
    return place.sections


def lists(sections: list[Section]) -> dict[str, ListSection]:
    return {kind_of(one.cls): one for one in sections if isinstance(one, ListSection)}


def test_a_person_is_entered_in_a_training_once(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    with shell.session.book.write("test") as ledger:
        facts = {"name": "电工班", "type": "transfer", "start": date(2017, 3, 6)}
        event = ledger.save(TrainingEvent(village_code=VILLAGE).but(**facts))
    first = form(qtbot, shell, TrainingAttendance(member=member.id, event=event.id))
    saved(qtbot, shell, first)
    again = form(qtbot, shell, TrainingAttendance(member=member.id, event=event.id))
    qtbot.keyClick(again, Qt.Key.Key_S, CTRL)
    settled(qtbot, shell.session)
    assert again.isVisible(), "it stays open, with what was typed"
    assert "already" in again.words.text()
    again.reject()
    shown = lists(tab(qtbot, shell, member, "work"))["training_attendance"]
    assert len(shown.table.rows.rows) == 1


def test_a_holder_brings_the_household_and_stands_in_its_file(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    with shell.session.book.write("test") as ledger:
        post = ledger.save(WelfarePost(village_code=VILLAGE, name="保洁员", kind="cleaning", seats=1))
    saved(qtbot, shell, form(qtbot, shell, PostHolder(post=post.id, member=member.id, start=date(2017, 1, 5))))
    with shell.session.book.read() as reader:
        (held,) = reader.find(PostHolder)
    assert held.household == member.household
    assert len(lists(tab(qtbot, shell, member, "work"))["post_holder"].table.rows.rows) == 1


def test_a_diagnosis_is_masked_in_list_and_form(qtbot: QtBot, shell: Shell) -> None:
    member = person(shell)
    with shell.session.book.write("test") as ledger:
        facts = {"year": 2017, "compliant": 1_000_000, "aid": 700_000, "diagnosis": "机密的诊断", "serious": True}
        case = ledger.save(MedicalCase(member=member.id).but(**facts))
    shown = lists(tab(qtbot, shell, member, "aid"))["medical_case"]
    rows = shown.table.rows
    told = [str(rows.data(rows.index(0, at))) for at in range(rows.columnCount())]
    assert not any("机密" in text for text in told)
    assert any("7,000" in text for text in told)
    dialog = form(qtbot, shell, case)
    assert "机密" not in "".join(str(editor.value()) for editor in dialog.editors.values() if not _is_masked(editor))
    assert fields_of(MedicalCase)["diagnosis"].name in dialog.editors
    dialog.reject()


def test_the_least_aid_is_told_while_the_sums_are_typed(qtbot: QtBot, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        standing = Standing(begins=date(2017, 1, 1))
        set_value(ledger, "medical_aid_min_ratio", "70", why="县规定", on=standing)
    dialog = form(qtbot, shell, MedicalCase(member=person(shell).id, year=2017))
    assert dialog.sums_frame.isHidden()
    for name, typed in (("compliant", "40000.01"), ("reimbursed_basic", "25000"), ("reimbursed_serious", "5000")):
        dialog.editors[name].choose(typed)
    told = " ".join(one.text() for one in dialog.sums_frame.findChildren(QLabel))
    assert "10,000.01" in told
    assert "7,000.01" in told, "a part of a fen counts as one"
    dialog.reject()


def _is_masked(editor: object) -> bool:
    return type(getattr(editor, "widget", None)).__name__ == "MaskedValue"


def test_relocations_have_their_board(qtbot: QtBot, peopled: Book, shell: Shell) -> None:
    del peopled
    member = person(shell)
    with shell.session.book.write("test") as ledger:
        case = RelocationCase(household=member.household, mode="scattered", stage="applied", stage_on=date(2017, 1, 3))
        ledger.save(case, managed=("stage", "stage_on"))
    shell.go("housing")
    settled(qtbot, shell.session)
    page = shell.pages["housing"]
    assert isinstance(page, CasesPage)
    page.kind.setCurrentIndex(page.kind.findData("relocation_case"))
    page.kind.activated.emit(page.kind.currentIndex())
    settled(qtbot, shell.session)
    assert [title.text().split()[-1] for title in page.board.titles.values()] == ["1", "0", "0", "0", "0"]


def test_tabs_that_do_not_fit_are_listed(qtbot: QtBot, shell: Shell) -> None:
    shell.go("reports")
    settled(qtbot, shell.session)
    page = shell.pages["reports"]
    assert isinstance(page, ReportsPage)
    tabs = page.tabs
    shell.resize(900, 700)
    qtbot.waitUntil(tabs.list_button.isVisible)
    qtbot.mouseClick(tabs.list_button, Qt.MouseButton.LeftButton)
    assert [one.text() for one in tabs.menu.actions()] == [tabs.tabText(at) for at in range(tabs.count())]
    tabs.menu.actions()[-1].trigger()
    tabs.menu.close()
    assert tabs.currentIndex() == tabs.count() - 1
