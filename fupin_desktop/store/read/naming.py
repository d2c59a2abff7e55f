"""A record by what people call it: its id, or its natural key, whose parts stand with / between them.

A part that is a link is named in the same way: `441690101200 20160001/2019` is a household's income of a year.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.codes import bare_code
from fupin_desktop.ledger.notation.values import read
from fupin_desktop.ledger.record import Record, fields_of, key_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.sync.moving import SIGN

if TYPE_CHECKING:
    from fupin_desktop.store.read.reading import Reader

BETWEEN = "/"
_SHOWN = 20  # of those a name may mean
_ID = re.compile(r"[0-9a-f]{32}\..+\.[0-9]+")


def record_at(reader: "Reader", kind: str, name: str) -> Record:
    """The record of this kind; the first parts of a key are enough where they leave one.

    Codes: `kind.unknown`, `record.unknown`, `record.key` (not the form of this kind's key), `record.ambiguous`, and
    those of the fields of the key.
    """
    cls = KINDS.get(kind)
    if cls is None:
        raise Refusal("kind.unknown", _("There is no such kind of record."), where={"kind": kind})
    if _ID.fullmatch(name):
        return reader.get(cls, reader.dot_of(name))
    found = next((one for wanted in _wanted(reader, cls, name) if (one := _one(reader, cls, wanted))), None)
    if found is None:
        raise Refusal("record.unknown", _unknown(cls), where={"kind": kind, "id": name})
    return found


def _unknown(cls: type[Record]) -> str:
    if key_of(cls):
        return _("The book holds no such record.")
    return _("The book holds no such record. This kind has no number of its own: give the id that its list shows.")


def _wanted(reader: "Reader", cls: type[Record], name: str) -> Iterator[dict[str, Any]]:
    """The values of the key that a name may mean."""
    fields = [fields_of(cls)[part] for part in key_of(cls)]
    parts = name.split(BETWEEN) if len(fields) > 1 else [name]
    if not fields:
        return
    if len(parts) > len(fields):
        message = _("{what} is named by {parts}, with / between, or by its id. Nothing was changed.")
        told = message.format(what=_(cls.label), parts=_parts(fields))
        raise Refusal("record.key", told, where={"kind": kind_of(cls), "id": name})
    rest = {field.name: _value(reader, field, part) for field, part in zip(fields[1:], parts[1:], strict=False)}
    for value in _values(reader, fields[0], parts[0]):
        yield {fields[0].name: value, **rest}


def _parts(fields: Sequence[Field]) -> str:
    return BETWEEN.join(_(field.label) for field in fields)


def _values(reader: "Reader", field: Field, typed: str) -> Iterator[Any]:
    # A code is typed in groups, and kept without blanks; an older book may have kept it as it was typed
    spellings = (typed, bare_code(typed)) if field.digits else (typed,)
    yield from dict.fromkeys(_value(reader, field, one) for one in spellings)


def _value(reader: "Reader", field: Field, typed: str) -> Any:
    if field.kind is Kind.LINK:
        return record_at(reader, field.link, typed).id if typed.strip() else None
    return read(field, typed)


def _one(reader: "Reader", cls: type[Record], wanted: dict[str, Any]) -> Record | None:
    names = key_of(cls)
    if len(wanted) == len(names):
        return reader.by_key(cls, *wanted.values()) or _gone(reader, cls, wanted)
    found = reader.find(cls, **wanted)
    if len(found) > 1:
        message = _("{count} of this kind begin so. Name the rest of {parts}, with / between. Nothing was changed.")
        told = message.format(count=len(found), parts=_parts([fields_of(cls)[name] for name in names]))
        ids = [reader.text_of(record.id) for record in found[:_SHOWN] if record.id]
        raise Refusal("record.ambiguous", told, where={"kind": kind_of(cls), "ids": ids})
    return found[0] if found else _gone(reader, cls, wanted)


def _gone(reader: "Reader", cls: type[Record], wanted: dict[str, Any]) -> Record | None:
    """The one with this key that has moved to where this book does not reach: it can be looked at."""
    found = reader.find(cls, with_away=True, **wanted)
    return next((one for one in found if (one.away or "").startswith(SIGN)), None)
