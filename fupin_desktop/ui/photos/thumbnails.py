"""Small pictures of photographs the book keeps: drawn off the window's thread, kept in the encrypted book."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QBuffer, QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QImageWriter, QKeyEvent, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fupin_desktop.imaging.taking import draw
from fupin_desktop.imaging.wire import Pixels
from fupin_desktop.ledger.progress import Progress, silent
from fupin_desktop.ledger.words import _
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.shots import Shot, bare_shots
from fupin_desktop.store.photos.small_pictures import keep_small, small_pictures
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.icons import icon
from fupin_desktop.ui.widgets.parts import GRID

EDGE = 120
_QUALITY = 80
_AT_ONCE = 12  # photographs of one reading: other readings come between
_KEY = Qt.ItemDataRole.UserRole


def image_of(pixels: Pixels) -> QImage:
    """Decoded pixels as an image that owns them."""
    return QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888).copy()


def icon_of(image: QImage) -> QIcon:
    """A drawn picture as an icon."""
    return QIcon(QPixmap.fromImage(image))


def drawn(book: Book, keys: Sequence[str], progress: Progress = silent) -> dict[str, QImage]:
    """These photographs, small; those that have not arrived are left out.  What was drawn before is not drawn again."""
    with book.read() as reader:
        before = small_pictures(reader, keys)
    found = {key: _kept_image(content) for key, content in before.items()}
    made = _draw(book, [key for key in dict.fromkeys(keys) if key not in found], progress)
    if not book.read_only:
        keep_small(book, {key: jpeg_of(image) for key, image in made.items()})
    return {**found, **made}


def _draw(book: Book, keys: Sequence[str], progress: Progress) -> dict[str, QImage]:
    contents = dict(book.photo_contents(keys)) if keys else {}
    pictures = zip(contents, draw(list(contents.values()), EDGE, progress), strict=True)
    return {key: image_of(pixels) for key, pixels in pictures if pixels is not None}


def _kept_image(content: bytes) -> QImage:
    buffer = QBuffer()
    buffer.setData(content)
    return QImageReader(buffer, QByteArray(b"jpg")).read()


def jpeg_of(image: QImage) -> bytes:
    """An image as the content of a JPEG file."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"jpg"))
    writer.setQuality(_QUALITY)
    writer.write(image)
    return bytes(buffer.data().data())


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
    """The photographs of one field of a record; Enter or a double click asks to `view` one, by its place."""

    view = Signal(int)

    def __init__(self, session: Session, name: str) -> None:
        super().__init__()
        self._session = session
        self._left: list[str] = []
        dress_pictures(self, name)
        self.itemDoubleClicked.connect(lambda item: self.view.emit(self.row(item)))

    def show_keys(self, keys: Sequence[str]) -> None:
        """Show these photographs, by their keys alone."""
        self.show_shots(self._session.read(lambda reader: bare_shots(reader, keys)))

    def show_shots(self, shots: Sequence[Shot]) -> None:
        """Show these photographs; one that has not arrived says so, and so does one that cannot be drawn."""
        self.clear()
        self._left = [shot.key for shot in shots if shot.here]
        for number, shot in enumerate(shots, 1):
            item = QListWidgetItem(icon("photo"), str(number) if shot.here else _("not arrived yet"))
            item.setData(_KEY, shot.key)
            item.setToolTip(shot.taken_at[:16].replace("T", " "))
            self.addItem(item)
        self._draw_some()

    def _draw_some(self) -> None:
        book, some = self._session.book, self._left[:_AT_ONCE]
        if some:
            self._left = self._left[_AT_ONCE:]
            self._session.fetch(lambda _reader: (some, drawn(book, some)), self._paint)

    def _paint(self, found: tuple[Sequence[str], Mapping[str, QImage]]) -> None:
        wanted, pictures = found
        for at in range(self.count()):
            item = self.item(at)
            key = item.data(_KEY)
            if key in pictures:
                item.setIcon(icon_of(pictures[key]))
            elif key in wanted:
                item.setText(_("damaged"))
        self._draw_some()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.view.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def keys(self) -> tuple[str, ...]:
        """The photographs that stand in the list."""
        return tuple(self.item(at).data(_KEY) for at in range(self.count()))

    def take_out(self) -> None:
        """Take the marked ones out of the list."""
        for item in self.selectedItems():
            self.takeItem(self.row(item))
