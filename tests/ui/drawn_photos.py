"""Photographs for tests: drawn, invented, each a different picture, as a telephone would hand them over."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter, QPolygon

from fupin_desktop.imaging.taking import take_in
from fupin_desktop.ledger.record import Record
from fupin_desktop.store.book.book import Book
from fupin_desktop.store.photos.pictures import key_for

SKY, EARTH, WALL, ROOF = "#9ec7e8", "#8aa36a", "#d8c9a8", "#8c4a36"


def house(number: int, wide: int = 640, high: int = 480) -> QImage:
    """A house under a sky; the number stands in how high its wall is and how far the sun has come."""
    image = QImage(wide, high, QImage.Format.Format_RGB32)
    image.fill(QColor(SKY))
    paint = QPainter(image)
    paint.fillRect(QRect(0, high * 2 // 3, wide, high // 3), QColor(EARTH))
    top = high // 2 - 12 * number
    paint.fillRect(QRect(wide // 4, top, wide // 2, high * 3 // 4 - top), QColor(WALL))
    paint.setBrush(QColor(ROOF))
    corners = [QPoint(wide // 5, top), QPoint(wide // 2, top - high // 5), QPoint(wide * 4 // 5, top)]
    paint.drawPolygon(QPolygon(corners))
    paint.setBrush(QColor("#f2d16b"))
    paint.drawEllipse(QPoint(60 + 40 * number, 60), 30, 30)
    paint.end()
    return image


def file_of(folder: Path, number: int) -> Path:
    """The picture as a file."""
    out = folder / f"house-{number}.png"
    house(number).save(str(out))
    return out


def kept(book: Book, folder: Path, *numbers: int, taken_at: str = "2017-06-03T10:20:30") -> tuple[str, ...]:
    """These pictures taken into the book; the keys records name them by."""
    contents = [take_in(file_of(folder, number)).content for number in numbers]
    with book.transaction() as connection:
        return tuple(book.pictures.keep(connection, content, taken_at) for content in contents)


def elsewhere(number: int) -> str:
    """The key of a photograph that is not here: its record came first."""
    return key_for(f"not here {number}".encode())


def named(book: Book, record: Record, **photos: tuple[str, ...]) -> Record:
    """The record with these photographs, saved."""
    with book.write("test") as ledger:
        return ledger.save(ledger.get(type(record), record.id).but(**photos))
