"""Values that say the same: canonical forms, and for text the folding, so that a blank more is no difference."""

from collections.abc import Mapping

from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.notation.folding import folded
from fupin_desktop.ledger.notation.values import to_stored
from fupin_desktop.ledger.record import Record, fields_of, key_of


def compared(field: Field, value: object) -> object:
    """A value as it is compared with another of the same field; None for nothing."""
    stored = to_stored(field, value)
    is_text = field.kind in (Kind.TEXT, Kind.NOTE) and not field.many
    return folded(stored) if is_text and isinstance(stored, str) else stored


def compared_key(cls: type[Record], values: Mapping[str, object]) -> tuple[object, ...]:
    """The natural key of a record of this class as it is compared."""
    return tuple(compared(fields_of(cls)[name], values.get(name)) for name in key_of(cls))
