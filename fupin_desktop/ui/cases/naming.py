"""How cases are named in the window, and what a link of a form may lead to."""

from collections.abc import Sequence
from typing import Any

from fupin_desktop.casework.gates import Lack
from fupin_desktop.casework.model import Case
from fupin_desktop.casework.standing import Look
from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import head_among
from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.field import Field, Hand, Kind
from fupin_desktop.ledger.record import Record, fields_of, hand_of, key_of
from fupin_desktop.ledger.showing import grouped, shown
from fupin_desktop.ledger.words import _
from fupin_desktop.listing import called
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.ui.frame.session import Session
from fupin_desktop.ui.photos.photo_files import photo_editor
from fupin_desktop.ui.widgets.editors import Editor, editor_among, editor_for
from fupin_desktop.ui.widgets.shown import head_name


def owner_name(session: Session, reader: Reader, case: Case) -> str:
    """Whose case it is: the head and number of the household, else what its home is called."""
    home = Look(reader, [case]).household(case)
    if home is None:
        link = fields_of(type(case))[type(case).home].link
        found = reader.find(KINDS[link], id=getattr(case, type(case).home), with_away=True)
        return called(found[0]) if found else ""
    head = head_among(reader.find(Member, household=home.id))
    return f"{head_name(head, session.today)}  {grouped(home.household_code or '')}"


def first_lack(lacks: Sequence[Lack]) -> str:
    """The first thing that lacks, and how many there are; empty when nothing does."""
    if not lacks:
        return ""
    rest = _(" ({count} in all)").format(count=len(lacks)) if len(lacks) > 1 else ""
    return f"{lacks[0].text}{rest}"


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
    made.set_value(value)
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


def is_household_case(cls: type[Case]) -> bool:
    """True for a kind of case that belongs to a household."""
    return fields_of(cls)[cls.home].link == "household"


def home_of(case: Case) -> Dot | None:
    """The household of a case; None when it is no household's."""
    return getattr(case, type(case).home) if is_household_case(type(case)) else None
