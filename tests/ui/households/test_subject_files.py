"""Files of households, villages, units and cadres: opened from lists, tabs made when looked at, new ones entered."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.households.model import Household, HouseholdChange, Member
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.subject.register import SubjectRegister
from fupin_desktop.ui.subject.sections.form_section import FormSection
from fupin_desktop.ui.subject.sections.history_section import HistorySection
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.villages.sections import HouseholdsSection
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import AssistingUnit, Village
from fupin_desktop.visits.model import FollowUpTask
from tests.ui.files import section_of, settled

VILLAGE = "441690101200"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, shell: Shell) -> HouseholdsPage:
    shell.go("households")
    found = shell.pages["households"]
    assert isinstance(found, HouseholdsPage)
    return found


def register(qtbot: QtBot, page: HouseholdsPage, kind: str) -> SubjectRegister:
    qtbot.mouseClick(page.switch.chips[kind], Qt.MouseButton.LeftButton)
    settled(qtbot, page.session)
    return page.registers[kind]


def texts(section: ListSection | HistorySection) -> list[list[str]]:
    return [[column.text(row) for column in section.table.rows.columns] for row in section.table.rows.rows]


def lists(qtbot: QtBot, page: HouseholdsPage, tab: str, at: int = 0) -> ListSection:
    found = section_of(qtbot, page.session, page.file, tab, at)
    assert isinstance(found, ListSection)
    return found


def put(dialog: RecordDialog | Asking, **values: Any) -> None:
    for name, value in values.items():
        dialog.editors[name].choose(value)


def saved(qtbot: QtBot, page: HouseholdsPage, dialog: RecordDialog | Asking) -> None:
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    with qtbot.waitSignal(dialog.destroyed, timeout=8000):
        qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    settled(qtbot, page.session)


def test_a_tab_is_made_when_it_is_looked_at(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.open(page.table.rows.rows[0].id)
    settled(qtbot, page.session)
    assert [one.tab.name for one in page.file.pages if one.sections] == ["members"]
    section_of(qtbot, page.session, page.file, "income")
    assert [one.tab.name for one in page.file.pages if one.sections] == ["members", "income"]


def test_the_village_file_opens_from_its_list_and_leads_to_a_household(qtbot: QtBot, page: HouseholdsPage) -> None:
    villages = register(qtbot, page, "village")
    villages.table.setFocus()
    qtbot.keyClick(villages.table, Qt.Key.Key_Return)
    homes = section_of(qtbot, page.session, villages.file, "households")
    assert isinstance(homes, HouseholdsSection)
    assert [row.head for row in homes.table.rows.rows] == ["张三", "李四", "单小芳"]
    assert villages.file.strip.name.text() == "演示一甲村"
    homes.table.setFocus()
    homes.table.selectRow(1)
    qtbot.keyClick(homes.table, Qt.Key.Key_Return)
    settled(qtbot, page.session)
    assert page.stack.currentWidget() is page.file
    assert page.file.strip.name.text() == "李四"


@pytest.mark.parametrize("kind", ["village", "assisting_unit", "cadre"])
def test_every_tab_of_a_file_opens(qtbot: QtBot, page: HouseholdsPage, kind: str) -> None:
    with page.session.book.write("test") as ledger:
        ledger.save(Cadre(village_code=VILLAGE, name="陈一"))
        ledger.save(AssistingUnit(village_code=VILLAGE, name="县农业局"))
    found = register(qtbot, page, kind)
    found.open(found.table.rows.rows[0].record.id)
    for tab in found.file.pages:
        found.file.tabs.setCurrentWidget(tab)
        settled(qtbot, page.session)
        assert tab.isVisible()
    qtbot.keyClick(found.file.tabs.tabBar(), Qt.Key.Key_Escape)
    assert found.currentIndex() == 0


def test_a_list_is_searched_by_initials(qtbot: QtBot, page: HouseholdsPage) -> None:
    with page.session.book.write("test") as ledger:
        ledger.save_all(Cadre(village_code=VILLAGE, name=name) for name in ("陈一", "林二"))
    cadres = register(qtbot, page, "cadre")
    qtbot.keyClicks(cadres.box, "le")
    qtbot.waitUntil(lambda: [row.record.name for row in cadres.table.rows.rows] == ["林二"], timeout=5000)


def test_a_new_village_and_a_new_household_in_it(qtbot: QtBot, page: HouseholdsPage, run: Callable[..., Any]) -> None:
    villages = register(qtbot, page, "village")
    dialog = villages.add()
    put(dialog, code="441690101201", name="演示一乙村")
    saved(qtbot, page, dialog)
    assert villages.file.strip.name.text() == "演示一乙村"
    homes = section_of(qtbot, page.session, villages.file, "households")
    assert isinstance(homes, HouseholdsSection)
    entering = homes.add()
    put(entering, household_code="44169010120120160001")
    saved(qtbot, page, entering)
    assert page.stack.currentWidget() is page.file
    members = lists(qtbot, page, "members")
    first = members.add()
    put(first, name="王五", relation="01")
    saved(qtbot, page, first)
    assert page.file.strip.name.text() == "王五"
    (home,) = run("record", "list", page.session.book.path, "household", "--where=village_code=441690101201")["records"]
    assert (home["status"], home["called"]) == ("registered", "王五 · 演示一乙村 · 0001")


def test_a_new_household_on_the_laptop_of_a_village_is_of_that_village(qtbot: QtBot, village_book: Book) -> None:
    shell = Shell(Session(village_book), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    shell.go("households")
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    dialog = page.add()
    assert "village_code" not in dialog.editors
    put(dialog, household_code=f"{VILLAGE}20160001")
    saved(qtbot, page, dialog)
    assert page.stack.currentWidget() is page.file
    with village_book.read() as reader:
        assert [one.village_code for one in reader.find(Household)] == [VILLAGE]
    shell.close()


def test_a_child_is_born_and_an_old_man_dies(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.open(page.table.rows.rows[0].id)
    members = lists(qtbot, page, "members")
    born = members.add()
    put(born, name="张小宝", relation="03", change_type="born", birth_date=date(2017, 5, 1))
    saved(qtbot, page, born)
    with page.session.book.read() as reader:
        home = reader.get(Household, page.file.id)
        (change,) = reader.find(HouseholdChange)
    assert (home.persons, change.type, change.member_change) == (2, "increase", "born")
    assert change.date == date(2017, 5, 1), "without another day, that of the birth"
    members.table.selectRow(0)
    dialog = members.do(members.acts[0][0])
    assert isinstance(dialog, RecordDialog)
    put(dialog, member_change="died", date=date(2017, 6, 1))
    saved(qtbot, page, dialog)
    with page.session.book.read() as reader:
        gone = reader.find(Member, name="张三")[0]
        assert (gone.change_type, reader.get(Household, page.file.id).persons) == ("died", 1)
    assert len(members.table.rows.rows) == 2, "who left stays visible"


def test_a_day_without_how_somebody_came_is_refused(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.open(page.table.rows.rows[0].id)
    dialog = lists(qtbot, page, "members").add()
    put(dialog, name="张小宝", relation="03", change_date=date(2017, 5, 1))
    qtbot.waitUntil(dialog.isActiveWindow, timeout=5000)
    qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    qtbot.waitUntil(lambda: "how the person came" in dialog.words.text(), timeout=5000)
    dialog.close()


def test_a_task_is_taken_finished_and_opened_again(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.open(page.table.rows.rows[0].id)
    tasks = lists(qtbot, page, "visits", 2)
    new = tasks.add()
    put(new, matter="修路灯", due=date(2017, 7, 1))
    saved(qtbot, page, new)
    named = {act.title: act for act, _button in tasks.acts}
    for title, values in (("Take in hand…", {"owner": "陈一"}), ("Finish…", {"result": "已修好"})):
        asking = tasks.do(named[title])
        put(asking, **values)
        saved(qtbot, page, asking)
    with page.session.book.read() as reader:
        (task,) = reader.find(FollowUpTask)
    assert (task.state, task.owner, task.result) == ("done", "陈一", "已修好")
    assert tasks.do(named["Finish…"]) is None, "what is done is not finished twice"
    again = tasks.do(named["Open again…"])
    put(again, why="又坏了")
    saved(qtbot, page, again)
    with page.session.book.read() as reader:
        assert reader.find(FollowUpTask)[0].state == "open"


def test_a_responsibility_ends_with_its_reason(qtbot: QtBot, page: HouseholdsPage) -> None:
    home = page.table.rows.rows[0].id
    with page.session.book.write("test") as ledger:
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="陈一"))
        ledger.save(Responsibility(household=home, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1)))
    page.open(home)
    duties = lists(qtbot, page, "plan", 4)
    asking = duties.do(duties.acts[0][0])
    put(asking, on=date(2017, 5, 1), why="调离")
    saved(qtbot, page, asking)
    with page.session.book.read() as reader:
        (duty,) = reader.find(Responsibility)
    assert (duty.end, duty.end_reason) == (date(2017, 5, 1), "调离")


def test_a_number_is_corrected_with_its_reason_and_kept_where_nothing_is_typed(
    qtbot: QtBot, page: HouseholdsPage
) -> None:
    page.open(page.table.rows.rows[0].id)
    facts = section_of(qtbot, page.session, page.file, "facts")
    assert isinstance(facts, FormSection)
    qtbot.mouseClick(facts.number_button, Qt.MouseButton.LeftButton)
    asking = facts.findChild(Asking)
    assert asking is not None
    put(asking, household_code=f"{VILLAGE}20169999", why="打错")
    saved(qtbot, page, asking)
    with page.session.book.read() as reader:
        assert reader.get(Household, page.file.id).household_code == f"{VILLAGE}20169999"


def test_a_record_is_put_away_and_kept(qtbot: QtBot, page: HouseholdsPage) -> None:
    page.open(page.table.rows.rows[0].id)
    tasks = lists(qtbot, page, "visits", 2)
    new = tasks.add()
    put(new, matter="修路灯")
    saved(qtbot, page, new)
    tasks._put_away()
    asking = tasks.findChild(Asking)
    assert asking is not None
    put(asking, why="重复")
    saved(qtbot, page, asking)
    assert tasks.table.rows.rows == []
    with page.session.book.read() as reader:
        assert [one.away for one in reader.find(FollowUpTask, with_away=True)] == ["重复"]


def test_the_history_names_records_and_what_links_lead_to(qtbot: QtBot, page: HouseholdsPage) -> None:
    home = page.table.rows.rows[0].id
    with page.session.book.write("test") as ledger:
        unit = ledger.save(AssistingUnit(village_code=VILLAGE, name="县农业局"))
    with page.session.book.write("village.edit") as ledger:
        ledger.save(ledger.find(Village)[0].but(unit=unit.id))
        ledger.save(ledger.find(Member, household=home)[0].but(ethnic="汉族", id_no="441690197001015678"))
    villages = register(qtbot, page, "village")
    villages.open(villages.table.rows.rows[0].record.id)
    trail = section_of(qtbot, page.session, villages.file, "history")
    assert isinstance(trail, HistorySection)
    assert ["Village · 演示一甲村", "Assisting unit", "—", "县农业局"] in [line[2:6] for line in texts(trail)]
    page.open(home)
    trail = section_of(qtbot, page.session, page.file, "history")
    assert isinstance(trail, HistorySection)
    lines = [line[2:6] for line in texts(trail)]
    assert ["Member · 张三 · head of household", "Ethnic group", "—", "汉族"] in lines
    assert ["Member · 张三 · head of household", "Document number", "＊1234", "＊5678"] in lines


def test_the_file_that_was_open_opens_again(qtbot: QtBot, shell: Shell, page: HouseholdsPage) -> None:
    villages = register(qtbot, page, "village")
    villages.open(villages.table.rows.rows[0].record.id)
    villages.file.tabs.setCurrentIndex(2)
    where = shell.where()
    shell.build()
    shell.back_to(where)
    again = shell.pages["households"]
    assert isinstance(again, HouseholdsPage)
    settled(qtbot, shell.session)
    assert again.stack.currentWidget() is again.registers["village"]
    assert again.registers["village"].file.tabs.currentIndex() == 2


def test_in_a_book_that_can_only_be_read_nothing_is_offered(qtbot: QtBot, peopled: Book) -> None:
    peopled.read_only = True
    shell = Shell(Session(peopled), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    shell.go("households")
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    assert page.new_button.isHidden()
    page.open(page.table.rows.rows[0].id)
    members = lists(qtbot, page, "members")
    assert members.new_button.isHidden()
    assert members.acts == []
    facts = section_of(qtbot, page.session, page.file, "facts")
    assert isinstance(facts, FormSection)
    assert facts.save_button.isHidden()
    area = facts.editors["house_area"].widget
    assert isinstance(area, QLineEdit)
    assert area.isReadOnly()
    shell.close()
