"""Settings, handing over this laptop (交接与清除): the list, how far the office holds everything, and clearing."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QLineEdit, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.copies.clearing import Readiness, readiness
from fupin_desktop.ui.forms.handing_over import ask_list
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row
from fupin_desktop.ui.widgets.passphrase import PassphraseField


class ClearDialog(QDialog):
    """Says what goes and what nobody can promise; asks for the name of the book and the passphrase."""

    asked = Signal(str, str)

    def __init__(self, name: str, parent: QWidget, *, drafts: int = 0) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Clear this laptop"))
        self.setMinimumSize(560, 440)  # a long text that wraps does not ask for its height
        text = _(
            "The book, its keys, backups, photographs and drafts are removed from this computer, and nothing opens them"
            " again. The office holds everything: whoever follows joins the office and gets it back. On flash memory"
            " nobody can promise that no trace is left; what is left is encrypted, and its keys are gone. Copies on"
            " sticks stay: hand them over or destroy them."
        )
        self.name, self.field = QLineEdit(), PassphraseField(_("Your passphrase"))
        self.name.setAccessibleName(_("Name of the book"))
        self.name.setPlaceholderText(name)
        self.clear_button = button(_("C&lear…"), self._ask, kind="primary")
        self.close_button = button(_("&Cancel"), self.close, kind="flat")
        told = _("{count} forms were typed and never saved: they go with it.").format(count=drafts) if drafts else ""
        parts = [label(text, wrap=True), *([label(told, tone="warn", wrap=True)] if told else [])]
        typed = column(label(_("Type the name of the book: {name}").format(name=name), "label"), self.name, gap=2)
        words = column(label(_("Your passphrase"), "label"), self.field, gap=2)
        acts = row(self.close_button, None, self.clear_button)
        self.setLayout(column(*parts, typed, words, acts, margin=2 * GRID, gap=2 * GRID))

    def _ask(self) -> None:
        if self.name.text().strip() and self.field.text():
            name, words = self.name.text(), self.field.text()
            self.close()
            self.asked.emit(name, words)


class HandingOver(QFrame):
    """The card of a laptop; an office has none.  `clear_asked`: name, passphrase, where the protocol goes."""

    clear_asked = Signal(str, str, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.dialog: ClearDialog | None = None
        self._drafts = 0
        self.setProperty("role", "card")
        self.words = label(" ", wrap=True)
        self.list_button = button(_("Hand-&over list…"), lambda: ask_list(session, None, self), icon="print")
        self.clear_button = button(_("Cl&ear this laptop…"), self.ask)
        self.clear_button.setEnabled(False)
        how = label(
            _("When a cadre leaves: print the list, export for the office, merge its receipt. Only when the office has"
              " proved to hold every entry and photograph can this laptop be cleared. Households are given to a"
              " successor in the file of the cadre."),
            "small", wrap=True,
        )  # fmt: skip
        acts = row(self.list_button, self.clear_button, None)
        heading = label(_("Handing over this laptop"), "heading")
        self.setLayout(column(heading, self.words, acts, how, margin=2 * GRID))
        self.setVisible(not session.book.identity.is_office)
        session.changed.connect(self._changed)  # any save makes it other than it was, whatever the page shows

    def showEvent(self, event: QShowEvent) -> None:
        """Looked at: read how it stands now."""
        super().showEvent(event)
        self.refresh()

    def _changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read how far the office holds what is here."""
        book = self._session.book
        if not book.identity.is_office:
            self._session.run(lambda _progress: readiness(book), self._show, self._none)

    def _show(self, found: Readiness) -> None:
        self._drafts = found.coverage.drafts
        try:
            found.refuse()
            missing = ""
        except Refusal as refused:
            missing = refused.message if found.coverage.is_whole else ""
        self.words.setText("\n".join([*found.coverage.told, *([missing] if missing else [])]))
        is_ready = found.coverage.is_whole and not missing
        retone(self.words, "good" if is_ready else "warn")
        self.clear_button.setEnabled(is_ready and not self._session.book.read_only)

    def _none(self, error: Exception) -> None:
        if not isinstance(error, Refusal):
            self._session.fail(error)
            return
        self.words.setText(error.message)
        self.clear_button.setEnabled(False)

    def ask(self) -> None:
        """Ask for the name of the book and the passphrase, then where the protocol goes."""
        self.dialog = ClearDialog(self._session.book.identity.name, self, drafts=self._drafts)
        self.dialog.asked.connect(self._ask_place)
        self.dialog.open()

    def _ask_place(self, name: str, words: str) -> None:
        proposed = file_name(_("Protocol of clearing"), self._session.today.isoformat(), ending="txt")
        out = ask_new_file(self, _("Where the protocol goes"), proposed, _("Text (*.txt)"), Purpose.COPY)
        if out is not None:
            self.clear_to(name, words, out)

    def clear_to(self, name: str, words: str, protocol: Path) -> None:
        """Ask whoever holds the book to clear it."""
        self.clear_asked.emit(name, words, protocol)
