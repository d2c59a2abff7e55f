"""Looking at photographs: one after the other, or before, during and after side by side; one can be taken out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QToolButton, QWidget

from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.photos.shots import Shot, bare_shots, completeness, shots_of
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.export import ExportDialog
from fupin_desktop.ui.photos.moments import by_moment
from fupin_desktop.ui.photos.pane import Pane
from fupin_desktop.ui.widgets.parts import GRID, button, clear, column, label, row


class PhotoViewer(QDialog):
    """Keys: arrows go on and back, + − 0 zoom, R turns, C compares, Esc closes."""

    def __init__(self, session: Session, shots: Sequence[Shot], at: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._shots, self._first = session, list(shots), at
        self.moments = by_moment(shots)
        self.setWindowTitle(_("Photographs"))
        self.resize(*_size(parent))
        self.lacking = label("", "small", tone="warn", wrap=True)
        self.compare = QToolButton()
        self.compare.setText(_("Side by side (C)"))
        self.compare.setAccessibleName(_("Before, during and after side by side"))
        self.compare.setProperty("kind", "chip")
        self.compare.setCheckable(True)
        self.compare.toggled.connect(self._lay_panes)
        self.back_button = button(_("&Previous photograph"), lambda: self.go(-1), icon="back")
        self.next_button = button(_("Ne&xt photograph"), lambda: self.go(1), icon="forward")
        self.nearer_button = button("+", lambda: self.pane.view.zoom(1))
        self.nearer_button.setAccessibleName(_("Nearer"))
        self.farther_button = button("−", lambda: self.pane.view.zoom(-1))
        self.farther_button.setAccessibleName(_("Farther"))
        self.whole_button = button(_("&Whole picture"), lambda: self.pane.view.fit())
        self.turn_button = button(_("Tu&rn"), lambda: self.pane.view.turn(1))
        self.export_button = button(_("&Export this photograph…"), self.export, icon="export")
        self.close_button = button(_("&Close"), self.close, kind="flat")
        self.panes: list[Pane] = []
        self.exporting: ExportDialog | None = None
        self.box = QHBoxLayout()
        self.box.setSpacing(GRID)
        self._lay_out()
        self._lay_panes(False)

    def _lay_out(self) -> None:
        count = completeness(self._shots)
        self.lacking.setText(lacking_words(self._shots))
        acts = row(
            *(self.back_button, self.next_button, self.nearer_button, self.farther_button, self.whole_button),
            *(self.turn_button, self.compare, None, self.export_button, self.close_button),
        )
        whole = column(self.lacking, self.box, acts, margin=GRID)
        whole.setStretch(1, 1)
        self.setLayout(whole)
        self.lacking.setVisible(bool(count.missing))
        self.compare.setVisible(len(self.moments) > 1)
        for keys, act in (
            (Qt.Key.Key_Right, lambda: self.go(1)),
            (Qt.Key.Key_Left, lambda: self.go(-1)),
            (Qt.Key.Key_PageDown, lambda: self.go(1)),
            (Qt.Key.Key_PageUp, lambda: self.go(-1)),
            (Qt.Key.Key_Home, lambda: self.pane.show_at(0)),
            (Qt.Key.Key_End, lambda: self.pane.show_at(-1)),
            (Qt.Key.Key_Plus, lambda: self.pane.view.zoom(1)),
            (Qt.Key.Key_Equal, lambda: self.pane.view.zoom(1)),
            (Qt.Key.Key_Minus, lambda: self.pane.view.zoom(-1)),
            (Qt.Key.Key_0, lambda: self.pane.view.fit()),
            (Qt.Key.Key_R, lambda: self.pane.view.turn(1)),
            (Qt.Key.Key_C, self._turn_compare),
        ):
            QShortcut(QKeySequence(keys), self, act)

    def _turn_compare(self) -> None:
        if len(self.moments) > 1:
            self.compare.toggle()

    def _lay_panes(self, beside: bool) -> None:
        clear(self.box)
        parted = [(moment.title, shots) for moment, shots in self.moments] if beside else [("", self._shots)]
        self.panes = [Pane(self._session, title, shots) for title, shots in parted]
        for pane in self.panes:
            self.box.addWidget(pane, 1)
            pane.came.connect(self._mean)
            pane.show_at(self._first if not beside else 0)
        self._mean(self.panes[0])
        self.panes[0].setFocus()

    def _mean(self, pane: Pane) -> None:
        self.pane = pane

    def go(self, by: int) -> None:
        """Look at the next photograph of the pane the focus is in, or at the one before."""
        self.pane.show_at(self.pane.at + by)

    def export(self) -> None:
        """Take the photograph in front out of the book, after asking."""
        if self.pane.shot.here:
            self.exporting = ExportDialog(self._session, self.pane.shot, self)
            self.exporting.open()
        else:
            self.lacking.setText(_("What has not arrived yet cannot be taken out."))
            self.lacking.show()


def lacking_words(shots: Sequence[Shot]) -> str:
    """How many of these photographs have not arrived; empty when all are here."""
    count = completeness(shots)
    if not count.missing:
        return ""
    told = _("{missing} of {count} photographs have not arrived yet; they come with a later file.")
    return told.format(missing=count.missing, count=count.named)


def view_records(session: Session, records: Sequence[Record], parent: QWidget, key: str = "") -> PhotoViewer | None:
    """Look at the photographs these records name, beginning with one of them; None when they name none."""
    shots = session.read(lambda reader: shots_of(reader, records))
    at = next((number for number, shot in enumerate(shots) if shot.key == key), 0)
    return view_shots(session, shots, parent, at)


def view_keys(session: Session, keys: Sequence[str], parent: QWidget, at: int = 0) -> PhotoViewer | None:
    """Look at photographs by their keys alone: no record names them yet."""
    return view_shots(session, session.read(lambda reader: bare_shots(reader, keys)), parent, at)


def view_shots(session: Session, shots: Sequence[Shot], parent: QWidget, at: int = 0) -> PhotoViewer | None:
    """Look at these photographs, beginning with the one in this place."""
    if not shots:
        return None
    viewer = PhotoViewer(session, shots, at, parent)
    viewer.open()
    return viewer


def _size(parent: QWidget) -> tuple[int, int]:
    # As large as the window under it, less a margin: a dialog must not hide behind the edge of a small screen
    over = parent.window().size()
    return max(over.width() - 8 * GRID, 640), max(over.height() - 8 * GRID, 480)
