"""The photographs of what is shown, in one line under it: small, with what has not arrived; Enter looks at one."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QWidget

from fupin_desktop.ledger.record import Record
from fupin_desktop.ledger.words import _
from fupin_desktop.store.photos.shots import Shot, completeness, shots_of
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.thumbnails import Thumbnails
from fupin_desktop.ui.photos.viewer import PhotoViewer, view_shots
from fupin_desktop.ui.widgets.parts import GRID, button, column, label
from fupin_desktop.ui.widgets.wrapping import Wrapping

_EDGE = 80


class PhotoStrip(QWidget):
    """Hidden while there is nothing to show."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._turn = 0
        self.shots: list[Shot] = []
        self.viewer: PhotoViewer | None = None
        self.words = label("", "small")
        self.pictures = Thumbnails(session, _("Photographs"))
        self.pictures.setFlow(QListWidget.Flow.LeftToRight)
        self.pictures.setWrapping(False)
        self.pictures.setIconSize(QSize(_EDGE, _EDGE))
        self.pictures.setGridSize(QSize(_EDGE + 2 * GRID, _EDGE + 4 * GRID))
        self.pictures.setFixedHeight(_EDGE + 6 * GRID)
        self.pictures.view.connect(self.open)
        self.view_button = button(_("Look at the photo&graphs…"), self.open, icon="photo", kind="flat")
        self.setLayout(column(Wrapping(self.words, None, self.view_button), self.pictures, gap=2))
        self.hide()

    def show_records(self, records: Sequence[Record]) -> None:
        """The photographs of these records."""
        self._turn += 1
        turn, listed = self._turn, list(records)

        def read(reader: Reader) -> tuple[int, list[Shot]]:
            return turn, shots_of(reader, listed)

        self._session.fetch(read, self._show)

    def _show(self, found: tuple[int, list[Shot]]) -> None:
        turn, shots = found
        if turn == self._turn:
            self.show_shots(shots)

    def show_shots(self, shots: Sequence[Shot]) -> None:
        """These photographs, or nothing."""
        self.shots = list(shots)
        self.words.setText(count_words(shots))
        self.pictures.show_shots(shots)
        self.setVisible(bool(shots))

    def open(self, at: int = 0) -> None:
        """Look at one, and from there at the others."""
        if self.shots:
            self.viewer = view_shots(self._session, self.shots, self.window(), at)


def count_words(shots: Sequence[Shot]) -> str:
    """How many photographs there are, and how many of them have not arrived."""
    count = completeness(shots)
    if count.missing:
        told = _("{count} photographs, {missing} of them not arrived yet")
        return told.format(count=count.named, missing=count.missing)
    return _("{count} photographs").format(count=count.named)
