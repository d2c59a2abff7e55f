"""One visit entered for many households: shared facts, a line each, red lines, good ones in or all as one act."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fupin_desktop.store.history.undo import undo
from fupin_desktop.store.write.drafts import draft_of
from fupin_desktop.store.write.own_saves import own_saves
from fupin_desktop.ui.visits.grid import VisitGrid
from fupin_desktop.ui.visits.page import VisitsPage
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.visits.model import FollowUpTask, Visit
from tests.ui.by_hand import CTRL
from tests.ui.drawn_photos import file_of
from tests.ui.files import settled

NOTES, REQUEST, DUE, PHOTOS, RESULT = range(1, 6)


@pytest.fixture
def grid(qtbot: QtBot, shell: Shell) -> VisitGrid:
    """Opened from the page of visits, with three lines added by initials."""
    shell.go("visits")
    page = shell.pages["visits"]
    assert isinstance(page, VisitsPage)
    qtbot.mouseClick(page.many_button, Qt.MouseButton.LeftButton)
    found = page.grid
    assert found is not None
    qtbot.waitUntil(found.isActiveWindow)
    for initials in ("zs", "ls", "sxf"):
        qtbot.keyClicks(found.finder.field, initials)
        qtbot.keyClick(found.finder.field, Qt.Key.Key_Return)
    return found


def put(grid: VisitGrid, line: int, side: int, text: str) -> None:
    item = grid.table.item(line, side)
    assert item is not None
    item.setText(text)


def visits(shell: Shell) -> list[Visit]:
    with shell.session.book.read() as reader:
        return reader.find(Visit)


def test_all_lines_are_one_act_with_one_name(qtbot: QtBot, shell: Shell, grid: VisitGrid, tmp_path: Path) -> None:
    for line in range(3):
        put(grid, line, NOTES, f"note {line}")
    put(grid, 1, REQUEST, "seed")
    grid.table.add_photos(2, [file_of(tmp_path, 1)])
    assert grid.table.text(2, PHOTOS) == "1"
    qtbot.keyClick(grid, Qt.Key.Key_Return, CTRL)
    settled(qtbot, shell.session)
    assert [grid.table.text(line, RESULT) for line in range(3)] == ["good"] * 3
    assert visits(shell) == [], "looking through saves nothing"
    with qtbot.waitSignal(shell.session.changed, timeout=8000):
        qtbot.keyClick(grid, Qt.Key.Key_Return, CTRL)
    settled(qtbot, shell.session)
    assert [visit.findings for visit in visits(shell)] == ["note 0", "note 1", "note 2"]
    assert [len(visit.photos) for visit in visits(shell)] == [0, 0, 1]
    assert grid.table.rowCount() == 0
    with shell.session.book.read() as reader:
        assert [task.matter for task in reader.find(FollowUpTask)] == ["seed"]
        assert own_saves(reader, shell.session.book.identity.device.id)[0].records == 4
    undo(shell.session.book)
    assert visits(shell) == []
    grid.close()


def test_red_lines_wait_while_the_good_ones_go_in(qtbot: QtBot, shell: Shell, grid: VisitGrid, tmp_path: Path) -> None:
    put(grid, 0, NOTES, "good")
    put(grid, 1, NOTES, "date")
    put(grid, 1, DUE, "no day")
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    grid.table.add_photos(2, [broken])
    qtbot.mouseClick(grid.all_button, Qt.MouseButton.LeftButton)
    assert "correct the red lines" in grid.words.text()
    qtbot.mouseClick(grid.look_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert grid.table.text(0, RESULT) == "good"
    assert grid.table.text(1, RESULT).startswith("Due: ")
    assert "broken.jpg" in grid.table.text(2, RESULT)
    assert grid.table.item(2, RESULT).foreground().color().name() == "#a61c1c"
    with qtbot.waitSignal(shell.session.changed, timeout=8000):
        qtbot.mouseClick(grid.good_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert [visit.findings for visit in visits(shell)] == ["good"]
    assert grid.table.rowCount() == 2
    put(grid, 0, DUE, "")
    qtbot.mouseClick(grid.all_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert len(visits(shell)) == 1, "all or none"
    assert "Line 2" in grid.words.text()
    grid.table.setCurrentCell(1, NOTES)
    qtbot.mouseClick(grid.remove_button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(shell.session.changed, timeout=8000):
        qtbot.mouseClick(grid.all_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert [visit.findings for visit in visits(shell)] == ["good", "date"]
    grid.close()


def test_a_household_stands_there_once_and_notes_go_on_by_enter(qtbot: QtBot, shell: Shell, grid: VisitGrid) -> None:
    qtbot.keyClicks(grid.finder.field, "zs")
    qtbot.keyClick(grid.finder.field, Qt.Key.Key_Return)
    assert grid.table.rowCount() == 3
    assert "already" in grid.words.text()
    grid.table.setFocus()
    for text in ("one", "two", "three"):
        qtbot.keyClick(grid.table, Qt.Key.Key_F2)
        editor = QApplication.focusWidget()
        qtbot.keyClicks(editor, text)
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        qtbot.wait(20)
    assert [grid.table.text(line, NOTES) for line in range(3)] == ["one", "two", "three"]
    grid.close()
    settled(qtbot, shell.session)


def test_what_is_shared_comes_from_the_panel(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    panel.visitors.setText("甲、乙")
    panel.topics.set_codes(("income",))
    grid = panel.open_grid()
    assert (grid.visitors.text(), grid.topics.codes()) == ("甲、乙", ("income",))
    grid.close()
    settled(qtbot, shell.session)


def test_lines_that_were_not_saved_come_back(qtbot: QtBot, shell: Shell, grid: VisitGrid, tmp_path: Path) -> None:
    put(grid, 1, NOTES, "half a sen")
    grid.visitors.setText("甲、乙")
    grid.table.add_photos(2, [file_of(tmp_path, 1)])
    grid.close()
    settled(qtbot, shell.session)
    page = shell.pages["visits"]
    assert isinstance(page, VisitsPage)
    again = page.open_grid()
    assert again.table.rowCount() == 3
    assert (again.table.text(1, NOTES), again.visitors.text()) == ("half a sen", "甲、乙")
    assert [again.table.text(line, PHOTOS) for line in range(3)] == ["", "", "1"], "photographs come back, too"
    for _line in range(3):
        again.table.setCurrentCell(0, NOTES)
        qtbot.mouseClick(again.remove_button, Qt.MouseButton.LeftButton)
    again.close()
    settled(qtbot, shell.session)
    with shell.session.book.read() as reader:
        assert draft_of(reader, "visits of many") == {}, "an empty form leaves no draft"


def test_two_presses_save_once_and_no_draft_brings_saved_lines_back(
    qtbot: QtBot, shell: Shell, grid: VisitGrid
) -> None:
    page = grid.draft.page
    for line in range(3):
        put(grid, line, NOTES, f"note {line}")
    grid.look_through()
    settled(qtbot, shell.session)
    grid.go_on()
    grid.go_on()
    grid.draft.keep()  # as its timer does, at any moment
    settled(qtbot, shell.session)
    assert len(visits(shell)) == 3
    with shell.session.book.read() as reader:
        assert draft_of(reader, page) == {}
