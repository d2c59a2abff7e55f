"""The first window: open a book with its passphrase, or make a new one."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.creating import Creating
from fupin_desktop.ui.icons import icon
from fupin_desktop.ui.parts import GRID, button, column, label, retone, row

_DELAYS = (0, 1, 2, 4, 8, 16, 32, 60)  # seconds after each wrong passphrase, as safety.md says
_WIDTH = 440


class PassphraseField(QLineEdit):
    """Input method off, an eye, and a word when Caps seems to be on."""

    caps = Signal(bool)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        # A half-composed pinyin is no passphrase: what is typed is what counts
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._eye = self.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setToolTip(_("Show or hide the passphrase"))
        self._eye.triggered.connect(self._turn)

    def _turn(self) -> None:
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if hidden else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if hidden else "eye"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Capital letters without Shift mean Caps."""
        text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if text.isalpha():
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class Unlock(QWidget):
    """Asks for the passphrase.  Opening itself is done by whoever listens to `asked`; this window opens no book."""

    asked = Signal(object, str)
    create_asked = Signal(object, object)

    def __init__(self, book: Path | None, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock, self._wrong, self._until = clock, 0, 0.0
        self.book = book
        self.setWindowTitle(_("Village Poverty-Relief Desk"))
        self.resize(960, 560)
        self.field = PassphraseField(_("Passphrase"))
        self.field.setPlaceholderText(_("Passphrase"))
        self.open_button = button(_("&Open"), self._ask, icon="lock", kind="primary")
        self.choose_button = button(_("Choose &another book…"), self._choose, kind="flat")
        self.create_button = button(_("&New book…"), self._new, kind="flat")
        self.place = label("", "small", wrap=True)
        self.words = label(" ", "small", wrap=True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._front())
        self.creating = Creating()
        self.creating.asked.connect(self.create_asked)
        self.creating.left.connect(lambda: self.stack.setCurrentIndex(0))
        self.stack.addWidget(self.creating)
        QVBoxLayout(self).addWidget(self.stack)
        self.field.returnPressed.connect(self._ask)
        self.field.caps.connect(self._tell_caps)
        self._timer = QTimer(self, interval=250)
        self._timer.timeout.connect(self._tick)
        self.set_book(book)

    def _front(self) -> QWidget:
        title = label(_("Village Poverty-Relief Desk"), "title")
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        inner.setLayout(
            column(
                title,
                self.place,
                self.field,
                self.words,
                self.open_button,
                row(self.choose_button, None, self.create_button),
                gap=2 * GRID,
            )
        )
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
        self.field.setFocus()

    def _ask(self) -> None:
        if self.book is not None and self.open_button.isEnabled() and self.field.text():
            self.open_button.setEnabled(False)
            self._say(_("Opening…"))
            self.asked.emit(self.book, self.field.text())

    def refuse(self, message: str, *, wrong: bool) -> None:
        """Tell why the book did not open; a wrong passphrase waits a little longer each time."""
        self._say(message, "bad")
        self.creating.say(message)
        self.open_button.setEnabled(True)
        self.field.selectAll()
        self.field.setFocus()
        if wrong:
            self._until = self._clock() + _DELAYS[min(self._wrong, len(_DELAYS) - 1)]
            self._wrong += 1
            self._message = message
            self._timer.start()
            self._tick()

    def _tick(self) -> None:
        left = int(self._until - self._clock() + 0.99)
        self.open_button.setEnabled(left <= 0)
        if left > 0:
            self._say(f"{self._message} {_('Try again in {seconds} s.').format(seconds=left)}", "bad")
        else:
            self._say(self._message, "bad")
            self._timer.stop()

    def _tell_caps(self, on: bool) -> None:
        self._say(_("Caps Lock is on.") if on else " ", "warn" if on else "")

    def _say(self, text: str, tone: str = "") -> None:
        self.words.setText(text)
        retone(self.words, tone)

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a book"), "", _("Books (*.book);;All files (*)"))
        if name:
            self.set_book(Path(name))

    def _new(self) -> None:
        self.stack.setCurrentIndex(1)
        self.creating.begin()
