"""Measures and the income of the year are touched in the panel of a visit: one act, one name to undo."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.plans.commands import set_measure
from fupin_desktop.plans.model import MeasureProgress, YearMeasure
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.history.undo import undo
from fupin_desktop.store.write.drafts import draft_of
from fupin_desktop.ui.visits.quick_visit import QuickVisit
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.model import Visit
from tests.ui.by_hand import CTRL
from tests.ui.files import settled


@pytest.fixture
def panel(qtbot: QtBot, peopled: Book, shell: Shell) -> QuickVisit:
    """The panel with 张三 taken, who has a measure under way and an income of this year."""
    with peopled.write("test") as ledger:
        home = ledger.find(Household)[0]
        facts = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡"}
        set_measure(ledger, household=home.id, year=ledger.today.year, **facts)
        ledger.save(IncomeYear(household=home.id, year=ledger.today.year, persons=1, wage=100_000))
    shell.quick_visit()
    found = shell.quick
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    qtbot.keyClicks(found.finder.field, "zs")
    qtbot.keyClick(found.finder.field, Qt.Key.Key_Return)
    return found


def saved(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    with qtbot.waitSignal(shell.session.changed, timeout=8000):
        qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    settled(qtbot, shell.session)


def test_they_go_with_the_visit_and_are_undone_with_it(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    assert not panel.touched.isVisible(), "a routine visit passes them by"
    qtbot.mouseClick(panel.touched_chip, Qt.MouseButton.LeftButton)
    assert panel.touched.percents[0].placeholderText() == "0 % so far"
    assert panel.touched.amounts["wage"].placeholderText() == "now 1,000"
    qtbot.keyClicks(panel.findings, "chicks came")
    qtbot.keyClicks(panel.touched.percents[0], "40%")
    qtbot.keyClicks(panel.touched.amounts["wage"], "2500")
    saved(qtbot, shell, panel)
    with shell.session.book.read() as reader:
        visit, step, income = reader.find(Visit)[0], reader.find(MeasureProgress)[0], reader.find(IncomeYear)[0]
        measure = reader.find(YearMeasure)[0]
        assert (step.percent, step.visit, step.remark) == (40, visit.id, "chicks came")
        assert (visit.income_update, visit.measure_link) == (income.id, measure.id)
        assert (income.wage, measure.state) == (250_000, "doing")
    assert panel.touched.typed() == {}, "the next household has its own"
    undo(shell.session.book)
    with shell.session.book.read() as reader:
        assert (reader.find(Visit), reader.find(MeasureProgress)) == ([], [])
        assert (reader.find(IncomeYear)[0].wage, reader.find(YearMeasure)[0].state) == (100_000, "planned")
    panel.close()


def test_what_one_of_them_refuses_stops_all(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    qtbot.mouseClick(panel.touched_chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.touched.percents[0], "40")
    qtbot.keyClicks(panel.touched.amounts["wage"], "much")
    qtbot.keyClicks(panel.findings, "x")
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    assert panel.words.text().startswith("Wages: ")
    panel.touched.amounts["wage"].clear()
    panel.touched.percents[0].setText("400")
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: panel.words.property("tone") == "bad" and "Wages" not in panel.words.text())
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert (reader.find(Visit), reader.find(MeasureProgress)) == ([], [])
    panel.close()


def test_the_first_income_of_a_year_is_entered(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    qtbot.keyClicks(panel.finder.field, "x")
    panel.finder.field.clear()
    qtbot.keyClicks(panel.finder.field, "ls")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    qtbot.mouseClick(panel.touched_chip, Qt.MouseButton.LeftButton)
    assert panel.touched.percents == []
    assert panel.touched.amounts["transfer"].placeholderText() == "not entered"
    qtbot.keyClicks(panel.findings, "x")
    qtbot.keyClicks(panel.touched.amounts["transfer"], "300")
    saved(qtbot, shell, panel)
    with shell.session.book.read() as reader:
        income = reader.find(IncomeYear)[-1]
        assert (income.transfer, income.persons, income.year) == (30_000, 1, shell.session.today.year)
    panel.close()


def test_what_was_typed_there_is_kept_too(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    qtbot.mouseClick(panel.touched_chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.touched.amounts["wage"], "2500")
    panel.close()
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert draft_of(reader, "visit")["touched"] == {"wage": "2500"}
    shell.quick_visit()
    again = shell.quick
    assert again is not None
    assert again.touched.typed() == {"wage": "2500"}
    assert again.touched.isVisible()
    again.close()


def test_the_income_is_of_the_year_of_the_visit(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    year = shell.session.today.year
    qtbot.mouseClick(panel.touched_chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.touched.percents[0], "40")
    panel.date.selectAll()
    qtbot.keyClicks(panel.date, f"{year - 1}.6.20")
    qtbot.keyClick(panel.date, Qt.Key.Key_Return)
    assert panel.touched.amounts["wage"].placeholderText() == "not entered", "that of this year is another"
    assert panel.touched.percents[0].text() == "40", "what was typed stays"
    panel.touched.percents[0].clear()
    qtbot.keyClicks(panel.findings, "sold chicks")
    qtbot.keyClicks(panel.touched.amounts["wage"], "2500")
    saved(qtbot, shell, panel)
    with shell.session.book.read() as reader:
        wages = {income.year: income.wage for income in reader.find(IncomeYear)}
    assert wages == {year: 100_000, year - 1: 250_000}


def test_an_amount_below_nothing_names_its_field_once(qtbot: QtBot, shell: Shell, panel: QuickVisit) -> None:
    qtbot.mouseClick(panel.touched_chip, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(panel.touched.amounts["wage"], "-5")
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    assert panel.words.text().count("Wage") == 1
