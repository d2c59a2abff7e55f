import threading
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.store.write.drafts import draft_of
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.model import FollowUpTask, VillageVisit, Visit
from tests.ui.by_hand import saved
from tests.ui.conftest import VILLAGE
from tests.ui.drawn_photos import file_of
from tests.ui.files import settled

CTRL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """Presses keys where the focus is, and counts them."""

    def __init__(self, qtbot: QtBot, shell: Shell) -> None:
        self.qtbot, self.shell, self.count = qtbot, shell, 0

    def _there(self) -> QWidget:
        return QApplication.focusWidget() or self.shell

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.count += 1
        self.qtbot.keyClick(self._there(), key, modifier)

    def type(self, text: str) -> None:
        self.count += len(text)
        self.qtbot.keyClicks(self._there(), text)


def test_a_routine_visit_by_keys_alone(qtbot: QtBot, shell: Shell) -> None:
    keys = Keys(qtbot, shell)
    keys.press(Qt.Key.Key_N, CTRL)
    panel = shell.quick
    assert panel is not None
    qtbot.waitUntil(lambda: panel.finder.field.hasFocus())
    keys.type("zs")
    keys.press(Qt.Key.Key_Return)
    keys.type("26")
    keys.press(Qt.Key.Key_Return)
    notes = "The roof leaks."
    keys.type(notes)
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        keys.press(Qt.Key.Key_Return, CTRL)
    assert keys.count - len(notes) <= 12
    with shell.session.book.read() as reader:
        visit = reader.find(Visit)[0]
    assert visit.findings == notes
    assert visit.topics == ("house", "income")
    # the next one keeps what stays the same: day, visitors and kind; topics are each household's own
    assert panel.visitors.text() == shell.session.book.user
    assert panel.topics.codes() == ()
    assert panel.findings.toPlainText() == ""
    assert panel.finder.field.hasFocus()
    panel.close()


def test_two_presses_save_one_visit(qtbot: QtBot, shell: Shell) -> None:
    keys = Keys(qtbot, shell)
    keys.press(Qt.Key.Key_N, CTRL)
    panel = shell.quick
    assert panel is not None
    qtbot.waitUntil(lambda: panel.finder.field.hasFocus())
    keys.type("zs")
    keys.press(Qt.Key.Key_Return)
    keys.type("26")
    keys.press(Qt.Key.Key_Return)
    keys.type("The roof leaks.")
    panel.save()
    panel.save()
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert len(reader.find(Visit)) == 1
    panel.close()


def test_a_book_that_can_only_be_read_promises_no_draft(qtbot: QtBot, shell: Shell) -> None:
    book = shell.session.book
    book.read_only = True
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    assert "not kept" in panel.words.text()
    panel.finder.field.setText("张三")
    panel.findings.setPlainText("x")
    panel.close()
    qtbot.waitUntil(lambda: shell.session.lane.idle)
    assert shell.words.text() == ""
    book.read_only = False
    with book.read() as reader:
        assert draft_of(reader, "visit") == {}


def test_a_day_typed_alone_is_kept(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    panel.due.setText("2026-12-01")
    panel.close()
    qtbot.waitUntil(lambda: shell.session.lane.idle)
    with shell.session.book.read() as reader:
        assert draft_of(reader, "visit")["due"] == "2026-12-01"


def test_a_request_becomes_a_task(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    qtbot.keyClicks(panel.finder.field, "ls")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    qtbot.keyClicks(panel.requests, "seed")
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    with shell.session.book.read() as reader:
        assert [task.matter for task in reader.find(FollowUpTask)] == ["seed"]
    panel.close()


def test_photographs_are_dropped_and_go_with_the_visit(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    photo, broken = tmp_path / "yard.png", tmp_path / "yard.jpg"
    QApplication.primaryScreen().grabWindow(0, 0, 0, 8, 8).save(str(photo))
    broken.write_bytes(b"no picture")
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    qtbot.keyClicks(panel.finder.field, "ls")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    panel.photos.add([broken])
    qtbot.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(panel.save_button.isEnabled, timeout=10000)
    assert panel.words.property("tone") == "bad"
    assert "yard.jpg" in panel.photos.names.text(), "nothing that was chosen is lost"
    panel.photos.clear()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    QApplication.clipboard().setMimeData(data)
    qtbot.keyClick(panel, Qt.Key.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert panel.photos.names.text() == "yard.png"
    with qtbot.waitSignal(shell.session.changed, timeout=10000):
        qtbot.mouseClick(panel.save_button, Qt.MouseButton.LeftButton)
    with shell.session.book.read() as reader:
        assert [len(visit.photos) for visit in reader.find(Visit)] == [1]
    assert panel.photos.files == []
    panel.close()


def test_what_was_typed_is_kept(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    qtbot.keyClicks(panel.findings, "half a sen")
    qtbot.keyClick(panel, Qt.Key.Key_Escape)
    shell.session.lane.drain()
    assert shell.session.read(lambda reader: draft_of(reader, "visit"))["findings"] == "half a sen"
    shell.quick_visit()
    again = shell.quick
    assert again is not None
    assert again.findings.toPlainText() == "half a sen"
    again.close()


def test_a_draft_that_waits_behind_other_work_comes_back_too(qtbot: QtBot, shell: Shell) -> None:
    merged = threading.Event()
    shell.session.run(lambda _progress: merged.wait(60), lambda _none: None)
    shell.quick_visit()
    assert shell.quick is not None
    qtbot.keyClicks(shell.quick.findings, "half a sen")
    qtbot.keyClick(shell.quick, Qt.Key.Key_Escape)
    shell.quick_visit()
    again = shell.quick
    assert again is not None
    assert again.findings.toPlainText() == "half a sen"
    qtbot.keyClicks(again.findings, "tence")
    again.close()
    merged.set()
    settled(qtbot, shell.session)
    assert shell.session.unwritten == {}
    assert shell.session.read(lambda reader: draft_of(reader, "visit"))["findings"].replace("half a sen", "") == "tence"


def test_refusals_are_told_in_the_panel(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    assert "Which household" in panel.words.text()
    qtbot.keyClicks(panel.finder.field, "zs")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "what was found" in panel.words.text(), timeout=5000)
    panel.close()


def test_photographs_of_a_draft_come_back_with_it(qtbot: QtBot, shell: Shell, tmp_path: Path) -> None:
    here, gone = file_of(tmp_path, 1), file_of(tmp_path, 2)
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    panel.findings.setPlainText("half a sen")
    panel.photos.add([here, gone])
    panel.close()
    settled(qtbot, shell.session)
    gone.unlink()
    shell.quick = None
    shell.quick_visit()
    again = shell.quick
    assert again is not None
    assert again.photos.files == [here]
    assert "Photographs" in again.words.text(), "the one whose file is gone has to be added again"
    again.close()


def test_times_are_saved_and_an_end_before_the_beginning_is_refused(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    qtbot.keyClicks(panel.finder.field, "zs")
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    panel.findings.setPlainText("x")
    panel.start.setText("9:30")
    panel.end.setText("9:00")
    qtbot.waitUntil(panel.isActiveWindow)
    qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    settled(qtbot, shell.session)
    assert "before it begins" in panel.words.text()
    panel.end.setText("10:15")
    with qtbot.waitSignal(shell.session.changed, timeout=5000):
        qtbot.keyClick(panel, Qt.Key.Key_Return, CTRL)
    with shell.session.book.read() as reader:
        (visit,) = reader.find(Visit)
    assert (visit.start, visit.end) == ("9:30", "10:15")
    assert (panel.start.text(), panel.end.text()) == ("", "")
    panel.close()


def test_a_visit_in_the_village_takes_day_and_visitors_along(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    panel.date.setText("2017-06-03")
    panel.visitors.setText("甲、乙")
    dialog = panel.open_village_visit()
    settled(qtbot, shell.session)
    dialog.editors["village_code"].choose(VILLAGE)
    dialog.editors["whom"].choose("villager")
    dialog.editors["findings"].choose("水渠堵塞")
    saved(qtbot, shell, dialog)
    with shell.session.book.read() as reader:
        (visit,) = reader.find(VillageVisit)
        assert reader.find(Visit) == []
    assert (str(visit.date), visit.visitors, visit.whom) == ("2017-06-03", ("乙", "甲"), "villager"), (
        "many values stand in one order"
    )
