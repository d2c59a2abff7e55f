"""Every dialog that a button of the window opens: found by pressing, so that what is built later is looked at, too."""

from PySide6.QtCore import QSize
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from fupin_desktop.households.model import Member
from fupin_desktop.ledger.record import Record
from fupin_desktop.ui.window.shell import Shell
from tests.ui.files import settled
from tests.ui.test_everywhere import blind, unnamed
from tests.ui.walking import dialogs, no_files, places

SMALL = QSize(1024, 560)  # of a screen of 1024 × 600, below the title of the window
LEAST = 40  # dialogs: fewer would mean that the walk went wrong


def _faults(qtbot: QtBot, dialog: QDialog) -> list[str]:
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    large = [] if least.boundedTo(SMALL) == least else [f"is at least {least.width()} × {least.height()}"]
    return [*unnamed(dialog), *blind(qtbot, dialog), *large]


def test_each_has_names_a_focus_that_is_seen_and_room_on_a_small_screen(
    qtbot: QtBot, shell: Shell, entered: dict[type[Record], Record]
) -> None:
    assert entered[Member]
    known: set[tuple[str, str]] = set()
    wrong: dict[str, list[str]] = {}

    def settle() -> None:
        settled(qtbot, shell.session)

    with no_files():
        for name, page in places(shell, settle):
            for dialog in dialogs(page, settle, known):
                if isinstance(dialog, QPrintDialog):
                    continue  # the system's own
                if faults := _faults(qtbot, dialog):
                    wrong[f"{name}: {type(dialog).__name__} {dialog.windowTitle()}"] = faults
    assert wrong == {}
    assert len(known) >= LEAST, sorted(known)
