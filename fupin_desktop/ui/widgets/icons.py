"""One family of line icons, drawn by ourselves and coloured by the scheme."""

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from fupin_desktop.files import resource
from fupin_desktop.ui.widgets.style import colour

_PIXELS = (20, 40)  # at 100 % and at 200 %


def icon(name: str, tone: str = "text") -> QIcon:
    """The icon of this name; `tone` is a colour of the scheme."""
    made, ink = QIcon(), colour(tone).name()
    for pixels in _PIXELS:
        made.addPixmap(_picture(name, ink, pixels))
    return made


def _picture(name: str, ink: str, pixels: int) -> QPixmap:
    """Drawn once: a page has dozens of buttons, and the same few icons."""
    key, picture = f"icon {name} {ink} {pixels}", QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = _drawn(name, ink, pixels)
        QPixmapCache.insert(key, picture)
    return picture


def _drawn(name: str, ink: str, pixels: int) -> QPixmap:
    svg = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", ink)
    picture = QPixmap(pixels, pixels)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return picture
