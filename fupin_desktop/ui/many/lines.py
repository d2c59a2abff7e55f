"""The lines of a grid for many at once: whom each is about, what it has of its own, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field
from fupin_desktop.ledger.words import _
from fupin_desktop.ui.editors.editors import Editor, editor_for
from fupin_desktop.ui.widgets.style import colour

_NAME_WIDTH, _OWN_WIDTH = 260, 150


@dataclass
class _Row:
    about: Dot
    editors: list[Editor]


class ManyLines(QTableWidget):
    """`changed` when something is typed, added or taken out.  A person or a household stands in one line at most."""

    changed = Signal()

    def __init__(self, whose: str, own: Sequence[Field]) -> None:
        super().__init__(0, len(own) + 2)
        self._own = own
        self._rows: list[_Row] = []
        self._outcome = len(own) + 1
        self.setHorizontalHeaderLabels([whose, *(_(field.label) for field in own), _("Outcome of the line")])
        self.setAccessibleName(_("Lines"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().setDefaultSectionSize(36)
        header = self.horizontalHeader()
        header.resizeSection(0, _NAME_WIDTH)
        for at in range(len(own)):
            header.resizeSection(at + 1, _OWN_WIDTH)
        header.setSectionResizeMode(self._outcome, QHeaderView.ResizeMode.Stretch)

    def about(self) -> list[Dot]:
        """Whom the lines are about, from above."""
        return [one.about for one in self._rows]

    def add(self, about: Dot, name: str) -> bool:
        """A line for a person or a household; False, and its line in front, when it has one already."""
        known = self.about()
        if about in known:
            self.setCurrentCell(known.index(about), 0)
            return False
        at = self.rowCount()
        self.insertRow(at)
        for side, text in ((0, name), (self._outcome, "")):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.setItem(at, side, item)
        editors = [self._editor(at, side, field) for side, field in enumerate(self._own, 1)]
        self._rows.append(_Row(about, editors))
        self.setCurrentCell(at, 0)
        self.changed.emit()
        return True

    def _editor(self, at: int, side: int, field: Field) -> Editor:
        made = editor_for(field)
        made.set_value(None)
        made.changed.connect(self.changed)
        self.setCellWidget(at, side, made.widget)
        return made

    def take_out(self, at: int) -> None:
        """Take a line out."""
        if 0 <= at < len(self._rows):
            del self._rows[at]
            self.removeRow(at)
            self.changed.emit()

    def own_values(self, at: int) -> dict[str, Any]:
        """What a line has of its own; refuses, naming the field, what cannot be read."""
        return {one.field.name: one.value() for one in self._rows[at].editors}

    def tell(self, at: int, refusal: Refusal | None) -> None:
        """Say what became of a line; a refused one is red and says why."""
        text, tone = (refusal.message, "accent") if refusal is not None else (_("good"), "good")
        item = self.item(at, self._outcome)
        if item is not None:
            item.setText(text)
            item.setToolTip(text)
            item.setForeground(colour(tone))

    def outcome(self, at: int) -> str:
        """What is said of a line."""
        return self._text(at, self._outcome)

    def _text(self, at: int, side: int) -> str:
        item = self.item(at, side)
        return item.text() if item is not None else ""

    # --- drafts -----------------------------------------------------------------------------------------------------

    def typed(self) -> list[list[Any]]:
        """Whom each line is about, by what name, with what was typed into it, for a draft."""
        return [
            [one.about, self._text(at, 0), *(editor.typed() for editor in one.editors)]
            for at, one in enumerate(self._rows)
        ]

    def put_typed(self, lines: Sequence[Sequence[Any]]) -> None:
        """Put a draft back."""
        for about, name, *texts in lines:
            self.add(Dot(about), name)
            for editor, text in zip(self._rows[-1].editors, texts, strict=False):
                editor.set_typed(text)

    def give(self, names: Mapping[Dot, str]) -> int:
        """A line for each of these that has none yet; how many there were."""
        return sum(self.add(about, name) for about, name in names.items())
