"""In the window of one desk: what another desk wrote over meanwhile is not undone, and Ctrl+Z says so in words."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.commands import correct_visit, log_visit
from fupin_desktop.visits.model import Visit
from tests.sync.conftest import World

CTRL = Qt.KeyboardModifier.ControlModifier


def settled(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: session.idle, timeout=8000)
    qtbot.wait(20)


def test_a_visit_another_desk_corrected_is_not_undone(qtbot: QtBot, world: World) -> None:
    home = Dot(world.household("a").id or 0)
    with world["a"].write("visit.log") as ledger:
        facts = {"date": ledger.today, "visitors": ["甲"], "type": "daily"}
        visit, _tasks = log_visit(ledger, household=home, findings="漏雨", **facts)
    with world["a"].write("visit.correct") as ledger:
        correct_visit(ledger, visit, findings="已修")
    world.send("a", "o")
    with world["o"].write("visit.correct") as ledger:
        correct_visit(ledger, ledger.find(Visit)[0], findings="镇里核实：未修")
    world.send("o", "a")
    shell = Shell(Session(world["a"]), Prefs(language="en"))
    qtbot.addWidget(shell)
    shell.show()
    settled(qtbot, shell.session)
    assert shell.undoing.name.text() == "Change: Visit", "the newest save is named, whatever came since"
    shell.activateWindow()
    qtbot.waitUntil(shell.isActiveWindow)
    shell.stack.currentWidget().setFocus()
    qtbot.keyClick(shell, Qt.Key.Key_Z, CTRL)
    dialog = shell.undoing.dialog
    assert dialog is not None
    settled(qtbot, shell.session)
    assert "written by somebody else since" in dialog.words.text()
    assert not dialog.undo_button.isEnabled()
    with world["a"].read() as reader:
        assert reader.find(Visit)[0].findings == "镇里核实：未修"
    dialog.close()
    shell.close()
