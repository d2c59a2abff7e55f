"""How the changes of a trail read: the field, the value before and after, in the words and masks of every list."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from fupin_desktop.ledger.dot import Dot
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.notation.showing import NOTHING, listed, plain_value
from fupin_desktop.ledger.notation.values import from_stored
from fupin_desktop.ledger.privacy import HIDDEN, PRIVATE, Privacy
from fupin_desktop.ledger.record import fields_of
from fupin_desktop.ledger.words import _
from fupin_desktop.store.history.trail import MADE, Step
from fupin_desktop.store.read.persons import writer_text
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.titles import link_titles, record_text, titles
from fupin_desktop.ui.frame.session import Session

_TOLD = 4  # facts of a record that was entered
_LONG = 60  # characters of one value


class Change(NamedTuple):
    """A line: when, who, of which record, which field, the value before, the value after, on which laptop, why."""

    when: str
    who: str
    record: str
    field: str
    was: str
    became: str
    laptop: str
    why: str


def changes(reader: Reader, steps: Sequence[Step], session: Session) -> list[Change]:
    """The lines of these steps, in their order."""
    named = titles(reader, [step.record for step in steps], session.today)
    return [_change(reader, step, title, session) for step, title in zip(steps, named, strict=True)]


def _change(reader: Reader, step: Step, title: str, session: Session) -> Change:
    field = fields_of(type(step.record)).get(step.field)
    was, became = (_told(reader, step, field, value, session) for value in (step.old, step.new))
    who = step.who
    return Change(
        who.wall or who.clock,
        writer_text(who.actor, who.typed),
        record_text(step.record, title),
        _label(step, field),
        was,
        became,
        who.device,
        covered(who.why or ""),
    )


def _label(step: Step, field: Field | None) -> str:
    if field is not None:
        return _(field.label)
    return {MADE: _("(entered)"), AWAY: _("Put away or kept")}.get(step.field, step.field)


def _told(reader: Reader, step: Step, field: Field | None, value: Any, session: Session) -> str:
    if step.field == MADE:
        return _made(reader, step, value or {}, session)
    if step.field == AWAY:
        return _("put away: {why}").format(why=covered(str(value))) if value else _("stays in the register")
    if field is None:
        return NOTHING if value is None else "…"
    return value_text(reader, field, value, session)


def _made(reader: Reader, step: Step, given: Mapping[str, Any], session: Session) -> str:
    """The first facts a record was entered with; nothing before that."""
    fields = fields_of(type(step.record))
    known = [(fields[name], value) for name, value in given.items() if name in fields]
    photos = sum(len(_several(field, value)) for field, value in known if field.kind is Kind.PHOTO)
    facts = [
        f"{_(field.label)} {_whole(reader, field, value, session)}"
        for field, value in known
        if field.kind is not Kind.PHOTO and field.name != type(step.record).home
    ]
    counted = [_("{count} photographs").format(count=photos)] if photos else []
    return "；".join([*counted, *facts[:_TOLD]]) or NOTHING


def _whole(reader: Reader, field: Field, value: Any, session: Session) -> str:
    """A stored value of a field, with all its elements."""
    if field.kind is Kind.LINK:
        return "、".join(link_titles(reader, field, _several(field, value), session.today).values()) or "?"
    return _cut(listed(field, from_stored(field, value), minor=field.privacy is Privacy.MINOR))


def _several(field: Field, value: Any) -> tuple[Any, ...]:
    found = from_stored(field, value)
    return found if isinstance(found, tuple) else (found,)


def value_text(reader: Reader, field: Field, value: Any, session: Session) -> str:
    """A stored value as lists show it, masked; of a field with many values, one element."""
    if value is None:
        return NOTHING
    if field.many:
        return _element(field, str(value))
    if field.kind is Kind.LINK:
        return link_titles(reader, field, [Dot(value)], session.today).get(Dot(value), "?")
    # A name in the history may be a minor's: nobody asks here who is how old
    return _cut(listed(field, from_stored(field, value), minor=field.privacy is Privacy.MINOR))


def _element(field: Field, value: str) -> str:
    """One of several values, that came or left."""
    if field.privacy in PRIVATE:
        return HIDDEN
    if field.kind is Kind.PHOTO:
        return _("photograph {tail}").format(tail=value[:8])
    return covered(plain_value(field, value))


def _cut(text: str) -> str:
    line = text.replace("\n", " ")
    return line if len(line) <= _LONG else f"{line[:_LONG]}…"
