"""The editor of a masked value: shown as its mask, shown in full for a reason, or written anew without being shown."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QStackedWidget, QWidget

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.editors.editors import Draft, Editor
from fupin_desktop.ui.widgets.icons import icon
from fupin_desktop.ui.widgets.parts import button, row

_MASK, _ANEW = 0, 1
Mask = Callable[[Any], str]  # what stands for a value; empty for one that may be seen


class MaskedValue(QStackedWidget):
    """Either the mask, or the plain editor of a value to be written anew; what stood there is never put into it."""

    def __init__(self, plain: Editor, mask: Mask) -> None:
        super().__init__()
        self.plain, self._mask = plain, mask
        self._kept: Any = None
        self._hidden = False
        self.line = QLineEdit()
        self.line.setReadOnly(True)
        self.line.setAccessibleName(_(plain.field.label))
        title = _(plain.field.label)
        self.eye = self._act("eye", _("Show {field} in full…").format(field=title), "Ctrl+U")
        self.pen = self._act("edit", _("Write {field} anew").format(field=title), "F2")
        self.pen.triggered.connect(self.write_anew)
        self.back_button = button(_("Keep the old"), self.keep_old, kind="flat")
        self.back_button.setToolTip(_("What is left empty here is emptied in the book."))
        anew = QWidget()
        anew.setLayout(row(plain.widget, self.back_button))
        self.addWidget(self.line)
        self.addWidget(anew)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def _act(self, picture: str, text: str, keys: str) -> QAction:
        made = self.line.addAction(icon(picture), QLineEdit.ActionPosition.TrailingPosition)
        made.setText(text)
        made.setToolTip(f"{text}  {keys}")
        made.setShortcut(QKeySequence(keys))
        made.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        return made

    @property
    def anew(self) -> bool:
        """True while a value is written anew."""
        return self.currentIndex() == _ANEW

    def put(self, value: Any) -> None:
        """Show the mask of a value; what needs none, and nothing, stand in the editor."""
        self._kept = value
        text = self._mask(value)
        self._hidden = bool(text)
        self.plain.set_value(None if self._hidden else value)
        self.line.setText(text)
        self._turn(_MASK if self._hidden else _ANEW)
        self.back_button.setVisible(self._hidden)

    def value(self) -> Any:
        """What was written anew, else what stood there."""
        return self.plain.value() if self.anew else self._kept

    def write_anew(self) -> None:
        """Open the editor, empty."""
        self._turn(_ANEW)
        self.plain.widget.setFocus()
        self.plain.changed.emit()

    def keep_old(self) -> None:
        """Take back that it is written anew."""
        self.plain.set_value(None)
        self._turn(_MASK)
        self.line.setFocus()
        self.plain.changed.emit()

    def _turn(self, page: int) -> None:
        self.setCurrentIndex(page)
        self.setFocusProxy(self.plain.widget if page == _ANEW else self.line)

    def typed(self) -> str:
        """What is written anew, for a draft; nothing of the value that stands in the book."""
        if not self.anew:
            return ""
        return f"={self.plain.typed()}" if self._hidden else self.plain.typed()

    def set_typed(self, text: str) -> None:
        """Put a draft back."""
        if text or not self._hidden:
            self._turn(_ANEW)
            self.plain.set_typed(text.removeprefix("=") if self._hidden else text)

    def lock(self) -> None:
        """Nothing can be written here: a book that can only be read."""
        self.pen.setVisible(False)
        self.plain.widget.setEnabled(False)


def masked_editor(plain: Editor, mask: Mask) -> Editor:
    """The editor of a masked field around the plain one of its kind."""
    widget = MaskedValue(plain, mask)
    made = Editor(plain.field, widget, widget.value, widget.put, Draft(widget.typed, widget.set_typed))
    plain.changed.connect(made.changed)
    widget.eye.triggered.connect(made.unmask_asked)
    return made
