"""Editors of a record's fields in the dialogs of cases: photographs are chosen, links among those of the same home."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.privacy import PRIVATE, masked
from fupin_desktop.ledger.record import Record, fields_of, hand_of, key_of
from fupin_desktop.ledger.showing import shown
from fupin_desktop.listing import called
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.editors.editors import Editor, editor_among, editor_for
from fupin_desktop.ui.editors.masked import masked_editor
from fupin_desktop.ui.forms.unmask import Unmask
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import photo_editor


def editors_of(session: Session, record: Record, names: Sequence[str], home: Dot | None) -> list[Editor]:
    """Editors of some fields of a record, with what stands in it; links are chosen among those of the same `home`."""
    return [_editor(session, record, fields_of(type(record))[name], home) for name in names]


def _editor(session: Session, record: Record, field: Field, home: Dot | None) -> Editor:
    value = getattr(record, field.name)
    if field.kind is Kind.PHOTO:
        return photo_editor(session, field)
    if field.kind is Kind.LINK and not field.many:
        made = editor_among(field, session.read(lambda reader: _choices(reader, field, home)))
    else:
        made = editor_for(field)
    if field.privacy in PRIVATE:
        made = _covered(session, record, made)
    made.set_value(value)
    return made


def _covered(session: Session, record: Record, plain: Editor) -> Editor:
    """A sealed value is shown for a reason only; it can be written anew unseen."""

    def ask() -> None:
        if record.id is not None and getattr(record, plain.field.name) is not None:
            Unmask(session, record, plain.field, made.widget.window()).open()

    made = masked_editor(plain, lambda value: str(masked(value, plain.field.privacy) or ""))
    made.unmask_asked.connect(ask)
    return made


def _choices(reader: Reader, field: Field, home: Dot | None) -> list[Any]:
    cls = KINDS[field.link]
    at_home = home is not None and "household" in fields_of(cls)
    equal: dict[str, Any] = {"household": home} if at_home else {}
    return [(one.id, _title(one)) for one in reader.find(cls, **equal)]


def _title(record: Record) -> str:
    """What tells a record from others of the same home: its name, or its numbers, masked."""
    fields = fields_of(type(record))
    numbers = [shown(fields[name], getattr(record, name)) for name in key_of(type(record)) if not fields[name].link]
    return "  ".join(dict.fromkeys(text for text in (called(record), *numbers) if text))


def free_fields(cls: type[Record]) -> list[str]:
    """The fields of a record that a form may write, without its home."""
    return [name for name in fields_of(cls) if hand_of(cls, name) is Hand.FREE]
