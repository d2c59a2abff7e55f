"""What a new form begins with, and what is current once it is saved: nobody types what is known already."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fupin_desktop.after_exit.model import UnitFollowUp
from fupin_desktop.duties.model import Cadre, Responsibility
from fupin_desktop.education.model import EducationAid
from fupin_desktop.households.model import Household
from fupin_desktop.ledger.errors import Said
from fupin_desktop.ledger.progress import silent
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.plans.yearly import HouseholdSurvey, HouseholdYearPlan
from fupin_desktop.store.book.book import Book
from fupin_desktop.team.model import WorkTeam
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.lists.items import Cell, Item, run
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.village_plans.model import VillagePlan
from fupin_desktop.villages.model import AssistingUnit, Village
from tests.ui.by_hand import CTRL, form, home_of, person, saved
from tests.ui.files import settled

VILLAGE = "441690101200"


def village_lists(qtbot: QtBot, shell: Shell, tab: str) -> dict[str, ListSection]:
    with shell.session.book.read() as reader:
        village = reader.find(Village)[0]
    shell.go("households", ("village", village.id))
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    file = page.registers["village"].file
    place = file.page(tab)
    file.tabs.setCurrentWidget(place)
    settled(qtbot, shell.session)
    return {kind_of(one.cls): one for one in place.sections if isinstance(one, ListSection)}


def test_years_follow_the_book_who_writes_was_there_and_the_only_one_is_chosen(qtbot: QtBot, shell: Shell) -> None:
    member, today = person(shell), shell.session.today
    home = home_of(shell, member)
    with shell.session.book.write("test") as ledger:
        unit = ledger.save(AssistingUnit(village_code=VILLAGE, name="某局"))
    plan = form(qtbot, shell, HouseholdYearPlan(household=home.id), subject=home)
    assert plan.editors["year"].value() == today.year
    survey = form(qtbot, shell, HouseholdSurvey(household=home.id), subject=home)
    assert survey.editors["surveyor"].value() == shell.session.book.user
    aid = form(qtbot, shell, EducationAid(), subject=home)
    assert aid.editors["school_year"].value() == (today.year if today.month >= 9 else today.year - 1)
    assert aid.editors["member"].value() == member.id, "nobody else lives there"
    follow = form(qtbot, shell, UnitFollowUp(household=home.id), subject=home)
    assert follow.editors["unit"].value() == unit.id
    with shell.session.book.read() as reader:
        village = reader.find(Village)[0]
    three = form(qtbot, shell, VillagePlan(village=village.id), subject=village)
    assert [three.editors[name].value() for name in ("first_year", "last_year")] == [today.year, today.year + 2]
    for one in (plan, survey, aid, follow, three):
        assert one.typed() == {}, "nothing of it was typed: no draft is left"
        one.close()


def test_what_was_just_entered_is_current_and_an_empty_list_takes_little_room(qtbot: QtBot, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        for on in (date(2017, 5, 1), date(2017, 4, 1)):
            ledger.save(Meeting(division=VILLAGE, type="committees", on=on, due=9, attended=7))
    shown = village_lists(qtbot, shell, "meetings")
    meetings, votes = shown["meeting"], shown["meeting_vote"]
    headings = [column.title for column in meetings.table.rows.columns]
    assert {"Came", "Had to come", "Quorum"} <= set(headings)
    assert "Carried" in [column.title for column in votes.table.rows.columns]
    assert shown["matter_trail"].stack.height() < meetings.stack.height()
    dialog = meetings.add()
    settled(qtbot, shell.session)
    dialog.editors["type"].choose("villagers")
    dialog.editors["on"].choose(date(2016, 3, 1))
    saved(qtbot, shell, dialog)
    entered = meetings.table.current()
    assert (entered.type, entered.on) == ("villagers", date(2016, 3, 1)), "it stands last, and is the one to go on with"
    vote = votes.add()
    settled(qtbot, shell.session)
    assert isinstance(vote.record, MeetingVote)
    assert vote.record.meeting == entered.id
    vote.close()


def test_the_first_day_of_a_responsibility_is_corrected_in_its_form(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    with shell.session.book.write("test") as ledger:
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="陈一"))
        duty = Responsibility(household=home.id, cadre=cadre.id, role="household_cadre", start=date(2016, 5, 1))
        duty = ledger.save(duty)
    dialog = form(qtbot, shell, duty, subject=home)
    assert not dialog.number_button.isVisible(), "nothing of it is a number"
    dialog.editors["start"].choose(date(2016, 6, 1))
    qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert [one.start for one in reader.find(Responsibility)] == [date(2016, 6, 1)]


def test_what_a_rule_only_says_is_told_of_a_batch_too(peopled: Book) -> None:
    other = "441690101299"
    home = Household(household_code=f"{other}20160001", village_code=other)
    item = Item("a household", [Cell("village_code", "", "", other)], lambda ledger: ledger.save(home))
    for rehearse in (True, False):
        ran = run(peopled, "list.edit", [item], rehearse, silent)
        assert [one.code for one in ran.said if isinstance(one, Said)] == ["village.unlisted"]


def test_the_strip_of_a_cadre_names_the_team(qtbot: QtBot, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        team = ledger.save(WorkTeam(division=VILLAGE, type="village_team", name="甲村工作队"))
        cadre = ledger.save(Cadre(village_code=VILLAGE, name="陈一", team=team.id))
    shell.go("households", ("cadre", cadre.id))
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    told = " ".join(one.text() for one in page.registers["cadre"].file.strip.findChildren(QLabel))
    assert "甲村工作队" in told
    assert str(team.id) not in told
