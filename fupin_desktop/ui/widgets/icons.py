"""One family of line icons, drawn by ourselves and coloured by the scheme."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from fupin_desktop.files import resource
from fupin_desktop.ui.widgets.style import colour

_PIXELS = (20, 40)  # at 100 % and at 200 %


def icon(name: str, tone: str = "text") -> QIcon:
    """The icon of this name; `tone` is a colour of the scheme."""
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour(tone).name())
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    made = QIcon()
    for pixels in _PIXELS:
        made.addPixmap(_drawn(renderer, pixels))
    return made


def _drawn(renderer: QSvgRenderer, pixels: int) -> QPixmap:
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    renderer.render(painter)
    painter.end()
    return picture
