"""Which window stands: unlock first, then the shell with the book that was opened, then unlock again after locking."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QLibraryInfo, QObject, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import choose_language
from fupin_desktop.ui import style
from fupin_desktop.ui.prefs import Prefs
from fupin_desktop.ui.unlock import Unlock
from fupin_desktop.ui.worker import Lane


class Desk(QObject):
    """Which window is shown: unlock, then the shell, then unlock again after locking."""

    def __init__(self, app: QApplication, prefs: Prefs) -> None:
        super().__init__()
        self._app, self.prefs = app, prefs
        self._lane = Lane(self)
        self._translator: QTranslator | None = None
        self.session: Any = None
        self.shell: Any = None
        self.unlock: Unlock | None = None
        self._dress()

    def _dress(self) -> None:
        choose_language(self.prefs.language)
        style.apply(self._app, dark=self.prefs.dark, size=self.prefs.size)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
        self._translator = QTranslator(self)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self._translator.load(f"qtbase_{self.prefs.language}", folder):
            self._app.installTranslator(self._translator)

    def show_unlock(self, book: Path | None, frame: QWidget | None = None) -> None:
        """The first window, in the frame that stands already.  The heavy libraries are imported behind it."""
        self.unlock = Unlock(book)
        if frame is not None:
            inside = QVBoxLayout(frame)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.addWidget(self.unlock)
            frame.setWindowTitle(self.unlock.windowTitle())
        self.unlock.asked.connect(self.open_book)
        self.unlock.create_asked.connect(self.create_book)
        self.unlock.show()
        QTimer.singleShot(0, lambda: self._lane.run(lambda _progress: _import_heavy(), lambda _none: None, _ignore))

    def open_book(self, path: Path, passphrase: str) -> None:
        """Open a book on the lane: deriving the key takes its time."""
        self._lane.run(lambda _progress: _open(path, passphrase), self._opened, self._refused)

    def create_book(self, path: Path, facts: dict[str, Any]) -> None:
        """Make a book on the lane."""
        self._lane.run(lambda _progress: _create(path, facts), self._opened, self._refused)

    def _opened(self, book: Any) -> None:
        from fupin_desktop.ui.session import Session

        self.prefs.book = str(book.path)
        self.prefs.save()
        self.session = Session(book)
        self._show_shell()
        _put_away(self.unlock.window() if self.unlock is not None else None)
        self.unlock = None

    def _show_shell(self) -> None:
        from fupin_desktop.ui.shell import Shell

        self.shell = Shell(self.session, self.prefs)
        self.shell.dressed.connect(self._redress)
        self.shell.locked.connect(self.lock)
        self.shell.show()

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            raise error
        if self.unlock is not None:
            self.unlock.refuse(error.message, wrong=error.code == "passphrase.wrong")

    def _redress(self, prefs: Prefs) -> None:
        prefs.save()
        self._dress()
        # The page that asked is part of what is made anew: let its signal end first
        QTimer.singleShot(0, self.shell.build)

    def lock(self) -> None:
        """Close the book and ask for the passphrase again."""
        path = self.session.book.path
        _put_away(self.shell)
        self.session.close()
        self.shell = self.session = None
        self.show_unlock(path)

    def close(self) -> None:
        """Let work end and close what is open."""
        self._lane.drain()
        if self.session is not None:
            self.session.close()


def _open(path: Path, passphrase: str) -> Any:
    from fupin_desktop.store.book import Book
    from fupin_desktop.store.search import index_all

    book = Book.open(path, passphrase)
    with book.transaction() as connection:
        index_all(connection)
    return book


def _create(path: Path, facts: dict[str, Any]) -> Any:
    from fupin_desktop.store.book import Book

    return Book.create(path, **facts)


def _import_heavy() -> None:
    import fupin_desktop.store.book
    import fupin_desktop.ui.shell  # noqa: F401  # loaded while the person types


def _ignore(_error: Exception) -> None:
    # What cannot be imported now is told when it is needed
    return


def _put_away(window: QWidget | None) -> None:
    if window is not None:
        window.close()
        window.deleteLater()
