"""How tests fill a form in: keys, an input method, choices by their place, photographs from a file."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household, Member
from fupin_desktop.housing.model import HousingCase
from fupin_desktop.ledger.record import Record
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.editors.link_picker import LinkPicker
from fupin_desktop.ui.editors.masked import MaskedValue
from fupin_desktop.ui.forms.record_dialog import RecordDialog
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import settled

CTRL = Qt.KeyboardModifier.ControlModifier
CARD = "6217000012345678901"


def person(shell: Shell, name: str = "张三") -> Member:
    with shell.session.book.read() as reader:
        return reader.find(Member, name=name)[0]


def home_of(shell: Shell, member: Member) -> Household:
    with shell.session.book.read() as reader:
        return reader.get(Household, member.household or 0)


def form(qtbot: QtBot, shell: Shell, record: Record, **more: Any) -> RecordDialog:
    made = RecordDialog(shell.session, record, shell, **more)
    made.open()
    settled(qtbot, shell.session)
    return made


def saved(qtbot: QtBot, shell: Shell, dialog: RecordDialog) -> None:
    with qtbot.waitSignal(dialog.destroyed, timeout=8000):
        qtbot.keyClick(dialog, Qt.Key.Key_S, CTRL)
    settled(qtbot, shell.session)


def takes(editor: Editor) -> bool:
    """Can a person put a value into this editor?"""
    widget = editor.widget
    if isinstance(widget, MaskedValue):
        return widget.pen.isVisible() and _plain_takes(widget.plain.widget)
    return isinstance(widget, LinkPicker | PhotoFiles) or _plain_takes(widget)


def _plain_takes(widget: QWidget) -> bool:
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        return not widget.isReadOnly()
    return isinstance(widget, QComboBox) and widget.isEnabled()


def keys(qtbot: QtBot, widget: QWidget, text: str) -> None:
    """Letters by keys, Chinese as an input method commits it."""
    if text.isascii():
        qtbot.keyClicks(widget, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def type_into(qtbot: QtBot, editor: Editor, text: str) -> None:
    """As a person does it: a line by keys, a choice by the place of its word."""
    widget = editor.widget
    if isinstance(widget, QComboBox):
        widget.setFocus()
        for _step in range(int(text) - widget.currentIndex()):
            qtbot.keyClick(widget, Qt.Key.Key_Down)
        editor.changed.emit()
        return
    assert isinstance(widget, QLineEdit)
    widget.selectAll()
    keys(qtbot, widget, text)


def masked(dialog: RecordDialog, name: str) -> MaskedValue:
    widget = dialog.editors[name].widget
    assert isinstance(widget, MaskedValue)
    return widget


def picture(folder: Path, name: str, colour: int) -> Path:
    image = QImage(32, 24, QImage.Format.Format_RGB32)
    image.fill(colour)
    image.save(str(folder / name))
    return folder / name


def shell_prefs() -> Any:
    from fupin_desktop.ui.frame.prefs import Prefs

    return Prefs(language="en")


def case_of(shell: Shell) -> HousingCase:
    with shell.session.book.read() as reader:
        return reader.find(HousingCase)[0]
