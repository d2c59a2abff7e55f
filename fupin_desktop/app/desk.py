"""Which window stands: unlock first, then the shell with the book that was opened, then unlock again after locking."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QObject, QRect, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import delete

from fupin_desktop.app import book_work
from fupin_desktop.ledger.errors import Cancelled, Refusal
from fupin_desktop.ledger.system.disk import of_system
from fupin_desktop.ledger.words import _, choose_language
from fupin_desktop.ui.frame.prefs import Prefs
from fupin_desktop.ui.frame.qt_words import QtWords
from fupin_desktop.ui.frame.watch import faults
from fupin_desktop.ui.frame.watch.one_window import Listener, call_first
from fupin_desktop.ui.frame.watch.sleeping import Sleep
from fupin_desktop.ui.frame.watch.vigil import Vigil
from fupin_desktop.ui.frame.worker import Lane, collect_all
from fupin_desktop.ui.widgets import style
from fupin_desktop.ui.window.unlock import Unlock


@dataclass
class _Left:
    """Where somebody was when the window was locked."""

    path: Path
    user: str
    where: object
    geometry: QRect
    worked: bool


class Desk(QObject):
    """Which window is shown: unlock, then the shell, then unlock again after locking."""

    def __init__(self, app: QApplication, prefs: Prefs) -> None:
        super().__init__()
        self._app, self.prefs = app, prefs
        self._lane = Lane(self)
        self._translator: QTranslator | None = None
        self._lacking = QtWords(self)
        app.installTranslator(self._lacking)
        self.session: Any = None
        self._listener: Listener | None = None
        self.shell: Any = None
        self.unlock: Unlock | None = None
        self._left: _Left | None = None
        self._after: Callable[[], None] | None = None
        self.faults = faults.Faults(self)
        self.faults.repeated.connect(self._tell)
        self._dress()
        self.vigil = Vigil(app, prefs.lock_minutes)
        self.vigil.due.connect(self.lock)
        self.vigil.jumped.connect(self._clock_jumped)
        self.sleep = Sleep(self)
        self.sleep.coming.connect(self.lock)
        self.sleep.listen()

    def _dress(self) -> None:
        choose_language(self.prefs.language)
        style.apply(self._app, dark=self.prefs.dark, size=self.prefs.size)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.prefs.language}", folder):
            self._app.installTranslator(self._translator)

    # --- opening ----------------------------------------------------------------------------------------------------

    def show_unlock(self, book: Path | None, frame: QWidget | None = None, *, locked: bool = False) -> None:
        """The first window, in the frame that stands already.  The heavy libraries are imported behind it."""
        self.unlock = Unlock(book, locked=locked)
        if frame is not None:
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(self.unlock)
            frame.setWindowTitle(self.unlock.windowTitle())
        self.unlock.asked.connect(self.open_book)
        self.unlock.create_asked.connect(self.create_book)
        self.unlock.practice_asked.connect(self.practise)
        self.unlock.stop_asked.connect(self._lane.cancel)
        self.unlock.restore_asked.connect(self.restore)
        self.unlock.show()
        QTimer.singleShot(0, lambda: self._lane.run(lambda _progress: book_work.prepare(book), self._wait, _unprepared))

    def _wait(self, seconds: int) -> None:
        if seconds and self.unlock is not None:
            self.unlock.wait(seconds)

    def open_book(self, path: Path, passphrase: str) -> None:
        """Open a book on the lane: deriving the key takes its time.  Code `book.window`."""
        ours = self.session is not None and self.session.book.path == path
        if not ours and call_first(path):
            self._refused(Refusal("book.window", _second_words(path)))
            return
        if self.session is not None and self.session.book.path == path:
            self._lane.run(lambda _progress: book_work.prove_passphrase(path, passphrase), self._proved, self._refused)
        else:
            self._lane.run(lambda _progress: book_work.open_book(path, passphrase), self._opened, self._refused)

    def create_book(self, path: Path, facts: dict[str, Any]) -> None:
        """Make a book on the lane."""
        self._lane.run(lambda _progress: book_work.create_book(path, facts), self._created, self._refused)

    def restore(self, backup: Path, place: Path, passphrase: str) -> None:
        """Put a backup back on the lane; the book is opened by its passphrase afterwards, as any other."""
        self._lane.run(
            lambda _progress: book_work.restore_backup(backup, place, passphrase), self._restored, self._refused
        )

    def _restored(self, book: Path) -> None:
        if self.unlock is not None:
            self.unlock.restored(book)

    def practise(self) -> None:
        """Open the practice data, made at the first time."""
        job = self._lane.run(book_work.practise, self._opened, self._not_practised)
        if self.unlock is not None:
            self.unlock.make()
            job.progressed.connect(self.unlock.making.show_progress)

    def _not_practised(self, error: Exception) -> None:
        if self.unlock is not None:
            self.unlock.made(_("Stopped. No practice data were made, and nothing was left behind."))
        if not isinstance(error, Cancelled):
            self._refused(error)

    def _created(self, book: Any) -> None:
        from fupin_desktop.ui.window.first_steps import FirstSteps

        self._opened(book)
        steps = FirstSteps(self.session, self.shell)
        steps.go.connect(self.shell.go)
        self.shell.show_dialog(steps)

    def _opened(self, book: Any) -> None:
        from fupin_desktop.ui.frame.session import Session

        self._drop()
        if not book.identity.practice:
            self.prefs.book = str(book.path)
            self.prefs.save()
        self.session = Session(book)
        self._listener = Listener(book.path, self)
        self._listener.called.connect(self._come)
        self._show_shell()
        self._put_unlock_away()
        self._go_back()
        self.shell.greet()

    def _go_back(self) -> None:
        left, self._left = self._left, None
        if left is None or left.path != self.session.book.path:
            return
        self.shell.setGeometry(left.geometry)
        if left.user == self.session.book.user:
            self.shell.back_to(left.where)
        if left.worked:
            self.shell.tell(_("The work that was running when the window was locked has ended."))

    def _proved(self, user: str) -> None:
        """Somebody is back while work still runs: the same window is shown again."""
        if self.session is None:
            # It ended just now: the field still holds what was typed
            assert self.unlock is not None
            self.unlock.again()
        elif user != self.session.book.user:
            message = _("Work of {user} is still running. Wait until it has ended; nothing is lost.")
            self._refused(Refusal("book.working", message.format(user=self.session.book.user)))
        else:
            self._left = None
            self.shell.show()
            self._put_unlock_away()
            self.session.unlock()

    def _put_unlock_away(self) -> None:
        _put_away(self.unlock.window() if self.unlock is not None else None)
        self.unlock = None

    def _show_shell(self) -> None:
        from fupin_desktop.ui.window.shell import Shell

        self.shell = Shell(self.session, self.prefs)
        self.shell.dressed.connect(self._redress)
        self.shell.locked.connect(self.lock)
        self.shell.rekey_asked.connect(self.rekey)
        self.shell.clear_asked.connect(self.clear)
        collect_all()
        self.shell.show()

    def _refused(self, error: Exception) -> None:
        told = error if isinstance(error, Refusal) else of_system(error)
        if told is None:
            faults.show(error)
        elif self.unlock is not None:
            self.unlock.refuse(told.message, seconds=int(str(told.where.get("seconds", 0))))

    def _tell(self, text: str) -> None:
        if self.unlock is not None:
            self.unlock.tell(text)
        elif self.shell is not None:
            self.shell.tell(text, "bad")

    def _redress(self, prefs: Prefs) -> None:
        prefs.save()
        self.vigil.set_minutes(prefs.lock_minutes)
        self._dress()
        # The page that asked is part of what is made anew: let its signal end first
        QTimer.singleShot(0, self.shell.build)

    # --- locking ----------------------------------------------------------------------------------------------------

    def lock(self) -> None:
        """Blank the window at once; the book is closed, and its key gone, when what runs has ended."""
        if self.session is None or self.session.locked:
            return
        book, lane = self.session.book, self.session.lane
        self._left = _Left(book.path, book.user, self.shell.where(), self.shell.geometry(), not lane.idle)
        self.show_unlock(book.path, locked=True)
        assert self.unlock is not None
        self.unlock.setGeometry(self._left.geometry)
        self.shell.blank()
        self.session.lock()
        collect_all()  # nobody waits for a window that is hidden
        lane.busy.connect(self._drop_when_idle)
        self._drop_when_idle(on=False)

    def rekey(self, passphrase: str) -> None:
        """Give the book a new key: the window is locked meanwhile, and opens again by itself."""
        path = self.session.book.path
        self._after = partial(self._rekey, path, passphrase)
        self.lock()
        if self.unlock is not None:
            self.unlock.tell(_("Writing the book under a new key…"))

    def _rekey(self, path: Path, passphrase: str) -> None:
        def opened(found: tuple[Any, list[str]]) -> None:
            self._opened(found[0])
            self.shell.tell(_rekey_words(found[1]), "good")

        self._lane.run(
            lambda _progress: (book_work.rekey_book(path, passphrase), book_work.open_book(path, passphrase))[::-1],
            opened,
            self._refused,
        )

    def clear(self, name: str, passphrase: str, protocol: Path) -> None:
        """Remove the book from this computer: the window is locked first, and then there is no book to open."""
        path = self.session.book.path
        self._after = partial(self._clear, path, name, passphrase, protocol)
        self.lock()
        if self.unlock is not None:
            self.unlock.tell(_("Clearing this laptop…"))

    def _clear(self, path: Path, name: str, passphrase: str, protocol: Path) -> None:
        self._lane.run(
            lambda _progress: book_work.clear_book(path, name, passphrase, protocol), self._cleared, self._refused
        )

    def _cleared(self, done: Any) -> None:
        self._left = None
        self.prefs.book = ""
        self.prefs.save()
        if self.unlock is not None:
            self.unlock.set_book(None)
            self.unlock.tell(_clear_words(done))

    def _drop_when_idle(self, on: bool) -> None:
        del on
        # Asked again from the event loop: the end of one piece of work may begin the next
        QTimer.singleShot(0, self, self._drop_if_idle)

    def _drop_if_idle(self) -> None:
        if self.session is not None and self.session.locked and self.session.lane.idle:
            missed = list(self.session.missed)
            self._drop()
            after, self._after = self._after, None
            if after is not None:
                after()
            if missed and self.unlock is not None:
                self.unlock.tell("  ".join(missed))

    def _drop(self) -> None:
        if self.session is not None:
            self._quiet()
            # Now, not later: a list that still lives would fetch its next rows and open the closed book again
            delete(self.shell)
            self.session.close()
            self.shell = self.session = None

    def _come(self) -> None:
        """A second window on this book was asked for: this one is shown instead."""
        window = self.unlock.window() if self.unlock is not None else self.shell
        if window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _quiet(self) -> None:
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _clock_jumped(self, seconds: int) -> None:
        if self.session is not None and not self.session.locked:
            book = self.session.book
            self.session.run(lambda _progress: book.note("clock.jump", f"{seconds} s"), lambda _none: None)

    def close(self) -> None:
        """Let work end and close what is open."""
        self.vigil.stop()
        self.faults.remove()
        self._lane.cancel()  # practice data nobody waits for any more
        self._lane.drain()
        self._quiet()
        if self.session is not None:
            self.session.close()


def _second_words(path: Path) -> str:
    return _("“{name}” is open in another window already. That window was brought to the front; go on there.").format(
        name=path.name
    )


def _clear_words(done: Any) -> str:
    if done.left:
        text = _("Nothing opens the book any more. These files of it could not be removed: {names}")
        return text.format(names="、".join(done.left))
    return _("This laptop is cleared. The protocol lies in “{name}”.").format(name=done.protocol.name)


def _rekey_words(dropped: list[str]) -> str:
    if not dropped:
        return _("The book has a new key.")
    return _("The book has a new key. To be added or made again: {names}").format(names="、".join(dropped))


def _unprepared(error: Exception) -> None:
    # A refusal, or a library that is not there, is told when it is needed
    if not isinstance(error, Refusal | ImportError | Cancelled):
        faults.show(error)


def _put_away(window: QWidget | None) -> None:
    if window is not None:
        window.close()
        window.deleteLater()
