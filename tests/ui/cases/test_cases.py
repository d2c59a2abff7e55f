"""Cases in the window: opened, corrected, given photographs, gone on with one by one and several at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.casework.commands import advance
from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase, HousingInspection, HousingStep
from fupin_desktop.housing.money import HousingPayment
from fupin_desktop.incomes.model import BankCard
from fupin_desktop.ledger.privacy import HIDDEN
from fupin_desktop.ledger.words import words
from fupin_desktop.meetings.model import Meeting
from fupin_desktop.ui.cases import opening
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.page import CasesPage
from fupin_desktop.ui.cases.photographs import CasePhotographs
from fupin_desktop.ui.cases.section import CasesSection
from fupin_desktop.ui.editors.link_picker import LinkPicker
from fupin_desktop.ui.editors.masked import MaskedValue
from fupin_desktop.ui.forms.asking import BookAsking
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.window.shell import Shell
from tests.ui.cases.case_hands import cases, click, fill, homes, picture, saved
from tests.ui.files import section_of, settled


def test_a_card_tells_what_is_missing_next(board: CasesPage) -> None:
    card = board.board.columns["apply"].item(0).data(Qt.ItemDataRole.UserRole)
    assert card.warning == "Not entered yet: Danger grade. (2 in all)"


def test_a_case_is_opened_from_the_household_and_only_once(qtbot: QtBot, shell: Shell) -> None:
    home = homes(shell)[1]
    shell.go("households", home.id)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    tab = section_of(qtbot, shell.session, page.file, "cases")
    assert isinstance(tab, CasesSection)
    offered = [action.text() for action in tab.menu.actions()]
    assert offered[:2] == ["Housing case", "Identification"]
    tab.menu.actions()[0].trigger()
    asking = tab.findChild(OpenCase)
    assert isinstance(asking, OpenCase)
    assert "李四" in asking.owner.text()
    assert not asking.finder.isVisible()
    editors = {editor.field.name: editor for editor in asking.editors}
    editors["danger_grade"].set_value("A")
    with qtbot.waitSignal(shell.session.said, timeout=5000) as told:
        click(qtbot, asking.ok_button)
    assert "Grade A is not repaired" in told.args[0]
    qtbot.waitUntil(lambda: bool(tab.findChildren(CaseDialog)))
    found = cases(shell)[1]
    assert (found.household, found.year_plan, found.persons) == (home.id, shell.session.today.year, 1)
    settled(qtbot, shell.session)
    assert [line.case.id for line in tab.table.rows.rows] == [found.id]
    tab.findChildren(CaseDialog)[0].close()
    again = tab.open_case(HousingCase)
    assert "open already" in again.words.text()
    assert not again.ok_button.isEnabled()
    click(qtbot, again.known_button)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(CaseDialog)))


def test_a_household_is_found_for_a_new_case_on_the_board(qtbot: QtBot, shell: Shell, board: CasesPage) -> None:
    click(qtbot, board.open_button)
    asking = board.findChild(OpenCase)
    assert isinstance(asking, OpenCase)
    assert not asking.ok_button.isEnabled()
    qtbot.keyClicks(asking.finder.field, "lisi")
    qtbot.keyClick(asking.finder.field, Qt.Key.Key_Return)
    assert "李四" in asking.owner.text()
    asking.on.setText("2099-01-01")
    click(qtbot, asking.ok_button)
    qtbot.waitUntil(lambda: "future" in asking.words.text())
    asking.on.setText(shell.session.today.isoformat())
    saved(qtbot, shell, asking, asking.ok_button)
    assert board.board.titles["apply"].text().endswith(" 2")


def test_the_home_of_a_case_that_is_no_households_is_chosen_by_typing(
    qtbot: QtBot, shell: Shell, board: CasesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "is_household_case", lambda _cls: False)
    asking = board.open_case()
    picker = asking.homes.widget
    assert isinstance(picker, LinkPicker)
    assert picker.isVisible()
    assert not asking.finder.isVisible()
    qtbot.waitUntil(asking.isActiveWindow)
    picker.line.setFocus()
    qtbot.keyClicks(picker.line, "lisi")
    assert not asking.ok_button.isEnabled()
    qtbot.waitUntil(lambda: picker.hits.count() == 1 and "李四" in picker.hits.item(0).text())
    qtbot.keyClick(picker.line, Qt.Key.Key_Down)
    qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    assert asking.ok_button.isEnabled()
    saved(qtbot, shell, asking, asking.ok_button)
    assert len(cases(shell)) == 2


def test_facts_are_corrected_and_managed_ones_are_not_offered(qtbot: QtBot, shell: Shell, case: CaseDialog) -> None:
    click(qtbot, case.facts_button)
    asking = case.findChild(RecordDialog)
    assert isinstance(asking, RecordDialog)
    assert not {"stage", "stage_on", "started_on", "paid_on", "notice", "household", "year_plan"} & set(asking.editors)
    fill(
        asking,
        danger_grade="grade D, wholly dangerous",
        area_after="120",
        contractor="演示建筑队",
        subsidy_amount="40000",
    )
    with qtbot.waitSignal(shell.session.said, timeout=5000) as told:
        saved(qtbot, shell, asking, asking.save_button)
    assert "more than the 60 m²" in told.args[0]
    found = cases(shell)[0]
    assert (found.danger_grade, found.contractor, found.subsidy_amount) == ("D", "演示建筑队", 40_000_00)


def test_photographs_by_moment(qtbot: QtBot, shell: Shell, case: CaseDialog, tmp_path: Path) -> None:
    before, after = picture(tmp_path, "before", 10), picture(tmp_path, "after", 200)
    click(qtbot, case.photos_button)
    dialog = case.findChild(CasePhotographs)
    assert isinstance(dialog, CasePhotographs)
    dialog.moments[0].files.add([before])
    dialog.moments[2].files.add([before])
    click(qtbot, dialog.save_button)
    qtbot.waitUntil(lambda: "same picture" in dialog.words.text())
    dialog.moments[2].files.clear()
    dialog.moments[2].files.add([after])
    saved(qtbot, shell, dialog, dialog.save_button)
    found = cases(shell)[0]
    assert (len(found.photos_before), len(found.photos_during), len(found.photos_after)) == (1, 0, 1)
    assert "1 / 0 / 1" in case.photos_button.text()
    again = case.photographs()
    shown = again.moments[2].pictures
    qtbot.waitUntil(lambda: shown.item(0).text() == "1" and not shown.item(0).icon().isNull())
    shown.selectAll()
    click(qtbot, again.moments[2].out_button)
    saved(qtbot, shell, again, again.save_button)
    assert cases(shell)[0].photos_after == ()


def test_the_facts_of_a_case_keep_a_sealed_value_covered(qtbot: QtBot, shell: Shell, case: CaseDialog) -> None:
    case.close()
    with shell.session.book.write("test") as ledger:
        group = next(iter(words("house_class")))
        found = ledger.save(ledger.find(HousingCase)[0].but(subsidy_class=group))
    assert found.id is not None
    dialog = CaseDialog(shell.session, HousingCase, found.id, shell)
    qtbot.addWidget(dialog)
    asking = dialog.correct()
    covered = asking.editors["subsidy_class"].widget
    assert isinstance(covered, MaskedValue)
    assert not covered.anew
    assert covered.line.text() == HIDDEN
    fill(asking, contractor="演示建筑队")
    saved(qtbot, shell, asking, asking.save_button)
    with shell.session.book.read() as reader:
        assert reader.find(HousingCase)[0].subsidy_class == group  # what was not looked at stays


def test_a_step_asks_for_its_facts_and_says_what_it_waits_for(
    qtbot: QtBot, shell: Shell, case: CaseDialog, tmp_path: Path
) -> None:
    step = case.step()
    step.photos.add([picture(tmp_path, "before", 10)])
    step.sheet.lines["opinion"].setText("同意")
    click(qtbot, step.ok_button)
    assert "Press again" in step.words.text()
    assert len(shell.session.read(lambda reader: reader.find(HousingStep))) == 0, "asked first"
    had = shell.session.read(lambda reader: len(reader.find(Meeting)[0].scans))
    saved(qtbot, shell, step, step.ok_button)
    assert cases(shell)[0].photos_before == (), "it shows the meeting"
    assert shell.session.read(lambda reader: len(reader.find(Meeting)[0].scans)) == had + 1
    waiting = case.step()
    assert waiting.to.currentData() == "posted_village"
    assert "notice" in waiting.waits.text()
    for _press in range(2):
        click(qtbot, waiting.ok_button)
    qtbot.waitUntil(lambda: "posted for this case" in waiting.words.text())
    waiting.close()
    with shell.session.book.write("test") as ledger:
        read = ledger.find(HousingCase)[0]
        ledger.save(read.but(stage="posted_town"), managed=("stage",))
    case.refresh()
    approving = case.step()
    assert [editor.field.name for editor in approving.asks] == [
        *("subsidy_standard", "subsidy_amount", "subsidy_reason", "area_cap", "in_sector_plan")
    ]
    assert "number of its paper" in approving.waits.text()
    approving.asks[1].widget.setText("40000")
    approving.sheet.lines["paper"].setText("演建〔2017〕3号")
    click(qtbot, approving.ok_button)
    approving.sheet.lines["opinion"].setText("照准")
    click(qtbot, approving.ok_button)
    assert approving.isVisible(), "whoever changes it since is asked anew"
    saved(qtbot, shell, approving, approving.ok_button)
    assert (cases(shell)[0].stage, cases(shell)[0].subsidy_amount) == ("county_approved", 40_000_00)
    steps = shell.session.read(lambda reader: reader.find(HousingStep))
    assert [one.opinion for one in steps if one.opinion] == ["同意", "照准"]


def test_a_step_is_taken_back_while_nobody_else_holds_it(
    qtbot: QtBot, shell: Shell, case: CaseDialog, tmp_path: Path
) -> None:
    assert not case.back_button.isVisible()
    step = case.step()
    click(qtbot, step.ok_button)
    saved(qtbot, shell, step, step.ok_button)
    settled(qtbot, shell.session)
    assert cases(shell)[0].stage == "assembly_reviewed"
    assert case.back_button.isVisible()
    click(qtbot, case.back_button)
    asking = case.findChild(BookAsking)
    assert isinstance(asking, BookAsking)
    saved(qtbot, shell, asking, asking.ok_button)
    settled(qtbot, shell.session)
    assert cases(shell)[0].stage == "applied"
    assert shell.session.read(lambda reader: reader.find(HousingStep)) == []
    assert not case.back_button.isVisible()
    again = case.step()
    click(qtbot, again.ok_button)
    saved(qtbot, shell, again, again.ok_button)
    settled(qtbot, shell.session)
    assert case.back_button.isVisible()
    with shell.session.book.transaction() as connection:
        connection.exec_driver_sql("INSERT INTO sealed SELECT 'office', no, 99, '2017-06-03' FROM stream")
    case.refresh()
    assert not case.back_button.isVisible(), "a bundle with it was sealed"


def test_the_notice_a_case_waits_for_is_one_click_away(qtbot: QtBot, shell: Shell, case: CaseDialog) -> None:
    assert not case.notice_button.isVisible()
    with shell.session.book.write("test") as ledger:
        advance(ledger, ledger.find(HousingCase)[0], to="assembly_reviewed")
    case.refresh()
    click(qtbot, case.notice_button)
    notices = shell.pages["notices"]
    assert isinstance(notices, NoticesPage)
    assert notices.kind.currentData() == "N10"


def test_inspections_and_payments_are_entered_at_the_case(
    qtbot: QtBot, shell: Shell, case: CaseDialog, tmp_path: Path
) -> None:
    with shell.session.book.write("test") as ledger:
        own, other = ledger.find(Household)[:2]
        for home, number in ((own, "6228480000000000018"), (other, "6228480000000000026")):
            ledger.save(BankCard(household=home.id, account_no=number, bank="演示信用社"))
        ledger.save(ledger.find(HousingCase)[0].but(subsidy_amount=40_000_00))
    case.refresh()
    asking = case.add(HousingInspection)
    fill(asking, inspector="镇村建办", points="地基未夯实")
    click(qtbot, asking.save_button)
    qtbot.waitUntil(lambda: "photograph of the site" in asking.words.text())
    asking.editors["photos"].widget.add([picture(tmp_path, "site", 90)])
    saved(qtbot, shell, asking, asking.save_button)
    (found,) = case.lists[HousingInspection].rows.rows
    assert (found.stage, found.date) == ("applied", shell.session.today)
    mending = case.change(found)
    assert mending is not None
    fill(mending, rectification="已重新夯实")
    saved(qtbot, shell, mending, mending.save_button)
    with shell.session.book.write("test") as ledger:
        ledger.save(ledger.find(HousingCase)[0].but(stage="accepted"), managed=("stage",))
    case.refresh()
    paying = case.add(HousingPayment)
    cards = paying.editors["card"].widget
    assert isinstance(cards, LinkPicker)
    cards.line.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: cards.hits.count() == 1)  # the card of this household alone, by its last four
    assert cards.hits.item(0).text().endswith("＊0018")
    qtbot.keyClick(cards.line, Qt.Key.Key_Down)
    qtbot.keyClick(cards.line, Qt.Key.Key_Return)
    fill(paying, amount="40000.01")
    click(qtbot, paying.save_button)
    qtbot.waitUntil(lambda: "the subsidy of the case" in paying.words.text())
    fill(paying, amount="40000")
    saved(qtbot, shell, paying, paying.save_button)
    (paid,) = shell.session.read(lambda reader: reader.find(HousingPayment))
    assert (paid.amount, paid.recorded_by) == (40_000_00, shell.session.book.user)
    kept = case.change(paid)  # written for good: to be looked at
    assert kept.locked
    kept.close()
