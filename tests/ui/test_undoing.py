"""The window names the save it would undo, and a page is left alone by a save of what it does not show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import Shell


def call(ledger: BookLedger) -> object:
    home = ledger.find(Household)[0]
    return ledger.save(home.but(phone="14000000001"))


def test_the_last_save_is_undone_by_its_name(qtbot: QtBot, shell: Shell) -> None:
    undo = shell.undoing.button
    assert not undo.isVisible()
    shell.session.command("record.set", call)
    qtbot.waitUntil(undo.isVisible)
    assert undo.text() == "&Undo Change: Household"
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "Undone" in shell.words.text())
    with shell.session.book.read() as reader:
        assert reader.find(Household)[0].phone is None
    qtbot.waitUntil(lambda: shell.session.lane.idle)


def test_what_was_written_over_meanwhile_is_told_and_not_undone(qtbot: QtBot, shell: Shell) -> None:
    undo = shell.undoing.button
    shell.session.command("record.set", call)
    qtbot.waitUntil(undo.isVisible)
    with shell.session.book.write("elsewhere") as ledger:
        ledger.save(ledger.find(Household)[0].but(phone="14000000002"))
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "undo that first" in shell.words.text())
    with shell.session.book.read() as reader:
        assert reader.find(Household)[0].phone == "14000000002"
    qtbot.waitUntil(lambda: shell.session.lane.idle)


class Counting(Page):
    """A page of households that counts how often it was read."""

    shows = frozenset({"household"})

    def __init__(self, session: Session) -> None:
        super().__init__(session, "x")
        self.read = 0
        self.fill(QWidget())

    def refresh(self) -> None:
        self.read += 1


def test_a_page_is_refreshed_by_saves_of_what_it_shows(qtbot: QtBot, shell: Shell) -> None:
    session = shell.session
    page = Counting(session)
    qtbot.addWidget(page)
    page.show()
    told: list[object] = []
    session.changed.connect(lambda: told.append(session.touched))

    def member(ledger: BookLedger) -> object:
        one = ledger.find(Member)[0]
        return ledger.save(one.but(name="王五"))

    with qtbot.waitSignal(session.changed):
        session.command("record.set", member)
    assert page.read == 0
    with qtbot.waitSignal(session.changed):
        session.command("record.set", call)
    assert page.read == 1
    session.changed.emit()
    assert page.read == 2, "a merge may have changed anything"
    with session.book.read() as reader:
        ids = {cls: reader.find(cls)[0].id for cls in (Member, Household)}
    assert told == [{"member": {ids[Member]}}, {"household": {ids[Household]}}, None]
    page.hide()
    with qtbot.waitSignal(session.changed):
        session.command("record.set", member_back)
    page.show()
    page.shown_now()
    assert page.read == 3, "read once when first shown, stale as every page is at first"
    qtbot.waitUntil(lambda: session.lane.idle)


def member_back(ledger: BookLedger) -> object:
    return ledger.save(ledger.find(Member)[0].but(name="张三"))
