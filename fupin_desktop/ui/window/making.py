"""How far the practice data have come while they are made, and the button that stops it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.widgets.parts import button, row


class Making(QWidget):
    """A bar and a button; hidden until `begin`."""

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.stop_button = button(_("&Stop"), self._stop, kind="flat")
        self.setLayout(row(self.bar, self.stop_button))
        self.hide()

    def begin(self) -> None:
        """Nothing is done yet."""
        self.bar.setRange(0, 0)
        self.stop_button.setEnabled(True)
        self.show()

    def show_progress(self, done: int, total: int, month: str) -> None:
        """So many months of how many were lived."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        if month:
            self.bar.setFormat(_("records of {month}").format(month=month))

    def _stop(self) -> None:
        self.stop_button.setEnabled(False)
        self.stop_asked.emit()
