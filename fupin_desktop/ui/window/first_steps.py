"""The second half of the first-run guide, over the new book: recovery sheet, test page, joining an office."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QStackedWidget, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.paper.office.sample import sample_page
from fupin_desktop.paper.write import render
from fupin_desktop.ui.forms.pages.printing import PaperDialog
from fupin_desktop.ui.forms.pages.sheet_of_recovery import make_sheet
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, row


class FirstSteps(QDialog):
    """Three steps; each may be left for later, and is found again in its place.  `go` asks for a place."""

    go = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.setWindowTitle(_("First steps"))
        self.setMinimumSize(560, 320)
        self.sheet_button = button(_("New reco&very sheet…"), lambda: make_sheet(session, self), icon="print")
        self.test_button = button(_("&Test page…"), self.test_page, icon="print")
        self.join_button = button(_("Go to the &roster"), self._join, icon="settings")
        self.steps = QStackedWidget()
        for title, text, act in self._plan():
            self.steps.addWidget(_step(title, text, act))
        self.number = label("", "small")
        self.next_button = button(_("&Next"), self.next, kind="primary")
        self.later_button = button(_("&Later"), self.close, kind="flat")
        self.setLayout(column(self.steps, row(self.number, None, self.later_button, self.next_button), margin=3 * GRID))
        self._tell()

    def _plan(self) -> list[tuple[str, str, QWidget]]:
        me = self._session.book.identity
        sheet = _("If the passphrase is lost, only this sheet opens the book. Print it, seal it in an envelope, "
                  "and lock it away, not beside the laptop.")  # fmt: skip
        page = _(
            "Print the test page once: it shows whether rare characters of names and the edges of tables come out."
        )
        fingerprint = me.device.public.fingerprint
        if me.is_office:
            join = _("Your villages join with their laptops' cards: Settings, Roster. Read them this fingerprint over "
                     "the telephone:\n\n{fingerprint}")  # fmt: skip
        else:
            join = _("Write this laptop's card under Settings, Roster, and bring it to your township office. Over the "
                     "telephone the office asks for this fingerprint:\n\n{fingerprint}")  # fmt: skip
        return [
            (_("Recovery sheet"), sheet, self.sheet_button),
            (_("Printer and fonts"), page, self.test_button),
            (_("Join the office"), join.format(fingerprint=fingerprint), self.join_button),
        ]

    def next(self) -> None:
        """The next step; after the last one the guide is done."""
        at = self.steps.currentIndex() + 1
        if at == self.steps.count():
            self.close()
        else:
            self.steps.setCurrentIndex(at)
            self._tell()

    def _tell(self) -> None:
        at, count = self.steps.currentIndex() + 1, self.steps.count()
        self.number.setText(_("Step {number} of {count}").format(number=at, count=count))
        self.next_button.setText(_("&Done") if at == count else _("&Next"))
        self.next_button.setFocus()

    def _join(self) -> None:
        self.close()
        self.go.emit("settings")

    def test_page(self) -> None:
        """Show the test page, to be printed or saved."""
        pdf, _pages = render(sample_page())
        PaperDialog(self._session, _("Test page"), pdf, self).open()


def _step(title: str, text: str, act: QWidget) -> QWidget:
    made = QWidget()
    parts: list[QWidget] = [label(title, "title"), label(text, wrap=True)]
    made.setLayout(column(*parts, row(act, None), None, gap=2 * GRID))
    return made
