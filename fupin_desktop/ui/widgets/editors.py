"""One editor for each kind of field (a closed set), used by every form; text is read by the ledger's own parser."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.privacy import Privacy
from fupin_desktop.ledger.showing import plain_value, shown
from fupin_desktop.ledger.values import parse
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.ui.widgets.icons import icon

_MASKED = (Privacy.OFFICE, Privacy.SEALED)
_READ_ONLY = (Kind.LINK, Kind.PHOTO, Kind.MOMENT)


class Editor(QObject):
    """The editor of one field; `value` raises `Refusal` for what cannot be read."""

    changed = Signal()
    unmask_asked = Signal()

    def __init__(self, field: Field, widget: QWidget, get: Callable[[], Any], put: Callable[[Any], None]) -> None:
        super().__init__(widget)
        self.field, self.widget, self._get, self._put = field, widget, get, put
        widget.setAccessibleName(_(field.label))
        self._kept: Any = None
        self._shown: str | None = None

    @property
    def touched(self) -> bool:
        """True when something else stands here than was shown."""
        return self.typed() != (self._shown or "")

    def value(self) -> Any:
        """What stands in the editor, as the record holds it; marks the editor when it cannot be read.

        What was not touched is what it was, even when nobody may type it today: it must not stop the other fields.
        """
        try:
            found = self._get() if self._shown is None or self.touched else self._kept
        except Refusal:
            self._mark(True)
            raise
        self._mark(False)
        return found

    def set_value(self, value: Any, *, unreadable: bool = False) -> None:
        """Show a value; one that cannot be read reads so where nothing is typed over it."""
        self._kept = value
        told = _("unreadable") if unreadable else ""
        self.widget.setToolTip(told)
        if isinstance(self.widget, QLineEdit | QPlainTextEdit):
            self.widget.setPlaceholderText(told)
        self._put(value)
        self._shown = self.typed()
        self._mark(False)

    def typed(self) -> str:
        """What stands in the editor, right or wrong, for a draft; nothing of a masked value."""
        widget = self.widget
        if isinstance(widget, QComboBox):
            return str(widget.currentIndex())
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText()
        return widget.text() if isinstance(widget, QLineEdit) and not widget.isReadOnly() else ""

    def set_typed(self, text: str) -> None:
        """Put a draft back."""
        widget = self.widget
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(int(text))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(text)
        elif isinstance(widget, QLineEdit) and not widget.isReadOnly():
            widget.setText(text)

    def _mark(self, wrong: bool) -> None:
        self.widget.setProperty("wrong", "true" if wrong else "false")
        self.widget.style().unpolish(self.widget)
        self.widget.style().polish(self.widget)


def editor_for(field: Field) -> Editor:
    """The editor of a field.  Masked values, links and photographs are shown, not edited."""
    if field.privacy in _MASKED or field.kind in _READ_ONLY:
        return _fixed(field)
    if field.kind is Kind.NOTE:
        return _note(field)
    if field.kind is Kind.YES:
        return _combo(field, [(None, "—"), (True, _("yes")), (False, _("no"))])
    if field.kind is Kind.CHOICE and not field.many:
        return _combo(field, [(None, "—"), *((code, word(field.words, code)) for code in words(field.words))])
    return _line(field)


def editor_among(field: Field, choices: Sequence[tuple[str, str]]) -> Editor:
    """An editor that offers these values, each under its name; the first stands for none."""
    return _combo(field, [(None, "—"), *choices])


def _fixed(field: Field) -> Editor:
    line = QLineEdit()
    line.setReadOnly(True)
    kept: list[Any] = [None]

    def put(value: Any) -> None:
        kept[0] = value
        line.setText(shown(field, value))

    made = Editor(field, line, lambda: kept[0], put)
    if field.privacy in _MASKED:
        eye = line.addAction(icon("eye"), QLineEdit.ActionPosition.TrailingPosition)
        eye.setText(_("Show {field} in full…").format(field=_(field.label)))
        eye.setShortcut(QKeySequence("Ctrl+U"))
        eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        eye.triggered.connect(made.unmask_asked)
    return made


def _line(field: Field) -> Editor:
    line = QLineEdit()
    made = Editor(field, line, lambda: parse(field, line.text()), lambda value: line.setText(plain_value(field, value)))
    line.textEdited.connect(lambda _text: made.changed.emit())
    return made


def _note(field: Field) -> Editor:
    area = QPlainTextEdit()
    area.setTabChangesFocus(True)
    made = Editor(
        field,
        area,
        lambda: parse(field, area.toPlainText()),
        lambda value: area.setPlainText(plain_value(field, value)),
    )
    area.textChanged.connect(made.changed)
    return made


def _combo(field: Field, choices: list[tuple[Any, str]]) -> Editor:
    box = QComboBox()
    for value, text in choices:
        box.addItem(text, value)
    made = Editor(field, box, box.currentData, lambda value: box.setCurrentIndex(max(0, box.findData(value))))
    box.activated.connect(lambda _index: made.changed.emit())
    return made
