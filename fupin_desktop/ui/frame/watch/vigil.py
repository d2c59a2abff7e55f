"""The vigil: tells when nobody is at the desk any more — idle too long, going to sleep, or a clock that jumped."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication

from fupin_desktop.ui.frame.watch.watchers import unwatch, watch

LEAST, MOST = 5, 60  # minutes a person may choose
_TICK_MS = 1000
_GAP = 30.0  # seconds between two ticks that nothing but sleep explains
_JUMP = 120.0  # seconds the wall clock may move against the steady one before the log tells
_SIGNS_OF_LIFE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}


def steady() -> float:
    """Seconds that only go forward and, where the system can tell, go on while the machine sleeps."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class Vigil(QObject):
    """Watches the whole application.  `due` is emitted once for each time somebody left."""

    due = Signal()
    jumped = Signal(int)

    def __init__(
        self,
        app: QApplication,
        minutes: int,
        steadily: Callable[[], float] = steady,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(app)
        self._steadily, self._wall = steadily, wall
        self._last_sign = self._tick_steady = steadily()
        self._tick_wall = wall()
        self.set_minutes(minutes)
        watch(self)
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def set_minutes(self, minutes: int) -> None:
        """Lock after this many minutes without a key or the mouse; kept between 5 and 60."""
        self.minutes = min(MOST, max(LEAST, minutes))

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        unwatch(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Any key or movement is a sign of life."""
        del watched
        if isinstance(event, QInputEvent | QInputMethodEvent) and event.type() in _SIGNS_OF_LIFE:
            self._last_sign = self._steadily()
        return False

    def tick(self) -> None:
        """Look at the clocks."""
        now, wall = self._steadily(), self._wall()
        gap, wall_gap = now - self._tick_steady, wall - self._tick_wall
        self._tick_steady, self._tick_wall = now, wall
        moved = wall_gap - gap
        if abs(moved) > _JUMP:
            self.jumped.emit(int(moved))
        if gap > _GAP or abs(wall_gap) > _GAP or now - self._last_sign >= self.minutes * 60:
            self._last_sign = now
            self.due.emit()
