"""脱贫轨迹 in the files: the score month by month, its marks with their records; the village's households by score."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.commands import enter_income
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.paper.reading import texts
from fupin_desktop.plans.commands import report_progress, set_measure
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.scores.model import VillageIndicator
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.opened import RECORDS
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.subject.sections.score_list_section import ScoreListSection
from fupin_desktop.ui.subject.sections.score_section import ScoreSection
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village
from tests.ui.files import section_of, settled

VILLAGE = "441690101200"
LAST = date(2018, 12, 31)


@pytest.fixture
def scored(peopled: Book) -> Household:
    """The first household of the book with an income under the line of 2018 and a measure done in September."""
    with peopled.write("test") as ledger:
        home = ledger.find(Household)[0]
        assert home.id is not None
        set_value(ledger, "exit_line_household", "7365", why="通知", on=Standing(begins=date(2018, 1, 1), ends=LAST))
        enter_income(ledger, IncomeYear(household=home.id, year=2018, persons=1, wage=6_000_00))
        facts = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡"}
        measure = set_measure(ledger, household=home.id, year=2018, **facts)
        report_progress(ledger, measure, date=date(2018, 9, 3), percent=100)
    return home


@pytest.fixture
def page(scored: Household, shell: Shell) -> HouseholdsPage:
    shell.go("households")
    found = shell.pages["households"]
    assert isinstance(found, HouseholdsPage)
    return found


@pytest.fixture
def section(qtbot: QtBot, page: HouseholdsPage, scored: Household) -> ScoreSection:
    page.open(scored.id)
    settled(qtbot, page.session)
    found = section_of(qtbot, page.session, page.file, "exit")
    assert isinstance(found, ScoreSection)
    return found


def marks(section: ScoreSection) -> dict[str, str]:
    columns = section.table.rows.columns
    return {mark.name: columns[2].text(mark) for mark in section.table.rows.rows}


def test_the_score_is_drawn_month_by_month_and_each_month_can_be_chosen(qtbot: QtBot, section: ScoreSection) -> None:
    assert section.trend is not None
    assert [one.day for one in section.trend.scores][-1] == LAST
    assert marks(section)["livelihood"] == "24.44"
    assert marks(section)["help"] == "15.00"
    assert len(section.view.texts()) == 12
    qtbot.keyClick(section.view, Qt.Key.Key_Left)  # from the first point to the last one
    qtbot.keyClick(section.view, Qt.Key.Key_Left)
    for _month in range(3):
        qtbot.keyClick(section.view, Qt.Key.Key_Left)
    qtbot.keyClick(section.view, Qt.Key.Key_Return)
    assert section.months.currentData() == date(2018, 8, 31)
    assert marks(section)["help"] == "0.00"


def test_it_says_that_gates_decide_and_what_is_unknown(section: ScoreSection) -> None:
    assert "gates" in section.notes.text()
    assert section.total.text().startswith("at least")
    assert section.score is not None
    assert {mark.name for mark in section.score.unknown} >= {"insurance"}
    assert "6,000.00 × 30 ÷ 7,365 = 24.44" in section.words.text()


def test_the_score_is_printed_as_it_is_seen(qtbot: QtBot, shell: Shell, section: ScoreSection) -> None:
    choose_language("zh_CN")
    qtbot.mouseClick(section.print_button, Qt.MouseButton.LeftButton)
    shell.session.lane.drain()
    qtbot.waitUntil(lambda: section.findChild(PaperDialog) is not None, timeout=8000)
    dialog = section.findChild(PaperDialog)
    assert dialog is not None
    told = "".join(texts(dialog._pdf)).replace("\n", "")
    for part in ("24.44", "2018年12月31日", "6,000.00", "得分仅供参考"):
        assert part in told
    dialog.close()


def test_a_row_opens_what_it_was_worked_out_of(qtbot: QtBot, shell: Shell, section: ScoreSection) -> None:
    section.table.selectRow(0)
    qtbot.keyClick(section.table, Qt.Key.Key_Return)
    settled(qtbot, shell.session)
    assert shell.stack.currentWidget() is shell.pages[RECORDS]


def test_a_village_its_indicators_and_the_scores_of_its_households(
    qtbot: QtBot, shell: Shell, page: HouseholdsPage, scored: Household
) -> None:
    with shell.session.book.read() as reader:
        village = reader.find(Village)[0]
    page.open(("village", village.id))
    settled(qtbot, shell.session)
    file = page.registers["village"].file
    trend, indicators, homes = (section_of(qtbot, shell.session, file, "exit", at) for at in range(3))
    assert isinstance(trend, ScoreSection)
    assert isinstance(indicators, ListSection)
    assert isinstance(homes, ScoreListSection)
    assert trend.score is not None
    assert trend.score.total is None
    dialog = indicators.add()
    assert isinstance(dialog, RecordDialog)
    for name, value in {"code": "water", "measured_on": date(2018, 6, 30), "value": Decimal(100)}.items():
        dialog.editors[name].choose(value)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    with qtbot.waitSignal(dialog.destroyed, timeout=8000):
        qtbot.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert [one.code for one in reader.find(VillageIndicator, village_code=VILLAGE)] == ["water"]
    assert trend.score.total == 1000
    assert len(homes.table.rows.rows) == 3
    homes.table.selectRow(0)
    qtbot.keyClick(homes.table, Qt.Key.Key_Return)
    settled(qtbot, shell.session)
    assert page.file.isVisible()
