"""Choosing what a field leads to, by typing: characters, initials, a number, a day; arrows choose, Enter takes."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import Choice
from fupin_desktop.ui.editors.editors import Draft, Editor
from fupin_desktop.ui.widgets.parts import GRID

Look = Callable[[Reader, str], list[Choice]]
Fetch = Callable[[Callable[[Reader], Any], Callable[[Any], None]], object]  # a reading off the window's thread
Name = Callable[[Reader, Sequence[int]], Mapping[int, str]]
_PAUSE_MS = 120
_AND = "、"


class _Line(QLineEdit):
    entered = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.MouseFocusReason):
            self.entered.emit()


class LinkPicker(QWidget):
    """A line with its hits under it.  `look` answers what may be chosen, `name` what chosen ids are called.

    Both are asked off the window's thread and never give more than a handful.
    """

    changed = Signal()

    def __init__(self, fetch: Fetch, field: Field, look: Look, name: Name) -> None:
        super().__init__()
        self._fetch, self._field, self._look, self._name = fetch, field, look, name
        self._chosen: list[Choice] = []
        self._turn = 0
        self.line = _Line()
        self.line.setAccessibleName(_(field.label))
        self.line.setPlaceholderText(_("Type to choose: characters, initials (zs), number or date"))
        self.line.setClearButtonEnabled(True)
        self.hits = QListWidget(self)
        self.hits.setAccessibleName(_("To choose from"))
        self.hits.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hits.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hits.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.line)
        self.setFocusProxy(self.line)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.look)
        self.line.textEdited.connect(self._edited)
        self.line.entered.connect(self._entered)
        self.line.installEventFilter(self)
        self.hits.itemClicked.connect(self._take)
        self.destroyed.connect(self.hits.deleteLater)  # it hangs on the window by then

    # --- values -----------------------------------------------------------------------------------------------------

    def put(self, value: Any) -> None:
        """Show what is chosen: an id, several, or None; their names are read."""
        ids = value if isinstance(value, tuple) else () if value is None else (value,)
        self._chosen = [Choice(Dot(id), "…") for id in ids]
        self._write()
        self.hits.hide()
        self._turn += 1
        if ids:
            turn = self._turn
            self._fetch(lambda reader: (turn, self._name(reader, ids)), self._named)

    def _named(self, found: tuple[int, Mapping[int, str]]) -> None:
        turn, names = found
        if turn == self._turn:
            self._chosen = [Choice(one.id, names.get(one.id, "?")) for one in self._chosen]
            self._write()

    def value(self) -> Any:
        """The id chosen, or all of them; refuses, as `link.unchosen`, what was typed and not chosen."""
        if self._open_text():
            message = _("{label}: choose one of those that appear while you type. Nothing was saved.")
            raise Refusal(
                "link.unchosen", message.format(label=_(self._field.label)), where={"field": self._field.name}
            )
        ids = tuple(one.id for one in self._chosen)
        return ids if self._field.many else next(iter(ids), None)

    def typed(self) -> str:
        """What stands here, for a draft; empty for nothing."""
        held: dict[str, Any] = {"chosen": [one.id for one in self._chosen], "typed": self._open_text()}
        return json.dumps(held, ensure_ascii=False) if any(held.values()) else ""

    def set_typed(self, text: str) -> None:
        """Put a draft back."""
        held = json.loads(text) if text else {}
        self.put(tuple(held.get("chosen", ())))
        self.line.setText(f"{self.line.text()}{held.get('typed', '')}")

    def choose(self, choice: Choice) -> None:
        """Take one that was found."""
        self._turn += 1
        kept = [one for one in self._chosen if one.id != choice.id] if self._field.many else []
        self._chosen = [*kept, choice]
        self._write()
        self.hits.hide()
        self.changed.emit()

    def _write(self) -> None:
        self.line.setText(_AND.join(one.title for one in self._chosen))
        self.line.setCursorPosition(0)

    def _open_text(self) -> str:
        """What stands behind the names of the chosen ones: it was typed and waits to be chosen."""
        whole = _AND.join(one.title for one in self._chosen)
        return self.line.text().removeprefix(whole).strip(f"{_AND} ")

    # --- looking ----------------------------------------------------------------------------------------------------

    def _edited(self, text: str) -> None:
        kept, rest = [], text
        for one in self._chosen:
            if not rest.startswith(one.title):
                break
            kept.append(one)
            rest = rest[len(one.title) :].removeprefix(_AND)
        self._turn += 1
        self.hits.hide()  # they are of other words: Enter in haste must not take one of them
        self._chosen = kept if self._field.many or not rest.strip() else []
        self.changed.emit()
        self._pause.start()

    def _entered(self) -> None:
        if not self._chosen:
            self._pause.start()

    def look(self) -> None:
        """Look for what was typed; without anything, what is nearest at hand."""
        self._pause.stop()
        self._turn += 1
        turn, typed = self._turn, self._open_text()
        self._fetch(lambda reader: (turn, self._look(reader, typed)), self._found)

    def _found(self, found: tuple[int, list[Choice]]) -> None:
        turn, hits = found
        if turn != self._turn or not self.line.hasFocus():
            return
        self.hits.clear()
        for hit in hits:
            item = QListWidgetItem(hit.title)
            item.setData(Qt.ItemDataRole.UserRole, hit)
            self.hits.addItem(item)
        if not hits:
            empty = _("There is nothing of this kind yet: enter it first.")
            item = QListWidgetItem(_("Nothing found. Look for other signs.") if self._open_text() else empty)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.hits.addItem(item)
        self.hits.setCurrentRow(0 if hits else -1)
        self._lay_over()

    def _lay_over(self) -> None:
        # Over what lies below, so that nothing moves while a person types; above the line where the window ends
        window = self.window()
        self.hits.setParent(window)
        high = min(self.hits.count(), 8) * self.hits.sizeHintForRow(0) + GRID
        below = self.line.mapTo(window, self.line.rect().bottomLeft())
        above = self.line.mapTo(window, self.line.rect().topLeft())
        fits = below.y() + 4 + high <= window.height()
        self.hits.setGeometry(
            below.x(), below.y() + 4 if fits else max(0, above.y() - high - 4), self.line.width(), high
        )
        self.hits.show()
        self.hits.raise_()

    def _take(self, item: QListWidgetItem) -> None:
        hit = item.data(Qt.ItemDataRole.UserRole)
        if hit is not None:
            self.choose(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move in the hits, Enter takes, Esc puts them away; so does leaving the line."""
        if event.type() == QEvent.Type.FocusOut:
            self.hits.hide()
        if event.type() == QEvent.Type.ShortcutOverride and self._wants(event):
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event) or super().eventFilter(watched, event)
        return super().eventFilter(watched, event)

    def _wants(self, event: QEvent) -> bool:
        keys = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return self.hits.isVisible() and isinstance(event, QKeyEvent) and event.key() in keys

    def _key(self, event: QKeyEvent) -> bool:
        move = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if move is not None and not self.hits.isVisible():
            self.look()
            return True
        if not self.hits.isVisible():
            return False
        if move is not None:
            self.hits.setCurrentRow(max(0, min(self.hits.count() - 1, self.hits.currentRow() + move)))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hits.currentItem():
            self._take(self.hits.currentItem())
            return True
        if event.key() == Qt.Key.Key_Escape:
            self.hits.hide()
            return True
        return False

    def hideEvent(self, event: QHideEvent) -> None:
        """The hits, which lie over the window, go with the line."""
        self.hits.hide()
        super().hideEvent(event)


def link_editor(fetch: Fetch, field: Field, look: Look, name: Name) -> Editor:
    """The editor of a link."""
    picker = LinkPicker(fetch, field, look, name)
    made = Editor(field, picker, picker.value, picker.put, Draft(picker.typed, picker.set_typed))
    picker.changed.connect(made.changed)
    return made
