"""Dialogs fit the screen: what is larger is made smaller when it is shown, and stands where all of it is seen."""

from PySide6.QtWidgets import QDialog

_FRAME = 40  # pixels that the title of a window takes on the systems that draw one


def fit(dialog: QDialog) -> None:
    """Keep its size within the screen's, and all of it on the screen."""
    screen = dialog.screen()
    if screen is None:
        return
    room = screen.availableGeometry()
    room.setTop(room.top() + _FRAME)
    size = dialog.size().boundedTo(room.size())
    if size != dialog.size():
        dialog.resize(size)
    place = dialog.geometry()
    place.moveLeft(max(room.left(), min(place.left(), room.right() - place.width() + 1)))
    place.moveTop(max(room.top(), min(place.top(), room.bottom() - place.height() + 1)))
    if place.topLeft() != dialog.geometry().topLeft():
        dialog.setGeometry(place)
