"""The form for a new book: for whom, where, and its passphrase typed twice."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.parts import GRID, button, column, label, retone, row


class Creating(QWidget):
    """`asked` gives the place and what `Book.create` needs."""

    asked = Signal(object, object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.role = QComboBox()
        for code, text in (("village", _("Village")), ("township", _("Township office")), ("county", _("County"))):
            self.role.addItem(text, code)
        self.name, self.division, self.user = QLineEdit(), QLineEdit(), QLineEdit()
        self.first, self.second = QLineEdit(), QLineEdit()
        for field in (self.first, self.second):
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.words = label(" ", "small", wrap=True)
        self.create_button = button(_("&Create book"), self._ask, kind="primary")
        self.back_button = button(_("&Back"), self.left.emit, kind="flat")
        inner = QWidget()
        inner.setFixedWidth(480)
        inner.setLayout(column(label(_("New book"), "title"), *self._fields(), self.words, self._buttons()))
        self.setLayout(column(None, row(None, inner, None), None))

    def _fields(self) -> list[QWidget]:
        pairs = [
            (_("For"), self.role),
            (_("Name of the place"), self.name),
            (_("Division code (village 12 digits, township 9, county 6)"), self.division),
            (_("Your name"), self.user),
            (_("Passphrase, at least 12 characters"), self.first),
            (_("Passphrase once more"), self.second),
        ]
        made: list[QWidget] = []
        for text, field in pairs:
            field.setAccessibleName(text)
            words = label(text, "label")
            pair = QWidget()
            pair.setLayout(column(words, field, gap=2))
            made.append(pair)
        return made

    def _buttons(self) -> QWidget:
        line = QWidget()
        line.setLayout(row(self.back_button, None, self.create_button, gap=GRID))
        return line

    def begin(self) -> None:
        """Start with the first field."""
        self.role.setFocus()

    def say(self, text: str) -> None:
        """Tell what does not fit."""
        self.words.setText(text)
        retone(self.words, "bad")

    def _ask(self) -> None:
        if self.first.text() != self.second.text():
            self.say(_("The two passphrases are not the same. Type them again."))
            return
        name, _kind = QFileDialog.getSaveFileName(self, _("Where the book goes"), f"{self.name.text()}.book")
        if name:
            self.ask_at(Path(name))

    def ask_at(self, place: Path) -> None:
        """Ask for a book at this place."""
        facts = {
            "role": self.role.currentData(),
            "name": self.name.text().strip(),
            "division": self.division.text().strip(),
            "user": self.user.text().strip(),
            "passphrase": self.first.text(),
        }
        self.asked.emit(place, facts)
