"""Pages of a PDF as pictures under each other: the very file that prints."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.paper.preview import Picture, page_count, page_image, page_shapes
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, clear, label

_WIDTH = 1000  # drawn once, then fitted to the room there is
_KEPT = 12  # pages beyond those that are seen whose pictures are kept
_PRINT_WIDTH = 2480  # A4 at 300 dots an inch


class _Begun(NamedTuple):
    """A PDF, how high its pages are against their width, and the pictures that are there already."""

    pdf: bytes
    shapes: list[float]
    pictures: dict[int, Picture]


class SheetsView(QScrollArea):
    """Shows a PDF; pictures are made on the lane.  `pdf` is what the pictures show, None while they show nothing.

    Pages are drawn when somebody comes near them, and forgotten when he is far away: a thick file is not held as
    pictures.  With `most` no more than so many are shown at all.
    """

    changed = Signal()

    def __init__(self, session: Session, *, most: int = 0) -> None:
        super().__init__()
        self._session, self._most = session, most
        self.pdf: bytes | None = None
        self._wanted: bytes | None = None
        self._drawn_from: bytes | None = None
        self.pages: list[QLabel] = []
        self._shapes: list[float] = []
        self._images: dict[int, QImage] = {}
        self._asked: set[int] = set()
        self.setAccessibleName(_("Preview"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._draw_near())
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self._column.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        self._column.setSpacing(2 * GRID)
        self.setWidget(inner)

    def show_pdf(self, pdf: bytes) -> None:
        """Show this PDF from its first page; it is held in memory, never on a disk.

        Until its pictures are there the view shows what it showed, and `pdf` is that.
        """
        self._ask(pdf, self._show)

    def show_first(self, pdf: bytes) -> None:
        """Show the first page of a paper that is still being drawn: `pdf` stays None, it is not what prints."""
        self._ask(pdf, self._show_unfinished)

    def show_nothing(self) -> None:
        """Show no page at all."""
        self._wanted = None
        self._lay_down(None, None, [], {})

    def _ask(self, pdf: bytes, then: Callable[[_Begun], None]) -> None:
        self._wanted = pdf
        most = self._most
        self._session.run(lambda _progress: _begun(pdf, most), then)

    def _show(self, begun: _Begun) -> None:
        if begun.pdf is self._wanted:
            self._lay_down(begun.pdf, begun.pdf, begun.shapes, begun.pictures)

    def _show_unfinished(self, begun: _Begun) -> None:
        if begun.pdf is self._wanted:
            self._lay_down(None, begun.pdf, begun.shapes, begun.pictures)

    def _lay_down(
        self, pdf: bytes | None, source: bytes | None, shapes: list[float], found: dict[int, Picture]
    ) -> None:
        clear(self._column)
        self.pdf, self._drawn_from, self._shapes = pdf, source, shapes
        self._images = {number: image_of(picture) for number, picture in found.items()}
        self._asked = set(found)
        self.pages = [label("", "sheet") for _shape in shapes]
        for page in self.pages:
            self._column.addWidget(page)
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        wide = self.viewport().width() - 4 * GRID - 2
        for page, shape in zip(self.pages, self._shapes, strict=True):
            page.setFixedSize(wide + 2, int(wide * shape) + 2)
        for number in self._images:
            self._paint(number)
        self._draw_near()

    def _paint(self, number: int) -> None:
        ratio, page = self.devicePixelRatioF(), self.pages[number]
        shown = self._images[number].scaledToWidth(
            int((page.width() - 2) * ratio), Qt.TransformationMode.SmoothTransformation
        )
        shown.setDevicePixelRatio(ratio)
        page.setPixmap(QPixmap.fromImage(shown))
        page.setFixedHeight(int(shown.height() / ratio) + 2)

    def _draw_near(self) -> None:
        """Have the pages drawn that are seen, or nearly so."""
        near, pdf = self._near(), self._drawn_from
        for number in [one for one in self._images if one not in near]:
            if abs(number - near.start) > _KEPT:
                del self._images[number]
                self._asked.discard(number)
                self.pages[number].clear()
        wanted = [number for number in near if number not in self._asked]
        if pdf is not None and wanted:
            self._asked.update(wanted)
            self._session.run(lambda _progress: (pdf, _pictures(pdf, wanted)), self._take)

    def _near(self) -> range:
        if not self.pages:
            return range(0)
        step = self.pages[0].height() + 2 * GRID
        at = self.verticalScrollBar().value() // step
        return range(max(0, at - 1), min(len(self.pages), at + 2 + self.viewport().height() // step + 1))

    def _take(self, drawn: tuple[bytes, dict[int, Picture]]) -> None:
        pdf, found = drawn
        if pdf is not self._drawn_from:
            return
        for number, picture in found.items():
            self._images[number] = image_of(picture)
            self._paint(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages are as wide as there is room."""
        super().resizeEvent(event)
        self._fit()


def _begun(pdf: bytes, most: int) -> _Begun:
    shapes = page_shapes(pdf, most)
    return _Begun(pdf, shapes, _pictures(pdf, range(min(1, len(shapes)))))


def _pictures(pdf: bytes, numbers: Iterable[int]) -> dict[int, Picture]:
    return {number: page_image(pdf, number, _WIDTH) for number in numbers}


def image_of(picture: Picture) -> QImage:
    """A page as Qt draws it."""
    return QImage(picture.rgba, picture.width, picture.height, 4 * picture.width, QImage.Format.Format_RGBA8888).copy()


def pages_of(printer: QPrinter, total: int) -> list[int]:
    """The pages (from 0) a person asked for in the dialog, once for each copy the printer cannot make by itself."""
    first, last = 1, total
    if printer.printRange() is QPrinter.PrintRange.PageRange and printer.fromPage():
        first, last = printer.fromPage(), min(printer.toPage() or total, total)
    pages = list(range(first - 1, last))
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        pages.reverse()
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    if copies > 1 and not printer.collateCopies():
        return [page for page in pages for _copy in range(copies)]
    return pages * copies


def print_pdf(pdf: bytes, printer: QPrinter) -> bool:
    """Print page by page, each on the whole sheet, lying where it is wider than high; False when the printer refused.

    Pages are drawn one at a time: a thick notice must not be held as pictures all at once.
    """
    painter = QPainter()
    for at, number in enumerate(pages_of(printer, page_count(pdf))):
        image = image_of(page_image(pdf, number, _PRINT_WIDTH))
        lying = image.width() > image.height()
        printer.setPageOrientation(QPageLayout.Orientation.Landscape if lying else QPageLayout.Orientation.Portrait)
        if not (printer.newPage() if at else painter.begin(printer)):
            return False
        painter.drawImage(painter.viewport(), image)
    return painter.end()
