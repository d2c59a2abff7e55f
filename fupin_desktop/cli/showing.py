"""Records as JSON: canonical values, masked unless a reason was given (privacy rules of cli.md)."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fupin_desktop.households.model import Member
from fupin_desktop.households.rules import is_minor
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.leaks import covered
from fupin_desktop.ledger.privacy import HIDDEN, PRIVATE, Privacy, masked
from fupin_desktop.ledger.record import Record, cells_of, fields_of
from fupin_desktop.store.read.reading import Reader

_MOST = 200  # characters of what cannot be read


def as_json(reader: Reader, record: Record, *, today: date, unmask: bool = False) -> dict[str, Any]:
    """One record: its id and its fields, masked by default."""
    assert record.id is not None
    minor = isinstance(record, Member) and _is_young(record, today)
    shown: dict[str, Any] = {"id": reader.text_of(record.id)}
    for name, field in fields_of(type(record)).items():
        if name in record.unreadable:
            shown[name] = _unreadable(record, name, unmask=unmask)
            continue
        value = getattr(record, name)
        if not unmask:
            value = _masked(field, value, minor=minor)
        shown[name] = _plain(reader, field, value)
    if record.away is not None:
        shown["away"] = record.away
    return shown


def history_as_json(
    lines: Sequence[dict[str, Any]], record: Record, today: date, *, unmask: bool = False
) -> list[dict[str, Any]]:
    """The history of a record, masked by what each cell may hold: a group by its most private field.

    What stands in the record today does not matter: a number that was taken out again was as private when it stood.
    """
    young = isinstance(record, Member) and _is_young(record, today)
    hidden = {
        cell: any(field.privacy in PRIVATE or (young and field.privacy is Privacy.MINOR) for field in fields)
        for cell, fields in cells_of(type(record)).items()
    }
    texts = frozenset(field.cell for field in fields_of(type(record)).values() if field.is_free_text)
    return [
        line if unmask or line["value"] is None else {**line, "value": _told(line, hidden, texts)} for line in lines
    ]


def _told(line: dict[str, Any], hidden: dict[str, bool], texts: frozenset[str]) -> Any:
    if hidden.get(line["field"]):
        return HIDDEN
    free = line["field"] in texts and isinstance(line["value"], str)
    return covered(line["value"]) if free else line["value"]


def _is_young(member: Member, today: date) -> bool:
    # A birthday that cannot be read may be a child's
    unread = "birth_date" in member.unreadable
    return unread or (member.birth_date is not None and is_minor(member.birth_date, today))


def _unreadable(record: Record, name: str, *, unmask: bool) -> dict[str, Any]:
    """What stands for a stored value that has not the form of its kind; the value itself only unmasked."""
    held = record.reading.values.get(name) if record.reading is not None and unmask else None
    return {"unreadable": True, **({"stored": str(held)[:_MOST]} if held is not None else {})}


def _masked(field: Field, value: Any, *, minor: bool) -> Any:
    young = field.privacy is Privacy.MINOR and minor
    return _covered(field, masked(value, field.privacy, minor=young))


def _covered(field: Field, value: Any) -> Any:
    """What people typed without its numbers, sealed words and addresses, as every list shows it."""
    if not field.is_free_text:
        return value
    if isinstance(value, tuple):
        return tuple(_covered(field, one) for one in value)
    return covered(value) if isinstance(value, str) else value


def _plain(reader: Reader, field: Field, value: Any) -> Any:
    if field.kind is Kind.LINK and isinstance(value, int):
        return reader.text_of(value)
    if isinstance(value, tuple):
        return [_plain(reader, field, item) for item in value]
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value
