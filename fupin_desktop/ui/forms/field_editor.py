"""The editor of a field of a record, wherever one is asked for: links are chosen by typing, masked values covered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.privacy import PRIVATE, Privacy, masked
from fupin_desktop.ledger.record import Record
from fupin_desktop.store.lists.queries import villages
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.search.choosing import Choice, choices, narrowed
from fupin_desktop.titles import is_young, link_titles
from fupin_desktop.ui.editors.editors import Editor, editor_among, editor_for
from fupin_desktop.ui.editors.link_picker import link_editor
from fupin_desktop.ui.editors.masked import masked_editor
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import PhotoFiles, photo_editor
from fupin_desktop.villages.model import Village

_MASKED = (*PRIVATE, Privacy.MINOR)


@dataclass(frozen=True)
class FieldEditors:
    """Makes editors for the record that `record` answers at that moment; `subject` is whose file is open."""

    session: Session
    record: Callable[[], Record]
    subject: Record | None = None

    def make(self, field: Field) -> Editor:
        """The editor of one field, empty."""
        cls = type(self.record())
        if field.kind is Kind.LINK:
            return link_editor(self.session.fetch, field, partial(self.look, field), partial(self.names, field))
        if field.kind is Kind.PHOTO:
            return _photos(self.session, field)
        if field.name == cls.home and field.digits and cls is not Village:
            return _among_villages(self.session, field)
        plain = editor_for(field)
        return masked_editor(plain, partial(self._mask, field)) if field.privacy in _MASKED else plain

    def names(self, field: Field, reader: Reader, ids: Sequence[int]) -> Mapping[int, str]:
        """What the records a link leads to are called."""
        return link_titles(reader, field, ids, self.session.today)

    def _mask(self, field: Field, value: Any) -> str:
        hidden = masked(value, field.privacy, minor=is_young(self.record(), self.session.today))
        return "" if hidden == value else str(hidden)

    def look(self, field: Field, reader: Reader, typed: str) -> list[Choice]:
        """What a link may lead to, after these signs were typed."""
        within = narrowed(reader, field, self.record(), self.subject)
        return choices(reader, KINDS[field.link], typed, self.session.today, within)


def _photos(session: Session, field: Field) -> Editor:
    made = photo_editor(session, field)
    assert isinstance(made.widget, PhotoFiles), "the editor of photographs"
    made.widget.drop_mnemonics()
    return made


def _among_villages(session: Session, field: Field) -> Editor:
    known = session.read(villages)
    return editor_among(field, [(code, f"{name} {code}") for code, name in known]) if known else editor_for(field)
