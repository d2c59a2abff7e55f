"""Notes with phrases that complete while one types: Tab takes the first, arrows choose; typing on goes on."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QListWidget, QPlainTextEdit

from fupin_desktop.ledger.words import _
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.visits.phrases import Phrase, begun_text, completions, phrases_of
from fupin_desktop.ui.widgets.parts import GRID

_WIDE = 360


class PhraseEdit(QPlainTextEdit):
    """The list stands under the cursor and never takes the focus."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._phrases: list[Phrase] = []
        self._found: list[Phrase] = []
        self.offers = QListWidget(self)
        self.offers.setAccessibleName(_("Phrases"))
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.offers.hide()
        self.offers.itemClicked.connect(lambda item: self._take(self.offers.row(item)))
        self.setTabChangesFocus(True)
        self.reload()
        self.textChanged.connect(self._look)

    def reload(self) -> None:
        """Read the phrases of this user anew."""
        user = self._session.book.user
        self._phrases = self._session.read(lambda reader: phrases_of(reader, user))

    def _begun(self) -> str:
        cursor = self.textCursor()
        return begun_text(self.toPlainText()[: cursor.position()])

    def _look(self) -> None:
        self._found = completions(self._phrases, self._begun()) if self.hasFocus() else []
        self.offers.clear()
        self.offers.addItems([one.text for one in self._found])
        if not self._found:
            self.offers.hide()
            return
        # Over what lies below, so that nothing moves while a person types
        self.offers.setParent(self.window())
        self.offers.ensurePolished()  # the height of a row is known after that
        below = self.viewport().mapTo(self.window(), self.cursorRect().bottomLeft())
        high = len(self._found) * self.offers.sizeHintForRow(0) + GRID
        left = min(below.x(), self.window().width() - _WIDE - GRID)
        top = (
            below.y() + 4
            if below.y() + high < self.window().height()
            else below.y() - self.cursorRect().height() - high
        )
        self.offers.setGeometry(max(left, 0), max(top, 0), _WIDE, high)
        self.offers.show()
        self.offers.raise_()

    def _take(self, at: int) -> None:
        """Put a phrase in the place of what was begun."""
        phrase, begun = self._found[at], self._begun()
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(begun))
        cursor.insertText(phrase.text)
        self.setTextCursor(cursor)
        self.offers.hide()

    def event(self, event: QEvent) -> bool:
        """Tab takes the phrase that is offered; before it would move the focus."""
        taken = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.offers.isVisible()
        if taken and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            self._take(max(self.offers.currentRow(), 0))
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While phrases are offered: arrows choose, Enter takes what is chosen, Esc sends them away."""
        key, offered = event.key(), self.offers.isVisible()
        if offered and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            by = 1 if key == Qt.Key.Key_Down else -1
            self.offers.setCurrentRow(max(0, min(self.offers.count() - 1, self.offers.currentRow() + by)))
        elif offered and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.offers.currentRow() >= 0:
            self._take(self.offers.currentRow())
        elif offered and key == Qt.Key.Key_Escape:
            self.offers.hide()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is offered to somebody who is elsewhere."""
        super().focusOutEvent(event)
        self.offers.hide()
