"""A chart in the window: the very drawing that goes onto paper, as SVG; each point can be chosen and opened."""

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

from fupin_desktop.ledger.declared.chart import FilledChart
from fupin_desktop.paper.documents.chart import Area, Look, Picture, draw_chart, said
from fupin_desktop.ui.widgets.style import colour, register_families

_LEAST = 240
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1}


class ChartView(QWidget):
    """Arrows choose a point, Enter or a click opens it; `opened` gives its place in `Chart.points`."""

    opened = Signal(int)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._filled: FilledChart | None = None
        self.picture: Picture | None = None
        self._painted = QSvgRenderer(self)
        self.current = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumWidth(_LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_chart(self, filled: FilledChart) -> None:
        """Draw this chart."""
        self._filled = filled
        self.current = min(self.current, max(len(filled.values) - 1, 0))
        self._draw()

    def _draw(self) -> None:
        if self._filled is None:
            return
        self.picture = draw_chart(self._filled, max(self.width(), _LEAST), _look())
        register_families(self.picture.families)
        self._painted.load(QByteArray(self.picture.svg()))
        self.setFixedHeight(int(self.picture.height) + 1)
        self.setAccessibleDescription("\n".join(self.texts()))
        self.update()

    def texts(self) -> list[str]:
        """Each point in words, for a tip and for those who listen."""
        if self._filled is None:
            return []
        points, unit = self._filled.chart.points, self._filled.chart.unit
        return [f"{point.label} {said(value, unit)}" for point, value in zip(points, self._filled.values, strict=True)]

    def sizeHint(self) -> QSize:
        """As wide as there is room, as high as the drawing."""
        return QSize(2 * _LEAST, int(self.picture.height) if self.picture is not None else _LEAST // 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drawing fills the width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The drawing, and a frame around the chosen point."""
        del event
        if self.picture is None:
            return
        painter = QPainter(self)
        self._painted.render(painter, QRectF(0, 0, self.picture.width, self.picture.height))
        if self.hasFocus() and self.picture.areas:
            painter.setPen(colour("text"))
            painter.drawRoundedRect(_rect(self.picture.areas[self.current]), 4, 4)
        painter.end()

    def _at(self, x: float, y: float) -> int | None:
        areas: Sequence[Area] = self.picture.areas if self.picture is not None else ()
        return next((at for at, area in enumerate(areas) if _rect(area).contains(x, y)), None)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what opens, and its words."""
        at = self._at(event.position().x(), event.position().y())
        self.setCursor(Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor)
        self.setToolTip("" if at is None else self.texts()[at])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        at = self._at(event.position().x(), event.position().y())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self.current = at
            self.update()
            self.opened.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows choose, Enter opens."""
        count = len(self.picture.areas) if self.picture is not None else 0
        step = _STEPS.get(Qt.Key(event.key()))
        if count and step is not None:
            self.current = (self.current + step) % count
            self.update()
        elif count and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which point is chosen."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """And no longer."""
        super().focusOutEvent(event)
        self.update()


def _rect(area: Area) -> QRectF:
    return QRectF(area.left, area.top, area.width, area.height).adjusted(0.5, 0.5, -0.5, -0.5)


def _look() -> Look:
    inks = tuple(colour(name).name() for name in ("accent", "good", "warn", "muted"))
    return Look(colour("text").name(), colour("muted").name(), colour("line").name(), inks)
