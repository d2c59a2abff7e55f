"""Chinese through an input method: what is composed fires nothing, what is committed arrives."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.app import choose_input_method
from fupin_desktop.ui.households.page import HouseholdsPage
from fupin_desktop.ui.widgets.passphrase import PassphraseField
from fupin_desktop.ui.window.shell import Shell


def _compose(widget: QWidget, text: str) -> None:
    QCoreApplication.sendEvent(widget, QInputMethodEvent(text, []))


def _commit(widget: QWidget, text: str) -> None:
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def test_searching_for_张三(qtbot: QtBot, shell: Shell) -> None:
    shell.go("households")
    page = shell.pages["households"]
    assert isinstance(page, HouseholdsPage)
    everybody = len(page.table.rows.rows)
    _compose(page.box, "zhang san")
    qtbot.wait(200)
    assert page.box.text() == ""
    assert len(page.table.rows.rows) == everybody  # a composition is no search yet
    _commit(page.box, "张三")
    qtbot.waitUntil(lambda: len(page.table.rows.rows) == 1, timeout=3000)
    assert page.stack.currentIndex() == 0
    qtbot.keyClick(page.box, Qt.Key.Key_Return)
    assert page.stack.currentIndex() == 1


def test_enter_that_ends_a_composition_takes_no_household_and_saves_nothing(qtbot: QtBot, shell: Shell) -> None:
    shell.quick_visit()
    panel = shell.quick
    assert panel is not None
    taken: list[int] = []
    panel.finder.taken.connect(lambda home, _name: taken.append(home))
    _compose(panel.finder.field, "zhang")
    assert not panel.finder.hits.isVisible()
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)  # where an input method lets Enter through
    assert taken == []
    _commit(panel.finder.field, "张")
    assert panel.finder.hits.isVisible()
    qtbot.keyClick(panel.finder.field, Qt.Key.Key_Return)
    assert len(taken) == 1
    panel.findings.setFocus()
    _compose(panel.findings, "wuding loushui")
    assert panel.findings.toPlainText() == ""
    _commit(panel.findings, "屋顶漏水")
    _commit(panel.findings, "，已报修")
    assert panel.findings.toPlainText() == "屋顶漏水，已报修"
    assert panel.isVisible()
    panel.draft.keep()
    panel.close()


def test_a_passphrase_is_never_composed(qtbot: QtBot) -> None:
    field = PassphraseField("Passphrase")
    qtbot.addWidget(field)
    assert not field.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


@pytest.mark.parametrize(
    ("environment", "plugins", "chosen"),
    [
        ({"QT_IM_MODULE": "fcitx"}, [], {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx5"}, [], {"QT_IM_MODULE": "ibus"}),
        ({"QT_IM_MODULE": "fcitx"}, ["libfcitx5platforminputcontextplugin.so"], {"QT_IM_MODULE": "fcitx"}),
        ({"QT_IM_MODULE": "ibus"}, [], {"QT_IM_MODULE": "ibus"}),
        ({"XMODIFIERS": "@im=fcitx"}, [], {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"}),
        ({"QT_IM_MODULES": "wayland;fcitx"}, [], {"QT_IM_MODULES": "wayland;ibus"}),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus"}, [], {"QT_IM_MODULES": "wayland;ibus"}),
        ({}, [], {}),
    ],
)
def test_ibus_where_the_plugin_of_fcitx_is_missing(
    environment: dict[str, str],
    plugins: list[str],
    chosen: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("QT_IM_MODULE", "QT_IM_MODULES", "XMODIFIERS")
    for name in names:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    for plugin in plugins:
        (tmp_path / plugin).touch()
    monkeypatch.setattr("sys.platform", "linux")
    choose_input_method(tmp_path)
    assert {name: os.environ[name] for name in names if name in os.environ} == chosen


def test_the_wheel_carries_ibus() -> None:
    from fupin_desktop.app import input_method_plugins

    assert list(input_method_plugins().glob("*ibus*"))
