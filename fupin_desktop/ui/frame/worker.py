"""A lane: plain callables run on one thread, one after the other; results cross by queued signal."""

import gc
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal

from fupin_desktop.ledger.errors import Cancelled
from fupin_desktop.ledger.progress import Progress

Work = Callable[[Progress], Any]
Done = Callable[[Any], None]
Failed = Callable[[Exception], None]
_MANY = 20_000  # objects: to look through so many the window's thread takes ten milliseconds


class Panic(Exception):
    """A library gave up in a way of its own; its `__cause__` says how."""


class _Collecting:
    """The collector of cycles is off while any lane works, and on again from the window's thread.

    It runs in whichever thread happens to allocate.  A closed dialog is a cycle: found from a lane's thread it would be
    destroyed there with its timers, which Qt does not survive.

    What a long job made is a million objects, all new to the collector: the window would stand still while it looks
    through them in vain.  They are put out of its sight, as the program itself is, until nobody waits (`collect_all`);
    what is in no cycle goes as ever, once nobody knows it.
    """

    def __init__(self) -> None:
        self._at_work: set[object] = set()

    def rest_for(self, job: "Job") -> None:
        """Off until the job has ended, or is destroyed with its lane."""
        token = object()
        self._at_work.add(token)
        gc.disable()
        job.settled.connect(lambda: self._ended(token))
        job.destroyed.connect(lambda: self._ended(token))

    def _ended(self, token: object) -> None:
        self._at_work.discard(token)
        if not self._at_work:
            if gc.get_count()[0] > _MANY:
                gc.freeze()
            gc.enable()


_collecting = _Collecting()


def collect_all() -> None:
    """Look through everything at once: when the window was made, and while it is hidden."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class Job(QObject):
    """One piece of work on the lane; its callbacks run in the window's thread."""

    settled = Signal()

    progressed = Signal(int, int, str)
    ended = Signal(object, object)

    def __init__(self, work: Work, done: Done, failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._work, self._done, self._failed = work, done, failed
        self._stop = threading.Event()
        self.ended.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; what it wrote is rolled back by the book."""
        self._stop.set()

    def _tell(self, done: int, total: int, text: str) -> None:
        if self._stop.is_set():
            raise Cancelled
        self.progressed.emit(done, total, text)

    def run(self) -> None:
        """Do the work; called by the lane's thread."""
        error: Exception | None
        try:
            if self._stop.is_set():
                raise Cancelled
            result, error = self._work(self._tell), None
        except Exception as caught:
            result, error = None, caught
        except BaseException as caught:  # a panic is no Exception, and would hold the lane up for ever
            result, error = None, Panic()
            error.__cause__ = caught
        self.ended.emit(result, error)

    def _finish(self, result: object, error: Exception | None) -> None:
        done, failed = self._done, self._failed
        # What the work held is let go here and not where the lane drops the job: it may be the last to know a dialog
        self._work, self._done, self._failed = _nothing, _nothing, _nothing
        self.settled.emit()
        self.deleteLater()
        if error is None:
            done(result)
        else:
            failed(error)


def _nothing(_what: Any) -> None:
    """In the place of what was let go."""


class _Runnable(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        self._job.run()


class Lane(QObject):
    """Runs jobs one after the other, never two at once."""

    busy = Signal(bool)
    progressed = Signal(int, int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._waiting: list[Job] = []

    def run(self, work: Work, done: Done, failed: Failed) -> Job:
        """Put work on the lane."""
        job = Job(work, lambda result: self._leave(job, done, result), lambda e: self._leave(job, failed, e), self)
        job.progressed.connect(self.progressed)
        _collecting.rest_for(job)
        self._waiting.append(job)
        self.busy.emit(True)
        self._pool.start(_Runnable(job))
        return job

    def _leave(self, job: Job, then: Callable[[Any], None], what: Any) -> None:
        self._waiting.remove(job)
        self.busy.emit(bool(self._waiting))
        then(what)

    @property
    def idle(self) -> bool:
        """True when nothing runs and nothing waits."""
        return not self._waiting

    def cancel(self) -> None:
        """Stop what is running and what waits."""
        for job in self._waiting:
            job.cancel()

    def drain(self) -> None:
        """Wait until the lane is empty: before a book is closed."""
        self._pool.waitForDone()
