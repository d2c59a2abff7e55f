"""Making and rehearsing the recovery sheet in the window; the secret is never on a disk unless a person saves it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.paper.office.recovery import recovery_sheet
from fupin_desktop.paper.write import render
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.book.recovering import new_sheet, rehearse
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.frame.told import Told
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


def make_sheet(session: Session, parent: QWidget) -> None:
    """Make a new sheet, which voids an earlier one, and show it to be printed."""
    book = session.book
    session.run(lambda _progress: _sheet(book), lambda pdf: _show(session, pdf, parent))


def _sheet(book: Book) -> bytes:
    return render(recovery_sheet(**vars(new_sheet(book))))[0]


def _show(session: Session, pdf: bytes, parent: QWidget) -> None:
    PaperDialog(session, _("Recovery sheet"), pdf, parent).open()
    session.changed.emit()


class Rehearsal(QDialog):
    """Type the code from the sheet: proves that the paper in the safe still opens this book."""

    proved = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.setWindowTitle(_("Rehearse the recovery"))
        self.setMinimumWidth(480)
        self.code = QLineEdit()
        self.code.setAccessibleName(_("Code"))
        self.code.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.words = Told(session, _("Type the 28 signs of the sheet. Blanks and small letters do not matter."))
        self.prove_button = button(_("&Rehearse"), self.prove, icon="check", kind="primary")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        acts = row(self.close_button, None, self.prove_button)
        self.setLayout(column(label(_("Code"), "label"), self.code, self.words, acts, margin=2 * GRID))
        self.code.returnPressed.connect(self.prove)

    def prove(self) -> None:
        """Open the book with the sheet alone."""
        path, typed = self._session.book.path, self.code.text()
        self.prove_button.setEnabled(False)
        self._session.run(lambda _progress: rehearse(path, typed), self._proved, self._failed)

    def _proved(self, made: str) -> None:
        self.prove_button.setEnabled(True)
        self.words.say(_("The sheet of {day} opens this book. Put it back into its envelope.").format(day=made), "good")
        self.proved.emit()

    def _failed(self, error: Exception) -> None:
        self.prove_button.setEnabled(True)
        self.words.fail(error)
