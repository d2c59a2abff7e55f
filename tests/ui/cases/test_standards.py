"""The table of subsidy standards in Settings: a line is entered, corrected, and holds at once for the cases."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.housing.money import HousingStandard
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.settings.page import SettingsPage
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import settled


def click(qtbot: QtBot, which: QWidget) -> None:
    qtbot.mouseClick(which, Qt.MouseButton.LeftButton)


def fill(dialog: RecordDialog, name: str, text: str) -> None:
    widget = dialog.fields.editors[name].widget
    if isinstance(widget, QComboBox):
        widget.setCurrentIndex(widget.findText(text))
        assert widget.currentText() == text
    else:
        assert isinstance(widget, QLineEdit)
        widget.setText(text)


def test_a_line_is_entered_and_corrected(qtbot: QtBot, shell: Shell) -> None:
    shell.go("settings")
    page = shell.pages["settings"]
    assert isinstance(page, SettingsPage)
    page.tabs.setCurrentIndex(1)
    settled(qtbot, shell.session)
    card = page.standards
    click(qtbot, card.new_button)
    assert card.dialog is not None
    fill(card.dialog, "grade", "grade D, wholly dangerous")
    fill(card.dialog, "amount", "40000")
    click(qtbot, card.dialog.save_button)
    settled(qtbot, shell.session)
    (line,) = shell.session.read(lambda reader: reader.find(HousingStandard))
    assert (line.area, line.year, line.grade, line.amount) == (
        *(shell.session.book.identity.division, shell.session.today.year),
        *("D", 40_000_00),
    )
    qtbot.waitUntil(lambda: len(card.table.rows.rows) == 1)
    card.table.selectRow(0)
    click(qtbot, card.change_button)
    fill(card.dialog, "amount", "38000")
    click(qtbot, card.dialog.save_button)
    settled(qtbot, shell.session)
    assert shell.session.read(lambda reader: reader.find(HousingStandard))[0].amount == 38_000_00
    click(qtbot, card.new_button)
    fill(card.dialog, "grade", "grade D, wholly dangerous")
    fill(card.dialog, "amount", "1")
    click(qtbot, card.dialog.save_button)
    qtbot.waitUntil(lambda: "such a line already" in card.dialog.words.text())
    assert len(shell.session.read(lambda reader: reader.find(HousingStandard))) == 1
