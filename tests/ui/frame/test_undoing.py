"""The window names the save it would undo, and a page is left alone by a save of what it does not show."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.page import Page
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.window.shell import Shell
from tests.ui.by_hand import CTRL
from tests.ui.files import settled


def call(ledger: BookLedger) -> object:
    home = ledger.find(Household)[0]
    return ledger.save(home.but(phone="14000000001"))


def several(ledger: BookLedger) -> object:
    return ledger.save_all(home.but(phone="14000000009") for home in ledger.find(Household))


def phones(shell: Shell) -> list[str | None]:
    with shell.session.book.read() as reader:
        return [home.phone for home in reader.find(Household)]


def test_the_last_save_is_undone_by_its_name(qtbot: QtBot, shell: Shell) -> None:
    undo = shell.undoing
    settled(qtbot, shell.session)
    assert undo.button.isVisible(), "always seen"
    before = undo.name.text()
    assert before == "Add: Village and 9 more", "what the desk saved before the window opened"
    shell.session.command("record.set", call)
    qtbot.waitUntil(lambda: undo.name.text() == "Change: Household")
    shell.go("visits")
    assert undo.button.isVisible()
    shell.activateWindow()
    shell.stack.currentWidget().setFocus()
    qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Undone" in shell.words.text())
    assert phones(shell)[0] is None
    settled(qtbot, shell.session)
    assert undo.name.text() == before, "what was undone is not offered again"


def test_a_long_name_takes_no_width_from_the_page(qtbot: QtBot, shell: Shell) -> None:
    settled(qtbot, shell.session)
    shell.undoing.name.setText("x")
    qtbot.wait(50)
    before = shell.stack.width()
    shell.undoing.name.setText("新增危房改造办理记录等，另有 3744 条 " * 3)
    qtbot.wait(50)
    assert shell.stack.width() == before


def test_in_a_text_editor_its_own_undo_stays(qtbot: QtBot, shell: Shell) -> None:
    shell.session.command("record.set", call)
    qtbot.waitUntil(lambda: shell.undoing.name.text() == "Change: Household")
    shell.go("households")
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    page.box.setFocus()
    qtbot.keyClicks(page.box, "zs")
    qtbot.keyClick(page.box, Qt.Key.Key_Z, CTRL)
    settled(qtbot, shell.session)
    assert page.box.text() == ""
    assert phones(shell)[0] == "14000000001", "nothing in the book was undone"


def test_of_more_than_one_record_it_is_told_first(qtbot: QtBot, shell: Shell) -> None:
    shell.session.command("record.set", several)
    qtbot.waitUntil(lambda: shell.undoing.name.text() == "Change: Household and 2 more")
    qtbot.mouseClick(shell.undoing.button, Qt.MouseButton.LeftButton)
    dialog = shell.undoing.dialog
    assert dialog is not None
    settled(qtbot, shell.session)
    assert len(dialog.lines.rows.rows) == 3
    assert dialog.lines.rows.rows[0][1:] == ("Telephone", "＊0009", "—")
    assert phones(shell) == ["14000000009"] * 3, "nothing is done before it is meant"
    with qtbot.waitSignal(dialog.destroyed, timeout=8000):
        qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    assert phones(shell) == [None] * 3
    settled(qtbot, shell.session)


def test_what_was_written_over_meanwhile_is_told_and_not_undone(qtbot: QtBot, shell: Shell) -> None:
    shell.session.command("record.set", call)
    qtbot.waitUntil(lambda: shell.undoing.name.text() == "Change: Household")
    with shell.session.book.write("elsewhere") as ledger:
        ledger.save(ledger.find(Household)[0].but(phone="14000000002"))
    qtbot.mouseClick(shell.undoing.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "undo that first" in shell.words.text())
    assert phones(shell)[0] == "14000000002"
    settled(qtbot, shell.session)


def test_the_list_says_why_one_cannot_be_undone(qtbot: QtBot, shell: Shell) -> None:
    shell.session.command("record.set", call)
    qtbot.waitUntil(lambda: shell.undoing.name.text() == "Change: Household")
    shell.session.command("record.set", several)
    qtbot.waitUntil(lambda: "2 more" in shell.undoing.name.text())
    shell.activateWindow()
    shell.stack.currentWidget().setFocus()
    qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = shell.undoing.dialog
    assert dialog is not None
    settled(qtbot, shell.session)
    assert [one.refusal is None for one in dialog.saves.rows.rows] == [True, False, False]
    dialog.saves.selectRow(1)
    assert "undo that first" in dialog.words.text()
    assert not dialog.undo_button.isEnabled()
    dialog.close()


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
