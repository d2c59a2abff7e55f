"""Putting a backup back from the first window (恢复备份): which one, with which passphrase, where to."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from fupin_desktop.files import data_folder
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_file, ask_new_file
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row
from fupin_desktop.ui.widgets.passphrase import PassphraseField

_WIDTH = 480


class Restoring(QWidget):
    """`asked` gives the backup, the place and the passphrase; nothing is read or written here."""

    asked = Signal(object, object, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.backup, self.place = QLineEdit(), QLineEdit()
        self.field = PassphraseField(_("Passphrase"))
        self.choose_button = button(_("C&hoose…"), self._choose)
        self.where_button = button(_("Whe&re…"), self._where)
        self.words = label(" ", "small", wrap=True)
        self.back_button = button(_("&Back"), self.left.emit, kind="flat")
        self.restore_button = button(_("&Put it back"), self.ask, icon="back", kind="primary")
        told = _("A passphrase of that backup, so that it is checked whole before it takes its place")
        inner = QWidget()
        inner.setFixedWidth(_WIDTH)
        inner.setLayout(
            column(
                label(_("Put a backup back"), "title"),
                row(_named(_("Backup to put back"), self.backup), column(None, self.choose_button)),
                row(_named(_("Where the restored book goes"), self.place), column(None, self.where_button)),
                label(told, "label", wrap=True),
                self.field,
                self.words,
                row(self.back_button, None, self.restore_button),
                gap=GRID,
            )
        )
        self.setLayout(column(None, row(None, inner, None), None))
        self.field.returnPressed.connect(self.ask)

    def begin(self) -> None:
        """Start with choosing the backup."""
        self.say(" ")
        self.choose_button.setFocus()

    def say(self, text: str, tone: str = "bad") -> None:
        """Tell what does not fit, or what happens."""
        self.words.setText(text)
        retone(self.words, tone)

    def _choose(self) -> None:
        chosen = ask_file(self, _("Backup to put back"), _("Backups (*.book);;All files (*)"), Purpose.COPY)
        if chosen is not None:
            self.take(chosen)

    def take(self, backup: Path) -> None:
        """This backup; a place that is free is proposed."""
        self.backup.setText(str(backup))
        self.place.setText(str(_free(data_folder() / backup.name)))
        self.field.setFocus()

    def _where(self) -> None:
        name = Path(self.place.text()).name or "fupin.book"
        kinds = _("Books (*.book);;All files (*)")
        chosen = ask_new_file(self, _("Where the restored book goes"), name, kinds, Purpose.BOOK)
        if chosen is not None:
            self.place.setText(str(chosen))

    def ask(self) -> None:
        """Ask for it, or say what is missing."""
        backup, place, words = self.backup.text().strip(), self.place.text().strip(), self.field.text()
        if not backup:
            self._miss(self.backup, _("Choose the backup first."))
        elif not place:
            self._miss(self.place, _("Choose where the book goes."))
        elif not words:
            self._miss(self.field, _("Without a passphrase the pages of the backup are not checked before it is put "
                                     "back. Type one, or the recovery code."))  # fmt: skip
        else:
            self.say(_("Checking and putting back…"), "")
            self.restore_button.setEnabled(False)
            self.asked.emit(Path(backup).expanduser(), Path(place).expanduser(), words)

    def refuse(self, message: str) -> None:
        """Tell why it was not put back."""
        self.restore_button.setEnabled(True)
        self.say(message)
        self.field.setFocus()

    def _miss(self, field: QLineEdit, text: str) -> None:
        self.say(text)
        field.setFocus()


def _free(place: Path) -> Path:
    """A name beside `place` that no file has."""
    names = (place, *(place.with_name(f"{place.stem}-{n}{place.suffix}") for n in range(2, 1000)))
    return next(one for one in names if not one.exists())


def _named(text: str, field: QWidget) -> QWidget:
    field.setAccessibleName(text)
    made = QWidget()
    made.setLayout(column(label(text, "label"), field, gap=2))
    return made
