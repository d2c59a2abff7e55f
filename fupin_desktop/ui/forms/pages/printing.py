"""A page to print or to save: the preview, and both buttons."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.system.outputs import output
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.forms.pages.sheets_view import SheetsView, print_pdf
from fupin_desktop.ui.frame.file_dialogs import Purpose, ask_new_file, file_name
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, button, column, row


def ask_printer(parent: QWidget, then: Callable[[QPrinter], None], otherwise: Callable[[], None] | None = None) -> None:
    """The system's own dialog, with pages and copies; `then` gets the printer that was chosen.

    On a machine without any printer `otherwise` is done instead, where there is something.
    """
    if otherwise is not None and not QPrinterInfo.availablePrinterNames():
        otherwise()
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(partial(then, printer))
    QDialog.open(dialog)


def printer_refused() -> Refusal:
    """What to say when a printer takes nothing."""
    message = _("The printer did not take it. Nothing was changed; save it as PDF and print that elsewhere.")
    return Refusal("printer", message)


class PaperDialog(QDialog):
    """Shows a PDF that lies in memory; `out` tells that it was printed or saved."""

    out = Signal()

    def __init__(self, session: Session, title: str, pdf: bytes, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._pdf = session, pdf
        self.setWindowTitle(covered(title))  # the task bar shows it to everybody
        self.resize(640, 560)
        self.view = SheetsView(session)
        self.print_button = button(
            _("P&rint…"), lambda: ask_printer(self, self.print_on, self._no_printer), icon="print", kind="primary"
        )
        self.save_button = button(_("Save as P&DF…"), self._save, icon="save")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        acts = row(self.close_button, None, self.save_button, self.print_button)
        self.setLayout(column(self.view, acts, margin=2 * GRID))
        self.view.show_pdf(pdf)

    def print_on(self, printer: QPrinter) -> None:
        """Print on this printer."""
        if print_pdf(self._pdf, printer):
            self.out.emit()
        else:
            self._session.refused.emit(printer_refused())

    def _no_printer(self) -> None:
        self._session.said.emit(_("This machine has no printer: save it as PDF and print that elsewhere."))
        self._save()

    def _save(self) -> None:
        name = file_name(self.windowTitle(), self._session.today.isoformat(), ending="pdf")
        out = ask_new_file(self, _("Save as PDF"), name, "PDF (*.pdf)", Purpose.PAPER)
        if out is not None:
            self.save_to(out)

    def save_to(self, out: Path) -> None:
        """Save here."""
        try:
            with output(out) as draft:
                draft.write_bytes(self._pdf)
        except Refusal as refused:
            self._session.fail(refused)
            return
        self._session.said.emit(_("Written: {name}").format(name=out.name))
        self.out.emit()
