"""The tabs 帮扶计划 and 帮扶施策 of a household, the plans in the files of village and unit, in the window."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.selection import Equal, Selection
from fupin_desktop.plans.commands import make_plan, report_progress, set_measure
from fupin_desktop.plans.model import HouseholdPlan, MeasureFunding
from fupin_desktop.plans.signing import make_year_plan
from fupin_desktop.plans.yearly import HouseholdSurvey, HouseholdYearPlan, PlanSignature
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.acts import acts_of
from fupin_desktop.ui.frame.opened import Opened
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.lists.acting import AskingForMany
from fupin_desktop.ui.plans.photo_section import ProgressSection
from fupin_desktop.ui.plans.plan_sections import MeasuresSection, PlanSection
from fupin_desktop.ui.subject.sections.chart_section import ChartSection
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.subject.sections.strip_section import StripSection
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.village_plans.model import VillagePlan
from fupin_desktop.villages.model import Village
from tests.ui.drawn_photos import kept
from tests.ui.files import section_of, settled

CTRL = Qt.KeyboardModifier.ControlModifier
MEASURE = {"project8": "1", "batch5": "1", "category": "business", "content": "养鸡五十只"}


@pytest.fixture
def whole(peopled: Book, tmp_path: Path) -> Household:
    """A household with a survey, a plan that lacks its income, a measure with money and photographs, a policy card."""
    pictures = kept(peopled, tmp_path, 1, 2, 3)
    with peopled.write("test") as ledger:
        home = ledger.save(ledger.find(Household)[0].but(cause_main="07"))
        year = ledger.today.year
        ledger.save(
            HouseholdSurvey(
                household=home.id, date=ledger.today, surveyor="陈一", wish="养鸡", loan_wish=True,
                loan_purpose=("startup",),
            )
        )  # fmt: skip
        measure = set_measure(
            ledger, household=home.id, year=year, planned_fund=300_000, actual_fund=100_000, **MEASURE
        )  # fmt: skip
        for percent, picture in zip((0, 50, 100), pictures, strict=True):
            _step, measure = report_progress(
                ledger, measure, date=ledger.today, percent=percent, photos=(picture,)
            )  # fmt: skip
        ledger.save(MeasureFunding(measure=measure.id, source="unit_own", planned=200_000, actual=100_000))
        ledger.save(HouseholdBenefit(household=home.id, year=year, item="dibao", entitled=True, due_amount=50_000))
    return home


def file_of(qtbot: QtBot, shell: Shell, home: Household) -> Any:
    qtbot.keyClick(shell, Qt.Key.Key_2, CTRL)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    page.open(home.id)
    return page.file


def sections(qtbot: QtBot, shell: Shell, file: Any, tab: str) -> Sequence[Any]:
    section_of(qtbot, shell.session, file, tab)
    found: Sequence[Any] = file.page(tab).sections
    return found


def save(qtbot: QtBot, shell: Shell, asking: Any, **answers: str) -> None:
    for name, text in answers.items():
        widget = asking.editors[name].widget
        widget.setPlainText(text) if isinstance(widget, QPlainTextEdit) else asking.editors[name].choose(text)
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asking.isHidden())
    settled(qtbot, shell.session)


def test_a_plan_begins_with_the_survey_and_is_approved_once_nothing_lacks(
    qtbot: QtBot, whole: Household, shell: Shell
) -> None:
    file = file_of(qtbot, shell, whole)
    section = sections(qtbot, shell, file, "plan")[0]
    assert isinstance(section, PlanSection)
    asking = section.ask()
    assert asking.editors["wish"].value() == "养鸡"
    assert asking.editors["loan_purpose"].value() == ("startup",)
    save(qtbot, shell, asking, planned_exit_year="2018", cause_analysis="缺技术", goal="三年脱贫")
    year = shell.session.today.year - 1
    assert str(year) in section.warning.text()
    approving = section.approve()
    assert approving is not None
    qtbot.mouseClick(approving.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: str(year) in approving.words.text())
    with shell.session.book.write("test") as ledger:
        ledger.save(IncomeYear(household=whole.id, year=year, persons=2, wage=900_000))
    save(qtbot, shell, approving, approved_by="镇扶贫办")
    assert not section.approve_button.isEnabled()
    signing = section.sign()
    assert signing is not None
    save(qtbot, shell, signing, name="户主甲")
    versions = file.page("plan").sections[2]
    assert isinstance(versions, ListSection)
    assert [(one.version, one.signer) for one in versions.table.rows.rows] == [(1, "household"), (1, "approver")]


def test_the_plan_of_a_year_is_signed_and_revised_from_its_list(qtbot: QtBot, whole: Household, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        made = make_year_plan(ledger, HouseholdYearPlan(household=whole.id, year=2017), goal="出栏一批")
    file = file_of(qtbot, shell, whole)
    section = sections(qtbot, shell, file, "plan")[1]
    assert isinstance(section, ListSection)
    section.table.selectRow(0)
    sign, _approve, revise = acts_of(HouseholdYearPlan)
    save(qtbot, shell, section.do(sign), name="户主甲")
    section.table.selectRow(0)
    save(qtbot, shell, section.do(revise), goal="出栏两批")
    with shell.session.book.read() as reader:
        (plan,) = reader.find(HouseholdYearPlan, id=made.id)
        assert (plan.version, plan.goal, plan.household_signed) == (2, "出栏两批", None)
        assert [one.goal for one in reader.find(PlanSignature)] == ["出栏一批"]


def test_what_is_done_for_a_household_stands_in_one_tab(qtbot: QtBot, whole: Household, shell: Shell) -> None:
    file = file_of(qtbot, shell, whole)
    strip, measures, progress, money, sources, card_strip, card = sections(qtbot, shell, file, "measures")
    assert isinstance(strip, StripSection)
    assert isinstance(measures, MeasuresSection)
    assert measures.table.rows.rows[0].state == "done"
    assert isinstance(progress, ProgressSection)
    assert len(progress.table.rows.rows) == 3
    assert [len(one.shots) for one in progress.strips.values()] == [1, 1, 1]
    assert isinstance(money, ChartSection)
    assert [text.rpartition(" ")[2] for text in money.view.texts()] == ["2,000.00yuan", "1,000.00yuan"]
    assert isinstance(sources, ListSection)
    assert [one.source for one in sources.table.rows.rows] == ["unit_own"]
    assert isinstance(card_strip, StripSection)
    assert isinstance(card, ListSection)
    assert [one.item for one in card.table.rows.rows] == ["dibao"]


def test_policy_cards_are_started_from_last_years(qtbot: QtBot, whole: Household, shell: Shell) -> None:
    qtbot.keyClick(shell, Qt.Key.Key_4, CTRL)
    page: Any = shell.pages["plans"]
    year = shell.session.today.year
    save(qtbot, shell, page.copy_policies(), **{"from": str(year), "to": str(year + 1)})
    with shell.session.book.read() as reader:
        assert [one.received for one in reader.find(HouseholdBenefit, year=year + 1)] == [None]


def test_a_village_plan_is_refused_in_its_file_until_it_is_whole(qtbot: QtBot, peopled: Book, shell: Shell) -> None:
    with peopled.write("test") as ledger:
        village = (ledger.find(Village) or [ledger.save(Village(code="441690101200", name="演示一甲村"))])[0]
        ledger.save(VillagePlan(village=village.id, first_year=2016, last_year=2018, work="修路"))
    shell.go("households", ("village", village.id))
    settled(qtbot, shell.session)
    page: Any = shell.pages["households"]
    section = sections(qtbot, shell, page.registers["village"].file, "village_plan")[1]
    assert isinstance(section, ListSection)
    section.table.selectRow(0)
    asking = section.do(acts_of(VillagePlan)[0])
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "survey" in asking.words.text())
    assert "heard" in asking.words.text()
    asking.close()


def test_the_old_plan_of_a_book_shows_as_its_first_version(qtbot: QtBot, peopled: Book, shell: Shell) -> None:
    with peopled.write("test") as ledger:
        home = ledger.find(Household)[0]
        plan = HouseholdPlan(household=home.id, wish="养鸡", cause_analysis="缺技术", planned_exit_year=2018)
        ledger.save(plan)
    section = sections(qtbot, shell, file_of(qtbot, shell, home), "plan")[0]
    assert isinstance(section, PlanSection)
    assert section.plan is not None
    assert section.plan.version is None


def test_plans_behind_a_number_are_approved_together_and_the_lacking_one_is_named(
    qtbot: QtBot, peopled: Book, shell: Shell
) -> None:
    year = shell.session.today.year
    with peopled.write("test") as ledger:
        good, bad = ledger.find(Household)[:2]
        for home in (good, bad):
            ledger.save(home.but(cause_main="07" if home is good else None))
            ledger.save(IncomeYear(household=home.id, year=year - 1, persons=2, wage=900_000))
            first = HouseholdPlan(household=home.id)
            make_plan(ledger, first, wish="养鸡", cause_analysis="缺技术", planned_exit_year=2018)
            make_year_plan(ledger, HouseholdYearPlan(household=home.id, year=year), goal="出栏一批")
            set_measure(ledger, household=home.id, year=year, **MEASURE)
    found = Selection("household_year_plan", (Equal("approved_by", None),))
    shell.go("records", Opened("未批准", Figure(found)))
    settled(qtbot, shell.session)
    page: Any = shell.pages["records"]
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 2)
    page.table.selectAll()
    approving = next(one for one in page.table.menu().actions() if one.text().startswith("Approve"))
    approving.trigger()
    asking = next(one for one in page.findChildren(AskingForMany) if one.isVisible())
    asking.editors["by"].choose("镇扶贫办")
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    preview = asking.preview
    assert preview is not None
    qtbot.waitUntil(lambda: preview.words.text().startswith("1 would be written, 1 are refused"), timeout=8000)
    with qtbot.waitSignal(preview.written, timeout=8000):
        qtbot.keyClick(preview, Qt.Key.Key_S, CTRL)
    with peopled.read() as reader:
        approved = {one.household: one.approved_by for one in reader.find(HouseholdYearPlan)}
    assert approved == {good.id: "镇扶贫办", bad.id: None}
