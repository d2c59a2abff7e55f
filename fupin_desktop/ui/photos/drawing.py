"""Photographs of the book as small pictures in the window; drawn by a child process, on the lane."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QIcon, QImage, QImageWriter, QPixmap

from fupin_desktop.imaging.taking import draw
from fupin_desktop.imaging.wire import Pixels
from fupin_desktop.ledger.progress import Progress
from fupin_desktop.store.book.book import Book


def drawn(book: Book, keys: Sequence[str], edge: int, progress: Progress) -> dict[str, Pixels]:
    """These photographs, at most `edge` pixels long; what is missing or cannot be drawn is left out."""
    contents = dict(book.photo_contents(keys))
    made = zip(contents, draw(list(contents.values()), edge, progress), strict=True)
    return {key: pixels for key, pixels in made if pixels is not None}


def icon_of_pixels(pixels: Pixels) -> QIcon:
    """A drawn photograph as Qt shows it in a list."""
    picture = QImage(pixels.rgb, pixels.width, pixels.height, 3 * pixels.width, QImage.Format.Format_RGB888)
    return QIcon(QPixmap.fromImage(picture.copy()))


def png_of(image: QImage) -> bytes:
    """A picture of the clipboard as a file's content; empty for none."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    written = not image.isNull() and QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data()) if written else b""
