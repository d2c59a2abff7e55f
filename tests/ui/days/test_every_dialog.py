"""Every dialog that a button of the window opens: found by pressing, so that what is built later is looked at, too.

Each has a name for every input, a focus that is seen and room on a small screen; and a hostile hand types into it what
nobody would, saves, and is answered in words.
"""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from fupin_desktop.ledger.record import Record
from fupin_desktop.ui.frame.watch import faults
from fupin_desktop.ui.window.shell import Shell
from tests.ui.by_hand import CTRL
from tests.ui.days.walking import Settle, dialogs, no_files, places
from tests.ui.files import settled
from tests.ui.frame.test_everywhere import blind, unnamed

SMALL = QSize(1024, 560)  # of a screen of 1024 × 600, below the title of the window
LEAST = 40  # dialogs: fewer would mean that the walk went wrong
LONG = "长" * 65_536
JUNK = (
    *("a\x00b\u202ec\u2066d", "9" * 400, "1e999999999", "\ud7ff\ufffe\u0007"),
    *("2018-99-99", "'; DROP TABLE household; --"),
)


def _faults(qtbot: QtBot, dialog: QDialog) -> list[str]:
    least = dialog.minimumSizeHint().expandedTo(dialog.minimumSize())
    large = [] if least.boundedTo(SMALL) == least else [f"is at least {least.width()} × {least.height()}"]
    return [*unnamed(dialog), *blind(qtbot, dialog), *large]


def _fill(dialog: QDialog, at: int) -> None:
    """Something else in each field."""
    for number, one in enumerate([*dialog.findChildren(QLineEdit), *dialog.findChildren(QPlainTextEdit)]):
        if one.isVisible() and one.isEnabled() and not one.isReadOnly():
            junk = LONG if number == at else JUNK[(number + at) % len(JUNK)]
            one.insertPlainText(junk) if isinstance(one, QPlainTextEdit) else one.insert(junk)


def _save(qtbot: QtBot, dialog: QDialog, settle: Settle) -> None:
    for key in (Qt.Key.Key_S, Qt.Key.Key_Return):
        if dialog.isVisible():
            qtbot.keyClick(dialog, key, CTRL)
            settle()


def test_each_is_named_seen_and_small_enough_and_answers_a_hostile_hand_in_words(
    qtbot: QtBot, shell: Shell, entered: dict[type[Record], Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert entered
    known: set[tuple[str, str]] = set()
    wrong: dict[str, list[str]] = {}
    bugs: list[str] = []
    where = ""
    monkeypatch.setattr(faults, "show", lambda error: bugs.append(f"{where}: {error!r}"))

    def settle() -> None:
        settled(qtbot, shell.session)

    with no_files():
        for name, page in places(shell, settle):
            for at, dialog in enumerate(dialogs(page, settle, known)):
                where = f"{name}: {type(dialog).__name__} {dialog.windowTitle()}"
                if isinstance(dialog, QPrintDialog):
                    continue  # the system's own
                if found := _faults(qtbot, dialog):
                    wrong[where] = found
                _fill(dialog, at % 3)
                _save(qtbot, dialog, settle)
    assert wrong == {}
    assert bugs == []
    assert len(known) >= LEAST, sorted(known)
