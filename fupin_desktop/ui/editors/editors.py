"""One editor for each kind of field (a closed set), used by every form; text is read by the ledger's own parser."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QPlainTextEdit, QWidget

from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.showing import plain_value, shown
from fupin_desktop.ledger.notation.values import parse, several
from fupin_desktop.ledger.words import _, word, words
from fupin_desktop.ui.widgets.icons import icon

_READ_ONLY = (Kind.LINK, Kind.PHOTO, Kind.MOMENT)


class SteadyCombo(QComboBox):
    """A closed list that the wheel never changes: turning it scrolls the form, it must not choose another cause."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Left to what scrolls."""
        event.ignore()


class Draft(NamedTuple):
    """How what stands in a widget is kept as text, and put back."""

    typed: Callable[[], str]
    set_typed: Callable[[str], None]


class Editor(QObject):
    """The editor of one field; `value` raises `Refusal` for what cannot be read."""

    changed = Signal()
    unmask_asked = Signal()

    def __init__(
        self,
        field: Field,
        widget: QWidget,
        get: Callable[[], Any],
        put: Callable[[Any], None],
        draft: "Draft | None" = None,
    ) -> None:
        super().__init__(widget)
        self.field, self.widget, self._get, self._put = field, widget, get, put
        self._draft = draft or draft_for(widget)
        widget.setAccessibleName(_(field.label))
        self._help = _(field.help) if field.help else ""
        self._hint = self._help or (_("like 2017.6.3") if field.kind is Kind.DAY else "")
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
        self._put(value)
        told = _("unreadable") if unreadable else ""
        self.widget.setToolTip(told or self._help)
        line = self._typed_into
        if isinstance(line, QLineEdit | QPlainTextEdit) and (told or line is self.widget):
            line.setPlaceholderText(told or self._hint)
        self._shown = self.typed()
        self._mark(False)

    def typed(self) -> str:
        """What stands in the editor, right or wrong, for a draft; nothing of a masked value."""
        return self._draft.typed()

    def set_typed(self, text: str) -> None:
        """Put a draft back."""
        self._draft.set_typed(text)

    def choose(self, value: Any) -> None:
        """Put a value in as if a person had: it counts as touched."""
        self._put(value)
        self.changed.emit()

    @property
    def _typed_into(self) -> QWidget:
        return self.widget.focusProxy() or self.widget

    def _mark(self, wrong: bool) -> None:
        line, said = self._typed_into, "true" if wrong else "false"
        if (line.property("wrong") or "false") == said:
            return  # a form of sixty editors is not dressed anew for each record it shows
        line.setProperty("wrong", said)
        line.style().unpolish(line)
        line.style().polish(line)


def draft_for(widget: QWidget) -> Draft:
    """How what stands in a plain input is kept: the text of a line, the value (not the place) of a choice."""
    if isinstance(widget, QComboBox):
        return _draft_of_list(widget)
    if isinstance(widget, QPlainTextEdit):
        return Draft(widget.toPlainText, widget.setPlainText)
    if isinstance(widget, QLineEdit) and not widget.isReadOnly():
        return Draft(widget.text, widget.setText)
    return Draft(lambda: "", lambda _text: None)


def _draft_of_list(box: QComboBox) -> Draft:
    """A list may be made anew until a draft comes back: the value is looked up, one that is gone chooses nothing."""

    def typed() -> str:
        value = box.currentData()
        return box.currentText() if box.isEditable() else "" if value is None else str(value)

    def put(text: str) -> None:
        at = next((at for at in range(box.count()) if str(box.itemData(at)) == text), 0 if not text else -1)
        if box.isEditable():
            box.setEditText(text)
        elif at >= 0:
            box.setCurrentIndex(at)

    return Draft(typed, put)


def editor_for(field: Field) -> Editor:
    """The plain editor of a field.  Links and photographs are shown here; a form has editors that choose them."""
    if field.kind in _READ_ONLY:
        return shown_only(field)
    if field.kind is Kind.NOTE:
        return _note(field)
    if field.kind is Kind.YES:
        return _combo(field, [(None, "—"), (True, _("yes")), (False, _("no"))])
    if field.kind is Kind.CHOICE and not field.many:
        return _combo(field, [(None, "—"), *((code, word(field.words, code)) for code in words(field.words))])
    return _words(field) if field.kind is Kind.CHOICE else _line(field)


def editor_among(field: Field, choices: Sequence[tuple[str, str]]) -> Editor:
    """An editor that offers these values, each under its name; the first stands for none."""
    return _combo(field, [(None, "—"), *choices])


def shown_only(field: Field) -> Editor:
    """A line that shows a value and takes none."""
    line = QLineEdit()
    line.setReadOnly(True)
    kept: list[Any] = [None]

    def put(value: Any) -> None:
        kept[0] = value
        line.setText(shown(field, value))

    return Editor(field, line, lambda: kept[0], put)


def _line(field: Field) -> Editor:
    line = QLineEdit()
    made = Editor(field, line, lambda: parse(field, line.text()), lambda value: line.setText(plain_value(field, value)))
    line.textEdited.connect(lambda _text: made.changed.emit())
    return made


def _words(field: Field) -> Editor:
    """Several words of a list: typed with 、 between them, or ticked in the menu behind the arrow."""
    made = _line(field)
    line = made.widget
    assert isinstance(line, QLineEdit)
    menu = QMenu(line)
    for code in words(field.words):
        action = menu.addAction(word(field.words, code))
        action.setCheckable(True)
        action.toggled.connect(lambda _on: _take_ticked(line, menu, made))
    menu.aboutToShow.connect(lambda: _tick(menu, several(field, line.text())))
    arrow = line.addAction(icon("down"), QLineEdit.ActionPosition.TrailingPosition)
    arrow.setText(_("Choose {field}").format(field=_(field.label)))
    arrow.setShortcut(QKeySequence("Alt+Down"))
    arrow.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
    arrow.triggered.connect(lambda: menu.popup(line.mapToGlobal(line.rect().bottomLeft())))
    return made


def _tick(menu: QMenu, said: Sequence[str]) -> None:
    for action in menu.actions():
        with QSignalBlocker(action):
            action.setChecked(action.text() in said)


def _take_ticked(line: QLineEdit, menu: QMenu, made: Editor) -> None:
    line.setText("、".join(action.text() for action in menu.actions() if action.isChecked()))
    made.changed.emit()


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
    box = SteadyCombo()
    for value, text in choices:
        box.addItem(text, value)
    made = Editor(field, box, box.currentData, lambda value: box.setCurrentIndex(max(0, box.findData(value))))
    box.activated.connect(lambda _index: made.changed.emit())
    return made
