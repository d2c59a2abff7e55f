"""One window for each book on this machine: a second one asks the first to come to the front, and says so (F41).

Who holds a book in a window listens under a name made of the book's place; nothing but `come` is ever said there.  A
listener that was killed leaves a name on which nobody answers, which the next window takes over.
"""

import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 500
_COME = b"come\n"


def name_of(book: Path) -> str:
    """The name under which a book's window listens: of this user alone, telling nothing of the place."""
    return f"fupin-{hashlib.sha256(str(book.resolve()).encode()).hexdigest()[:32]}"


def call_first(book: Path) -> bool:
    """Ask the window that has this book open to come to the front; False when there is none."""
    socket = QLocalSocket()
    socket.connectToServer(name_of(book))
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(_COME)
    socket.waitForBytesWritten(_WAIT_MS)
    socket.disconnectFromServer()
    return True


class Listener(QObject):
    """Listens for second windows on one book; `called` asks the first one to come to the front."""

    called = Signal()

    def __init__(self, book: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        if not self._server.listen(name_of(book)):
            QLocalServer.removeServer(name_of(book))  # of a process that was killed: nobody answered there
            self._server.listen(name_of(book))

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            self.called.emit()

    def close(self) -> None:
        """Listen no longer."""
        self._server.close()
