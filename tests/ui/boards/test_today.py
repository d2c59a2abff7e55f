from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.words import words
from fupin_desktop.notices.commands import draft_notice, issue_notice, object_to, post_notice
from fupin_desktop.notices.model import Notice
from fupin_desktop.plans.commands import copy_year, set_measure
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.copies.backup import safeguard
from fupin_desktop.store.write.drafts import keep_draft
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.today.page import TodayPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.commands import log_visit

VILLAGE = "441690101200"


@pytest.fixture
def busy(peopled: Book) -> Book:
    """Something of every group waits."""
    lists = {"project8": "project8", "batch5": "batch5", "category": "measure_cat"}
    facts = {name: next(iter(words(given))) for name, given in lists.items()}
    with peopled.write("test") as ledger:
        today, homes = ledger.today, ledger.find(Household)
        day = today - timedelta(days=40)
        made = {"visitors": ["甲"], "type": "daily", "findings": "稳定"}
        log_visit(ledger, household=homes[0].id, date=day, requests="想学电工", due=day + timedelta(days=9), **made)
        log_visit(ledger, household=homes[1].id, date=today - timedelta(days=366), **made)
        set_measure(ledger, household=homes[0].id, year=today.year - 1, content="养鸡", **facts)
        copy_year(ledger, from_year=today.year - 1, to_year=today.year)
        case = ledger.find(HousingCase)[0]
        ledger.save(case.but(stage="completed"), managed=("stage",))
        draft_notice(ledger, "N05")
        over = issue_notice(ledger, draft_notice(ledger, "N20", division=VILLAGE, body="同意。"), day)
        post_notice(ledger, over, place="村务公开栏", photos=["a" * 64])
        disputed = issue_notice(ledger, draft_notice(ledger, "N20", division=VILLAGE, body="同意。"), today)
        object_to(ledger, disputed, matter="人口不符")
    safeguard(peopled)
    keep_draft(peopled, "visit", {"name": "张三"})
    return peopled


@pytest.fixture
def page(busy: Book, shell: Shell) -> TodayPage:
    found = shell.pages["today"]
    assert isinstance(found, TodayPage)
    found.refresh()
    return found


def lines(page: TodayPage) -> list[str]:
    return [page.list.item(at).text().strip() for at in range(page.list.count())]


def line(page: TodayPage, part: str) -> QListWidgetItem:
    return next(page.list.item(at) for at in range(page.list.count()) if part in page.list.item(at).text())


def test_every_group_tells_what_waits(page: TodayPage) -> None:
    told = "\n".join(lines(page))
    for part in (
        "A visit was begun and not saved",
        "Overdue · 张三 · 想学电工",
        "2 households have had no visit in 365 days: 1 never, 1 not since then.",
        "Notice of households about to exit · drafted, not issued yet",
        "its period is over: take it down",
        "1 objections wait for an answer",
        "1 measures are overdue",
        "1 copied measures wait",
        "1 finished houses lack photographs",
        "2 photographs have not arrived yet",
        "Last report sealed: never. Last merge: never.",
        "Last backup: today.",
        "outside this laptop: never",
    ):
        assert part in told
    assert "C04" in line(page, "no visit in").toolTip()
    assert "overdue" in page.count.text()


def test_a_line_opens_its_place(qtbot: QtBot, shell: Shell, page: TodayPage) -> None:
    page.list.setCurrentItem(line(page, "no visit in"))
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    households = shell.pages["households"]
    assert isinstance(households, HouseholdsPage)
    assert shell.stack.currentWidget() is households
    assert [row.head for row in households.table.rows.rows] == ["李四", "单小芳"]
    shell.go("today")
    page.list.itemActivated.emit(line(page, "take it down"))
    notices = shell.pages["notices"]
    assert isinstance(notices, NoticesPage)
    chosen = notices.table.current()
    assert isinstance(chosen, Notice)
    assert chosen.state == "posted"
    shell.go("today")
    page.list.itemActivated.emit(line(page, "begun and not saved"))
    assert shell.quick is not None
    shell.quick.close()
    for _after in ("the file", "its pictures"):
        told: list[None] = []
        shell.session.run(lambda _progress: None, told.append)
        qtbot.waitUntil(lambda told=told: bool(told), timeout=20000)


def test_a_heading_opens_nothing(shell: Shell, page: TodayPage) -> None:
    page.list.itemActivated.emit(page.list.item(0))
    assert shell.stack.currentWidget() is page


def test_a_long_term_list_that_no_longer_holds_waits_and_leads_to_its_notice(
    qtbot: QtBot, busy: Book, shell: Shell
) -> None:
    with busy.write("test") as ledger:
        listed = [one for one in ledger.find(Household) if one.status == "registered"]
        notice = issue_notice(ledger, draft_notice(ledger, "N03"), ledger.today)
        ledger.save(listed[0].but(persons=(listed[0].persons or 0) + 1))
    page = shell.pages["today"]
    assert isinstance(page, TodayPage)
    page.refresh()
    qtbot.waitUntil(lambda: any("out of date against the book" in told for told in lines(page)), timeout=10000)
    page.list.itemActivated.emit(line(page, "out of date against the book"))
    notices = shell.pages["notices"]
    assert isinstance(notices, NoticesPage)
    assert notices.table.current().id == notice.id
    qtbot.waitUntil(lambda: notices.panel.outdated.isVisible(), timeout=10000)
    with qtbot.waitSignal(shell.session.changed, timeout=8000):
        notices.panel.outdated.reissue()
    page.refresh()
    qtbot.waitUntil(lambda: any("drafted, not issued yet" in told for told in lines(page)), timeout=10000)
    done: list[None] = []
    shell.session.run(lambda _progress: None, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=10000)
    assert not any("out of date against the book" in told for told in lines(page))
