"""Who is taken in, in the window: the county's lists, the boxes of a case, cards of a verification for many at once."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.identification.model import ComparisonHit, IdentificationCase
from fupin_desktop.identification.screening import ScreeningItem
from fupin_desktop.kinds import make
from fupin_desktop.ledger.declared.figure import Figure
from fupin_desktop.ledger.declared.selection import Selection
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.meetings.model import Meeting, MeetingVote
from fupin_desktop.reports.asked import asked
from fupin_desktop.reports.gaps import gap_figure, gap_named
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.editors.ticked import Ticks
from fupin_desktop.ui.forms.acts import acts_of
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.frame.opened import Opened
from fupin_desktop.ui.lists.acting import AskingForMany
from fupin_desktop.ui.reports.records_page import RecordsPage
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.verification.model import VerificationCard, VerificationRound
from tests.ui.files import settled


def click(qtbot: QtBot, which: QWidget) -> None:
    qtbot.mouseClick(which, Qt.MouseButton.LeftButton)


def entry_tab(qtbot: QtBot, shell: Shell) -> SettingsPage:
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(4)
    settled(qtbot, shell.session)
    return page


def test_lists_are_laid_out_once_and_their_texts_written_in(qtbot: QtBot, shell: Shell) -> None:
    card = entry_tab(qtbot, shell).screening
    click(qtbot, card.lay_button)
    settled(qtbot, shell.session)
    assert len(card.table.rows.rows) == 4 + 5 + 6 + 7 + 8
    assert {item.text for item in card.table.rows.rows} == {None}, "no paper prints a text"
    click(qtbot, card.lay_button)
    settled(qtbot, shell.session)
    assert len(card.table.rows.rows) == 30, "what is there is not laid out again"
    card.table.selectRow(15)
    click(qtbot, card.change_button)
    assert card.dialog is not None
    area = card.dialog.fields.editors["text"].widget
    assert isinstance(area, QPlainTextEdit)
    area.setPlainText("不是重病户而购有商品房")
    click(qtbot, card.dialog.save_button)
    settled(qtbot, shell.session)
    found = shell.session.read(lambda reader: reader.find(ScreeningItem, list="bar7", no=1))
    assert [item.text for item in found] == ["不是重病户而购有商品房"]
    cells = [card.table.rows.index(at, side).data() for at in range(30) for side in range(6)]
    assert "不是重病户而购有商品房" in cells, "a rule speaks of nobody: its wording is not covered"


@pytest.fixture
def case(peopled: Book) -> IdentificationCase:
    """An identification, and a bar with its text."""
    with peopled.write("test") as ledger:
        place = peopled.identity.division
        ledger.save(ScreeningItem(county_code=place, list="bar7", no=2, text="有机动车辆"))
        home = ledger.find(Household)[1].id
        return make(ledger, IdentificationCase(household=home, way="new"))


def test_the_boxes_of_a_case_carry_the_countys_texts(qtbot: QtBot, shell: Shell, case: IdentificationCase) -> None:
    assert case.id is not None
    dialog = CaseDialog(shell.session, IdentificationCase, Dot(case.id), shell)
    dialog.open()
    act, button = dialog.acts[0]
    assert button.isVisible()
    asking = dialog.do(act)
    assert isinstance(asking, Asking)
    bars, entries = asking.editors["bars"].widget, asking.editors["entries"].widget
    assert isinstance(bars, Ticks)
    assert isinstance(entries, Ticks)
    assert "有机动车辆" in bars.boxes["bar7_2"].text()
    bars.boxes["bar7_2"].click()
    entries.boxes["in6_1"].setChecked(True)
    click(qtbot, asking.ok_button)
    settled(qtbot, shell.session)
    stands = shell.session.read(lambda reader: reader.find(IdentificationCase))[0]
    assert (stands.bars, stands.entries, stands.screened_on) == (("bar7_2",), ("in6_1",), shell.session.today)
    assert "有机动车辆" in dialog.lacks.text(), "that the bar will stop the county is said at once"


def test_a_hit_is_answered(qtbot: QtBot, peopled: Book, shell: Shell, case: IdentificationCase) -> None:
    with peopled.write("test") as ledger:
        ledger.save(ComparisonHit(household=case.household, kind="car", found_on=date(2017, 3, 1)))
    (answer,) = acts_of(ComparisonHit)
    hit = shell.session.read(lambda reader: reader.find(ComparisonHit))[0]
    asking = answer.ask(shell.session, hit, shell)
    chosen = asking.editors["answer"].widget
    assert isinstance(chosen, QComboBox)
    chosen.setCurrentIndex(chosen.findData("cleared"))
    click(qtbot, asking.ok_button)
    qtbot.waitUntil(lambda: "looked into" in asking.words.text())
    asking.editors["answer_note"].widget.setPlainText("同名")
    click(qtbot, asking.ok_button)
    settled(qtbot, shell.session)
    stands = shell.session.read(lambda reader: reader.find(ComparisonHit))[0]
    assert (stands.answer, stands.answered_on, bool(stands.answered_by)) == ("cleared", shell.session.today, True)


def test_the_hits_of_a_household_are_answered_from_its_case(
    qtbot: QtBot, peopled: Book, shell: Shell, case: IdentificationCase
) -> None:
    with peopled.write("test") as ledger:
        ledger.save(ComparisonHit(household=case.household, kind="car", found_on=date(2017, 3, 1), source="县车管所"))
    assert case.id is not None
    dialog = CaseDialog(shell.session, IdentificationCase, Dot(case.id), shell)
    dialog.open()
    act = dialog.acts[1][0]
    asking = dialog.do(act)
    assert isinstance(asking, Asking)
    assert "县车管所" in asking.words.text(), "what was found stands above what is asked"
    asking.editors["answer"].set_value("barred")
    click(qtbot, asking.ok_button)
    settled(qtbot, shell.session)
    assert "bar holds" in dialog.lacks.text()
    new = dialog.do(act)
    assert isinstance(new, RecordDialog), "none is left without an answer: a new one"
    assert new.record.household == case.household
    new.close()


def test_many_households_are_answered_for_at_once(qtbot: QtBot, peopled: Book, shell: Shell) -> None:
    with peopled.write("test") as ledger:
        day = ledger.today
        opened = VerificationRound(county_code=ledger.division, year=day.year, name="核查", opened_on=day)
        ledger.save(opened)
        homes = ledger.find(Household)
        make(ledger, VerificationCard(household=homes[0].id, result="absent"))
    figure = shell.session.read(
        lambda reader: gap_figure(gap_named("verification_unanswered"), asked(reader, "441690101", shell.session.today))
    )
    shell.go("records", Opened("Verification", figure))
    page = shell.pages["records"]
    assert isinstance(page, RecordsPage)
    settled(qtbot, shell.session)
    assert page.table is not None
    assert len(page.table.rows.rows) == 3
    page.table.selectAll()
    answering = next(one for one in page.table.more if one.text().startswith("Answer"))
    answering.trigger()
    asking = next(one for one in page.findChildren(AskingForMany) if one.isVisible())
    result = asking.editors["result"].widget
    assert isinstance(result, QComboBox)
    result.setCurrentIndex(result.findData("keep"))
    click(qtbot, asking.ok_button)
    preview = asking.preview
    assert preview is not None
    settled(qtbot, shell.session)
    click(qtbot, preview.save_button)
    settled(qtbot, shell.session)
    cards = shell.session.read(lambda reader: reader.find(VerificationCard))
    assert sorted(card.result or "" for card in cards) == ["absent", "keep", "keep"], "one has its card already"


def test_identifications_are_opened_for_many_households(qtbot: QtBot, peopled: Book, shell: Shell) -> None:
    with peopled.write("test") as ledger:
        make(ledger, IdentificationCase(household=ledger.find(Household)[0].id))
    shell.go("records", Opened("Households", Figure(Selection("household"))))
    page = shell.pages["records"]
    assert isinstance(page, RecordsPage)
    settled(qtbot, shell.session)
    assert page.table is not None
    page.table.selectAll()
    next(one for one in page.table.more if one.text().startswith("Open an")).trigger()
    asking = next(one for one in page.findChildren(AskingForMany) if one.isVisible())
    way = asking.editors["way"].widget
    assert isinstance(way, QComboBox)
    way.setCurrentIndex(way.findData("new"))
    click(qtbot, asking.ok_button)
    assert asking.preview is not None
    settled(qtbot, shell.session)
    click(qtbot, asking.preview.save_button)
    settled(qtbot, shell.session)
    found = shell.session.read(lambda reader: reader.find(IdentificationCase))
    assert sorted(one.way or "" for one in found) == ["new", "new", "review"], "one is open already"


def test_the_assemblys_step_asks_for_its_vote(qtbot: QtBot, peopled: Book, shell: Shell) -> None:
    with peopled.write("test") as ledger:
        home = ledger.find(Household)[1]
        facts = {"screened_on": ledger.today, "entries": ("in6_1",), "signed_on": ledger.today}
        signed = {"signed_cadre": "甲", "signed_secretary": "乙", "signed_committee": "丙"}
        case = IdentificationCase(
            household=home.id, year=ledger.today.year, stage="village_verified", **facts, **signed
        )
        case = ledger.save(case, managed=("stage",))
        meeting = Meeting(division=home.village_code, type="representatives", on=ledger.today, due=30, attended=24)
        meeting = ledger.save(meeting)
        vote = make(ledger, MeetingVote(meeting=meeting.id, matter="评议李四", household=home.id, agreed=20))
    step = StepDialog(shell.session, case, parent=shell)
    step.open()
    (editor,) = [one for one in step.asks if one.field.name == "vote"]
    assert "vote" in step.waits.text()
    editor.choose(vote.id)
    click(qtbot, step.ok_button)
    click(qtbot, step.ok_button)
    settled(qtbot, shell.session)
    stands = shell.session.read(lambda reader: reader.find(IdentificationCase))[0]
    assert (stands.stage, stands.vote) == ("assembly_reviewed", vote.id)
