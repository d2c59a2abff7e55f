"""The clipboard, which every program on the machine reads: what we put there is taken away at locking (safety.md)."""

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

MOMENT_SECONDS = 10
_ours: list[str] = []  # the last text that was ours


def put(text: str) -> None:
    """Copy a text as it is shown."""
    _ours[:] = [text]
    QGuiApplication.clipboard().setText(text)


def put_for_a_moment(text: str) -> None:
    """Copy a text that is taken away after ten seconds, unless something else is there by then."""
    put(text)
    QTimer.singleShot(MOMENT_SECONDS * 1000, QGuiApplication.clipboard(), take_away)


def take_away() -> None:
    """Clear the clipboard when it still holds our text."""
    clipboard = QGuiApplication.clipboard()
    if _ours and clipboard.text() == _ours[0]:
        clipboard.clear()
    _ours.clear()
