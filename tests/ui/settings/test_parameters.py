"""Settings: parameters with value, source and state; a value of this place is entered and taken back; who may."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.incomes.model import IncomeYear
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.policy.commands import Standing, set_value
from fupin_desktop.policy.model import PolicyDocument, PolicyParameter
from fupin_desktop.policy.values import find_value, value
from fupin_desktop.rights.model import Waiver
from fupin_desktop.rights.rules import Holder
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.window.shell import Shell

LINE, INDEX, TOWN = "exit_line_household", "price_index_2014", "441690101"


@pytest.fixture
def settings(shell: Shell) -> SettingsPage:
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(1)
    return page


def _type(editors: dict[str, Any], **typed: str) -> None:
    for name, text in typed.items():
        editors[name].set_typed(text)


def _save(qtbot: QtBot, shell: Shell, asking: Any) -> None:
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    shell.session.lane.drain()
    qtbot.wait(50)


def _row(settings: SettingsPage, code: str) -> Any:
    table = settings.parameters.table
    at = next(n for n, (one, _found) in enumerate(table.rows.rows) if one.code == code)
    table.selectRow(at)
    return table.rows.rows[at][1]


def _year(settings: SettingsPage, year: int) -> None:
    settings.open(year)


def test_a_year_without_its_line_says_so_until_a_value_is_entered_and_after_it_is_taken_back(
    qtbot: QtBot, shell: Shell, settings: SettingsPage
) -> None:
    card = settings.parameters
    _year(settings, 2017)
    assert _row(settings, LINE).missing == date(2017, 12, 31)
    assert "No value is known for 2017" in card.words.text()
    assert not card.back_button.isEnabled()
    qtbot.mouseClick(card.set_button, Qt.MouseButton.LeftButton)
    assert card.asking is not None
    _type(card.asking.editors, value="6,883", document="演示府〔2018〕3号", clause="二", ends="2017-12-31")
    _save(qtbot, shell, card.asking)
    assert "reason" in card.asking.words.text()
    _type(card.asking.editors, why="县会议纪要")
    _save(qtbot, shell, card.asking)
    _year(settings, 2017)
    found = _row(settings, LINE)
    assert (found.text, found.own, found.state_words, found.begins) == (
        "6883",
        True,
        "laid down here",
        date(2017, 1, 1),
    )
    assert card.words.text() == "演示府〔2018〕3号 二：县会议纪要"
    assert [one.number for one in settings.documents.table.rows.rows] == ["演示府〔2018〕3号"]
    qtbot.mouseClick(card.back_button, Qt.MouseButton.LeftButton)
    _type(card.asking.editors, why="误录")
    _save(qtbot, shell, card.asking)
    _year(settings, 2017)
    assert _row(settings, LINE).missing == date(2017, 12, 31)


def test_the_index_of_the_year_before_the_first_has_its_box(qtbot: QtBot, shell: Shell, settings: SettingsPage) -> None:
    card = settings.parameters
    years = [card.year.itemData(at) for at in range(card.year.count())]
    assert years[-1] == 2013, "every year of which an income may be entered"
    _year(settings, 2015)
    assert _row(settings, INDEX) is None
    card.ask()
    assert card.asking is not None
    _type(card.asking.editors, value="101.5", document="粤统字〔2016〕2号", why="省统计局通报")
    _save(qtbot, shell, card.asking)
    _year(settings, 2015)
    assert (_row(settings, INDEX).text, _row(settings, INDEX).ends) == ("101.5", date(2015, 12, 31))
    with shell.session.book.read() as reader:
        assert find_value(reader, INDEX, TOWN, date(2016, 12, 31)) is None, "it is of its year alone"


def test_what_is_no_value_is_told_in_the_form(qtbot: QtBot, shell: Shell, settings: SettingsPage) -> None:
    card = settings.parameters
    _row(settings, "notice_days_exit")
    card.ask()
    assert card.asking is not None
    _type(card.asking.editors, value="zwei Wochen", why="x")
    _save(qtbot, shell, card.asking)
    assert "wants a whole number of days" in card.asking.words.text()
    assert shell.session.read(lambda reader: reader.find(PolicyParameter)) == []


def test_a_document_is_entered_and_corrected(qtbot: QtBot, shell: Shell, settings: SettingsPage) -> None:
    card = settings.documents
    qtbot.mouseClick(card.new_button, Qt.MouseButton.LeftButton)
    assert card.asking is not None
    _type(card.asking.editors, number="演示府〔2018〕4号", title="进出调整规则", begins="2018-05-01")
    _save(qtbot, shell, card.asking)
    card.table.selectRow(0)
    qtbot.mouseClick(card.change_button, Qt.MouseButton.LeftButton)
    assert "number" not in card.asking.editors
    _type(card.asking.editors, issuer="演示县人民政府")
    _save(qtbot, shell, card.asking)
    (one,) = shell.session.read(lambda reader: reader.find(PolicyDocument))
    assert (one.number, one.title, one.issuer, one.begins) == (
        "演示府〔2018〕4号", "进出调整规则", "演示县人民政府", date(2018, 5, 1),
    )  # fmt: skip


def test_an_exception_is_written_with_its_reason(qtbot: QtBot, shell: Shell, settings: SettingsPage) -> None:
    settings.tabs.setCurrentIndex(2)
    card = settings.rights
    assert "No office has given this device a role" in card.told.text()
    qtbot.mouseClick(card.waive_button, Qt.MouseButton.LeftButton)
    assert card.asking is not None
    _type(card.asking.editors, until="2099-12-31", why="镇上只有一名经办人")
    _save(qtbot, shell, card.asking)
    (one,) = shell.session.read(lambda reader: reader.find(Waiver))
    assert (one.act, one.division, one.person) == ("payment.record", TOWN, None)
    assert "镇上只有一名经办人" in card.exceptions.text()


def test_a_role_greys_what_it_may_not_and_the_button_says_who_may(
    qtbot: QtBot, shell: Shell, settings: SettingsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_language("zh_CN")
    shell.go("notices")
    notices = shell.pages["notices"]
    shell.go("settings")
    card = settings.parameters
    _row(settings, LINE)
    assert card.set_button.isEnabled()
    monkeypatch.setattr(Book, "holder", lambda _book: Holder("county_reader", "county"))
    shell.session.changed.emit()
    _row(settings, LINE)
    assert not card.set_button.isEnabled()
    assert card.set_button.toolTip() == "“设定本地政策参数”由县扶贫办办理，本机登记岗位是县（工作组）查阅。"
    qtbot.mouseClick(card.set_button, Qt.MouseButton.LeftButton)
    card.ask()
    assert card.asking is None
    settings.tabs.setCurrentIndex(2)
    assert "县（工作组）查阅" in settings.rights.told.text()
    assert not notices.draft_button.isEnabled()
    monkeypatch.undo()
    shell.session.changed.emit()
    _row(settings, LINE)
    assert card.set_button.isEnabled()
    assert notices.draft_button.isEnabled()
    assert card.set_button.toolTip() == ""


def test_what_the_county_lays_down_is_what_the_window_counts_by(qtbot: QtBot, shell: Shell) -> None:
    shell.go("households")
    page = shell.pages["households"]
    assert "365" in page.chips.unvisited.text()
    with shell.session.book.write("policy.set") as ledger:
        set_value(ledger, "visit_interval_days", "30", why="x")
    shell.session.changed.emit()
    QApplication.processEvents()
    assert "30" in page.chips.unvisited.text()
    held = shell.session.read(lambda reader: value(reader, "visit_interval_days", TOWN, shell.session.today))
    assert held.cited in page.chips.unvisited.toolTip()


def test_today_says_which_years_line_is_missing_to_who_may_enter_it(
    qtbot: QtBot, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shell.session.book.write("test") as ledger:
        home = ledger.find(Household)[0].id
        ledger.save_all(IncomeYear(household=home, year=year, persons=1, wage=700_000) for year in (2016, 2017, 2018))
    today = shell.pages["today"]
    today.refresh()
    lines = [today.list.item(at) for at in range(today.list.count()) if "line of exit" in today.list.item(at).text()]
    assert [line.text().strip() for line in lines] == [
        "No line of exit is entered for 2017; 7,365 元 is used as an estimate."
    ]
    today.list.itemActivated.emit(lines[0])
    assert shell.stack.currentWidget() is shell.pages["settings"]
    assert shell.pages["settings"].parameters.year.currentData() == 2017
    monkeypatch.setattr(Book, "holder", lambda _book: Holder("township_clerk", "township"))
    shell.session.changed.emit()
    today.refresh()
    assert not [at for at in range(today.list.count()) if "line of exit" in today.list.item(at).text()]


def test_the_file_of_a_household_marks_an_estimated_line(qtbot: QtBot, shell: Shell) -> None:
    with shell.session.book.write("test") as ledger:
        home = ledger.find(Household)[0].id
        ledger.save(IncomeYear(household=home, year=2017, persons=1, wage=700_000))
    shell.go("households", home)
    file = shell.pages["households"].file

    def told() -> list[str]:
        return [one.text() for one in file.findChildren(QLabel)]

    qtbot.waitUntil(lambda: "7,000 yuan · estimated line 7,365" in told(), timeout=5000)
    with shell.session.book.write("policy.set") as ledger:
        set_value(ledger, "prov_rural_income", "15779.7", why="统计公报", on=Standing(begins=date(2017, 1, 1)))
    shell.pages["households"].refresh()
    qtbot.waitUntil(lambda: "7,000 yuan · line 7,100.87" in told(), timeout=5000)
