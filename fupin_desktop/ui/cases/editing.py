"""Editors of some fields of a case, in the small dialogs of its opening and its steps."""

from collections.abc import Sequence

from fupin_desktop.ledger.field import Hand
from fupin_desktop.ledger.record import Record, fields_of, hand_of
from fupin_desktop.ui.editors.editors import Editor
from fupin_desktop.ui.forms.field_editor import FieldEditors
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.session import Session


def editors_of(session: Session, record: Record, names: Sequence[str]) -> list[Editor]:
    """Editors of some fields of a record, with what stands in it; links lead to what lies under the same household."""
    makes = FieldEditors(session, lambda: record)
    return [_filled(session, record, makes.make(fields_of(type(record))[name])) for name in names]


def _filled(session: Session, record: Record, made: Editor) -> Editor:
    value = getattr(record, made.field.name)

    def ask() -> None:
        if record.id is not None and value is not None:
            Unmask(session, record, made.field, made.widget.window()).open()

    made.unmask_asked.connect(ask)
    made.set_value(value, unreadable=made.field.name in record.unreadable)
    return made


def free_fields(cls: type[Record]) -> list[str]:
    """The fields of a record that a form may write, without its home."""
    return [name for name in fields_of(cls) if hand_of(cls, name) is Hand.FREE]
