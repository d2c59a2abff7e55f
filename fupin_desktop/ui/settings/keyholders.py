"""Who can open this book: passphrases of a shared laptop and the recovery sheet; a card of the settings."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.forms.pages.sheet_of_recovery import Rehearsal, make_sheet
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, frame, label, row
from fupin_desktop.ui.widgets.passphrase import NewPassphrase, PassphraseField


class NewUser(QDialog):
    """A name and a passphrase of its own."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.setWindowTitle(_("Add a user"))
        self.setMinimumWidth(440)
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name"))
        self.words = NewPassphrase()
        self.add_button = button(_("&Add"), self.add, kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        acts = row(self.close_button, None, self.add_button)
        self.setLayout(column(label(_("Name"), "label"), self.name, self.words, acts, margin=2 * GRID))

    def add(self) -> None:
        """Add, or say what does not fit.  Code `user.name`."""
        name, book = self.name.text().strip(), self._session.book
        try:
            if not name:
                raise Refusal("user.name", _("A name is needed: it stands beside everything this person writes."))
            words = self.words.value()
        except Refusal as refusal:
            self.words.say(refusal.message, "bad")
            return
        self._session.run(lambda _progress: book.add_user(name, words), self._added, self._failed)

    def _added(self, _none: object) -> None:
        self._session.said.emit(_("Saved."))
        self._session.changed.emit()
        self.close()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Refusal):
            self.words.say(error.message, "bad")
        else:
            self._session.fail(error)


class NewKey(QDialog):
    """Says precisely what a new key does, and asks for the passphrase that stays."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("New key"))
        self.setMinimumWidth(480)
        text = _("The book is written anew under a new key, after a backup. Only your passphrase stays: other users "
                 "are added again, the recovery sheet is made again. Backups from before still open with the old "
                 "passphrases. Do this when somebody who knew a passphrase has left.")  # fmt: skip
        self.field = PassphraseField(_("Your passphrase"))
        self.key_button = button(_("&New key"), self._ask, icon="lock", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        acts = row(self.close_button, None, self.key_button)
        named = column(label(_("Your passphrase"), "label"), self.field, gap=2)
        self.setLayout(column(label(text, wrap=True), named, acts, margin=2 * GRID, gap=2 * GRID))
        self.field.returnPressed.connect(self._ask)

    def _ask(self) -> None:
        if words := self.field.text():
            self.close()
            self.asked.emit(words)


class Keyholders(QWidget):
    """The card: users, the sheet, the key, and their buttons.  A new key is given by whoever holds the book."""

    rekey_asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.users = QComboBox()
        self.users.setAccessibleName(_("Users"))
        self.users.setMinimumWidth(160)
        self.sheet = label("", "small", wrap=True)
        self.add_button = button(_("Add a &user…"), lambda: NewUser(session, self).open(), icon="add")
        self.remove_button = button(_("Re&move"), self.remove)
        self.sheet_button = button(_("New reco&very sheet…"), self.make_sheet, icon="print")
        self.rehearse_button = button(_("Re&hearse…"), self._rehearse, icon="check")
        self.key_button = button(_("New &key…"), self._ask_key, icon="lock")
        inner = column(
            label(_("Who can open this book"), "heading"),
            row(self.users, self.add_button, self.remove_button, None),
            self.sheet,
            row(self.sheet_button, self.rehearse_button, self.key_button, None),
            margin=2 * GRID,
        )
        self.setLayout(column(frame(inner)))
        self.refresh()

    def refresh(self) -> None:
        """Read the key file again."""
        keys = self._session.book.key_file
        self.users.clear()
        self.users.addItems(keys.users)
        self.remove_button.setEnabled(len(keys.users) > 1)
        self.rehearse_button.setEnabled(keys.sheet is not None)
        told = _("Recovery sheet of {day}. Rehearse it twice a year.")
        none = _("No recovery sheet yet: if the passphrase is lost, nobody can open this book.")
        self.sheet.setText(told.format(day=keys.sheet.made) if keys.sheet else none)

    def remove(self) -> None:
        """Take the chosen user's passphrase away."""
        book, user = self._session.book, self.users.currentText()
        self._session.run(lambda _progress: book.remove_user(user), partial(self._removed, user))

    def _removed(self, user: str, _none: object) -> None:
        told = _("{user} can no longer open this book. Give it a new key as well, if {user} knew another passphrase.")
        self._session.said.emit(told.format(user=user))
        self._session.changed.emit()

    def make_sheet(self) -> None:
        """A new sheet."""
        make_sheet(self._session, self)

    def _ask_key(self) -> None:
        dialog = NewKey(self)
        dialog.asked.connect(self.rekey_asked)
        dialog.open()

    def _rehearse(self) -> None:
        Rehearsal(self._session, self).open()
