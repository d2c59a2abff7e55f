"""An open book as the pages see it: reading, commands on the lane, and what there is to tell."""

from collections.abc import Callable, Mapping, Set
from datetime import date
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ledger.notation.values import reckon_by
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.system.disk import of_system
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.rules import Holder
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.write.writing import BookLedger
from fupin_desktop.ui.frame.watch import faults
from fupin_desktop.ui.frame.worker import Failed, Job, Lane, Work

_GRANTING = frozenset({"grant", "decision"})  # the kinds that say who works here
DAY_DOUBTED = ("clock.ahead", "clock.back")
Touched = Mapping[str, Set[int]]
T = TypeVar("T")


class Session(QObject):
    """Hands pages their readings and takes their commands; knows no page."""

    changed = Signal()
    said = Signal(str)
    refused = Signal(object)
    doubted = Signal()  # work was refused for the date, whoever tells it: a person is asked about it

    def __init__(self, book: Book, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.book = book
        self.lane = Lane(self)  # writes, and what is made for paper
        self.readings = Lane(self)  # what a page shows first
        self.counting = Lane(self)  # what looks through the whole book
        self.locked = False
        # While `changed` is told: by kind, the records that were written; None where it may be anything (a merge)
        self.touched: Touched | None = None
        self.missed: list[str] = []
        # What forms hold and the lane has not written yet, by the page of the draft
        self.unwritten: dict[str, dict[str, Any]] = {}
        # Where in the window somebody is, as `back_to` of the shell takes it; set by the shell
        self.place: Callable[[], object] = _nowhere
        self._held: list[Callable[[], None]] = []
        self._holder: Holder | None = book.holder()
        self.changed.connect(self._forget_holder)
        reckon_by(lambda: self.today)

    @property
    def today(self) -> date:
        """The wall's day, for what is overdue."""
        return self.book.wall().date()

    @property
    def holder(self) -> Holder:
        """Who works with this book; read again after every change, since a merge may hand a device over."""
        if self._holder is None:
            self._holder = self.book.holder()
        return self._holder

    def why_not(self, act: str) -> str:
        """Why the role of this device may not do something, in words that name who may; empty when it may."""
        return self.holder.why_not(act)

    def _forget_holder(self) -> None:
        if self.touched is None or not _GRANTING.isdisjoint(self.touched):
            self._holder = None

    def read(self, question: Callable[[Reader], T]) -> T:
        """A short reading, in the window's thread."""
        with self.book.read() as reader:
            return question(reader)

    def fetch(self, question: Callable[[Reader], T], done: Callable[[T], None], failed: Failed | None = None) -> Job:
        """A reading off the window's thread, beside the lane of the writes: no page waits for a merge that runs.

        Give a method of the page as `done`: it is not called when the page is gone by then.
        """
        work = partial(_read, self.book, question)
        return self.readings.run(work, partial(self._awake, done), partial(self._awake, failed or self.fail))

    def count(
        self,
        question: Callable[[Reader, Progress], T],
        done: Callable[[T], None],
        failed: Failed | None = None,
    ) -> Job:
        """A question that looks through the book, off the window's thread: no save and no page waits for its answer.

        It is answered as of one moment, whatever is saved meanwhile.  It writes nothing, so it may be stopped at any
        time, and is when the book is closed.  `done` as for `fetch`.
        """
        work = partial(_counted, self.book, question)
        return self.counting.run(work, partial(self._awake, done), partial(self._awake, failed or self.fail))

    @property
    def idle(self) -> bool:
        """True when no lane has anything to do."""
        return self.lane.idle and self.readings.idle and self.counting.idle

    def run(self, work: Work, done: Callable[[Any], None], failed: Failed | None = None) -> Job:
        """Slow work on the lane.  While the window is locked, what it has to say is held back; a method of a dialog
        that was closed meanwhile is not called: pages are told that something changed, for the work may have written
        and nobody else says so, and what went wrong is told by the window instead.

        Give a method as `done`, or a `partial` of one: of a lambda nobody can tell whose it is.
        """
        ended = partial(self._awake, done, gone=self.changed.emit)
        return self.lane.run(work, ended, partial(self._awake, failed or self.fail))

    def _awake(self, then: Callable[[Any], None], what: Any, gone: Callable[[], None] | None = None) -> None:
        if _is_gone(then):
            if not isinstance(what, Exception):
                if gone is not None:
                    gone()
                return  # the dialog that asked was closed meanwhile
            then = self.fail
        if not self.locked:
            then(what)
            if isinstance(what, Refusal) and what.code in DAY_DOUBTED:
                self.doubted.emit()
            return
        self._held.append(partial(self._awake, then, what, gone))
        if isinstance(what, Refusal):
            self.missed.append(what.message)

    def lock(self) -> None:
        """Show nothing from now on; work that runs goes on to its end."""
        self.locked = True

    def unlock(self) -> None:
        """Somebody is back before the work ended: tell what was held back."""
        self.locked, held, self._held = False, self._held, []
        self.missed.clear()
        for tell in held:
            QTimer.singleShot(0, self, tell)  # each by itself: one that fails takes no other with it

    def command(
        self,
        name: str,
        act: Callable[[BookLedger], Any],
        done: Callable[[Any], None] | None = None,
        failed: Failed | None = None,
    ) -> Job:
        """One command on the lane, in one transaction; its warnings are told."""

        def work(_progress: object) -> tuple[Any, BookLedger]:
            with self.book.write(name) as ledger:
                return act(ledger), ledger

        def finish(result: tuple[Any, BookLedger]) -> None:
            self.said.emit("  ".join((_told(result[1]), *result[1].warnings)))
            self.tell_changed(result[1].changed)
            if done is not None:
                self._awake(done, result[0])

        return self.run(work, finish, failed)

    def tell_changed(self, touched: Touched | None) -> None:
        """Tell whoever shows something that it changed: by kind, which records a save wrote; None for anything."""
        self.touched = touched
        try:
            self.changed.emit()
        finally:
            self.touched = None

    def fail(self, error: Exception) -> None:
        """Tell what went wrong: a refusal is an answer, a cancel needs no words, anything else is a bug."""
        told = error if isinstance(error, Refusal) else of_system(error)
        if told is not None:
            self.refused.emit(told)
        elif isinstance(error, Cancelled):
            self.said.emit(_("Stopped; nothing half done was left."))
        else:
            faults.show(error)

    def close(self) -> None:
        """Let running work end, stop what is only counted, then close the book."""
        reckon_by(None)
        self.counting.cancel()
        for lane in (self.lane, self.readings, self.counting):
            lane.drain()
        self.book.close()


def _is_gone(then: Callable[[Any], None]) -> bool:
    """True for a method of a widget that was destroyed."""
    while isinstance(then, partial):
        then = then.func
    owner = getattr(then, "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def _nowhere() -> object:
    return None


def _told(ledger: BookLedger) -> str:
    return _("Saved.") if ledger.changed else _("Nothing was different from before: nothing had to be saved.")


def _counted(book: Book, question: Callable[[Reader, Progress], T], progress: Progress) -> T:
    with book.read() as reader:
        return question(reader, progress)


def _read(book: Book, question: Callable[[Reader], T], _progress: object) -> T:
    with book.read() as reader:
        return question(reader)
