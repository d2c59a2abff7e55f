"""Typing a passphrase: input method off, an eye, a word about Caps; and choosing a new one."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.icons import icon
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row


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
        self._eye.setText(_("Show or hide the passphrase"))
        self._eye.triggered.connect(lambda: self.show_words(self.echoMode() is QLineEdit.EchoMode.Password))

    def show_words(self, on: bool) -> None:
        """Show what was typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._eye.setIcon(icon("eye-off" if on else "eye"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Capital letters without Shift mean Caps."""
        text, shift = event.text(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if text.isalpha():
            self.caps.emit(text.isupper() != shift)
        super().keyPressEvent(event)


class NewPassphrase(QWidget):
    """A new passphrase typed twice, or generated: the pinyin of five common words."""

    def __init__(self) -> None:
        super().__init__()
        self.first = PassphraseField(_("Passphrase, at least 12 characters"))
        self.second = PassphraseField(_("Passphrase once more"))
        self.make_button = button(_("&Generate one for me"), self.generate, icon="book")
        self.words = label(" ", "small", wrap=True)
        self.setLayout(
            column(
                label(_("Passphrase, at least 12 characters"), "label"),
                self.first,
                label(_("Passphrase once more"), "label"),
                self.second,
                row(self.make_button, None),
                self.words,
                gap=GRID // 2,
            )
        )
        for field in (self.first, self.second):
            field.caps.connect(lambda on: self.say(_("Caps Lock is on.") if on else " ", "warn" if on else ""))

    def generate(self) -> None:
        """Fill both fields with five words' pinyin, shown, with the words to remember it by."""
        from fupin_desktop.seal.phrases import new_passphrase

        phrase, words = new_passphrase()
        for field in (self.first, self.second):
            field.setText(phrase)
            field.show_words(True)
        self.say(_("{words} — type their pinyin, with blanks. Write it down and keep it apart.").format(words=words))

    def say(self, text: str, tone: str = "") -> None:
        """Words under the fields."""
        self.words.setText(text)
        retone(self.words, tone)

    def value(self) -> str:
        """The passphrase; refuses two that differ, and a short one.  Code `passphrase.differ`."""
        from fupin_desktop.seal.slots import check_passphrase

        if self.first.text() != self.second.text():
            raise Refusal("passphrase.differ", _("The two passphrases are not the same. Type them again."))
        check_passphrase(self.first.text())
        return self.first.text()
