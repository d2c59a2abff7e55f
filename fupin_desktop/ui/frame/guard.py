"""A button that the role of this device may not press: it stays grey, and says who may."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractButton

from fupin_desktop.ui.frame.session import Session


class Guard(QObject):
    """Watches one button for one act of the table of rights; a page may go on enabling it as it likes."""

    def __init__(self, button: QAbstractButton, session: Session, act: str) -> None:
        super().__init__(button)
        self._button, self._session, self._act = button, session, act
        self._tip, self._why = button.toolTip(), ""
        button.installEventFilter(self)
        session.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Look anew: what a merge brought may have changed who works here."""
        before, self._why = self._why, self._session.why_not(self._act)
        if self._why:
            self._button.setToolTip(self._why)
            self._button.setEnabled(False)
        elif before:
            self._button.setToolTip(self._tip)
            self._button.setEnabled(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the page enables is greyed again."""
        if event.type() == QEvent.Type.EnabledChange and self._why and self._button.isEnabled():
            self._button.setEnabled(False)
        return super().eventFilter(watched, event)


def guard(session: Session, act: str, *buttons: QAbstractButton) -> None:
    """Guard these buttons for one act; each keeps its guard as a child."""
    for button in buttons:
        Guard(button, session, act)
