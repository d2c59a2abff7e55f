"""Exceptions that nobody caught, wherever they were raised: told to the person, kept in a log, never swallowed.

Qt calls our slots, our paintings and our lists, and drops what they raise after `sys.excepthook` has heard it; so do
threads.  All of it comes here, and so does what a page or the lane gives to `show`.
"""

import contextlib
import platform
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication, QDialog, QPlainTextEdit, QWidget
from shiboken6 import isValid

from fupin_desktop import __version__
from fupin_desktop.files import state_folder
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ledger.system.fault import report_of
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.clipboard import put
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row

LOG, LOG_BYTES = "faults.log", 200_000
QUIET = 10.0  # seconds: a painting fails again with each look at it, and must not bring its dialog back at once


def show(error: BaseException) -> None:
    """Hand over an error that is nobody's answer, as if nobody had caught it."""
    sys.excepthook(type(error), error, error.__traceback__)


@contextmanager
def raised() -> Iterator[None]:
    """For a window that a program drives: the first error nobody caught is raised when the block ends."""
    heard: list[BaseException] = []
    before = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: heard.append(error)
    try:
        yield
    finally:
        sys.excepthook = before
    if heard:
        raise heard[0]


class Faults(QObject):
    """Stands where Python and Qt tell what nobody caught, from `install` to `remove`; at home in the window's thread.

    One report has one dialog at a time; the same one again, soon after it was closed, is told by `repeated`.
    """

    repeated = Signal(str)
    _raised = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hooks: tuple[Any, Any, Any] | None = None
        self._heard: dict[str, float] = {}
        self.dialogs: dict[str, QDialog] = {}
        # Queued: the call that failed is left before a dialog is opened, and threads have no dialogs
        self._raised.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the place of the hooks that print."""
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._hear
        threading.excepthook = lambda told: self._hear(told.exc_type, told.exc_value, told.exc_traceback)
        sys.unraisablehook = lambda told: self._hear(told.exc_type, told.exc_value, told.exc_traceback)

    def remove(self) -> None:
        """Put the hooks back that were there."""
        if self._hooks is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
            self._hooks = None

    def _hear(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None or isinstance(error, SystemExit | KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
        elif not isinstance(error, Cancelled):
            self._raised.emit(error)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, Refusal):
            self._open(error.message, lambda parent: Fault(error.message, "", parent))
            return
        report = report_of(error)
        keep_in_log(report)
        self._open(report, lambda parent: Fault(_fault_words(), _headed(report), parent))

    def _open(self, name: str, make: Callable[[QWidget | None], QDialog]) -> None:
        now = time.monotonic()
        soon = now - self._heard.get(name, -QUIET) < QUIET
        self._heard[name] = now
        if name in self.dialogs and isValid(self.dialogs[name]):
            return
        if soon:
            self.repeated.emit(_("The same fault again. What was saved before is safe."))
            return
        dialog = make(_in_front())
        self.dialogs[name] = dialog
        dialog.finished.connect(lambda _code: self._closed(name))
        dialog.open()

    def _closed(self, name: str) -> None:
        self._heard[name] = time.monotonic()
        self.dialogs.pop(name).deleteLater()


class Fault(QDialog):
    """A sentence, and below it the report of a fault with a button that copies it; a refusal has no report."""

    def __init__(self, sentence: str, report: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("A fault of the program") if report else _("This did not work"))
        self.words = label(sentence, wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setAccessibleName(_("Report"))
        self.report.setVisible(bool(report))
        self.copy_button = button(_("Copy the &report"), lambda: put(self.report.toPlainText()))
        self.copy_button.setVisible(bool(report))
        self.close_button = button(_("&Close"), self.accept, kind="primary")
        last = row(self.copy_button, None, self.close_button)
        box = column(self.words, self.report, last, margin=2 * GRID, gap=2 * GRID)
        box.setStretch(1, 1)
        self.setLayout(box)
        self.resize(560, self.heightForWidth(560) if report else 120)
        self.close_button.setFocus()


def _fault_words() -> str:
    return _(
        "This did not work, through a fault of the program. What was saved before is safe; what is shown behind this"
        " may be incomplete. Please copy the report and pass it on: it says where the fault lies, and nothing about"
        " anybody."
    )


def _headed(report: str) -> str:
    system = f"{platform.system()} {platform.release()}"
    return f"fupin-desktop {__version__} · Python {platform.python_version()} · Qt {qVersion()} · {system}\n{report}"


def _in_front() -> QWidget | None:
    window = QApplication.activeModalWidget() or QApplication.activeWindow()
    return window if window is not None and window.isVisible() else None


def keep_in_log(report: str) -> Path:
    """Add a report to the log in this machine's own folder, of which the newest `LOG_BYTES` stay."""
    path = state_folder() / LOG
    at = datetime.now(UTC).isoformat(timespec="seconds")
    with contextlib.suppress(OSError):  # a full disk must not hide the fault: it is told on the screen
        before = path.read_bytes() if path.exists() else b""
        path.write_bytes((before + f"{at} {_headed(report)}\n".encode())[-LOG_BYTES:])
    return path
