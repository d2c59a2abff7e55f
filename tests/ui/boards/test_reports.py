"""统计报表: the report, the gaps, and the records that open behind any number."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.paper.reading import texts
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.reports.period import Period
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.reports.page import ReportsPage
from fupin_desktop.ui.reports.records_page import RecordsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import log_visit


@pytest.fixture
def counted(peopled: Book) -> Book:
    """One household has exited, two have an income of 2017."""
    with peopled.write("test") as ledger:
        ledger.save(ledger.find(Village)[0].but(is_poor_village=True))
        homes = ledger.find(Household)
        ledger.save(homes[0].but(status="exited", exit_year=2017), managed=("status", "exit_year"))
        for home, wage in zip(homes, (100_000, 250_000), strict=False):
            ledger.save(IncomeYear(household=home.id, year=2017, persons=1, wage=wage))
        case = ledger.find(HousingCase)[0]
        ledger.save(case.but(danger_grade="D"))
    return peopled


@pytest.fixture
def page(qtbot: QtBot, counted: Book, shell: Shell) -> ReportsPage:
    shell.go("reports")
    found = shell.pages["reports"]
    assert isinstance(found, ReportsPage)
    qtbot.waitUntil(lambda: found.report is not None, timeout=20000)
    return found


def records(qtbot: QtBot, shell: Shell) -> RecordsPage:
    found = shell.pages["records"]
    assert isinstance(found, RecordsPage)
    qtbot.waitUntil(lambda: "records" in found.count.text(), timeout=20000)
    return found


def cell(page: ReportsPage, column: str) -> str:
    assert page.report is not None
    return page.table.figures.cells[0][2 + page.report.column_of(column)].text


def press(page: ReportsPage, column: str) -> None:
    assert page.report is not None
    page.table.setCurrentIndex(page.table.figures.index(0, 2 + page.report.column_of(column)))
    QTest.keyClick(page.table, Qt.Key.Key_Return)


def test_it_shows_the_newest_year_of_the_book(page: ReportsPage) -> None:
    assert page.choice.year.currentData() == 2017
    assert [cell(page, name) for name in ("households", "exited", "exit_rate")] == ["3", "1", "33.3"]
    assert [cell(page, name) for name in ("net_income_pc", "housing_rate", "to_villages")] == [
        "1,750.00",
        "0.0",
        "No data",
    ]


def test_another_year_is_counted_anew(qtbot: QtBot, page: ReportsPage) -> None:
    page.choice.year.setCurrentIndex(page.choice.year.findData(2016))
    page.choice.year.activated.emit(page.choice.year.currentIndex())
    qtbot.waitUntil(lambda: page.report is not None and page.report.year == 2016, timeout=20000)
    assert cell(page, "net_income_pc") == "No data"


@pytest.fixture
def quarterly(counted: Book) -> Book:
    """Its county reports by the quarter, from 2017 on; a leader called on either side of 31 March."""
    with counted.write("test") as ledger:
        since = Standing(begins=date(2017, 1, 1), clause="三", document="演示县〔2017〕1号")
        set_value(ledger, "report_period", "quarter", why="县通知", on=since)
        for day in (date(2017, 3, 31), date(2017, 4, 1)):
            home = ledger.find(Household)[0]
            log_visit(ledger, household=home.id, date=day, visitors=["领导"], type="led", findings="好")
    return counted


def choose_quarter(qtbot: QtBot, page: ReportsPage, quarter: int | None) -> None:
    lists = page.choice.quarter
    assert lists.isVisible()
    lists.setCurrentIndex(lists.findData(quarter))
    lists.activated.emit(lists.currentIndex())
    qtbot.waitUntil(lambda: page.report is not None and page.report.period.quarter == quarter, timeout=20000)


def test_no_quarter_is_offered_where_nobody_asks_for_one(page: ReportsPage) -> None:
    assert not page.choice.quarter.isVisible()


def test_a_quarter_is_offered_with_its_clause_and_counted(
    qtbot: QtBot, quarterly: Book, shell: Shell, page: ReportsPage, tmp_path: Path
) -> None:
    assert "演示县〔2017〕1号 三" in page.choice.quarter.toolTip()
    assert [page.choice.quarter.itemText(at) for at in (0, 1, 4)] == ["Whole year", "First quarter", "Fourth quarter"]
    assert cell(page, "to_villages") == "2"
    choose_quarter(qtbot, page, 2)
    assert [cell(page, name) for name in ("to_villages", "exited", "net_income_pc")] == ["1", "No data", "No data"]
    assert page.report is not None
    at = 2 + page.report.column_of("exited")
    assert page.table.figures.cells[0][at].tip == "This is not counted by the quarter; ask for the whole year."
    assert "By the quarter" in page.front.notes.text()
    page.print_report()
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperDialog)), timeout=30000)
    assert "Second quarter of 2017" in page.findChildren(PaperDialog)[0].windowTitle()
    page.findChildren(PaperDialog)[0].close()
    press(page, "exited")
    assert shell.stack.currentWidget() is page, "what is unknown opens nothing"
    press(page, "to_villages")
    found = records(qtbot, shell)
    assert "Second quarter of 2017" in found.heading.text()
    assert found.count.text().endswith("1 records")


def test_a_quarter_stays_over_a_lock_and_goes_with_a_year_that_has_none(
    qtbot: QtBot, quarterly: Book, shell: Shell, page: ReportsPage
) -> None:
    choose_quarter(qtbot, page, 1)
    where = shell.where()
    shell.build()
    shell.back_to(where)
    again = shell.pages["reports"]
    assert isinstance(again, ReportsPage)
    qtbot.waitUntil(lambda: again.report is not None, timeout=20000)
    assert again.choice.period == Period(2017, 1)
    again.tabs.setCurrentWidget(again.gaps)
    assert not again.choice.quarter.isVisible(), "gaps are told by the year"
    again.tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: again.report is not None and again.report.period == Period(2017, 1), timeout=20000)
    years = again.choice.year
    years.setCurrentIndex(years.findData(2016))
    years.activated.emit(years.currentIndex())
    qtbot.waitUntil(lambda: again.report is not None and again.report.period == Period(2016), timeout=20000)
    assert not again.choice.quarter.isVisible()
    assert again.choice.period == Period(2016)


def test_a_number_opens_its_records(qtbot: QtBot, shell: Shell, page: ReportsPage) -> None:
    press(page, "exit_rate")
    found = records(qtbot, shell)
    assert shell.stack.currentWidget() is found
    assert found.count.text() == "33.3（%） · 3 records"
    assert found.table is not None
    assert [line.cells[0] for line in found.table.rows.rows] == ["张三", "李四", "单小芳"]
    found.chips["not_reached"].click()
    assert [line.cells[0] for line in found.table.rows.rows] == ["李四", "单小芳"]
    found.chips["reached"].click()
    assert [line.cells[0] for line in found.table.rows.rows] == ["张三"]
    qtbot.waitUntil(lambda: "1 records" in found.count.text(), timeout=20000)


def test_the_list_says_its_sums_and_opens_the_file(qtbot: QtBot, shell: Shell, page: ReportsPage) -> None:
    press(page, "net_income_pc")
    found = records(qtbot, shell)
    assert found.sums.text() == "Sums: Wages 3,500 yuan"
    assert found.table is not None
    QTest.keyClick(found.table, Qt.Key.Key_Return)
    households = shell.pages["households"]
    assert isinstance(households, HouseholdsPage)
    assert households.stack.currentIndex() == 1
    assert households.file.id == found.table.rows.rows[0].household


def test_escape_goes_back_to_the_number(qtbot: QtBot, shell: Shell, page: ReportsPage) -> None:
    press(page, "households")
    found = records(qtbot, shell)
    assert shell.rail.buttons["reports"].isChecked()
    QTest.keyClick(found, Qt.Key.Key_Escape)
    assert shell.stack.currentWidget() is page


def test_what_is_unknown_opens_nothing(shell: Shell, page: ReportsPage) -> None:
    press(page, "to_villages")
    assert shell.stack.currentWidget() is page


def test_gaps_open_their_lists(qtbot: QtBot, shell: Shell, page: ReportsPage) -> None:
    assert not page.gaps.figures.cells, "nobody has looked at them yet"
    page.tabs.setCurrentWidget(page.gaps)
    assert not page.print_button.isVisible()
    qtbot.waitUntil(lambda: bool(page.gaps.figures.cells), timeout=20000)
    rows = {row[0].text: row[1].text for row in page.gaps.figures.cells}
    assert rows["Households without a plan"] == "2"
    assert rows["Persons without medical insurance"] == "No data"
    assert rows["Cadres with too many households"] == "not set"
    at = next(n for n, row in enumerate(page.gaps.figures.cells) if row[0].text == "Households without a plan")
    page.gaps.clicked.emit(page.gaps.figures.index(at, 1))
    found = records(qtbot, shell)
    assert found.heading.text() == "Households without a plan"
    assert "002 §1" in found.rule.text()
    assert not found.chips["all"].isVisible()
    assert found.table is not None
    assert len(found.table.rows.rows) == 2


def test_the_report_is_printed_and_saved(qtbot: QtBot, shell: Shell, page: ReportsPage, tmp_path: Path) -> None:
    page.print_report()
    qtbot.waitUntil(lambda: bool(page.findChildren(PaperDialog)), timeout=30000)
    dialog = page.findChildren(PaperDialog)[0]
    out = tmp_path / "report.pdf"
    dialog.save_to(out)
    assert out.read_bytes().startswith(b"%PDF")
    dialog.close()
    sheet = tmp_path / "report.xlsx"
    page.export_to(sheet)
    qtbot.waitUntil(sheet.exists, timeout=20000)
    assert CalamineWorkbook.from_path(sheet).get_sheet_by_index(0).to_python()[4][1] == "演示一甲村"
    qtbot.waitUntil(lambda: shell.session.lane.idle, timeout=20000)


def test_the_list_is_printed_and_exported_masked(qtbot: QtBot, shell: Shell, page: ReportsPage, tmp_path: Path) -> None:
    press(page, "persons")
    found = records(qtbot, shell)
    found.print_list()
    qtbot.waitUntil(lambda: bool(found.findChildren(PaperDialog)), timeout=30000)
    found.findChildren(PaperDialog)[0].close()
    out = tmp_path / "list.xlsx"
    found.export_to(out)
    qtbot.waitUntil(out.exists, timeout=20000)
    cells = [str(one) for row in CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python() for one in row]
    assert "＊1234" in cells
    assert not any("44169019700101" in one for one in cells)
    qtbot.waitUntil(lambda: shell.session.lane.idle, timeout=20000)


def test_after_a_lock_the_same_list_is_open(qtbot: QtBot, shell: Shell, page: ReportsPage) -> None:
    press(page, "households")
    where = shell.where()
    shell.build()
    shell.back_to(where)
    assert records(qtbot, shell).heading.text().startswith("Registered Households of the register")


def test_today_names_the_gaps(qtbot: QtBot, counted: Book, shell: Shell) -> None:
    shell.go("today")
    today = shell.pages["today"]

    def line() -> QListWidgetItem | None:
        items = (today.list.item(at) for at in range(today.list.count()))
        return next((one for one in items if "Households without a plan: 2" in one.text()), None)

    qtbot.waitUntil(lambda: line() is not None, timeout=20000)
    today.list.itemActivated.emit(line())
    found = records(qtbot, shell)
    assert found.table is not None
    assert len(found.table.rows.rows) == 2
    QTest.keyClick(found, Qt.Key.Key_Escape)
    assert shell.stack.currentWidget() is today


def test_a_change_is_counted_at_once(qtbot: QtBot, counted: Book, shell: Shell, page: ReportsPage) -> None:
    with counted.write("test") as ledger:
        home = ledger.find(Household)[1]
        ledger.save(home.but(status="exited", exit_year=date(2017, 1, 1).year), managed=("status", "exit_year"))
    shell.session.changed.emit()
    qtbot.waitUntil(lambda: cell(page, "exited") == "2", timeout=20000)


def test_what_the_rules_say_is_listed_and_opens_its_household(qtbot: QtBot, page: ReportsPage, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        for home in ledger.find(Household)[:2]:
            ledger.save(Member(household=home.id, name="乙", relation="99", id_no="441690198001010013"))
    page.tabs.setCurrentWidget(page.findings)
    lines = page.findings.table.rows
    qtbot.waitUntil(lambda: len(lines.rows) >= 2, timeout=5000)
    held = next(one for one in lines.rows if "already held" in one.sentence)
    assert "441690198001010013" not in held.sentence + held.record
    page.findings.table.opened.emit(held)
    file = shell.pages["households"]
    assert isinstance(file, HouseholdsPage)
    assert shell.stack.currentWidget() is file


def test_the_annual_report_of_the_chosen_year_is_shown(qtbot: QtBot, page: ReportsPage) -> None:
    qtbot.waitUntil(lambda: page.report is not None, timeout=20000)
    qtbot.mouseClick(page.annual_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.paper is not None, timeout=20000)
    shown = page.paper
    assert shown is not None
    qtbot.waitUntil(lambda: bool(shown.view.pages), timeout=20000)
    assert f"{page.choice.period.year}年度脱贫攻坚报告" in "".join(texts(shown.view.pdf or b"")).replace("\n", "")
    shown.close()
