"""村项目 in the window: opened in the village's file, narrowed to its village on the board, brought on from a card."""

from pytestqt.qtbot import QtBot

from fupin_desktop.kinds import make
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_named
from fupin_desktop.store.lists.cases import case_rows
from fupin_desktop.ui.cases.board_section import BoardSection
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.frame.opened import RECORDS, Opened
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.reports.records_page import RecordsPage
from fupin_desktop.ui.subject.file import SubjectFile
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.village_projects.model import VillageProject
from fupin_desktop.villages.model import Village
from tests.ui.by_hand import type_into
from tests.ui.cases.case_hands import click, saved
from tests.ui.files import section_of, settled


def _file(qtbot: QtBot, shell: Shell, village: Village) -> SubjectFile:
    shell.go("households", ("village", village.id))
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    return page.registers["village"].file


def test_a_project_is_opened_in_the_file_of_its_village_and_goes_on(qtbot: QtBot, shell: Shell) -> None:
    village = shell.session.read(lambda reader: reader.find(Village))[0]
    section = section_of(qtbot, shell.session, _file(qtbot, shell, village), "projects", 1)
    assert isinstance(section, BoardSection)
    click(qtbot, section.open_button)
    section.findChildren(OpenCase)[0].reject()
    asking = section.open_case()
    assert asking.owner.text() == village.name
    facts = {one.field.name: one for one in asking.editors}
    type_into(qtbot, facts["name"], "污水管网")
    type_into(qtbot, facts["type"], "11")
    type_into(qtbot, facts["budget"], "60000")
    saved(qtbot, shell, asking, asking.ok_button)
    settled(qtbot, shell.session)
    (found,) = shell.session.read(lambda reader: reader.find(VillageProject))
    assert (found.name, found.type, found.budget, found.village) == ("污水管网", "environment", 60_000_00, village.id)
    assert section.board.titles["plan"].text().endswith(" 1")

    case = CaseDialog(shell.session, VillageProject, found.id or 0, shell, shell.go)
    case.open()
    assert case.name.text() == "污水管网"
    step = case.step()
    assert "Not entered yet" in step.waits.text()
    click(qtbot, case.file_button)
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    assert page.registers["village"].file.isVisible(), "the file of its village, not of a household"


def test_a_vote_of_the_village_is_entered_where_the_step_asks_for_it(qtbot: QtBot, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        village = ledger.find(Village)[0]
        found = make(ledger, VillageProject(village=village.id, name="巷道", type="road", procurement="self_built"))
    dialog = CaseDialog(shell.session, VillageProject, found.id or 0, shell, shell.go)
    dialog.open()
    step = dialog.step()
    assert "vote" in step.waits.text()
    click(qtbot, step.vote_button)
    asking = step.findChild(Asking)
    assert isinstance(asking, Asking)
    type_into(qtbot, asking.editors["due"], "40")
    type_into(qtbot, asking.editors["attended"], "36")
    type_into(qtbot, asking.editors["agreed"], "36")
    saved(qtbot, shell, asking, asking.ok_button)
    settled(qtbot, shell.session)
    votes = shell.session.read(lambda reader: reader.find(MeetingVote))
    (vote,) = [one for one in votes if "巷道" in (one.matter or "")]
    (meeting,) = shell.session.read(lambda reader: reader.find(Meeting, id=vote.meeting))
    assert (meeting.division, vote.household) == (village.code, None)
    click(qtbot, step.ok_button)
    assert "vote" not in step.waits.text(), "what was entered here is no longer missing"
    step.close()
    dialog.close()


def test_the_board_is_narrowed_to_a_village(qtbot: QtBot, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        village = ledger.find(Village)[0]
        other = ledger.save(Village(code="441690101299", name="演示一癸村"))
        for home in (village, other):
            made = VillageProject(village=home.id, name=f"{home.name}路灯", type="lighting", stage="planned")
            ledger.save(made, managed=("stage",))
    shell.go("housing")
    board = shell.pages["housing"]
    assert isinstance(board, CasesPage)
    board.kind.setCurrentIndex(board.kind.findData("village_project"))
    board.refresh()
    settled(qtbot, shell.session)
    assert board.board.titles["plan"].text().endswith(" 2")
    board.filters.village.setCurrentIndex(board.filters.village.findData(other.code))
    board.refresh()
    settled(qtbot, shell.session)
    assert board.board.titles["plan"].text().endswith(" 1")
    wanted = board.filters.chosen().wanted
    rows = shell.session.read(lambda reader: case_rows(reader, VillageProject, ["planned"], wanted))
    assert [one.village for one in rows] == [other.name]
    gap = gap_named("project_no_money")
    figure = gap.figure(shell.session.read(lambda reader: asked(reader, "441690101", shell.session.today)))
    assert figure is not None
    shell.go(RECORDS, Opened(gap.label, figure, None, back="reports"))
    settled(qtbot, shell.session)
    listed = shell.pages[RECORDS]
    assert isinstance(listed, RecordsPage)
    assert listed.table is not None
    line = next(one for one in listed.table.rows.rows if one.record.village == other.id)
    assert line.cells[:2] == (other.name, f"{other.name}路灯")
    listed.table.opened.emit(line)
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    assert page.registers["village"].file.id == other.id, "the list leads to the file of its village"
