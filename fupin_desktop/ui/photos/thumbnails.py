"""Small pictures of photographs the book keeps, drawn on the lane."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fupin_desktop.imaging.taking import draw
from fupin_desktop.imaging.wire import Pixels
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID

EDGE = 120
_KEY = Qt.ItemDataRole.UserRole


def icon_of(pixels: Pixels) -> QIcon:
    """A drawn picture as an icon."""
    picture = QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    return QIcon(QPixmap.fromImage(picture.copy()))


def drawn(book: Book, keys: Sequence[str], progress: Progress) -> dict[str, Pixels]:
    """These photographs, small; those that have not arrived are left out."""
    contents = dict(book.photo_contents(list(keys)))
    pictures = zip(contents, draw(list(contents.values()), EDGE, progress), strict=True)
    return {key: pixels for key, pixels in pictures if pixels is not None}


def dress_pictures(made: QListWidget, name: str) -> None:
    """Make a list show small pictures side by side."""
    made.setAccessibleName(name)
    made.setViewMode(QListWidget.ViewMode.IconMode)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    made.setMovement(QListWidget.Movement.Static)
    made.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
    made.setIconSize(QSize(EDGE, EDGE))
    made.setGridSize(QSize(EDGE + 2 * GRID, EDGE + 5 * GRID))


class Thumbnails(QListWidget):
    """The photographs of one field of a record."""

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        dress_pictures(self, name)

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show these photographs; one that has not arrived says so."""
        self.clear()
        for number, key in enumerate(keys, 1):
            item = QListWidgetItem(_("not arrived yet"))
            item.setData(_KEY, key)
            item.setToolTip(str(number))
            self.addItem(item)
        book, listed = self._session.book, list(keys)
        if listed:
            self._session.run(lambda progress: drawn(book, listed, progress), self._paint)

    def _paint(self, pictures: dict[str, Pixels]) -> None:
        for at in range(self.count()):
            item = self.item(at)
            pixels = pictures.get(item.data(_KEY))
            if pixels is not None:
                item.setIcon(icon_of(pixels))
                item.setText(item.toolTip())

    def keys(self) -> tuple[str, ...]:
        """The photographs that stand in the list."""
        return tuple(self.item(at).data(_KEY) for at in range(self.count()))

    def take_out(self) -> None:
        """Take the marked ones out of the list."""
        for item in self.selectedItems():
            self.takeItem(self.row(item))
