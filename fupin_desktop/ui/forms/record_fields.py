"""The fields of one record, to read and to edit: an editor for each that may be written, words for the others."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from fupin_desktop.changed_by import changed_by
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.notation.showing import NOTHING, held, shown
from fupin_desktop.ledger.record import Record, fields_of, hand_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import is_young
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.editors.masked import MaskedValue
from fupin_desktop.ui.forms.field_editor import FieldEditors
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import PhotoFiles
from fupin_desktop.ui.widgets.parts import GRID, label

_WIDE = (Kind.NOTE, Kind.PHOTO)
_COLUMNS = 2


class RecordFields(QWidget):
    """Editors of the fields a person may write, and the others as plain words with what changes them.

    Of a new record what says where and what it is can be given, too, unless `given` names it: that stands already.
    `named` are managed fields that the command behind the form writes.
    """

    changed = Signal()
    unmask_asked = Signal(object)

    def __init__(
        self,
        session: Session,
        cls: type[Record],
        *,
        new: bool = False,
        given: Sequence[str] = (),
        named: Sequence[str] = (),
        subject: Record | None = None,
    ) -> None:
        super().__init__()
        self._session, self.cls, self.subject = session, cls, subject
        self._record = cls()
        self._makes = FieldEditors(session, lambda: self._record, subject)
        self.editors: dict[str, Editor] = {}
        self.words: dict[str, QLabel] = {}
        fields = fields_of(cls)
        written = [name for name in fields if (_is_written(cls, name, new=new) or name in named) and name not in given]
        told = [name for name in fields if name not in written and not (new and hand_of(cls, name) is Hand.MANAGED)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, GRID, 0)
        self._grid.setHorizontalSpacing(3 * GRID)
        self._grid.setVerticalSpacing(2)
        self._at = 0
        for part in (self._tell, self._write) if new else (self._write, self._tell):
            part([fields[name] for name in (told if part == self._tell else written)], new)
            self._begin_row()
        for side in range(_COLUMNS):
            self._grid.setColumnStretch(side, 1)
        self._grid.setRowStretch(3 * self._at, 1)

    # --- laying out -------------------------------------------------------------------------------------------------

    def _write(self, fields: Sequence[Field], _new: bool) -> None:
        for field in fields:
            self._add_editor(field)

    def _tell(self, fields: Sequence[Field], new: bool) -> None:
        for field in fields:
            self._add_words(field, told_why="" if new else changed_by(self.cls, field.name))

    def _begin_row(self) -> None:
        self._at = -(-self._at // _COLUMNS) * _COLUMNS

    def _place(self, widgets: Sequence[QWidget], *, wide: bool) -> None:
        if wide:
            self._begin_row()
        at, side = divmod(self._at, _COLUMNS)
        for line, widget in enumerate(widgets):
            self._grid.addWidget(widget, 3 * at + line, side, 1, _COLUMNS if wide else 1)
        self._at += _COLUMNS if wide else 1

    def _add_editor(self, field: Field) -> None:
        made = self._makes.make(field)
        made.changed.connect(self.changed)
        made.unmask_asked.connect(partial(self.unmask_asked.emit, made))
        self.editors[field.name] = made
        self._place([label(title_of_field(field), "label"), made.widget], wide=field.kind in _WIDE)

    def _add_words(self, field: Field, told_why: str) -> None:
        text = label(NOTHING, wrap=True)
        text.setAccessibleName(_(field.label))
        self.words[field.name] = text
        why = [label(told_why, "small", wrap=True)] if told_why else []
        self._place([label(_labelled(field), "label"), text, *why], wide=field.kind in _WIDE)

    # --- values -----------------------------------------------------------------------------------------------------

    def show_record(self, record: Record) -> None:
        """Show a record."""
        self._record = record
        for name, editor in self.editors.items():
            editor.set_value(getattr(record, name), unreadable=name in record.unreadable)
        fields, young = fields_of(self.cls), is_young(record, self._session.today)
        for name, text in self.words.items():
            text.setText(_told(fields[name], held(record, name), young=young))
        links = {name: value for name in self.words if (value := getattr(record, name)) and _is_link(fields[name])}
        if links:
            self._session.fetch(lambda reader: (record, self._names_of(reader, links)), self._show_names)

    def _names_of(self, reader: Reader, links: Mapping[str, Any]) -> dict[str, str]:
        fields, made = fields_of(self.cls), {}
        for name, value in links.items():
            ids = value if isinstance(value, tuple) else (value,)
            made[name] = "、".join(self._makes.names(fields[name], reader, ids).values()) or NOTHING
        return made

    def _show_names(self, found: tuple[Record, dict[str, str]]) -> None:
        record, names = found
        for name, text in names.items() if record is self._record else ():
            self.words[name].setText(text)

    def touched(self) -> list[str]:
        """The fields in which something else stands than was shown."""
        return [name for name, editor in self.editors.items() if editor.touched]

    def values(self) -> dict[str, Any]:
        """What stands in the editors; refuses, naming the field, what cannot be read."""
        return {name: editor.value() for name, editor in self.editors.items()}

    def readable(self) -> Record:
        """The record with all that can be read of what is typed: for sums that are shown meanwhile."""
        found = {}
        for name, editor in self.editors.items():
            try:
                found[name] = editor.value()
            except Refusal:
                found[name] = None
        return self._record.but(**found)

    def typed(self) -> dict[str, str]:
        """What was typed and differs, for a draft."""
        return {name: editor.typed() for name, editor in self.editors.items() if editor.touched}

    def set_typed(self, draft: Mapping[str, str]) -> list[str]:
        """Put a draft back; the labels of photographs that have to be added again."""
        lost = []
        for name in draft.keys() & self.editors.keys():
            editor = self.editors[name]
            if isinstance(editor.widget, PhotoFiles):
                lost.append(_(editor.field.label))
            else:
                editor.set_typed(draft[name])
        return lost

    def mark(self, name: str) -> None:
        """Put the focus where something is wrong."""
        if name in self.editors:
            self.editors[name].widget.setFocus()

    def lock(self) -> None:
        """Let everything be read and nothing be written: the book, or the record, takes no change."""
        for editor in self.editors.values():
            _lock(editor.widget)


def _lock(widget: QWidget) -> None:
    if isinstance(widget, MaskedValue):
        widget.lock()
    elif isinstance(widget, QLineEdit | QPlainTextEdit):
        widget.setReadOnly(True)
    elif isinstance(widget, QComboBox):
        widget.setEnabled(False)
    elif isinstance(widget, PhotoFiles):
        widget.lock()
    else:
        widget.setEnabled(False)


def is_shared(cls: type[Record], name: str) -> bool:
    """May many new records have the same in this field?  Not whom they are about, nor what is of one person alone."""
    field = fields_of(cls)[name]
    of_one = (cls.home, "member", "household")
    return _is_written(cls, name, new=True) and name not in of_one and field.kind is not Kind.PHOTO


def _is_written(cls: type[Record], name: str, *, new: bool) -> bool:
    hand = hand_of(cls, name)
    return hand is Hand.FREE or (new and hand is Hand.FIXED)


def _is_link(field: Field) -> bool:
    return field.kind is Kind.LINK


def _told(field: Field, value: object, *, young: bool) -> str:
    if field.kind is Kind.LINK:
        return "…" if value else NOTHING
    if field.kind is Kind.PHOTO:
        return str(len(value)) if isinstance(value, tuple) and value else NOTHING
    return shown(field, value, minor=young)


def _labelled(field: Field) -> str:
    unit = _("yuan") if field.kind is Kind.MONEY else field.unit
    return f"{_(field.label)}{f'（{unit}）' if unit else ''}"


def title_of_field(field: Field) -> str:
    """The label of a field with its unit, and a star where something must stand."""
    return f"{_labelled(field)}{' *' if field.required else ''}"
