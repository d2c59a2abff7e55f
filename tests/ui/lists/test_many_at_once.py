"""The same record of many at once: typed or pasted names, a line each, what is refused named, one command to undo."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.benefits.model import HouseholdBenefit
from fupin_desktop.households.model import Household, Member
from fupin_desktop.ledger.record import kind_of
from fupin_desktop.store.history.undo import undo
from fupin_desktop.store.write.drafts import draft_of
from fupin_desktop.store.write.own_saves import own_saves
from fupin_desktop.training.model import TrainingAttendance, TrainingEvent
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.many.grid import ManyGrid
from fupin_desktop.ui.subject.sections.list_section import ListSection
from fupin_desktop.ui.window.shell import Shell
from fupin_desktop.villages.model import Village
from tests.ui.by_hand import CTRL, home_of, person
from tests.ui.files import settled

VILLAGE = "441690101200"
KEYS = Qt.Key


def grid_of(qtbot: QtBot, shell: Shell, tab: str, kind: str) -> ManyGrid:
    """Opened by its button in the file of the village."""
    with shell.session.book.read() as reader:
        village = reader.find(Village)[0]
    shell.go("households", ("village", village.id))
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    file = page.registers["village"].file
    place = file.page(tab)
    file.tabs.setCurrentWidget(place)
    settled(qtbot, shell.session)
    section = next(one for one in place.sections if isinstance(one, ListSection) and kind_of(one.cls) == kind)
    qtbot.waitUntil(section.many_button.isVisible)  # sections get their places in turns of the loop
    found = section.add_many()
    settled(qtbot, shell.session)
    return found


def names(grid: ManyGrid) -> list[str]:
    return [grid.lines._text(at, 0) for at in range(grid.lines.rowCount())]


@pytest.fixture
def event(shell: Shell) -> TrainingEvent:
    with shell.session.book.write("test") as ledger:
        return ledger.save(TrainingEvent(village_code=VILLAGE, name="电工班", type="transfer", start=date(2017, 3, 6)))


def held(shell: Shell) -> list[TrainingAttendance]:
    with shell.session.book.read() as reader:
        return reader.find(TrainingAttendance)


def test_an_attendance_goes_by_keys_alone_and_is_one_command(qtbot: QtBot, shell: Shell, event: TrainingEvent) -> None:
    with shell.session.book.write("test") as ledger:
        ledger.save(TrainingAttendance(member=person(shell, "李四").id, event=event.id))
    grid = grid_of(qtbot, shell, "work", "training_attendance")
    grid.shared["event"].choose(event.id)
    grid.picker.setFocus()
    for initials in ("zs", "ls"):
        qtbot.keyClicks(grid.picker.line, initials)
        qtbot.waitUntil(grid.picker.hits.isVisible, timeout=8000)
        qtbot.keyClick(grid.picker.line, KEYS.Key_Return)
    QApplication.clipboard().setText("单 小芳\n张三\n王五\n")
    qtbot.keyClick(grid, KEYS.Key_V, CTRL | Qt.KeyboardModifier.ShiftModifier)
    settled(qtbot, shell.session)
    assert [name[:3] for name in names(grid)] == ["张三 ", "李四 ", "单小芳"], "nobody stands in two lines"
    assert "王五" in grid.words.text()
    qtbot.keyClick(grid, KEYS.Key_Return, CTRL)
    settled(qtbot, shell.session)
    assert [grid.lines.outcome(at)[:4] for at in (0, 2)] == ["good", "good"]
    assert "already" in grid.lines.outcome(1)
    assert len(held(shell)) == 1, "looking through saves nothing"
    assert "This person is entered in this training already" in grid.words.text(), "whole, where a cell would cut it"
    grid.lines.take_out(1)
    qtbot.keyClick(grid, KEYS.Key_Return, CTRL)
    settled(qtbot, shell.session)
    with qtbot.waitSignal(grid.destroyed, timeout=8000):
        qtbot.keyClick(grid, KEYS.Key_Return, CTRL)
    settled(qtbot, shell.session)
    assert len(held(shell)) == 3
    with shell.session.book.read() as reader:
        assert own_saves(reader, shell.session.book.identity.device.id)[0].records == 2
    undo(shell.session.book)
    assert len(held(shell)) == 1


def test_a_policy_reaches_every_household_and_each_has_its_own_amount(qtbot: QtBot, shell: Shell) -> None:
    grid = grid_of(qtbot, shell, "aid", "household_benefit")
    assert grid.shared["year"].value() == shell.session.today.year
    qtbot.mouseClick(grid.all_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert grid.lines.rowCount() == 3
    qtbot.keyClick(grid, KEYS.Key_Return, CTRL)
    assert "needed" in grid.words.text(), "what all lines share is asked for once"
    grid.shared["item"].choose("farmland")
    grid.shared["entitled"].choose(True)
    for at, text in enumerate(("120", "abc", "")):
        cell = grid.lines.cellWidget(at, 1)
        assert isinstance(cell, QLineEdit)
        cell.setText(text)
    qtbot.mouseClick(grid.save_button, Qt.MouseButton.LeftButton)
    settled(qtbot, shell.session)
    assert grid.lines.rowCount() == 1, "the line that cannot be read stays"
    with shell.session.book.read() as reader:
        found = reader.find(HouseholdBenefit)
        homes = {one.id for one in reader.find(Household)}
    assert sorted(one.due_amount or 0 for one in found) == [0, 12_000]
    assert {one.household for one in found} < homes
    grid.close()
    again = grid_of(qtbot, shell, "aid", "household_benefit")
    assert again.lines.rowCount() == 1, "what was typed is kept"
    again.discard()


def test_where_no_line_was_saved_it_is_said_so(qtbot: QtBot, shell: Shell, event: TrainingEvent) -> None:
    known = person(shell, "李四")
    with shell.session.book.write("test") as ledger:
        ledger.save(TrainingAttendance(member=known.id, event=event.id))
    grid = grid_of(qtbot, shell, "work", "training_attendance")
    grid.shared["event"].choose(event.id)
    grid.lines.add(known.id, "李四")
    with qtbot.waitSignal(shell.session.said, timeout=8000) as told:
        grid.save()
    assert told.args == ["No line was saved."]
    assert "already" in grid.words.text()
    grid.discard()


def test_who_has_left_is_not_offered_with_everybody(qtbot: QtBot, shell: Shell, event: TrainingEvent) -> None:
    gone = person(shell, "李四")
    with shell.session.book.write("test") as ledger:
        left = gone.but(change_type="died", change_date=date(2017, 1, 5))
        ledger.save(left, managed=("change_type", "change_date"))
        ledger.save(Member(household=home_of(shell, gone).id, name="李小四", relation="02"))
    grid = grid_of(qtbot, shell, "work", "training_attendance")
    grid.take_all()
    settled(qtbot, shell.session)
    assert sorted(name[:3] for name in names(grid)) == ["单小芳", "张三 ", "李小四"]
    grid.discard()


def test_two_presses_save_once_and_no_draft_brings_saved_lines_back(
    qtbot: QtBot, shell: Shell, event: TrainingEvent
) -> None:
    grid = grid_of(qtbot, shell, "work", "training_attendance")
    page = grid.draft.page
    grid.shared["event"].choose(event.id)
    grid.take_all()
    settled(qtbot, shell.session)
    grid.look_through()
    settled(qtbot, shell.session)
    grid.go_on()
    grid.go_on()
    grid.draft.keep()  # as its timer does, at any moment
    assert not grid.lines.isEnabled(), "outcomes come back by the place of a line"
    settled(qtbot, shell.session)
    assert len(held(shell)) == 3
    with shell.session.book.read() as reader:
        assert draft_of(reader, page) == {}
    undo(shell.session.book)
    assert held(shell) == [], "it was one command"
