"""Time lines in the window: of a household, of a cadre's month with its free line; a vote under its meeting."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.duties.model import Cadre
from fupin_desktop.journal.commands import write_line
from fupin_desktop.journal.model import JournalLine
from fupin_desktop.leader_visits.model import LeaderCall, LeaderVisit
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.journal.section import JournalSection
from fupin_desktop.ui.reports.records_page import RecordsPage
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.subject.sections.strip_section import StripSection
from fupin_desktop.ui.subject.sections.timeline_section import TimelineSection
from fupin_desktop.ui.today.page import TodayPage
from fupin_desktop.ui.visits.page import VisitsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village
from fupin_desktop.visits.commands import log_visit
from tests.ui.by_hand import CTRL, home_of, person, saved
from tests.ui.conftest import VILLAGE
from tests.ui.files import section_of, settled


@pytest.fixture
def book(book: Book) -> Book:
    book.wall = lambda: datetime(2017, 6, 20, 9, tzinfo=UTC)
    return book


@pytest.fixture
def cadre(shell: Shell) -> Cadre:
    """Whoever works here, with a visit today and one on the first of the month before, and a leader's visit."""
    book = shell.session.book
    home = home_of(shell, person(shell))
    assert home.id is not None
    with book.write("test") as ledger:
        made = ledger.save(Cadre(village_code=VILLAGE, name=book.user))
        for day in (date(2017, 6, 20), date(2017, 5, 31)):
            log_visit(ledger, household=home.id, date=day, visitors=(book.user,), type="daily", findings="屋顶漏雨")
        came = LeaderVisit(
            village_code=VILLAGE, date=date(2017, 6, 7), leader="刘县长", level="county", purposes=("study",)
        )
        ledger.save(LeaderCall(leader_visit=ledger.save(came).id, household=home.id))
    return made


def place(qtbot: QtBot, shell: Shell, what: object) -> HouseholdsPage:
    shell.go("households", what)
    settled(qtbot, shell.session)
    found = shell.pages["households"]
    assert isinstance(found, HouseholdsPage)
    return found


@pytest.fixture
def journal(qtbot: QtBot, shell: Shell, cadre: Cadre) -> JournalSection:
    page = place(qtbot, shell, ("cadre", cadre.id, "journal"))
    found = page.registers["cadre"].file.page("journal").sections[1]
    assert isinstance(found, JournalSection)
    return found


def told(section: JournalSection) -> list[tuple[str, str]]:
    return [(str(one.day.day), one.words) for one in section.table.rows.rows]


def test_a_household_s_time_line_names_all_kinds_and_keeps_to_one(qtbot: QtBot, shell: Shell, cadre: Cadre) -> None:
    page = place(qtbot, shell, home_of(shell, person(shell)).id)
    line = section_of(qtbot, shell.session, page.file, "visits")
    assert isinstance(line, TimelineSection)
    rows = line.table.rows.rows
    assert [str(one.day) for one in rows] == ["2017-06-20", "2017-06-07", "2017-05-31"]
    line.kind.setCurrentIndex(line.kind.findData("Leader's visit"))
    line.kind.activated.emit(line.kind.currentIndex())
    assert [one.what for one in line.table.rows.rows] == ["Leader's visit"]
    qtbot.keyClick(line.table, Qt.Key.Key_Return)
    assert line.dialog is not None
    assert line.dialog.record.leader == "刘县长"
    line.dialog.close()
    assert page.file.page("visits").sections[1].new_button.text().find("&") >= 0, "letters stay with the first list"


def test_the_month_fills_itself_and_another_is_turned_to(qtbot: QtBot, shell: Shell, journal: JournalSection) -> None:
    assert [day for day, _words in told(journal)] == ["2017-06-20"]
    assert journal.day.text() == "2017-06-20", "today's line is the one to be written"
    qtbot.mouseClick(journal.earlier_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert [day for day, _words in told(journal)] == ["2017-05-31"]
    assert journal.month == (date(2017, 5, 1), date(2017, 5, 31))
    assert journal.day.text() == "2017-05-31"
    qtbot.mouseClick(journal.later_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert journal.day.text() == "2017-06-20"


def test_a_day_typed_of_another_month_turns_to_it(qtbot: QtBot, shell: Shell, journal: JournalSection) -> None:
    journal.line.setFocus()
    qtbot.keyClicks(journal.line, "rain")
    journal.day.setFocus()
    journal.day.selectAll()
    qtbot.keyClicks(journal.day, "2017.5.31")
    qtbot.keyClick(journal.day, Qt.Key.Key_Return)
    settled(qtbot, shell.session)
    assert [day for day, _words in told(journal)] == ["2017-05-31"]
    assert (journal.day.text(), journal.line.toPlainText()) == ("2017.5.31", "rain"), "what was typed stays"


def test_the_day_of_a_line_somebody_goes_to_is_the_one_written(
    qtbot: QtBot, shell: Shell, journal: JournalSection, cadre: Cadre
) -> None:
    with shell.session.book.write("test") as ledger:
        write_line(ledger, JournalLine(cadre=cadre.id, date=date(2017, 6, 3)), "开会")
    shell.session.tell_changed(None)
    settled(qtbot, shell.session)
    assert journal.day.text() == "2017-06-20", "what came meanwhile moves nothing"
    journal.table.setFocus()
    qtbot.keyClick(journal.table, Qt.Key.Key_End, CTRL)
    assert (journal.day.text(), journal.line.toPlainText()) == ("2017-06-03", "开会")


def test_the_line_of_a_day_is_written_and_written_anew(qtbot: QtBot, shell: Shell, journal: JournalSection) -> None:
    for words in ("下雨", "大雨"):
        journal.line.setFocus()
        journal.line.selectAll()
        journal.line.insertPlainText(words)
        with qtbot.waitSignal(shell.session.changed, timeout=8000):
            qtbot.keyClick(journal.line, Qt.Key.Key_Return, CTRL)
        settled(qtbot, shell.session)
        assert told(journal)[-1] == ("2017-06-20", words)
    with shell.session.book.read() as reader:
        assert [one.line for one in reader.find(JournalLine)] == ["大雨"]


def test_a_day_of_another_month_and_no_day_are_told(qtbot: QtBot, shell: Shell, journal: JournalSection) -> None:
    told = (("2017-05-31", "another month"), ("gestern", "No such day"), ("2017-06-21", "lies in the future"))
    for typed, sentence in told:
        journal.day.setText(typed)
        journal.line.setPlainText("好")
        journal.save()
        settled(qtbot, shell.session)
        assert sentence in journal.words.text()
    with shell.session.book.read() as reader:
        assert reader.find(JournalLine) == []


def test_what_is_typed_survives_a_change_elsewhere(qtbot: QtBot, shell: Shell, journal: JournalSection) -> None:
    journal.line.insertPlainText("还没写完")
    shell.session.command("test", lambda ledger: ledger.save(Village(code="441690101201", name="乙村")))
    settled(qtbot, shell.session)
    assert journal.line.toPlainText() == "还没写完"


def test_somebody_else_s_line_meanwhile_is_not_overwritten_unseen(
    qtbot: QtBot, shell: Shell, journal: JournalSection, cadre: Cadre
) -> None:
    """The section writes on what it saw: a second line of the day is refused, and what was typed stays."""
    with shell.session.book.write("other") as ledger:
        write_line(ledger, JournalLine(cadre=cadre.id, date=date(2017, 6, 20)), "别人写的")
    journal.line.insertPlainText("我写的")
    journal.save()
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert [one.line for one in reader.find(JournalLine)] == ["别人写的"]
    assert journal.line.toPlainText() == "我写的"


def test_the_year_of_a_cadre_is_counted_and_opens_its_records(
    qtbot: QtBot, shell: Shell, journal: JournalSection, cadre: Cadre
) -> None:
    strip = shell.pages["households"].registers["cadre"].file.page("journal").sections[0]
    assert isinstance(strip, StripSection)
    assert [one.text().split("  ")[1] for one in strip.buttons][:3] == ["2times", "1households", "0times"]
    qtbot.mouseClick(strip.buttons[0], Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    records = shell.pages["records"]
    assert isinstance(records, RecordsPage)
    assert records.table is not None
    assert len(records.table.rows.rows) == 2


def test_a_visit_in_the_village_opens_where_it_stands(qtbot: QtBot, shell: Shell, cadre: Cadre) -> None:
    shell.go("visits")
    page = shell.pages["visits"]
    assert isinstance(page, VisitsPage)
    dialog = page.log_in_village()
    settled(qtbot, shell.session)
    for name, value in {"village_code": VILLAGE, "whom": "committee", "findings": "议事"}.items():
        dialog.editors[name].choose(value)
    saved(qtbot, shell, dialog)
    homes = shell.pages["households"]
    assert isinstance(homes, HouseholdsPage)
    file = homes.registers["village"].file
    tab = file.pages[file.tabs.currentIndex()]
    assert tab.tab.name == "visits"
    (line,) = [one for one in tab.sections if isinstance(one, TimelineSection)]
    assert {one.what for one in line.table.rows.rows} == {"Leader's visit", "Meeting", "Visit in the village"}


def test_the_month_is_shown_as_it_prints(qtbot: QtBot, shell: Shell, journal: JournalSection) -> None:
    journal.print_month()
    settled(qtbot, shell.session)
    assert journal.paper is not None
    journal.paper.close()


def test_today_names_the_log_while_its_line_is_not_written(qtbot: QtBot, shell: Shell, cadre: Cadre) -> None:
    shell.go("today")
    settled(qtbot, shell.session)
    page = shell.pages["today"]
    assert isinstance(page, TodayPage)
    page.refresh()
    settled(qtbot, shell.session)
    (item,) = page.list.findItems("Your log of today", Qt.MatchFlag.MatchContains)
    page.list.itemActivated.emit(item)
    settled(qtbot, shell.session)
    homes = shell.pages["households"]
    assert isinstance(homes, HouseholdsPage)
    file = homes.registers["cadre"].file
    assert (file.id, file.pages[file.tabs.currentIndex()].tab.name) == (cadre.id, "journal")


def test_a_vote_is_added_under_the_meeting_that_is_chosen(qtbot: QtBot, shell: Shell, cadre: Cadre) -> None:
    book = shell.session.book
    with book.write("test") as ledger:
        for day in (date(2017, 5, 1), date(2017, 5, 2)):
            ledger.save(Meeting(division=VILLAGE, type="representatives", on=day, due=30, attended=25))
    page = place(qtbot, shell, ("village", shell.session.read(_village), "meetings"))
    meetings, votes = page.registers["village"].file.page("meetings").sections[:2]
    assert isinstance(meetings, ListSection)
    assert isinstance(votes, ListSection)
    days = [meeting.on for meeting in meetings.table.rows.rows]
    meetings.table.setCurrentIndex(meetings.table.rows.index(days.index(date(2017, 5, 1)), 0))
    chosen = meetings.table.current()
    assert isinstance(chosen, Meeting)
    assert chosen.on == date(2017, 5, 1)
    dialog = votes.add()
    settled(qtbot, shell.session)
    assert "meeting" not in dialog.editors, "which meeting is not asked"
    dialog.editors["matter"].choose("修路")
    saved(qtbot, shell, dialog)
    with book.read() as reader:
        assert [one.meeting for one in reader.find(MeetingVote, matter="修路")] == [chosen.id]


def _village(reader: Reader) -> Dot | None:
    return reader.find(Village, code=VILLAGE)[0].id
