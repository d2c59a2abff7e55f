"""Dialogs fit the screen: what is larger is made smaller when it is shown, and stands where all of it is seen."""

from PySide6.QtWidgets import QDialog

from fupin_desktop.ui.widgets.roomy import Roomy

_FRAME = 40  # pixels that the title of a window takes on the systems that draw one


def fit(dialog: QDialog) -> None:
    """Keep its size within the screen's, and all of it on the screen; what scrolls is as large as it asks for."""
    screen = dialog.screen()
    if screen is None:
        return
    room = screen.availableGeometry()
    room.setTop(room.top() + _FRAME)
    asked = dialog.size()
    if dialog.findChild(Roomy) is not None:  # Qt gives a window no more than two thirds of the screen by itself
        asked = asked.expandedTo(dialog.sizeHint())
    size = asked.boundedTo(room.size())
    if size != dialog.size():
        dialog.resize(size)
    place = dialog.geometry()
    place.moveLeft(max(room.left(), min(place.left(), room.right() - place.width() + 1)))
    place.moveTop(max(room.top(), min(place.top(), room.bottom() - place.height() + 1)))
    if place.topLeft() != dialog.geometry().topLeft():
        dialog.setGeometry(place)
