"""The first window: open a book with its passphrase, or make a new one."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_file
from fupin_desktop.ui.frame.watch.keys import keys
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row
from fupin_desktop.ui.widgets.passphrase import PassphraseField
from fupin_desktop.ui.window.creating import Creating
from fupin_desktop.ui.window.making import Making
from fupin_desktop.ui.window.restoring import Restoring

_WIDTH = 440


class Unlock(QWidget):
    """Asks for the passphrase.  Opening itself is done by whoever listens to `asked`; this window opens no book."""

    asked = Signal(object, str)
    create_asked = Signal(object, object)
    practice_asked = Signal()
    stop_asked = Signal()
    restore_asked = Signal(object, object, str)

    def __init__(self, book: Path | None, *, locked: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        keys()  # Enter and the wheel do here what they do everywhere
        self._clock, self._until, self._message = clock, 0.0, ""
        self.book, self._locked = book, locked
        self.setWindowTitle(_("Village Poverty-Relief Desk"))
        self.resize(960, 560)
        self.field = PassphraseField(_("Passphrase"))
        self.field.setPlaceholderText(_("Passphrase"))
        self.open_button = button(_("&Open"), self._ask, icon="lock", kind="primary")
        self.choose_button = button(_("Choose &another book…"), self._choose, kind="flat")
        self.create_button = button(_("&New book…"), self._new, kind="flat")
        self.restore_button = button(_("Put a &backup back…"), self._restore, kind="flat")
        self.practice_button = button(_("&Practice data"), self.practice_asked.emit, kind="flat")
        self.making = Making()
        self.making.stop_asked.connect(self.stop_asked)
        self.place = label("", "small", wrap=True)
        self.words = label(" ", "small", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._front())
        self.creating = Creating()
        self.creating.asked.connect(self.create_asked)
        self.creating.left.connect(lambda: self.stack.setCurrentIndex(0))
        self.stack.addWidget(self.creating)
        self.restoring = Restoring()
        self.restoring.asked.connect(self.restore_asked)
        self.restoring.left.connect(lambda: self.stack.setCurrentIndex(0))
        self.stack.addWidget(self.restoring)
        QVBoxLayout(self).addWidget(self.stack)
        self.field.returnPressed.connect(self._ask)
        self.field.caps.connect(self._tell_caps)
        self._timer = QTimer(self, interval=250)
        self._timer.timeout.connect(self._tick)
        self.set_book(book)

    def _front(self) -> QWidget:
        title = label(_("Locked") if self._locked else _("Village Poverty-Relief Desk"), "title")
        inner = QWidget()
        inner.setLayout(
            column(
                title,
                self.place,
                self.field,
                self.words,
                self.making,
                self.open_button,
                row(self.choose_button, None, self.create_button),
                row(self.restore_button, None, self.practice_button),
                gap=2 * GRID,
            )
        )
        inner.ensurePolished()
        inner.setFixedWidth(max(_WIDTH, inner.sizeHint().width()))  # large letters need more
        front = QWidget()
        front.setLayout(column(None, row(None, inner, None), None))
        return front

    def set_book(self, book: Path | None) -> None:
        """Which book is meant."""
        self.book = book
        self.place.setText(
            _("Book: {name}").format(name=book.name) if book else _("No book is chosen yet. Choose one, or make one.")
        )
        self.place.setToolTip(str(book or ""))
        self.open_button.setEnabled(book is not None)
        self.field.setEnabled(book is not None)
        (self.field if book is not None else self.create_button).setFocus()

    def _ask(self) -> None:
        if self.book is not None and self.open_button.isEnabled() and self.field.text():
            self.open_button.setEnabled(False)
            self._say(_("Opening…"))
            self.asked.emit(self.book, self.field.text())

    def again(self) -> None:
        """Ask once more with what was typed."""
        self.open_button.setEnabled(True)
        self._ask()

    def refuse(self, message: str, *, seconds: int = 0) -> None:
        """Tell why the book did not open, and how long to wait before the next try."""
        self._say(message, "bad")
        self.creating.say(message)
        self.restoring.refuse(message)
        self.open_button.setEnabled(self.book is not None)
        self.field.selectAll()
        self.field.setFocus()
        if seconds:
            self.wait(seconds, message)

    def wait(self, seconds: int, message: str = "") -> None:
        """Count down; wrong passphrases before this window stood count too."""
        self._until, self._message = self._clock() + seconds, message
        self._timer.start()
        self._tick()

    def _tick(self) -> None:
        left = int(self._until - self._clock() + 0.99)
        self.open_button.setEnabled(left <= 0 and self.book is not None)
        if left > 0:
            again = _("Try again in {seconds} s.").format(seconds=left)
            self._say(f"{self._message} {again}".strip(), "bad")
        else:
            self._say(self._message or " ", "bad")
            self._timer.stop()

    def tell(self, text: str) -> None:
        """Something to know before opening."""
        self._say(text)

    def make(self) -> None:
        """The practice data are made: how far they have come is shown, nothing else can be asked meanwhile."""
        self._lock_buttons(True)
        self.making.begin()
        self._say(_("Getting the practice data ready…"))

    def made(self, text: str = "") -> None:
        """They are made, were stopped or refused."""
        self._lock_buttons(False)
        self.making.hide()
        self._say(text or " ")

    def _lock_buttons(self, locked: bool) -> None:
        for one in (self.choose_button, self.create_button, self.restore_button, self.practice_button):
            one.setEnabled(not locked)
        for mine in (self.field, self.open_button):
            mine.setEnabled(not locked and self.book is not None)

    def _tell_caps(self, on: bool) -> None:
        self._say(_("Caps Lock is on.") if on else " ", "warn" if on else "")

    def _say(self, text: str, tone: str = "") -> None:
        self.words.setText(text)
        retone(self.words, tone)

    def _choose(self) -> None:
        chosen = ask_file(self, _("Choose a book"), _("Books (*.book);;All files (*)"), Purpose.BOOK)
        if chosen is not None:
            self.set_book(chosen)

    def _restore(self) -> None:
        self.stack.setCurrentWidget(self.restoring)
        self.restoring.begin()

    def restored(self, book: Path) -> None:
        """A backup was put back: it is the book that is meant now."""
        self.restoring.restore_button.setEnabled(True)
        self.restoring.field.clear()
        self.stack.setCurrentIndex(0)
        self.set_book(book)
        text = _(
            "Put back as “{name}”. Open it with its passphrase. It goes on as a new laptop, which the office confirms"
            " by telephone; the office's next bundle brings back what was delivered after the backup."
        )
        self._say(text.format(name=book.name), "good")

    def _new(self) -> None:
        self.stack.setCurrentIndex(1)
        self.creating.begin()
