"""Nothing flashes up as a window of its own: a part shown before it has a place would take the keyboard away."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QMenu, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Household
from fupin_desktop.ui.window.shell import PLACES, Shell
from tests.ui.files import settled

_WINDOWS = (QDialog, QMainWindow, QMenu)


class Watch(QObject):
    """Notes what is shown as a window and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, what: QObject, event: QEvent) -> bool:
        """As Qt asks."""
        if event.type() == QEvent.Type.Show and isinstance(what, QWidget) and what.isWindow():
            named = what.metaObject().className()
            if not isinstance(what, _WINDOWS) and "ToolTip" not in named and "TipLabel" not in named:
                self.seen.append(f"{named} {what.accessibleName() or getattr(what, 'text', str)()}")
        return False


def test_no_part_of_a_page_is_shown_as_a_window(qtbot: QtBot, shell: Shell) -> None:
    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    try:
        for name, _title in PLACES:
            shell.go(name)
            settled(qtbot, shell.session)
        shell.go("households", shell.session.read(lambda reader: reader.find(Household))[0].id)
        settled(qtbot, shell.session)
        for tabs in shell.findChildren(QTabWidget):
            for at in range(tabs.count()):
                tabs.setCurrentIndex(at)
                settled(qtbot, shell.session)
        shell.quick_visit()
        settled(qtbot, shell.session)
    finally:
        application.removeEventFilter(watch)
    assert watch.seen == []
