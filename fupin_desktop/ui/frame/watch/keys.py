"""What keys and the wheel do everywhere, whichever page or dialog is in front: one watcher of the application.

Enter moves on from a line or a closed list and presses the button that has the focus.  The wheel scrolls and never
changes a closed list, a number or a date.  Ctrl+L locks, over every dialog as well.  A dialog that is shown fits the
screen.
"""

from PySide6.QtCore import QEvent, QMetaMethod, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QPushButton,
    QWidget,
)

from fupin_desktop.ui.frame.fitting import fit
from fupin_desktop.ui.frame.watch.watchers import watch

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Every event of every widget comes by, thousands while a page is made: all others are let go by their class alone
_WATCHED = frozenset({QFocusEvent, QInputMethodEvent, QKeyEvent, QShowEvent, QWheelEvent})
_watcher: "Keys | None" = None


class Keys(QObject):
    """An event filter of the application; `lock_asked` is emitted for Ctrl+L."""

    lock_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._composing = False  # an input method that lets Enter through ends a word with it, and no field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every other event goes its way."""
        if type(event) not in _WATCHED:
            return False
        kind = event.type()
        if kind == QEvent.Type.Wheel and isinstance(watched, QComboBox | QAbstractSpinBox):
            event.ignore()  # what it stands in scrolls
            return True
        if kind == QEvent.Type.InputMethod and isinstance(event, QInputMethodEvent):
            self._composing = bool(event.preeditString())
        if kind == QEvent.Type.FocusIn:
            self._composing = False
        if kind == QEvent.Type.Show and isinstance(watched, QDialog):
            fit(watched)
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            return self._key(watched, event)
        return False

    def _key(self, widget: QWidget, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_L and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.lock_asked.emit()
            return True
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        return event.key() in _ENTER and plain and not self._composing and _enter(widget, again=event.isAutoRepeat())


def _enter(widget: QWidget, *, again: bool) -> bool:
    if isinstance(widget, QAbstractButton):
        if not again:  # a key that is held down presses once
            widget.click()
        return True
    if _answers_itself(widget.window()):
        return False
    closed = isinstance(widget, QComboBox) and not widget.isEditable()
    if closed or (isinstance(widget, QLineEdit) and _only_moves(widget)):
        widget.focusNextPrevChild(True)
        return True
    return False


def _answers_itself(window: QWidget) -> bool:
    """True for a dialog with a default button, as Qt's own for files and printers are: there Enter takes it."""
    return isinstance(window, QDialog) and any(one.isDefault() for one in window.findChildren(QPushButton))


def _only_moves(line: QLineEdit) -> bool:
    """True for a line with which nobody does something of his own at Enter."""
    own = line.isSignalConnected(QMetaMethod.fromSignal(line.returnPressed))
    hits = getattr(line.parentWidget(), "hits", None)  # where some stand under a line, Enter takes one of them
    choosing = isinstance(hits, QWidget) and hits.isVisible()
    return not own and not choosing and not isinstance(line.parentWidget(), QComboBox) and not _in_cell(line)


def _in_cell(line: QLineEdit) -> bool:
    """True for the editor of a cell: its list writes the value and goes on to the next row."""
    viewport = line.parentWidget()
    return viewport is not None and isinstance(viewport.parentWidget(), QAbstractItemView)


def keys() -> Keys:
    """The watcher of the application; it is made, and begins to watch, when it is first asked for."""
    global _watcher
    if _watcher is None:
        _watcher = Keys()
        watch(_watcher)
    return _watcher
