from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.identification.model import IdentificationCase
from fupin_desktop.notices.model import Notice, Objection, Posting
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.notices.page import NoticesPage
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.window.shell import Shell

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(qtbot: QtBot, peopled: Book, shell: Shell) -> NoticesPage:
    """Notices, with a housing case that waits for the village's notice."""
    with peopled.write("test") as ledger:
        case = ledger.find(HousingCase)[0]
        moved = case.but(stage="assembly_reviewed", year_plan=ledger.today.year, danger_grade="C")
        ledger.save(moved, managed=("stage", "year_plan"))
    qtbot.keyClick(shell, Qt.Key.Key_6, CTRL)
    found = shell.pages["notices"]
    assert isinstance(found, NoticesPage)
    return found


def drawn(qtbot: QtBot, shell: Shell) -> None:
    """Wait until the preview is drawn to its end: the window must not go while its pictures are under way."""
    for _after in ("the file", "its pictures"):
        told: list[None] = []
        shell.session.run(lambda _progress: None, told.append)
        qtbot.waitUntil(lambda told=told: bool(told), timeout=20000)


def answer(asking: Asking, **given: str) -> None:
    for name, text in given.items():
        widget = asking.editors[name].widget
        if isinstance(widget, QComboBox):
            widget.setEditText(text)
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(text)
        else:
            widget.setText(text)


def saved(qtbot: QtBot, shell: Shell, asking: Asking) -> None:
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: asking.isHidden())


def hang(qtbot: QtBot, shell: Shell, page: NoticesPage, photo: Path) -> Notice:
    """Draft, issue and post the village's notice of houses proposed for repair."""
    page.kind.setCurrentIndex(page.kind.findData("N10"))
    page.village.setCurrentIndex(1)
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    saved(qtbot, shell, page.acts.issue(page.table.current()))
    post(qtbot, shell, page, "第三组公示栏", photo)
    found: Notice = page.table.current()
    assert found.state == "posted"
    return found


def post(qtbot: QtBot, shell: Shell, page: NoticesPage, place: str, photo: Path) -> None:
    asking = page.acts.post(page.table.current(), [])
    answer(asking, place=place)
    chooser = asking.editors["photos"].widget
    assert isinstance(chooser, PhotoFiles)
    chooser.add([photo])
    saved(qtbot, shell, asking)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    Image.new("RGB", (8, 8), "white").save(tmp_path / "board.png")
    return tmp_path / "board.png"


def test_a_notice_hangs_at_two_places_and_a_case_waits(
    qtbot: QtBot, shell: Shell, page: NoticesPage, photo: Path
) -> None:
    hang(qtbot, shell, page, photo)
    post(qtbot, shell, page, "村务公开栏", photo)
    assert [one.place for one in page.panel.postings.rows.rows] == ["第三组公示栏", "村务公开栏"]
    assert [one.head for one in page.panel.waiting.rows.rows] == ["张三"]
    qtbot.waitUntil(lambda: page.panel.photos.words.text() == "1 photographs")
    assert "days left" in page.panel.words.text()
    assert not page.check_button.isVisible()
    assert page.close_button.isVisible()
    with shell.session.book.read() as reader:
        dialog = CaseDialog(shell.session, HousingCase, reader.find(HousingCase)[0].id, shell)
        assert all(one.photos for one in reader.find(Posting))
    assert "to be closed (6 days left)" in dialog.lacks.text()
    dialog.close()
    drawn(qtbot, shell)


def test_a_posting_without_its_photograph_is_refused(
    qtbot: QtBot, shell: Shell, page: NoticesPage, photo: Path
) -> None:
    hang(qtbot, shell, page, photo)
    asking = page.acts.post(page.table.current(), [])
    answer(asking, place="村务公开栏")
    qtbot.mouseClick(asking.ok_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "needs a photograph" in asking.words.text())
    asking.close()
    drawn(qtbot, shell)


def test_objections_are_received_answered_and_taken_back(
    qtbot: QtBot, shell: Shell, page: NoticesPage, photo: Path
) -> None:
    notice = hang(qtbot, shell, page, photo)
    for matter in ("面积不实", "不是唯一住房"):
        asking = page.acts.objected(page.table.current())
        answer(asking, matter=matter)
        saved(qtbot, shell, asking)
    assert "2 objections wait" in page.panel.words.text()
    book = shell.session.book
    wall = book.wall()
    book.wall = lambda: wall.astimezone(UTC) + timedelta(days=20)
    assert page.acts.close(page.table.current()) is None, "what hinders it is said before anything is asked"
    assert "waits for its answer" in shell.words.text()
    first, second = page.panel.objections.rows.rows
    reply = page.acts.reply(first)
    answer(reply, reply="已重新测量。")
    saved(qtbot, shell, reply)
    back = page.acts.retract(second)
    answer(back, why="来人撤回")
    saved(qtbot, shell, back)
    assert not page.panel.reply_button.isEnabled()
    closing = page.acts.close(page.table.current())
    assert closing is not None
    saved(qtbot, shell, closing)
    with book.read() as reader:
        assert reader.get(Notice, notice.id).result == "Objections handled."
        assert [one.away for one in reader.find(Objection, with_away=True)] == [None, "来人撤回"]
    drawn(qtbot, shell)


def test_a_kind_without_a_table_asks_for_its_text(qtbot: QtBot, shell: Shell, page: NoticesPage) -> None:
    page.kind.setCurrentIndex(page.kind.findData("N20"))
    page.village.setCurrentIndex(1)  # a township signs no village's kind
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.findChild(Asking) is not None)
    asking = page.findChild(Asking)
    assert asking is not None
    answer(asking, body="同意修建文化室。", co_issuer="驻村工作队")
    saved(qtbot, shell, asking)
    assert page.table.current().body == "同意修建文化室。"
    saved(qtbot, shell, page.acts.issue(page.table.current()))
    withdrawing = page.acts.withdraw(page.table.current())
    answer(withdrawing, why="内容有误")
    saved(qtbot, shell, withdrawing)
    assert page.table.current().state == "withdrawn"
    assert "内容有误" in page.panel.words.text()
    assert not page.withdraw_button.isVisible()
    drawn(qtbot, shell)


def test_the_day_of_issue_is_chosen(qtbot: QtBot, peopled: Book, shell: Shell, page: NoticesPage) -> None:
    with peopled.write("test") as ledger:
        home = ledger.find(Household)[0].id
        ledger.save(IdentificationCase(household=home, year=2017, stage="assembly_reviewed"), managed=("stage",))
    page.kind.setCurrentIndex(page.kind.findData("N01"))
    page.village.setCurrentIndex(1)  # a township signs no village's kind
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    asking = page.acts.issue(page.table.current())
    answer(asking, posted_from="2017.6.5")
    saved(qtbot, shell, asking)
    issued = page.table.current()
    assert issued.backdated
    assert issued.posted_to == datetime(2017, 6, 11, tzinfo=UTC).date()
    assert "period over" in page.panel.words.text()
    drawn(qtbot, shell)


def test_a_checked_notice_is_edited_and_its_year_chosen(qtbot: QtBot, shell: Shell, page: NoticesPage) -> None:
    page.kind.setCurrentIndex(page.kind.findData("N10"))
    page.village.setCurrentIndex(1)
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(page.draft_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(page.check_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.table.current() is not None and page.table.current().state == "checked")
    assert page.revise_button.isVisible()
    asking = page.acts.revise(page.table.current())
    answer(asking, year="2015")
    saved(qtbot, shell, asking)
    qtbot.waitUntil(lambda: page.table.current() is not None and page.table.current().state == "draft")
    assert '"2015"' in (page.table.current().selection or "")
    drawn(qtbot, shell)
