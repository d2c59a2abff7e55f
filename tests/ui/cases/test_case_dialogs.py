"""Cases in the window: several at once, contradictions, days corrected, keys, and who may."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from fupin_desktop.casework.commands import advance
from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingBuilder, HousingCase, HousingStep
from fupin_desktop.kinds import make
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.rights.rules import Holder
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.cases.section import CasesSection
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.sections.form_section import FormSection
from fupin_desktop.ui.window.shell import Shell
from tests.carried import carried
from tests.ui.cases.case_hands import cases, click, fill, homes, saved
from tests.ui.files import section_of, settled


def test_several_at_once_are_previewed_and_the_refused_named(qtbot: QtBot, shell: Shell, board: CasesPage) -> None:
    with shell.session.book.write("test") as ledger:
        for home in ledger.find(Household)[1:]:
            vote = carried(ledger, home.id, ledger.today)
            made = make(ledger, HousingCase(household=home.id, year_plan=2017, stage_on=ledger.today, vote=vote))
            assert isinstance(made, HousingCase)
    board.refresh()
    click(qtbot, board.batch_button)
    batch = board.findChild(BatchDialog)
    assert isinstance(batch, BatchDialog)
    qtbot.waitUntil(lambda: "3 would go on, 0 would be refused" in batch.words.text())
    batch.sheet.lines["on"].setText("2017-07-01")  # before two of them were opened
    click(qtbot, batch.preview_button)
    qtbot.waitUntil(lambda: "1 would go on, 2 would be refused" in batch.words.text())
    verdicts = [line.verdict for line in batch.table.rows.rows]
    assert sum("before the one it follows" in verdict for verdict in verdicts) == 2
    assert {one.stage for one in cases(shell)} == {"applied"}
    click(qtbot, batch.ok_button)
    assert "3 cases are marked" in batch.words.text()
    assert {one.stage for one in cases(shell)} == {"applied"}, "asked first"
    click(qtbot, batch.ok_button)
    qtbot.waitUntil(lambda: "1 went on, 2 were refused" in batch.words.text())
    assert sorted(str(one.stage) for one in cases(shell)) == ["applied", "applied", "assembly_reviewed"]
    batch.close()


def test_what_rules_only_say_of_several_is_told(qtbot: QtBot, shell: Shell, board: CasesPage) -> None:
    with shell.session.book.write("test") as ledger:
        home = ledger.find(Household)[0]
        builder = ledger.save(HousingBuilder(village_code=home.village_code, name="甲队"))  # no qualification
        case = ledger.find(HousingCase)[0]
        ledger.save(case.but(stage="posted_result"), managed=("stage",))
    board.refresh()
    batch = board.batch()
    qtbot.waitUntil(lambda: "1 would go on" in batch.words.text())
    next(one for one in batch.asks if one.field.name == "builder").choose(builder.id)
    click(qtbot, batch.preview_button)
    qtbot.waitUntil(lambda: "甲队 has no number of a qualification." in batch.words.text())
    heard: list[str] = []
    shell.session.said.connect(heard.append)
    for _twice in range(2):
        click(qtbot, batch.ok_button)
    qtbot.waitUntil(lambda: "1 went on, 0 were refused" in batch.words.text())
    assert "甲队 has no number of a qualification." in batch.words.text()
    assert "甲队 has no number of a qualification." in heard[-1]
    batch.close()


def test_steps_that_contradict_each_other_are_cleared_up(qtbot: QtBot, shell: Shell, case: CaseDialog) -> None:
    assert not case.away_button.isVisible()
    with shell.session.book.write("test") as ledger:
        read = ledger.find(HousingCase)[0]
        advance(ledger, read, to="assembly_reviewed")
        fields = ("from_stage", "to_stage", "on")
        twin = HousingStep(case=read.id, from_stage="applied", to_stage="objection", on=ledger.today)
        ledger.save(twin, managed=fields)  # as another desk's merge brings it
    case.refresh()
    assert "Two desks" in case.findings.text()
    case.steps.selectRow(1)
    asking = case.put_away()
    assert asking is not None
    fill(asking, why="另一步才对")
    saved(qtbot, shell, asking, asking.ok_button)
    assert not case.findings.isVisible()
    assert len(shell.session.read(lambda reader: reader.find(HousingStep, with_away=True))) == 2


def test_the_day_of_a_step_is_corrected_with_a_reason(qtbot: QtBot, shell: Shell, case: CaseDialog) -> None:
    with shell.session.book.write("test") as ledger:
        advance(ledger, ledger.find(HousingCase)[0], to="assembly_reviewed")
    case.refresh()
    asking = case.correct_day()
    assert asking is not None
    fill(asking, on="2017-06-20", why="录入时日期写错")
    saved(qtbot, shell, asking, asking.ok_button)
    found = shell.session.read(lambda reader: reader.find(HousingStep))
    assert [str(one.on) for one in found] == [str(cases(shell)[0].stage_on)] == ["2017-06-20"]


def test_the_step_dialog_is_reached_by_keys(qtbot: QtBot, case: CaseDialog) -> None:
    qtbot.keyClick(case.step_button, Qt.Key.Key_Space)
    step = case.findChild(StepDialog)
    assert isinstance(step, StepDialog)
    qtbot.waitUntil(step.to.hasFocus)
    step.close()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_two_keys_of_a_dialog_are_one_letter(qtbot: QtBot, board: CasesPage, language: str) -> None:
    choose_language(language)
    session = board.session
    case = CaseDialog(session, HousingCase, cases_of(board)[0], board, board.go.emit)
    dialogs: list[QDialog] = [case, case.step(), case.photographs(), board.open_case(), board.batch()]
    for dialog in dialogs:
        dialog.show()
        for tab in range(case.tabs.count() if dialog is case else 1):
            case.tabs.setCurrentIndex(tab)
            buttons = [one for one in dialog.findChildren(QPushButton) if one.isVisible() and one.window() is dialog]
            letters = [found[1].upper() for one in buttons if (found := re.search(r"&(\w)", one.text()))]
            assert len(letters) == len(set(letters)), (type(dialog).__name__, letters)
            assert all(one.accessibleName() for one in buttons)
    session.lane.drain()
    for dialog in reversed(dialogs):
        dialog.close()
    qtbot.wait(50)


def cases_of(board: CasesPage) -> list[Dot]:
    return [Dot(one.id or 0) for one in board.session.read(lambda reader: reader.find(HousingCase))]


def test_a_book_without_cases_says_so(qtbot: QtBot, book: Book) -> None:
    page = CasesPage(Session(book))
    qtbot.addWidget(page)
    page.refresh()
    assert page.stack.currentWidget() is page.nothing


def test_a_role_that_only_looks_finds_the_buttons_of_a_case_grey_and_who_may(
    qtbot: QtBot, shell: Shell, board: CasesPage, case: CaseDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Book, "holder", lambda _book: Holder("county_reader", "county"))
    shell.session.changed.emit()
    adding = next(one for one in case.findChildren(QPushButton) if one.text() == "&New entry…")
    step, opening, looked = case.step(), board.open_case(), case.photographs()
    opening.take(Dot(homes(shell)[1].id or 0))
    batch = board.batch()
    working = (board.open_button, board.batch_button, case.step_button, case.facts_button, case.day_button, adding)
    for one in (*working, step.ok_button, opening.ok_button, looked.save_button, batch.ok_button):
        assert not one.isEnabled()
        assert "registered for: county reader" in one.toolTip()
    assert case.photos_button.isEnabled()
    monkeypatch.undo()
    shell.session.changed.emit()
    assert all(one.isEnabled() for one in working)
    settled(qtbot, shell.session)
    for dialog in (step, opening, looked, batch):
        dialog.close()


def test_the_section_of_a_household_and_its_form_are_guarded_too(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell.go("households", int(homes(shell)[1].id or 0))
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    section = section_of(qtbot, shell.session, page.file, "cases")
    assert isinstance(section, CasesSection)
    form = section_of(qtbot, shell.session, page.file, "facts")
    assert isinstance(form, FormSection)
    monkeypatch.setattr(Book, "holder", lambda _book: Holder("county_reader", "county"))
    shell.session.changed.emit()
    assert not section.open_button.isEnabled()
    assert not form.number_button.isEnabled()
    settled(qtbot, shell.session)
