"""What holds on every page and in every dialog: Enter, the wheel, Ctrl+L, names and a focus that can be seen."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.record import Record, fields_of
from fupin_desktop.ui.cases.batch import BatchDialog
from fupin_desktop.ui.cases.case import CaseDialog
from fupin_desktop.ui.cases.opening import OpenCase
from fupin_desktop.ui.cases.step import StepDialog
from fupin_desktop.ui.forms.rare_acts import ask_put_away
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.watch.keys import keys as watcher
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.settings.keyholders import NewUser
from fupin_desktop.ui.window.shell import PLACES, Shell
from tests.ui.by_hand import CTRL, case_of, home_of, person
from tests.ui.files import settled

INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QAbstractButton, QTabBar)


def _stops(window: QWidget) -> list[QWidget]:
    """Where Tab stops, in a window that is shown."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisibleTo(window) and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None and isinstance(one, INPUTS)
    ]  # fmt: skip


def _named(one: QWidget) -> bool:
    holder: QWidget | None = one
    while holder is not None:  # a line inside an editor may carry its name on the editor
        if holder.accessibleName() or (isinstance(holder, QAbstractButton) and holder.text()):
            return True
        holder = holder.parentWidget() if holder.focusProxy() is one or holder is one else None
    parent = one.parentWidget()
    return parent is not None and bool(parent.accessibleName())


def _picture(window: QWidget) -> QImage:
    return window.grab().toImage()


def _pages(qtbot: QtBot, shell: Shell) -> Iterator[tuple[str, QWidget]]:
    for name, _title in PLACES:
        shell.go(name)
        settled(qtbot, shell.session)
        yield name, shell
    shell.go("households", int(home_of(shell, person(shell)).id or 0))
    settled(qtbot, shell.session)
    for at in range(shell.pages["households"].file.tabs.count()):
        shell.pages["households"].file.tabs.setCurrentIndex(at)
        settled(qtbot, shell.session)
        yield f"household file {at}", shell


def _dialogs(shell: Shell) -> Iterator[QDialog]:
    member, case = person(shell), case_of(shell)
    home = home_of(shell, member)
    yield RecordDialog(shell.session, member, shell)
    yield RecordDialog(shell.session, Member(household=home.id), shell, given=("household",), subject=home)
    yield CaseDialog(shell.session, HousingCase, Dot(case.id or 0), shell)
    yield StepDialog(shell.session, case, parent=shell)
    yield OpenCase(shell.session, HousingCase, lambda _id: None, parent=shell)
    yield BatchDialog(shell.session, HousingCase, parent=shell)
    yield Unmask(shell.session, member, fields_of(Member)["id_no"], shell)
    yield NewUser(shell.session, shell)
    yield ask_put_away(shell.session, home, shell)
    shell.quick_visit()
    assert shell.quick is not None
    yield shell.quick


def test_every_input_of_every_page_has_a_name(qtbot: QtBot, shell: Shell) -> None:
    for name, window in _pages(qtbot, shell):
        assert unnamed(window) == [], name


def test_every_input_of_every_dialog_has_a_name(qtbot: QtBot, shell: Shell) -> None:
    for dialog in _dialogs(shell):
        dialog.open()
        settled(qtbot, shell.session)
        assert unnamed(dialog) == [], dialog
        dialog.close()


def unnamed(window: QWidget) -> list[str]:
    """The stops that a screen reader has no name for."""
    return [repr(one) for one in _stops(window) if not _named(one)]


def blind(qtbot: QtBot, window: QWidget) -> list[str]:
    """The stops on which the focus cannot be seen."""
    hidden, seen = [], 0
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for one in _stops(window):
        (QApplication.focusWidget() or window).clearFocus()
        QApplication.processEvents()
        before = _picture(one)
        one.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if one.hasFocus():
            seen += 1
            hidden += [repr(one)] if _picture(one) == before else []
    assert seen, f"nothing took the focus, nothing was looked at: {QApplication.activeWindow()}"
    return hidden


def test_where_the_focus_is_can_be_seen(qtbot: QtBot, shell: Shell) -> None:
    for name, window in _pages(qtbot, shell):
        assert blind(qtbot, window) == [], name
    for dialog in _dialogs(shell):
        dialog.open()
        settled(qtbot, shell.session)
        qtbot.waitUntil(dialog.isActiveWindow)
        assert blind(qtbot, dialog) == [], dialog
        dialog.close()


@pytest.fixture
def small(qtbot: QtBot) -> Any:
    """A line, a closed list, a number, a button."""
    watcher()
    window = QWidget()
    line, choice, number, press = QLineEdit(), QComboBox(), QSpinBox(), None
    from fupin_desktop.ui.widgets.parts import button

    window.pressed = 0

    def on() -> None:
        window.pressed += 1

    press = button("&Press", on)
    choice.addItems(["one", "two", "three"])
    box = QVBoxLayout(window)
    for one in (line, choice, number, press):
        box.addWidget(one)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    line.setFocus()
    return window, line, choice, number, press


def test_enter_moves_on_and_presses_the_button_that_has_the_focus(qtbot: QtBot, small: Any) -> None:
    window, line, choice, number, press = small
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert choice.hasFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Enter)
    assert number.hasFocus()
    press.setFocus()
    qtbot.keyClick(press, Qt.Key.Key_Return)
    assert window.pressed == 1


def test_enter_that_an_input_method_lets_through_ends_no_field(qtbot: QtBot, small: Any) -> None:
    _window, line, _choice, _number, _press = small
    QApplication.sendEvent(line, QInputMethodEvent("zhang", []))
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.hasFocus()
    commit = QInputMethodEvent()
    commit.setCommitString("张")
    QApplication.sendEvent(line, commit)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not line.hasFocus()
    assert line.text() == "张"


def _turn(widget: QWidget) -> None:
    at = QPointF(widget.rect().center())
    event = QWheelEvent(
        at, QPointF(widget.mapToGlobal(at.toPoint())), QPoint(0, -120), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_wheel_changes_no_closed_list_and_no_number(qtbot: QtBot, small: Any) -> None:
    _window, _line, choice, number, _press = small
    choice.setFocus()
    _turn(choice)
    number.setFocus()
    _turn(number)
    assert (choice.currentText(), number.value()) == ("one", 0)


def test_the_wheel_scrolls_a_form_over_a_closed_list(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell))
    dialog = RecordDialog(shell.session, home, shell)
    dialog.open()
    settled(qtbot, shell.session)
    cause = next(one.widget for one in dialog.editors.values() if isinstance(one.widget, QComboBox))
    before = cause.currentIndex()
    cause.setFocus()
    _turn(cause)
    assert cause.currentIndex() == before
    dialog.close()


def test_ctrl_l_locks_over_a_dialog_as_well(qtbot: QtBot, shell: Shell) -> None:
    dialog = RecordDialog(shell.session, person(shell), shell)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    with qtbot.waitSignal(shell.locked, timeout=2000):
        qtbot.keyClick(dialog.editors["ethnic"].widget, Qt.Key.Key_L, CTRL)
    dialog.close()


def test_enter_in_the_last_field_of_a_form_leads_to_saving(qtbot: QtBot, shell: Shell) -> None:
    home: Record = home_of(shell, person(shell))
    assert isinstance(home, Household)
    asking = ask_put_away(shell.session, home, shell)
    qtbot.waitUntil(asking.isActiveWindow)
    asking.editors["why"].widget.setFocus()
    qtbot.keyClick(asking.editors["why"].widget, Qt.Key.Key_Tab)
    assert asking.ok_button.hasFocus()
    asking.close()


def test_ctrl_n_in_a_file_takes_that_household(qtbot: QtBot, shell: Shell) -> None:
    home = home_of(shell, person(shell, "李四"))
    shell.go("households", int(home.id or 0))
    settled(qtbot, shell.session)
    qtbot.keyClick(shell, Qt.Key.Key_N, CTRL)
    panel = shell.quick
    assert panel is not None
    assert panel._household == home.id
    assert panel.finder.field.text().startswith("李四")
    panel.discard()


def test_letters_typed_on_the_topics_go_to_the_notes(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    qtbot.waitUntil(panel.isActiveWindow)
    panel.topics.setFocus()
    qtbot.keyClick(panel.topics, Qt.Key.Key_2)
    event = QInputMethodEvent()
    event.setCommitString("屋顶")
    QApplication.sendEvent(panel.topics, event)
    assert panel.findings.hasFocus()
    panel.topics.setFocus()
    qtbot.keyClick(panel.topics, Qt.Key.Key_A)
    assert panel.findings.hasFocus()
    assert panel.findings.toPlainText() == "屋顶a"
    assert len(panel.topics.codes()) == 1
    panel.discard()


def test_arrows_steer_the_hits_and_one_enter_opens(qtbot: QtBot, shell: Shell) -> None:
    shell.go("households")
    settled(qtbot, shell.session)
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    qtbot.keyClicks(page.box, "s")
    page._look()
    settled(qtbot, shell.session)
    hits = [row.id for row in page.table.rows.rows]
    assert hits
    qtbot.keyClick(page.box, Qt.Key.Key_Down)
    assert page.box.hasFocus()
    wanted = hits[min(1, len(hits) - 1)]
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    settled(qtbot, shell.session)
    assert page.where() == ("household", int(wanted), 0)
