"""The keeper: a backup beside the book after every half hour in which something changed (safety.md)."""

from PySide6.QtCore import QObject, QTimer

from fupin_desktop.store.book.copies.backup import safeguard
from fupin_desktop.ui.frame.session import Session

_EVERY_MS = 30 * 60 * 1000


class Keeper(QObject):
    """Watches a session for changes."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.changed = session, False
        session.changed.connect(self._note)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.keep)
        self._timer.start()

    def _note(self) -> None:
        self.changed = True

    def keep(self) -> None:
        """A backup now, when there is something new to keep."""
        if self.changed and not self._session.locked:
            self.changed = False
            book = self._session.book
            self._session.run(lambda _progress: safeguard(book), lambda _file: None)
