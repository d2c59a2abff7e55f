"""Topics of a visit, set by the number keys."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QToolButton, QWidget

from fupin_desktop.ledger.words import _, word, words

_A_ROW = 4


class Topics(QWidget):
    """One chip for each topic; 1 to 8 turn them on and off while this has the focus.

    Letters go on to the `notes`, as keys and as an input method gives them: nobody has to move there first.
    """

    left = Signal()

    def __init__(self, notes: QWidget | None = None) -> None:
        super().__init__()
        self._notes = notes
        self.setObjectName("topics")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, notes is not None)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Topics"))
        self.chips: dict[str, QToolButton] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(4, 4, 4, 4)  # between the frame of the focus and the chips
        grid.setSpacing(8)
        for number, code in enumerate(words("visit_topic")):
            chip = QToolButton()
            chip.setText(f"{number + 1} {word('visit_topic', code)}")
            chip.setAccessibleName(word("visit_topic", code))
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            chip.setSizePolicy(chip.sizePolicy().Policy.Expanding, chip.sizePolicy().Policy.Fixed)
            grid.addWidget(chip, number // _A_ROW, number % _A_ROW)
            self.chips[code] = chip

    def codes(self) -> tuple[str, ...]:
        """The topics that are on."""
        return tuple(code for code, chip in self.chips.items() if chip.isChecked())

    def set_codes(self, codes: object) -> None:
        """Turn these on and the others off."""
        wanted = codes if isinstance(codes, list | tuple) else ()
        for code, chip in self.chips.items():
            chip.setChecked(code in wanted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Numbers turn topics, Enter moves on."""
        number = event.key() - Qt.Key.Key_1.value
        if 0 <= number < len(self.chips):
            list(self.chips.values())[number].toggle()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        elif self._notes is not None and event.text().isprintable() and event.text():
            self._notes.setFocus()
            QApplication.sendEvent(self._notes, event)
        else:
            super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """A word is composed in the notes; the focus follows when it is whole."""
        if self._notes is None:
            super().inputMethodEvent(event)
            return
        QApplication.sendEvent(self._notes, event)
        if event.commitString():
            self._notes.setFocus()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> Any:
        """Where the words are composed, for the input method's own window."""
        return self._notes.inputMethodQuery(query) if self._notes is not None else super().inputMethodQuery(query)
