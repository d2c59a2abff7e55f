"""What a heading is filtered by: values to tick, a text, or from–to, as the kind of its field suggests."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QListWidget, QListWidgetItem, QWidget

from fupin_desktop.ledger.declared.asked import Filter
from fupin_desktop.ledger.declared.selection import Between, Contains, Equal, OneOf
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.showing import plain_value
from fupin_desktop.ledger.notation.values import from_stored, parse, to_stored
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.ui.widgets.lists.column import Column
from fupin_desktop.ui.widgets.lists.desk import Choices
from fupin_desktop.ui.widgets.parts import GRID, button, column, label, retone, row

_RANGES = (Kind.INTEGER, Kind.NUMBER, Kind.MONEY, Kind.DAY)
_TEXTS = (Kind.TEXT, Kind.NOTE, Kind.LINK)


class FilterBox(QDialog):
    """Asks what a column shall be filtered by; `done` gets the condition, None for all."""

    def __init__(
        self, one: Column, now: Filter | None, done: Callable[[Filter | None], None], parent: QWidget, *, typed: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column, self._done, self._now = one, done, now
        self.setWindowTitle(_("Filter: {heading}").format(heading=one.title))
        self.text, self.low, self.high = QLineEdit(), QLineEdit(), QLineEdit()
        for line, name in ((self.text, _("Contains")), (self.low, _("At least")), (self.high, _("At most"))):
            line.setAccessibleName(name)
            line.setPlaceholderText(name)
        self.values = QListWidget()
        self.values.setAccessibleName(_("Values"))
        self.empty = QCheckBox(_("Only where it is &empty"))
        self.words = label(self._hint(), "small", wrap=True)
        self.ok_button = button(_("&Filter"), self.accept_it, icon="check", kind="primary")
        self.ok_button.setDefault(True)
        self.all_button = button(_("Show &all"), self._all)
        self.cancel_button = button(_("&Cancel"), self.close, kind="flat")
        self.values.hide()
        self.text.setVisible(typed)
        for line in (self.low, self.high):
            line.setVisible(self._is_range)
        acts = row(self.cancel_button, None, self.all_button, self.ok_button)
        parts = (self.text, row(self.low, self.high), self.values, self.empty, self.words)
        self.setLayout(column(label(one.title, "title"), *parts, acts, margin=2 * GRID))
        self.setMinimumWidth(340)
        self._show(now)
        if (known := known_choices(one.by)) is not None:
            self.offer(known)

    @property
    def _is_range(self) -> bool:
        return self._column.by is not None and self._column.by.kind in _RANGES

    def _hint(self) -> str:
        by = self._column.by
        if by is None or by.kind not in _RANGES:
            return " "
        if by.kind is Kind.DAY:
            return _("like 2017.6.3")
        return _("in yuan") if by.kind is Kind.MONEY else by.unit or " "

    def _show(self, now: Filter | None) -> None:
        if isinstance(now, Contains):
            self.text.setText(now.text)
        elif isinstance(now, Between) and self._column.by is not None:
            self.low.setText(_plain(self._column.by, now.low))
            self.high.setText(_plain(self._column.by, now.high))
        self.empty.setChecked(isinstance(now, Equal))

    def offer(self, choices: Choices) -> None:
        """Values to tick; those that are asked for now stand ticked."""
        ticked = self._now.values if isinstance(self._now, OneOf) else ()
        self.values.clear()
        for value, text in choices:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
            self.values.addItem(item)
        self.values.setVisible(bool(choices))
        if choices and not self.text.isVisible() and not self._is_range:
            self.values.setCurrentRow(0)
            self.values.setFocus()

    def _ticked(self) -> tuple[Any, ...]:
        items = [self.values.item(at) for at in range(self.values.count())]
        return tuple(
            item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked
        )

    def accept_it(self) -> None:
        """Filter by what was said; what cannot be read is told and nothing is filtered."""
        try:
            found = self._condition()
        except Refusal as refusal:
            self.words.setText(refusal.message)
            retone(self.words, "bad")
            return
        self._done(found)
        self.close()

    def _condition(self) -> Filter | None:
        key = self._column.named
        if self.empty.isChecked():
            return Equal(key, None)
        if ticked := self._ticked():
            return OneOf(key, ticked)
        if self._is_range and self._column.by is not None:
            low, high = (_end(self._column.by, line.text()) for line in (self.low, self.high))
            if low is not None and high is not None and low > high:
                raise Refusal("filter.reversed", _("The lower end lies above the upper one. Correct one of them."))
            return Between(key, low, high) if low is not None or high is not None else None
        return Contains(key, self.text.text().strip()) if self.text.text().strip() else None

    def _all(self) -> None:
        self._done(None)
        self.close()


def takes_text(one: Column) -> bool:
    """Is the column looked through for a text?"""
    return one.by is None or one.by.kind in _TEXTS


def known_choices(field: Field | None) -> Choices | None:
    """What a field of words may say; None where the values must be looked for."""
    if field is None:
        return None
    if field.kind is Kind.CHOICE:
        return [(code, word(field.words, code)) for code in words(field.words)]
    return [(1, _("yes")), (0, _("no"))] if field.kind is Kind.YES else None


def choices_among(one: Column, rows: Sequence[Any], most: int = 60) -> Choices:
    """The values of a column in rows at hand, the commonest first; none where there are too many to be read."""
    counts: dict[Any, int] = {}
    texts: dict[Any, str] = {}
    for row_ in rows:
        value = one.compared(row_)
        for part in value if isinstance(value, tuple) else (value,):
            if part is not None:
                counts[part] = counts.get(part, 0) + 1
                texts.setdefault(part, str(part) if isinstance(value, tuple) else one.shown(row_))
    if len(counts) > most:
        return []
    return [(value, f"{texts[value]}（{counts[value]}）") for value in sorted(counts, key=lambda v: -counts[v])]


def _end(field: Field, typed: str) -> Any:
    return to_stored(field, parse(field, typed)) if typed.strip() else None


def _plain(field: Field, value: object) -> str:
    return "" if value is None else plain_value(field, from_stored(field, value))
