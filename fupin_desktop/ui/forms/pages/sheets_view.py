"""Pages of a PDF as pictures under each other: the very file that prints."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPageLayout, QPainter, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.paper.preview import Picture, page_count, page_image
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.widgets.parts import GRID, clear, label

_WIDTH = 1000  # drawn once, then fitted to the room there is
_PRINT_WIDTH = 2480  # A4 at 300 dots an inch


class SheetsView(QScrollArea):
    """Shows a PDF; pictures are made on the lane.  `pdf` is what the pictures show, None while they show nothing.

    With `most` no more than so many pages are drawn: a thick file must not be held as pictures.
    """

    changed = Signal()

    def __init__(self, session: Session, *, most: int = 0) -> None:
        super().__init__()
        self._session, self._most = session, most
        self.pdf: bytes | None = None
        self._wanted: bytes | None = None
        self.pages: list[QLabel] = []
        self._images: list[QImage] = []
        self.setAccessibleName(_("Preview"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
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
        self._wanted = pdf
        most = self._most
        self._session.run(lambda _progress: (pdf, pictures(pdf, _WIDTH, most)), self._show)

    def show_nothing(self) -> None:
        """Show no page at all."""
        self._wanted = None
        self._draw(None, [])

    def _show(self, drawn: tuple[bytes, list[Picture]]) -> None:
        if drawn[0] is self._wanted:
            self._draw(*drawn)

    def _draw(self, pdf: bytes | None, found: list[Picture]) -> None:
        clear(self._column)
        self.pdf = pdf
        self._images = [image_of(picture) for picture in found]
        self.pages = [label("", "sheet") for _image in self._images]
        for page in self.pages:
            self._column.addWidget(page)
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        ratio, wide = self.devicePixelRatioF(), self.viewport().width() - 4 * GRID - 2
        for page, image in zip(self.pages, self._images, strict=True):
            shown = image.scaledToWidth(int(wide * ratio), Qt.TransformationMode.SmoothTransformation)
            shown.setDevicePixelRatio(ratio)
            page.setPixmap(QPixmap.fromImage(shown))
            page.setFixedSize(wide + 2, int(shown.height() / ratio) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Pages are as wide as there is room."""
        super().resizeEvent(event)
        self._fit()


def pictures(pdf: bytes, width: int, most: int = 0) -> list[Picture]:
    """Every page, or no more than `most`, `width` pixels wide."""
    count = page_count(pdf)
    return [page_image(pdf, number, width) for number in range(min(count, most or count))]


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
