"""What tests of cases do again and again: click, fill, save, draw a picture, look at the cases of the book."""

from pathlib import Path

from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ui.forms.asking import Asking
from fupin_desktop.ui.window.shell import Shell

CTRL = Qt.KeyboardModifier.ControlModifier


def click(qtbot: QtBot, which: QWidget) -> None:
    qtbot.mouseClick(which, Qt.MouseButton.LeftButton)


def cases(shell: Shell) -> list[HousingCase]:
    return shell.session.read(lambda reader: reader.find(HousingCase))


def homes(shell: Shell) -> list[Household]:
    return shell.session.read(lambda reader: reader.find(Household))


def picture(folder: Path, name: str, red: int) -> Path:
    path = folder / f"{name}.png"
    Image.new("RGB", (64, 48), (red, 90, 90)).save(path)
    return path


def saved(qtbot: QtBot, shell: Shell, dialog: QDialog, ok: QWidget) -> None:
    with qtbot.waitSignal(dialog.destroyed, timeout=5000), qtbot.waitSignal(shell.session.changed, timeout=5000):
        click(qtbot, ok)


def fill(asking: Asking, **given: str) -> None:
    for name, text in given.items():
        widget = asking.editors[name].widget
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(widget.findText(text))
            assert widget.currentText() == text
        elif isinstance(widget, QLineEdit):
            widget.setText(text)
        else:
            widget.setPlainText(text)
