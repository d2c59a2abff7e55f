"""One photograph to be looked at closely: zoomed, turned, moved about."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

_STEP, _LEAST, _MOST = 1.25, 0.05, 16.0


class PictureView(QGraphicsView):
    """Fitted into its room until somebody zooms; the wheel zooms, the mouse moves a picture that is larger."""

    def __init__(self) -> None:
        super().__init__()
        self.setScene(QGraphicsScene(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self._fitted = True
        self.turned = 0  # quarter turns to the right

    def show_image(self, image: QImage | None) -> None:
        """Show an image from its whole; None shows nothing."""
        self.scene().clear()
        self.resetTransform()
        self.turned = 0
        if image is not None:
            self.scene().addPixmap(QPixmap.fromImage(image))
        self.scene().setSceneRect(self.scene().itemsBoundingRect())
        self.fit()

    def fit(self) -> None:
        """The whole picture, never larger than it is."""
        self._fitted = True
        self.resetTransform()
        self.rotate(90 * self.turned)
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        if self.factor > 1:
            self._scale_to(1.0)

    @property
    def factor(self) -> float:
        """Pixels of the screen for one of the photograph."""
        across = self.transform()
        return float((across.m11() ** 2 + across.m12() ** 2) ** 0.5)

    def zoom(self, steps: int) -> None:
        """So many steps nearer; farther for less than none."""
        self._fitted = False
        self._scale_to(min(max(self.factor * _STEP**steps, _LEAST), _MOST))

    def _scale_to(self, factor: float) -> None:
        by = factor / (self.factor or 1.0)
        self.scale(by, by)

    def turn(self, quarters: int) -> None:
        """Turn it to the right, for looking alone: what is kept stays as it is."""
        self.turned = (self.turned + quarters) % 4
        if self._fitted:
            self.fit()
        else:
            self.rotate(90 * quarters)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted picture stays so."""
        super().resizeEvent(event)
        if self._fitted:
            self.fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Nearer and farther."""
        if event.angleDelta().y():
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
