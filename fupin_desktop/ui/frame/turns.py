"""Work of the window's thread in pieces: one in each turn of its loop, so that keys and painting come between."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from fupin_desktop.ui.frame.watch.watchers import resting


class Turns(QObject):
    """Does what it is given piece by piece; gone with its parent.

    A timer of no time fires when the window has nothing else to do, while `QTimer.singleShot(0, …)` is sent before
    keys and painting: two of those are one stall.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: deque[Callable[[], object]] = deque()
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._next)

    def take(self, *pieces: Callable[[], object]) -> None:
        """Do these in turn, after what waits already."""
        self._waiting.extend(pieces)
        self._timer.start()

    def drop(self) -> None:
        """Do nothing of what still waits: something else is to be shown."""
        self._waiting.clear()

    @property
    def idle(self) -> bool:
        """True when nothing waits."""
        return not self._waiting

    def _next(self) -> None:
        if self._waiting:
            with resting():
                self._waiting.popleft()()
        if not self._waiting:
            self._timer.stop()
