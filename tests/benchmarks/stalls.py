"""A watch over the window's event loop: when it stands still, for how long, and at which line of ours."""

import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

LIMIT_MS = 100  # a person begins to notice
_BEAT_MS = 10
_LOOK_S = 0.01
_ROOT = str(Path(__file__).resolve().parents[2])
_OURS = (f"{_ROOT}/fupin_desktop/", f"{_ROOT}/tests/ui/")
_DEEPEST = 6  # of our own frames that are told, innermost first


@dataclass(frozen=True)
class Stall:
    """The loop did not turn for `ms`, of which its own thread worked `worked_ms`; the rest it waited for something.

    `where` are the places it was seen at, with how often; on a busy machine what counts is the work.
    """

    ms: float
    worked_ms: float
    where: tuple[tuple[str, int], ...]
    during: str

    def __str__(self) -> str:
        lines = [f"{self.during}: {self.ms:.0f} ms, worked {self.worked_ms:.0f} ms"]
        return "\n".join((*lines, *(f"    {count} × {place}" for place, count in self.where[:3])))


class Watch(QObject):
    """Begins in the window's thread; `stalls` are complete once the loop turns again."""

    def __init__(self, limit_ms: float = LIMIT_MS) -> None:
        super().__init__()
        self.stalls: list[Stall] = []
        self.during = ""
        self._limit = limit_ms / 1000
        self._thread = threading.get_ident()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._turned, self._worked = time.perf_counter(), time.clock_gettime(self._clock)
        self._seen: Counter[str] = Counter()
        self._over = threading.Event()
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self._turn)

    @contextmanager
    def on(self) -> Iterator["Watch"]:
        """Watch while this block runs."""
        looker = threading.Thread(target=self._look, daemon=True, name="watch")
        self._turned = time.perf_counter()
        self._timer.start()
        looker.start()
        try:
            yield self
        finally:
            self._turn()
            self._timer.stop()
            self._over.set()
            looker.join()

    def _turn(self) -> None:
        now, worked = time.perf_counter(), time.clock_gettime(self._clock)
        stood, seen = now - self._turned, self._seen
        if stood > self._limit:
            told = Stall(stood * 1000, (worked - self._worked) * 1000, tuple(seen.most_common()), self.during)
            self.stalls.append(told)
        self._turned, self._worked, self._seen = now, worked, Counter()

    def _look(self) -> None:
        # Looked at from beside, as the loop itself cannot: where does its thread stand while it does not turn?
        while not self._over.wait(_LOOK_S):
            if time.perf_counter() - self._turned > self._limit / 2:
                self._seen[_place(self._thread)] += 1


def _place(thread: int) -> str:
    frames = traceback.extract_stack(sys._current_frames()[thread])
    ours = [one for one in frames if one.filename.startswith(_OURS)]
    names = [f"{one.filename.removeprefix(_ROOT)}:{one.lineno} {one.name}" for one in reversed(ours[-_DEEPEST:])]
    return " < ".join(names) or "Qt"
