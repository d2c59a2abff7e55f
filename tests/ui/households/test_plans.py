from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.plans.commands import set_measure
from fupin_desktop.plans.model import HouseholdPlan, MeasureProgress, YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.plans.measure import MeasureDialog
from fupin_desktop.ui.plans.page import PlansPage
from fupin_desktop.ui.plans.plan_sections import MeasuresSection, PlanSection
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import section_of, settled

FACTS = {"project8": "1", "batch5": "produce", "category": "1", "content": "养鸡五十只", "planned_fund": 300_000}
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def measured(peopled: Book) -> Book:
    """A measure of last year for the first two households, the first one under way."""
    from fupin_desktop.ledger.words import words

    lists = {"project8": "project8", "batch5": "batch5", "category": "measure_cat"}
    facts = {**FACTS, **{name: next(iter(words(given))) for name, given in lists.items()}}
    with peopled.write("test") as ledger:
        for home in ledger.find(Household)[:2]:
            set_measure(ledger, household=home.id, year=ledger.today.year - 1, **facts)
    return peopled


@pytest.fixture
def page(qtbot: QtBot, measured: Book, shell: Shell) -> PlansPage:
    qtbot.keyClick(shell, Qt.Key.Key_4, CTRL)
    found = shell.pages["plans"]
    assert isinstance(found, PlansPage)
    return found


def answer(asking: Asking | RecordDialog, name: str, text: str) -> None:
    widget = asking.editors[name].widget
    widget.setPlainText(text) if isinstance(widget, QPlainTextEdit) else widget.setText(text)


def saved(qtbot: QtBot, shell: Shell, asking: Asking | RecordDialog) -> None:
    right = asking.save_button if isinstance(asking, RecordDialog) else asking.ok_button
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(right, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asking.isHidden())


def counts(page: PlansPage) -> dict[str, int]:
    return {name: cards.count() for name, cards in page.board.columns.items() if cards.count()}


def test_last_years_measures_are_copied_and_confirmed(qtbot: QtBot, shell: Shell, page: PlansPage) -> None:
    assert counts(page) == {"planned": 2}
    saved(qtbot, shell, page.copy())
    assert "2 measures copied" in shell.words.text()
    page.year.setCurrentIndex(page.year.findData(shell.session.today.year))
    page.year.activated.emit(0)
    assert counts(page) == {"unconfirmed": 2}
    page.as_list.click()
    page.table.selectAll()
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(page.confirm_button, Qt.MouseButton.LeftButton)
    assert [row.column for row in page.table.rows.rows] == ["planned", "planned"]
    page.category.setCurrentIndex(page.category.count() - 1)
    page.category.activated.emit(0)
    assert page.table.rows.rows == []


def test_the_same_year_twice_is_refused_and_the_question_stays(qtbot: QtBot, shell: Shell, page: PlansPage) -> None:
    asking = page.copy()
    answer(asking, "to", str(shell.session.today.year - 1))
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "own year" in asking.words.text())
    assert asking.isVisible()
    qtbot.keyClick(asking, Qt.Key.Key_Escape)


def test_a_measure_runs_to_its_end_from_the_board(qtbot: QtBot, shell: Shell, page: PlansPage, tmp_path: Path) -> None:
    page.board.start_focus()
    qtbot.keyClick(page.board.columns["planned"], Qt.Key.Key_Return)
    dialog = page.findChild(MeasureDialog)
    assert dialog is not None
    asking = dialog.report()
    answer(asking, "percent", "101")
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    assert "Done" in asking.words.text()
    answer(asking, "percent", "40")
    photo = tmp_path / "chickens.png"
    QApplication.primaryScreen().grabWindow(0, 0, 0, 8, 8).save(str(photo))
    chooser = asking.editors["photos"].widget
    assert isinstance(chooser, PhotoFiles)
    chooser.add([photo])
    saved(qtbot, shell, asking)
    assert counts(page) == {"planned": 1, "doing": 1}
    with shell.session.book.read() as reader:
        assert [len(step.photos) for step in reader.find(MeasureProgress)] == [1]
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(dialog.done_button, Qt.MouseButton.LeftButton)
    assert counts(page) == {"planned": 1, "done": 1}
    assert not dialog.done_button.isEnabled()
    dialog.close()


def test_money_comes_from_sources_in_the_measures_own_dialog(qtbot: QtBot, shell: Shell, page: PlansPage) -> None:
    page.open(page.board.columns["planned"].item(0).data(Qt.ItemDataRole.UserRole).what)
    dialog = page.findChild(MeasureDialog)
    assert dialog is not None
    assert not dialog.money.isVisible()
    form = dialog.enter_money()
    form.editors["source"].choose("unit_own")
    answer(form, "planned", "2000.50")
    saved(qtbot, shell, form)
    settled(qtbot, shell.session)
    assert [(one.source, one.planned) for one in dialog.money.rows.rows] == [("unit_own", 200_050)]
    again = dialog.enter_money()
    again.editors["source"].choose("unit_own")
    qtbot.mouseClick(again.save_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert again.isVisible(), "the same source twice is refused, and nothing typed is lost"
    again.discard()
    dialog.close()


def test_giving_up_wants_a_reason(qtbot: QtBot, shell: Shell, page: PlansPage) -> None:
    page.open(page.board.columns["planned"].item(0).data(Qt.ItemDataRole.UserRole).what)
    dialog = page.findChild(MeasureDialog)
    assert dialog is not None
    asking = dialog.give_up()
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "reason is needed" in asking.words.text())
    answer(asking, "why", "农户外出务工")
    saved(qtbot, shell, asking)
    assert counts(page) == {"planned": 1, "cancelled": 1}
    qtbot.mouseClick(dialog.file_button, Qt.MouseButton.LeftButton)
    assert shell.stack.currentWidget() is shell.pages["households"]


def test_plan_and_measures_in_the_household_file(qtbot: QtBot, shell: Shell) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_2, CTRL)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    page.open(page.table.rows.rows[0].id)
    tab = section_of(qtbot, shell.session, page.file, "plan")
    assert isinstance(tab, PlanSection)
    asking = tab.ask()
    for name, text in (("planned_exit_year", "2018"), ("wish", "养鸡"), ("cause_analysis", "缺技术")):
        answer(asking, name, text)
    saved(qtbot, shell, asking)
    settled(qtbot, shell.session)
    assert tab.stack.currentIndex() == 1
    assert "not signed" in tab.warning.text()
    signing = tab.sign()
    assert signing is not None
    saved(qtbot, shell, signing)
    settled(qtbot, shell.session)
    assert "not signed" not in tab.warning.text()
    revised = tab.ask()
    answer(revised, "wish", "养鸭")
    saved(qtbot, shell, revised)
    with shell.session.book.read() as reader:
        assert [(plan.wish, plan.household_signed) for plan in reader.find(HouseholdPlan)] == [("养鸭", None)]
    measures = section_of(qtbot, shell.session, page.file, "measures", 1)
    assert isinstance(measures, MeasuresSection)
    new = measures.add()
    for name in ("project8", "batch5", "category"):
        new.editors[name].widget.setCurrentIndex(1)
    answer(new, "content", "学电工")
    saved(qtbot, shell, new)
    with shell.session.book.read() as reader:
        assert [(one.content, one.state) for one in reader.find(YearMeasure)] == [("学电工", "planned")]
