"""The door for writes: what is looked at before anything is written, whichever way it comes (rooms.md §1).

For each record in turn: whether the role of this device writes it; its fields against their limits, its number
against those of the book; then the rules of its feature, and whose hand may write the field.  All of a batch is judged
before any of it is written.
"""

from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any, TypeVar

from fupin_desktop.kinds import RULES
from fupin_desktop.ledger.errors import Refusal
from fupin_desktop.ledger.field import Field, Hand
from fupin_desktop.ledger.ledger import Ledger
from fupin_desktop.ledger.notation.alike import compared_key
from fupin_desktop.ledger.notation.values import check, check_written, to_stored
from fupin_desktop.ledger.record import Record, begins_of, fields_of, hand_of, key_of, kind_of
from fupin_desktop.ledger.words import _
from fupin_desktop.rights.rules import Holder, refuse_unless
from fupin_desktop.rights.table import act_of, field_acts
from fupin_desktop.store import driver
from fupin_desktop.store.read.reading import Reader
from fupin_desktop.store.rows import record_from

T = TypeVar("T")
R = TypeVar("R", bound=Record)
EMPTY = (None, "", ())
_FEW = 500  # values that are asked for by name; above that the whole table is read


class Gathering:
    """What the rules of one batch need of the book, each read once for all its records."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._found: dict[Callable[..., Any], Any] = {}

    def get(self, ledger: Ledger, read: Callable[[Ledger, Sequence[Any]], T]) -> T:
        """What `read` finds for the records of this batch."""
        if read not in self._found:
            self._found[read] = read(ledger, self._records)
        found: T = self._found[read]
        return found


def begun(record: R) -> R:
    """A new record with what its managed fields begin with (`begins_of`), where nothing is said."""
    first = {name: code for name, code in begins_of(type(record)).items() if getattr(record, name) is None}
    return record.but(**first) if first else record


def refuse_role(holder: Holder, record: Record) -> None:
    """Refuse a kind, or a field that is a judgement, which this role does not write: `office.only`, `role.may_not`."""
    kind, fields = kind_of(type(record)), fields_of(type(record))
    refuse_unless(holder, act_of(kind, register=record.id is None).code)
    for name, act in field_acts(kind).items():
        if is_written(record, fields[name]):
            refuse_unless(holder, act, field=name, label=_(fields[name].label))


def refuse_fields(record: Record, *, stands: bool = False) -> None:
    """Refuse a required field left empty (`field.missing`), and a value against its limits (as `check_written`).

    `stands`: of a record of the book itself, every value is looked at as if it were written now.
    """
    cls = type(record)
    for name, field in fields_of(cls).items():
        value = getattr(record, name)
        if field.required and value in EMPTY and name not in record.unreadable:
            raise missing(field)
        if value is None:  # to say nothing keeps within every limit
            continue
        if stands or is_written(record, field):
            check_written(field, value)
        else:  # what stands in the book already may be older than a rule: it must not stop other fields
            check(field, value)


def refuse_hands(record: Record, managed: Collection[str]) -> None:
    """Refuse a field that is written though it is not free and this command does not name it.

    Codes: `field.managed`, `field.fixed`.  Looked at after the rules: those of a feature say better what to do instead.
    """
    for field in _guarded(type(record)):  # type: ignore[arg-type]  # a class can be a key
        if field.name not in managed and is_written(record, field) and not _begins(record, field):
            _refuse_hand(record, field)


@cache
def _guarded(cls: type[Record]) -> tuple[Field, ...]:
    return tuple(field for name, field in fields_of(cls).items() if hand_of(cls, name) is not Hand.FREE)


def _begins(record: Record, field: Field) -> bool:
    return record.id is None and bool(field.begins) and getattr(record, field.name) == field.begins


def is_written(record: Record, field: Field) -> bool:
    """True for a field whose value differs from the one its writer read, or that is said of a new record."""
    value = getattr(record, field.name)
    if record.reading is not None:
        return to_stored(field, value) != record.reading.values.get(field.name)
    return record.id is not None or value not in EMPTY


def _refuse_hand(record: Record, field: Field) -> None:
    hand = hand_of(type(record), field.name)
    if hand is Hand.MANAGED:
        raise Refusal("field.managed", _managed(record, field), where={"field": field.name})
    was = record.reading.values.get(field.name) if record.reading else None
    if hand is Hand.FIXED and was not in EMPTY and not field.many:
        text = _("“{label}” says which record this is: correct the number with a reason instead. Nothing was changed.")
        raise Refusal("field.fixed", text.format(label=_(field.label)), where={"field": field.name})


def _managed(record: Record, field: Field) -> str:
    if command := type(record).command:
        text = _("“{label}” follows from what is done: use “{command}” instead. Nothing was changed.")
        return text.format(label=_(field.label), command=_(command))
    text = _("“{label}” follows from what is done: use its own command instead. Nothing was changed.")
    return text.format(label=_(field.label))


def missing(field: Field) -> Refusal:
    """The refusal of a field that is needed and was left empty.  Code `field.missing`."""
    message = _("{label}: this is needed. Nothing was changed.").format(label=_(field.label))
    return Refusal("field.missing", message, where={"field": field.name})


def refuse_known_keys(reader: Reader, records: Sequence[Record]) -> None:
    """Refuse a new record, or a corrected number, that another record of the book has; code `record.exists`."""
    by_class: dict[type[Record], list[Record]] = {}
    for record in records:
        if key_of(type(record)) and (record.id is None or _key_differs(record)):
            by_class.setdefault(type(record), []).append(record)
    for cls, written in by_class.items():
        _refuse_known(reader, cls, written)


def _key_differs(record: Record) -> bool:
    return any(is_written(record, fields_of(type(record))[name]) for name in key_of(type(record)))


def _refuse_known(reader: Reader, cls: type[Record], records: Sequence[Record]) -> None:
    names = key_of(cls)
    first = {getattr(record, names[0]) for record in records} - {None}
    own = {record.id for record in records if record.id is not None}
    known = _known_keys(reader, cls, names, list(first), own)
    for record in records:
        key = compared_key(cls, {name: getattr(record, name) for name in names})
        if None not in key and key in known:
            raise _exists(cls, names)
        known.add(key)


def _exists(cls: type[Record], names: Sequence[str]) -> Refusal:
    text = _("The book already holds a record with the same {fields}. Nothing was changed; open that one.")
    labels = "、".join(_(fields_of(cls)[name].label) for name in names)
    return Refusal("record.exists", text.format(fields=labels), where={"kind": kind_of(cls), "field": names[0]})


def _known_keys(
    reader: Reader, cls: type[Record], names: Sequence[str], first: list[Any], own: Collection[int]
) -> set[tuple[Any, ...]]:
    listed = ",".join(f'"{name}"' for name in names)
    where = f'"{names[0]}" IN ({",".join("?" * len(first))})' if len(first) <= _FEW else "1"
    sql = f'SELECT id, {listed} FROM "{kind_of(cls)}" WHERE away IS NULL AND {where}'
    rows = driver.rows(reader.connection, sql, tuple(first) if len(first) <= _FEW else ())
    own = {twin for one in own for twin in reader.twins_of(one)}
    return {compared_key(cls, dict(zip(names, row[1:], strict=True))) for row in rows if row[0] not in own}


def judge(ledger: Ledger, record: Record) -> None:
    """Run the rule of the record's feature: it refuses, or warns."""
    rule = RULES.get(type(record))
    if rule is not None:
        rule(ledger, record, _as_read(record))


def _as_read(record: Record) -> Record | None:
    # What whoever writes has seen, as a record again; what cannot be read reads as empty, as it did for them
    if record.reading is None:
        return None
    cls = type(record)
    row = dict.fromkeys(fields_of(cls)) | dict(record.reading.values)
    return record_from(cls, {**row, "id": record.id, "away": record.away})
